// Process programs: S7F1 to F6, F17, F19, F23 to F34 and, with data sets, F37 to F44.
import type { Name } from "../messages/data_item.ts";
import type { BuiltMessage } from "../messages/message.ts";
import {
  type FormattedProgram,
  S7F23,
  S7F24,
  S7F25,
  S7F26,
  S7F27,
  S7F29,
  S7F30,
  S7F31,
  S7F32,
} from "../messages/stream7_formatted.ts";
import {
  S7F1,
  S7F17,
  S7F18,
  S7F19,
  S7F2,
  S7F20,
  S7F3,
  S7F33,
  S7F34,
  S7F4,
  S7F5,
  S7F6,
} from "../messages/stream7_programs.ts";
import { A } from "../secs2/build.ts";
import { byteLength } from "../secs2/encode.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { Posted } from "./equipment_news.ts";
import type { ProgramError } from "./equipment_options.ts";
import { type Program, ProgramStore } from "./program_store.ts";
import { nameText, readable } from "./value.ts";

const ACCEPTED = 0, NOT_PERMITTED = 1, LENGTH_ERROR = 2, NOT_FOUND = 4, LATER = 6; // ACKC7
const GRANTED = 0, NO_SPACE = 2, INVALID_PPID = 3, BUSY = 4; // PPGNT
const CREATED = 1, EDITED = 2, DELETED = 3; // PPChangeStatus

/** The process programs of an equipment. */
export class Programs implements Capability {
  readonly name = "process programs";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #programs: ProgramStore;
  readonly #granted = new Set<string>();
  #selected = "";

