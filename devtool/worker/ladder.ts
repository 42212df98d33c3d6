// What the ladder draws beside each row: who waits for an answer, for how long by then, and the state of the session.
import { capture } from "../../mod.ts";
import type { LadderRow, LadderSpan, WorkerSettings } from "../protocol.ts";
import type { List } from "./list.ts";
import { HAPPENING, type Recording } from "./recording.ts";
import { timeOf } from "./rows.ts";

const BACK = 400; // rows before those asked for in which transactions may have begun that are still open there
const SLOTS = 4; // open transactions that are drawn beside each other, on each side; others share one line more

interface Waiting {
  readonly transaction: capture.Transaction;
  readonly side: 0 | 1;
  readonly slot: number;
  isPastTimer: boolean;
}

/** Rows of the list from a place on, with what is drawn beside them. */
export function ladderRows(
  recording: Recording,
  list: List,
  from: number,
  count: number,
  reading: capture.Reading,
  timers: WorkerSettings["timers"],
): LadderRow[] {
  const walk = new Walk(recording, timers);
  for (let place = Math.max(0, from - BACK); place < from; place++) walk.step(list.at(place));
  const states = new States(recording);
  return list.rows(from, count, reading).rows.map((row) => ({
    row,
    spans: walk.step(row.id),
    state: states.at(row.connection, row.time),
  }));
}

/** Goes along the rows with the transactions that are open. */
class Walk {
  readonly #recording: Recording;
  readonly #timers: WorkerSettings["timers"];
  readonly #open: Map<number, Waiting> = new Map();

  constructor(recording: Recording, timers: WorkerSettings["timers"]) {
    this.#recording = recording;
    this.#timers = timers;
  }

  /** What stands beside a row. */
  step(id: number): LadderSpan[] {
    const time = timeOf(this.#recording, id);
    for (const [primary, { transaction }] of this.#open) {
      if (this.#isAnsweredUnseen(transaction, id, time)) this.#open.delete(primary);
    }
    const transaction = id < HAPPENING ? this.#recording.transactionOf(id) : undefined;
    if (transaction?.primary === id) this.#begin(transaction);
    const ended = transaction?.end === id ? transaction.primary : undefined;
    const spans: LadderSpan[] = [];
    for (const [primary, waiting] of this.#open) {
      const part = primary === id ? "begin" : primary === ended ? "end" : "through";
      const span = this.#span(waiting, part, time);
      if (!isDrawn(spans, span)) spans.push(span);
      if (part === "end" || this.#isOver(waiting.transaction, time)) this.#open.delete(primary);
    }
    return spans;
  }

  /** Whether the answer came before this row, but is not in the list. */
  #isAnsweredUnseen({ end }: capture.Transaction, id: number, time: number): boolean {
    return end !== undefined && end !== id &&
      (id < HAPPENING ? end < id : this.#recording.messages.time.get(end) < time);
  }

  #begin(transaction: capture.Transaction): void {
    const { messages } = this.#recording;
    const host = this.#recording.hostOf(transaction.connection.index) ?? 0;
    const side = messages.direction(transaction.primary) === host ? 0 : 1;
    const taken = new Set(
      [...this.#open.values()].filter((open) => open.side === side).map(({ slot }) => slot),
    );
    const slot = Array.from({ length: SLOTS }, (_, at) => at).find((at) => !taken.has(at)) ?? SLOTS;
    this.#open.set(transaction.primary, { transaction, side, slot, isPastTimer: false });
  }

  #span(waiting: Waiting, part: LadderSpan["part"], time: number): LadderSpan {
    const { messages } = this.#recording;
    const { transaction, side, slot } = waiting;
    const { primary, outcome } = transaction;
    const isControl = messages.sType.get(primary) !== 0;
    const timer = this.#timers[isControl ? "T6" : "T3"];
    const passed = time - messages.time.get(primary);
    const isLate = passed > timer * 1e9;
    const mark = isLate && !waiting.isPastTimer ? (isControl ? "T6" : "T3") : undefined;
    waiting.isPastTimer ||= isLate;
    const isBad = outcome !== "reply" && outcome !== "open";
    const tone = isLate || isBad ? "late" : passed > Math.min(1, timer / 10) * 1e9 ? "slow" : "";
    return { side, slot, part, tone, ...(mark === undefined ? {} : { mark }) };
  }

  /** One that nothing answers is drawn until its timer has run out. */
  #isOver({ primary, end, connection }: capture.Transaction, time: number): boolean {
    if (end !== undefined) return false;
    const { messages } = this.#recording;
    const timer = this.#timers[messages.sType.get(primary) === 0 ? "T3" : "T6"];
    const ended = this.#recording.endOf(connection.index);
    return time - messages.time.get(primary) > timer * 1e9 || time >= ended;
  }
}

/** Whether the line is there already: those that find no slot share the outermost. */
function isDrawn(spans: readonly LadderSpan[], { side, slot, part, mark }: LadderSpan): boolean {
  return slot === SLOTS && part === "through" && mark === undefined &&
    spans.some((span) => span.side === side && span.slot === SLOTS && span.part === "through");
}

/** States of sessions by connection and time. */
class States {
  readonly #byConnection: Map<number, capture.SessionState[]> = new Map();

  constructor({ states }: Recording) {
    for (const state of states) {
      const known = this.#byConnection.get(state.connection.index);
      if (known === undefined) this.#byConnection.set(state.connection.index, [state]);
      else known.push(state);
    }
  }

  at(connection: number, time: number): capture.SessionState["state"] {
    const states = this.#byConnection.get(connection);
    return states?.findLast((state) => !(state.time > time))?.state ?? "NOT CONNECTED";
  }
}
