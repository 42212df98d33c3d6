// The process programs of an equipment: unformatted and formatted, kept over a power cycle.
import type { Id } from "../messages/data_item.ts";
import { type FormattedProgram, S7F23 } from "../messages/stream7_formatted.ts";
import { S7F20, S7F3 } from "../messages/stream7_programs.ts";
import type { Item } from "../secs2/item.ts";
import type { ProgramModel } from "./model.ts";
import type { Store } from "./store.ts";
import { convert } from "./value.ts";

/** The commands of a formatted process program. */
export type ProgramCommands = readonly { readonly CCODE: Id; readonly parameters: readonly Item[] }[];

/** A process program, in one form or in both. */
export interface Program {
  /** Its id. */
  readonly PPID: string;
  /** Unformatted: bytes, text or integers, exactly as received. */
  readonly PPBODY?: Item;
  /** Formatted. */
  readonly formatted?: FormattedProgram;
}

/** Process programs by id. What is deleted leaves an empty text behind. */
export class ProgramStore {
  readonly #store: Store;
  readonly #programs = new Map<string, Program>();

  constructor(store: Store, initial: readonly ProgramModel[]) {
    this.#store = store;
    const directory = store.read("programs");
    if (directory === undefined) {
      for (const { PPID, PPBODY } of initial) {
        this.#programs.set(PPID, { PPID, PPBODY: convert(PPBODY, undefined) });
      }
    } else {
      for (const PPID of S7F20.read(directory)) this.#restore(PPID as string);
    }
  }

  /** The ids, in the order of their arrival. */
  get ids(): string[] {
    return [...this.#programs.keys()];
  }

  /** A program; `undefined` when there is none with this id. */
  get(PPID: string): Program | undefined {
    return this.#programs.get(PPID);
  }

  /** Keeps a program in place of the one with its id. */
  set(program: Program): void {
    const { PPID, PPBODY, formatted } = program;
    if (this.#programs.size === 0 || this.#store.read("programs") === undefined) this.#keepAll();
    this.#programs.set(PPID, program);
    this.#keep(`program ${PPID}`, PPBODY && S7F3.text({ PPID, PPBODY }));
    this.#keep(`formatted program ${PPID}`, formatted && S7F23.text(formatted));
    this.#keepDirectory();
  }

  /** Deletes a program. */
  delete(PPID: string): void {
    if (!this.#programs.delete(PPID)) return;
    this.#keep(`program ${PPID}`, undefined);
    this.#keep(`formatted program ${PPID}`, undefined);
    this.#keepDirectory();
  }

  /** Programs of the model are kept with the first change: from then on the store says what there is. */
  #keepAll(): void {
    for (const { PPID, PPBODY } of this.#programs.values()) {
      this.#keep(`program ${PPID}`, PPBODY && S7F3.text({ PPID, PPBODY }));
    }
  }

  #keep(name: string, text: Uint8Array | undefined): void {
    if (text !== undefined || (this.#store.read(name)?.length ?? 0) > 0) {
      this.#store.write(name, text ?? new Uint8Array(0));
    }
  }

  #keepDirectory(): void {
    this.#store.write("programs", S7F20.text(this.ids));
  }

  #restore(PPID: string): void {
    const body = this.#read(`program ${PPID}`), formatted = this.#read(`formatted program ${PPID}`);
    this.#programs.set(PPID, {
      PPID,
      ...(body && { PPBODY: S7F3.read(body).PPBODY }),
      ...(formatted && { formatted: S7F23.read(formatted) }),
    });
  }

  #read(name: string): Uint8Array | undefined {
    const text = this.#store.read(name);
    return text?.length ? text : undefined;
  }
}