  constructor(context: Context) {
    this.#context = context;
    this.#programs = new ProgramStore(context.store, context.index.model.programs ?? []);
    this.handlers = {
      S7F1: on(S7F1, ({ PPID, LENGTH }) => S7F2.build(this.#grant(PPID, Number(LENGTH)))),
      S7F3: on(S7F3, ({ PPID, PPBODY }) => S7F4.build(this.receive(nameText(PPID), PPBODY))),
      S7F5: on(S7F5, (PPID) => this.#data(PPID)),
      S7F17: on(S7F17, (ids) => S7F18.build(this.#delete(ids.map(nameText)))),
      S7F19: on(S7F19, () => S7F20.build(this.ids)),
      S7F23: on(S7F23, (program) => S7F24.build(this.#receiveFormatted(program))),
      S7F25: on(S7F25, (PPID) => S7F26.build(this.get(nameText(PPID))?.formatted)),
      S7F31: on(S7F31, (program) => {
        this.#verifyLater(program);
        return S7F32.build(ACCEPTED);
      }),
      S7F33: on(S7F33, (PPID) => S7F34.build({ PPID, ...this.#lengths(nameText(PPID)) })),
    };
  }

  /** PPExecName: the program selected for execution; `""` for none. */
  get selected(): string {
    return this.#selected;
  }

  /** The programs there are. */
  get ids(): string[] {
    return this.#programs.ids;
  }

  /** A program; `undefined` when there is none with this id. */
  get(PPID: string): Program | undefined {
    return this.#programs.get(PPID);
  }

  /** Selects a program for execution: the host can neither replace nor delete it. `""` selects none. */
  select(PPID: string): void {
    if (PPID !== "" && this.get(PPID) === undefined) {
      throw new RangeError(`Cannot select "${PPID}": there is no such process program`);
    }
    this.#selected = PPID;
    if (PPID !== "") this.#context.raiseRole("process program selected");
  }

  /** The operator creates, edits or deletes (without a body) a program: the event tells the host. */
  change(PPID: string, PPBODY: Item | undefined): void {
    const before = this.get(PPID);
    if (before === undefined && PPBODY === undefined) {
      throw new RangeError(`Cannot delete "${PPID}": there is no such process program`);
    }
    if (PPBODY === undefined) this.#programs.delete(PPID);
    else this.#programs.set({ PPID, PPBODY });
    if (PPBODY === undefined && PPID === this.#selected) this.#selected = "";
    const PPChangeStatus = PPBODY === undefined ? DELETED : before === undefined ? CREATED : EDITED;
    this.#context.raiseRole("process program changed", { PPChangeName: PPID, PPChangeStatus });
  }

  /** Sends a program to the host by S7F3, after asking by S7F1. */
  upload(PPID: string): Posted {
    const PPBODY = this.get(PPID)?.PPBODY;
    if (PPBODY === undefined) throw new RangeError(`Cannot send "${PPID}": there is no such process program`);
    return this.#context.post(S7F1.build({ PPID, LENGTH: byteLength(PPBODY) }), (reply) => {
      if (reply !== undefined && readable(() => S7F2.read(reply)) === GRANTED) {
        this.#context.post(S7F3.build({ PPID, PPBODY }));
      }
    });
  }

  /** Asks the host for a program by S7F5, and takes it as if the host had sent it. */
  request(PPID: string): Posted {
    return this.#context.post(S7F5.build(PPID), (reply) => {
      const program = reply && readable(() => S7F6.read(reply));
      const taken = program !== undefined && this.take(nameText(program.PPID), program.PPBODY) === ACCEPTED;
      if (!taken) this.#context.tell({ type: "process program", PPID, change: "refused" });
    });
  }

  /** Takes a program from the host, and returns ACKC7. */
  receive(PPID: string, PPBODY: Item): number {
    const { inquireFirst = false } = this.#context.options.programs ?? {};
    const granted = this.#granted.delete(PPID);
    if (inquireFirst && !granted) return NOT_PERMITTED;
    return this.take(PPID, PPBODY);
  }

  /** Takes a program that was announced already, and returns ACKC7. */
  take(PPID: string, PPBODY: Item): number {
    const { accept } = this.#context.options.programs ?? {};
    const refusal = this.refusal(PPID, byteLength(PPBODY)),
      ACKC7 = refusal || (accept?.(PPID, PPBODY) ?? ACCEPTED);
    if (ACKC7 !== ACCEPTED && ACKC7 !== LATER) return ACKC7;
    this.#programs.set({ PPID, PPBODY });
    this.#context.tell({ type: "process program", PPID, change: "received" });
    return ACKC7;
  }

  /** ACKC7 for a program that cannot be taken, whatever is in it; 0 for one that may be. */
  refusal(PPID: string, length: number): number {
    const { maxLength = Infinity } = this.#context.options.programs ?? {};
    if (PPID === "" || PPID === this.#selected) return NOT_PERMITTED;
    return length > maxLength ? LENGTH_ERROR : ACCEPTED;
  }

  #grant(name: Name, length: number): number {
    const PPID = nameText(name), { programs = {} } = this.#context.options;
    const { grant, maxLength = Infinity, inquireFirst } = programs;
    if (PPID === "") return INVALID_PPID;
    const PPGNT = length > maxLength ? NO_SPACE : grant?.(PPID, length) ?? GRANTED;
    if (PPGNT !== GRANTED) return PPGNT;
    if (!this.#context.expect(["S7F3", "S7F23"], A(PPID))) return BUSY;
    if (inquireFirst) this.#granted.add(PPID);
    return GRANTED;
  }

  #data(PPID: Name): BuiltMessage {
    const PPBODY = this.get(nameText(PPID))?.PPBODY;
    return S7F6.build(PPBODY && { PPID, PPBODY });
  }

  /** All of them or none; none named are all. */
  #delete(named: readonly string[]): number {
    const ids = named.length === 0 ? this.ids : named;
    if (ids.some((PPID) => this.get(PPID) === undefined)) return NOT_FOUND;
    if (ids.includes(this.#selected)) return NOT_PERMITTED;
    for (const PPID of ids) {
      this.#programs.delete(PPID);
      this.#context.tell({ type: "process program", PPID, change: "deleted" });
    }
    return ACCEPTED;
  }

  // ── Formatted ────────────────────────────────────────────────────────────────────────────────────────────────

  /** A formatted program is kept, and what verification says of it follows by S7F27. */
  #receiveFormatted(program: FormattedProgram): number {
    const PPID = nameText(program.PPID);
    this.#granted.delete(PPID);
    const refusal = this.refusal(PPID, S7F23.text(program).length);
    if (refusal !== ACCEPTED) return refusal;
    this.#programs.set({ ...this.get(PPID), PPID, formatted: program });
    this.#context.tell({ type: "process program", PPID, change: "received" });
    this.#verifyLater(program);
    return ACCEPTED;
  }

  #verifyLater(program: FormattedProgram): void {
    this.#context.defer(() => this.#sendVerification(program, this.#errorsOf(program)));
  }

  #errorsOf(program: FormattedProgram): readonly ProgramError[] {
    const { MDLN, SOFTREV } = this.#context.index.model;
    const errors: ProgramError[] = [];
    if (program.MDLN !== MDLN) errors.push({ ACKC7A: 1, SEQNUM: 0, ERRW7: `MDLN is ${MDLN}` });
    if (program.SOFTREV !== SOFTREV) errors.push({ ACKC7A: 2, SEQNUM: 0, ERRW7: `SOFTREV is ${SOFTREV}` });
    return [...errors, ...this.#context.options.programs?.verify?.(program) ?? []];
  }

  /** S7F27, after S7F29 where it is longer than a block. */
  #sendVerification({ PPID }: FormattedProgram, errors: readonly ProgramError[]): void {
    const message = S7F27.build({ PPID, errors: errors.map((error) => ({ ...error })) });
    const { inquireAbove = Infinity } = this.#context.options;
    if (errors.length > 0) this.#context.setData("PPError", errors.map(({ ERRW7 }) => ERRW7).join("; "));
    if (message.text.length <= inquireAbove) return void this.#context.post(message);
    this.#context.post(S7F29.build(message.text.length), (reply) => {
      if (reply !== undefined && readable(() => S7F30.read(reply)) === GRANTED) this.#context.post(message);
    });
  }

  #lengths(PPID: string): { UNFLEN: number; FRMLEN: number } {
    const { PPBODY, formatted } = this.get(PPID) ?? {};
    return {
      UNFLEN: PPBODY === undefined ? 0 : byteLength(PPBODY),
      FRMLEN: formatted === undefined ? 0 : S7F23.text(formatted).length,
    };
  }
}
