// How transactions end and what is said of it: answered, answered late, not answered, lost with the connection.
import { STYPE } from "../hsms/header.ts";
import { isUnseen, type Line, type Side, sideName } from "./audit_line.ts";
import type { AuditNews } from "./audit_news.ts";
import { placeOf } from "./audit_teller.ts";
import {
  brief,
  counted,
  duration,
  opposite,
  SECOND,
  some,
  timerText,
  titled,
  typeText,
} from "./audit_words.ts";
import type { CapturedMessage, Direction, TransactionOutcome } from "../framing/model.ts";
import type { OpenTransaction } from "./transactions.ts";

/** Tells how a transaction ended. */
export function endTransaction(
  news: AuditNews,
  { connection }: Line,
  open: OpenTransaction,
  outcome: TransactionOutcome,
  by?: CapturedMessage,
): void {
  const latency = by === undefined ? NaN : Math.max(0, by.deliveredTime - open.time);
  news.put({
    type: "transaction",
    connection,
    primary: open.index,
    ...(by !== undefined && { end: by.index }),
    outcome,
    ...(latency >= 0 && { latency }),
  });
}

/** Says so when an answer came after its timer had run out. */
export function checkLate(news: AuditNews, line: Line, open: OpenTransaction, by: CapturedMessage): void {
  const isData = open.header.sType === STYPE.DATA;
  const seconds = isData ? news.settings.timers.T3 : news.settings.timers.T6;
  const waited = by.deliveredTime - open.time;
  if (!(waited > seconds * SECOND)) return;
  const who = sideName(line, by.direction);
  news.say(
    isData ? "t3-late-reply" : "t6-late-answer",
    { ...placeOf(by), messages: [by.index, open.index] },
    `${who} answered ${titled(open.header, news.settings.catalogue)} with ${typeText(by.header!)} after ` +
      `${duration(waited)}, ${duration(waited - seconds * SECOND)} after ${isData ? "T3" : "T6"} of ` +
      `${timerText(seconds)} had run out`,
  );
}

/** T3 of a primary has run out. */
export function sayT3(news: AuditNews, line: Line, direction: Direction, open: OpenTransaction): void {
  const { T3 } = news.settings.timers;
  const place = {
    connection: line.connection,
    direction,
    time: open.time + T3 * SECOND,
    messages: [open.index],
  };
  const what = titled(open.header, news.settings.catalogue);
  if (mayBeMissing(line, direction, open)) return sayMissing(news, line, direction, open);
  const asker = sideName(line, direction), asked = sideName(line, opposite(direction));
  news.say(
    "t3-no-reply",
    place,
    `${asked} did not answer ${what} of ${asker} within T3 of ${timerText(T3)}${twinHint(open, asked)}`,
  );
}

/** Whether the answer to a request may be among bytes that the capture lacks. */
function mayBeMissing(line: Line, direction: Direction, open: OpenTransaction): boolean {
  const other = line.sides[opposite(direction)];
  return other.lost >= open.time || isUnreadable(line, other) || isUnseen(line, opposite(direction));
}

function sayMissing(news: AuditNews, line: Line, direction: Direction, open: OpenTransaction): void {
  news.say(
    "reply-not-captured",
    { connection: line.connection, direction, messages: [open.index] },
    `no reply to ${titled(open.header, news.settings.catalogue)} is there, but bytes of ${
      sideName(line, opposite(direction))
    } are missing since`,
  );
}

/** Whether bytes have come in a direction that could not be cut into messages. */
function isUnreadable({ carrier }: Line, side: Side): boolean {
  return carrier === "HSMS" && !side.inStep && side.bytesEnd > side.framedEnd;
}

/** Many a stack takes the same system bytes for a reply to its own primary. */
function twinHint({ twin }: OpenTransaction, asked: string): string {
  if (twin === undefined) return "";
  return `; ${asked} had ${
    brief(twin)
  } of its own open with the same system bytes and may have mistaken the one for the other`;
}

/** T6 of a control request has run out; `closer` closed the connection then. */
export function sayT6(
  news: AuditNews,
  line: Line,
  direction: Direction,
  open: OpenTransaction,
  closer?: Direction,
): void {
  if (mayBeMissing(line, direction, open)) return sayMissing(news, line, direction, open);
  const { T6 } = news.settings.timers;
  const asked = sideName(line, opposite(direction)), asker = sideName(line, direction);
  news.say(
    "t6-no-answer",
    { connection: line.connection, direction, time: open.time + T6 * SECOND, messages: [open.index] },
    `${asked} did not answer ${brief(open.header)} of ${asker} within T6 of ${timerText(T6)}` +
      closingWords(line, closer),
  );
}

/** `, and equipment closed the connection`. */
export function closingWords(line: Line, closer: Direction | undefined): string {
  return closer === undefined ? "" : `; ${sideName(line, closer)} closed the connection`;
}

/** All that is open ends with the session or the connection. */
export function endAll(
  news: AuditNews,
  line: Line,
  how: "deselected" | "disconnected" | "open",
  options: { readonly control: boolean },
): void {
  const lost: OpenTransaction[] = [];
  for (const direction of [0, 1] as const) {
    const side = line.sides[direction];
    const ended = [...side.data.takeAll(), ...(options.control ? side.control.takeAll() : [])];
    for (const open of ended) {
      endTransaction(news, line, open, open.overdue ? "no reply" : how);
      const isData = open.header.sType === STYPE.DATA && !open.faulty;
      if (isData && !open.overdue && !mayBeMissing(line, direction, open)) lost.push(open);
    }
  }
  lost.sort((a, b) => a.index - b.index);
  if (lost.length > 0 && how !== "open") sayLost(news, line, lost, how);
}

function sayLost(
  news: AuditNews,
  line: Line,
  lost: readonly OpenTransaction[],
  how: "deselected" | "disconnected",
): void {
  const { connection } = line;
  const planned = how === "deselected";
  const twin = lost.find((open) => open.twin !== undefined);
  const hint = twin === undefined ? "" : twinHint(twin, `the receiver of ${brief(twin.header)}`);
  const names = some(lost.map((open) => brief(open.header)));
  news.say(
    planned ? "transactions-separated" : "transactions-lost",
    { connection, messages: lost.slice(0, 100).map(({ index }) => index) },
    `the ${planned ? "session" : "connection"} ended while ${counted(lost.length, "transaction")} ${
      lost.length === 1 ? "was" : "were"
    } open: ${names}${hint}`,
  );
}
