// Terminal services: S10F1 from the operator, S10F3, F5 and F9 from the host, and their recognition.
import type { Name } from "../messages/data_item.ts";
import { S10F1, S10F10, S10F3, S10F4, S10F5, S10F6, S10F7, S10F9 } from "../messages/stream10.ts";
import { count } from "../secs2/item.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { Posted } from "./equipment_news.ts";

import { isByte } from "./value.ts";

const NOT_AVAILABLE = 2; // ACKC10

/** The terminals of an equipment. */
export class Terminals implements Capability {
  readonly name = "terminal services";
  readonly handlers: Handlers;
  readonly #context: Context;
  /** Terminals that show a message which the operator has not recognised yet. */
  readonly #unrecognised = new Set<number>();

  constructor(context: Context) {
    this.#context = context;
    this.handlers = {
      S10F3: on(S10F3, ({ TID, TEXT }) => S10F4.build(this.#show(TID, [TEXT]))),
      S10F5: on(S10F5, ({ TID, lines }) => this.#showLines(TID, lines)),
      S10F9: on(S10F9, (TEXT) => this.#broadcast(TEXT)),
    };
  }

  /** The terminals that there are. */
  get #ids(): readonly number[] {
    return this.#context.index.model.terminals ?? [0];
  }

  /** Sends a text of the operator. */
  send(TEXT: Name, TID: number): Posted {
    if (!this.#ids.includes(TID)) throw new RangeError(`Cannot send text: there is no terminal ${TID}`);
    return this.#context.post(S10F1.build({ TID, TEXT }));
  }

  /** The operator has recognised the message of a terminal. False when there was none. */
  recognise(TID: number): boolean {
    const recognised = this.#unrecognised.delete(TID);
    if (recognised) this.#context.raiseRole("terminal message recognised");
    return recognised;
  }

  /** S10F7 in place of the display, and no reply, where only one block of text can be shown. */
  #showLines(TID: number, lines: readonly Name[]): Answer {
    if (this.#context.options.multiBlockText !== false) return S10F6.build(this.#show(TID, lines));
    if (!isByte(TID)) return "illegal data";
    this.#context.post(S10F7.build(TID));
    return undefined;
  }

  #broadcast(TEXT: Name): Answer {
    const codes = this.#ids.map((TID) => this.#show(TID, [TEXT], true));
    return S10F10.build(Math.min(NOT_AVAILABLE, ...codes));
  }

  /** Shows lines and returns ACKC10. A new message replaces one not recognised; no text clears the display. */
  #show(TID: number, texts: readonly Name[], broadcast = false): number {
    if (!this.#ids.includes(TID)) return NOT_AVAILABLE;
    const lines = texts.every(isEmpty) ? [] : texts;
    const ACKC10 = this.#context.options.display?.(TID, lines) ?? 0;
    if (ACKC10 !== 0) return ACKC10;
    if (lines.length > 0) this.#unrecognised.add(TID);
    else this.#unrecognised.delete(TID);
    this.#context.tell({ type: "terminal", TID, lines, broadcast });
    return ACKC10;
  }
}

function isEmpty(text: Name): boolean {
  return typeof text === "string" ? text === "" : count(text) === 0;
}
