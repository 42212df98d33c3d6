// Announced messages: S2F39 is granted, and S9F13 follows when what was announced does not come.
import { S2F39, S2F40 } from "../messages/stream2_reports_commands.ts";
import { S9F13 } from "../messages/stream9.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import { idItem } from "./value.ts";

const GRANTED = 0;

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
        context.expect(ANNOUNCED, idItem(DATAID));
        return S2F40.build(GRANTED);
      }),
    };
  }

  /** When the first of them is overdue. */
  get deadline(): number {
    return this.#expected.reduce((least, { until }) => Math.min(least, until), Infinity);
  }

  /** Expects one of these messages in time. */
  expect(names: readonly string[], id: Item): void {
    const { now, options: { conversationTimeout = 45 } } = this.#context;
    this.#expected.push({ names, id, until: now + conversationTimeout * 1000 });
  }

  /** A message came: it may be one of those expected. */
  came(name: string): void {
    const at = this.#expected.findIndex(({ names }) => names.includes(name));
    if (at >= 0) this.#expected.splice(at, 1);
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

/** `SxxFyy`. */
function mexp(name: string): string {
  const [, stream, fn] = /^S(\d+)F(\d+)$/.exec(name)!;
  return `S${stream.padStart(2, "0")}F${fn.padStart(2, "0")}`;
}
