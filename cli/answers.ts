// Replies by what they answer: for whoever plays a part from a script, or from a capture.
import type { DataMessage } from "../core/link.ts";

/** A message as far as it matters here. */
export type Asked = Pick<DataMessage, "stream" | "function"> & { readonly text?: Uint8Array };

interface Rule<T> {
  /** The text that it answers; any when undefined. */
  readonly text: Uint8Array | undefined;
  readonly answer: T;
  used: boolean;
}

/** Replies that are given in order, each again when there is no further one; those to the same text first. */
export class Answers<T> {
  readonly #rules: Map<string, Rule<T>[]> = new Map();
  readonly #loose: boolean;

  /** With `loose` a reply to one text may answer another one of the same stream and function. */
  constructor({ loose = false }: { readonly loose?: boolean } = {}) {
    this.#loose = loose;
  }

  /** Adds a reply to a primary; to any of its stream and function when it has no `text`. */
  add({ stream, function: fn, text }: Asked, answer: T): void {
    const name = `S${stream}F${fn}`;
    this.#rules.set(name, [...(this.#rules.get(name) ?? []), { text, answer, used: false }]);
  }

  /** Those that were not given, in the order in which they were added. */
  get left(): T[] {
    return [...this.#rules.values()].flat().filter(({ used }) => !used).map(({ answer }) => answer);
  }

  /** The reply to a primary, and whether it was one to this very text. */
  take({ stream, function: fn, text = NOTHING }: Asked): { answer: T; exact: boolean } | undefined {
    const rules = this.#rules.get(`S${stream}F${fn}`) ?? [];
    const exact = rules.filter((rule) => rule.text !== undefined && isSame(rule.text, text));
    const open = rules.filter((rule) => rule.text === undefined || this.#loose);
    const rule = unused(exact) ?? (this.#loose ? unused(open) : undefined) ?? exact.at(-1) ?? unused(open) ??
      open.at(-1);
    if (rule === undefined) return undefined;
    rule.used = true;
    return { answer: rule.answer, exact: rule.text === undefined || exact.includes(rule) };
  }
}

const NOTHING = new Uint8Array(0);

function unused<T>(rules: readonly Rule<T>[]): Rule<T> | undefined {
  return rules.find(({ used }) => !used);
}

/** Whether two texts are the same, byte by byte. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
