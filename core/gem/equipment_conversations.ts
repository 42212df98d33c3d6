// Announced messages: S2F39 is granted, and S9F13 follows when what was announced does not come.
import type { DataMessage } from "../link.ts";
import type { IdInput } from "../messages/data_item.ts";
import { S2F39, S2F40 } from "../messages/stream2_reports_commands.ts";
import { S9F13 } from "../messages/stream9.ts";
import { decode } from "../secs2/decode.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import { sameId } from "./id.ts";
import { idItem, readable } from "./value.ts";

const GRANTED = 0, BUSY = 1; // GRANT
const MOST_EXPECTED = 100;

/** The messages of stream 2 that may be announced by S2F39. */
const ANNOUNCED = ["S2F33", "S2F35", "S2F45", "S2F49", "S2F23"] as const;

/** A message that is expected. */
interface Expected {
  readonly names: readonly string[];
  readonly id: Item;
  readonly until: number;
}

/** What the host has announced, and has not sent yet. */
export class Conversations implements Capability {
  readonly name = "conversations";
  readonly handlers: Handlers;
  readonly #context: Context;
  #expected: Expected[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.handlers = {
      S2F39: on(S2F39, ({ DATAID }) => {
        return S2F40.build(context.expect(ANNOUNCED, idItem(DATAID)) ? GRANTED : BUSY);
      }),
    };
  }

  /** When the first of them is overdue. */
  get deadline(): number {
    return this.#expected.reduce((least, { until }) => Math.min(least, until), Infinity);
  }

  /** Expects one of these messages in time. False when too many are expected. */
  expect(names: readonly string[], id: Item): boolean {
    const { now, options: { conversationTimeout = 45 } } = this.#context;
    if (this.#expected.length >= MOST_EXPECTED) return false;
    this.#expected.push({ names, id, until: now + conversationTimeout * 1000 });
    return true;
  }

  /** A message came that may be expected: that of its id, or any when the host is not so exact. */
  came(name: string, { text }: DataMessage): void {
    const fitting = this.#expected.filter(({ names }) => names.includes(name));
    if (fitting.length === 0) return;
    const id = firstId(text);
    const came = fitting.find((expected) => id !== undefined && sameId(expected.id as IdInput, id)) ??
      fitting[0];
    this.#expected = this.#expected.filter((expected) => expected !== came);
  }

  /** The link has gone, and with it what was announced. */
  forget(): void {
    this.#expected = [];
  }

  elapsed(now: number): void {
    const overdue = this.#expected.filter(({ until }) => until <= now);
    this.#expected = this.#expected.filter(({ until }) => until > now);
    for (const { names, id } of overdue) {
      this.#context.post(S9F13.build({ MEXP: mexp(names[0]), EDID: id }), undefined, { offLine: true });
    }
  }
}

/** The first element of a text that is a list: DATAID, PPID. */
function firstId(text: Uint8Array): IdInput | undefined {
  const item = readable(() => decode(text));
  return item?.format === "L" ? item.value[0] as IdInput | undefined : undefined;
}

/** `SxxFyy`. */
function mexp(name: string): string {
  const [, stream, fn] = /^S(\d+)F(\d+)$/.exec(name)!;
  return `S${stream.padStart(2, "0")}F${fn.padStart(2, "0")}`;
}
