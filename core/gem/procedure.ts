// Host work as pure generators: a procedure yields a primary to send and is resumed with its reply. So the same
// procedure runs in a machine, over promises, or in a test that answers by hand.
import { type DataMessage, noReplyInWords, type NoReplyReason, type Primary } from "../link.ts";
import type { BuiltMessage, Message } from "../messages/message.ts";

/**
 * Work that takes several messages. It yields each primary, and is resumed with the reply (`undefined` when the primary
 * expects none); when there is no reply, a {@linkcode TransactionError} is thrown into it. It returns what came of it,
 * or throws what went wrong.
 *
 * ```ts
 * import { gem, messages } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * function* remaining(): gem.Procedure<number> {
 *   const [wafers] = yield* gem.readVariables([10]);
 *   return Number(wafers.value.value);
 * }
 *
 * // `run` of a host runs it; here the equipment is a function.
 * const text = messages.S1F4.text([{ format: "U4", value: 25 }]);
 * const reply = { session: 1, stream: 1, function: 4, replyExpected: false, systemBytes: 1, text };
 * assertEquals(gem.drive(remaining(), () => reply), 25);
 * ```
 */
export type Procedure<T> = Generator<Primary, T, DataMessage | undefined>;

/** A primary of a procedure got no reply. */
export class TransactionError extends Error {
  /** `"TransactionError"`. */
  override readonly name = "TransactionError";
  /** Why there is no reply. */
  readonly reason: NoReplyReason;
  /** The primary. */
  readonly primary: Primary;
  /** Header of the message that ended the transaction, ten bytes; absent for T3 and for a lost connection. */
  readonly header: Uint8Array | undefined;

  /** Of what a link or a connection tells: its `noReply` news, or its error with the same fields. */
  constructor({ reason, primary, header }: {
    readonly reason: NoReplyReason;
    readonly primary: Primary;
    readonly header?: Uint8Array | undefined;
  }) {
    super(`Cannot complete S${primary.stream}F${primary.function}: ${noReplyInWords(reason, header)}`);
    this.reason = reason;
    this.primary = primary;
    this.header = header;
  }
}

/** A reply came, but it cannot be what it should be. */
export class ReplyError extends Error {
  /** `"ReplyError"`. */
  override readonly name = "ReplyError";
  /** The reply. */
  readonly reply: DataMessage | undefined;

  /** `message` says what is wrong: "Cannot read S1F14: expected L [2], found A". */
  constructor(message: string, reply?: DataMessage, cause?: unknown) {
    super(message, { cause });
    this.reply = reply;
  }
}

/** Sends a primary and reads its reply. Throws {@linkcode TransactionError} or {@linkcode ReplyError}. */
export function* ask<B>(primary: Primary | BuiltMessage, reply: Message<B>): Procedure<B> {
  const message = yield { ...primary, replyExpected: true };
  if (message === undefined) throw new ReplyError(`Cannot read ${reply.id}: there is no reply`);
  try {
    return reply.read(message);
  } catch (cause) {
    throw new ReplyError((cause as Error).message, message, cause);
  }
}

/** Sends a primary that expects no reply. */
export function* tell(primary: Primary | BuiltMessage): Procedure<void> {
  yield { ...primary, replyExpected: false };
}

/**
 * The next step of a procedure: it begins without an outcome, goes on with a reply, or with an error that it may handle.
 * With this a loop over any `request` that gives promises runs procedures.
 */
export function resume<T>(
  procedure: Procedure<T>,
  outcome?: DataMessage | Error,
): IteratorResult<Primary, T> {
  return outcome instanceof Error ? procedure.throw(outcome) : procedure.next(outcome);
}

/** Runs a procedure to its end by answers that are there at once: for tests, and where both sides are in one program. */
export function drive<T>(procedure: Procedure<T>, answer: (primary: Primary) => DataMessage | undefined): T {
  let step = resume(procedure);
  while (!step.done) {
    const primary = step.value;
    const lost = new TransactionError({ reason: "T3", primary });
    step = resume(procedure, primary.replyExpected ? answer(primary) ?? lost : undefined);
  }
  return step.value;
}
