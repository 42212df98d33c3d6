// A scripted equipment for procedures: what it is asked is written down as SML, what it answers stands in a table.
import type { DataMessage, NoReplyReason, Primary } from "../core/link.ts";
import { type Procedure, TransactionError } from "../core/gem/mod.ts";
import { assertEquals } from "@std/assert";
import { encode, type Item } from "../core/secs2/mod.ts";
import { print } from "../core/sml/mod.ts";
import { test } from "./harness.ts";

/** An answer: an item, header only, or why there is none. */
export type Scripted = Item | "header only" | NoReplyReason;

/** Answers by primary, `{ S1F13: L(B(0), L()) }`; several are given one after the other, the last one again and again. */
export interface Script {
  readonly [primary: string]: Scripted | readonly Scripted[] | ((asked: string) => Scripted);
}

/** What a procedure came to. */
export interface Played<T> {
  /** What was asked, as SML in one line. */
  readonly asked: string[];
  /** What it returned; absent when it threw. */
  readonly value?: T;
  /** What it threw. */
  readonly error?: Error;
}

/** Plays the equipment to a procedure. What the script does not have is answered by SxF0. */
export function play<T>(procedure: Procedure<T>, script: Script): Played<T> {
  const asked: string[] = [], times = new Map<string, number>();
  try {
    let step = procedure.next();
    while (!step.done) {
      const primary = step.value, name = `S${primary.stream}F${primary.function}`;
      asked.push(smlOf(primary));
      const answer = scripted(script, name, times, asked[asked.length - 1]);
      if (!primary.replyExpected) step = procedure.next(undefined);
      else if (typeof answer === "string" && answer !== "header only") {
        step = procedure.throw(new TransactionError({ reason: answer, primary }));
      } else step = procedure.next(replyTo(primary, answer));
    }
    return { asked, value: step.value };
  } catch (error) {
    return { asked, error: error as Error };
  }
}

function scripted(script: Script, name: string, times: Map<string, number>, asked: string): Scripted {
  const answers = script[name] ?? "aborted";
  if (typeof answers === "function") return answers(asked);
  if (!Array.isArray(answers)) return answers as Scripted;
  const time = times.get(name) ?? 0;
  times.set(name, time + 1);
  return answers[Math.min(time, answers.length - 1)];
}

/** A reply to a primary. */
export function replyTo(primary: Primary, answer: Item | "header only"): DataMessage {
  return {
    session: 1,
    stream: primary.stream,
    function: primary.function + 1,
    replyExpected: false,
    systemBytes: 1,
    text: answer === "header only" ? new Uint8Array(0) : encode(answer),
  };
}

/** A primary as SML in one line, without sizes. */
export function smlOf(
  { stream, function: fn, replyExpected = false, text = new Uint8Array(0) }: Primary,
): string {
  const message = { stream, function: fn, replyExpected, text };
  return print(message, { oneLine: true, sizes: false });
}

/** What a procedure must come to. */
export interface Expected {
  /** What it asks, as SML in one line. */
  readonly asks: readonly string[];
  /** What it returns. */
  readonly value?: unknown;
  /** What it throws: the name of the class and the message. */
  readonly error?: string;
}

/** One row of a table: a procedure, an equipment, and what comes of it. */
export function row(
  name: string,
  procedure: () => Procedure<unknown>,
  script: Script,
  expected: Expected,
): void {
  test(`procedure: ${name}`, () => {
    const { asked, value, error } = play(procedure(), script);
    assertEquals(asked, expected.asks);
    assertEquals(error && `${error.name}: ${error.message}`, expected.error);
    if (expected.error === undefined) assertEquals(value, expected.value);
  });
}
