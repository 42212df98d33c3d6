// Trace: variables sampled at a period and sent in groups. S2F23, S6F1, S2F61 and S2F63.
import type { Id } from "../messages/data_item.ts";
import { S2F61, S2F62, S2F63, S2F64 } from "../messages/stream2_definitions.ts";
import { S2F23, S2F24, type Trace } from "../messages/stream2_programs_constants.ts";
import { S6F1 } from "../messages/stream6.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { IdValue } from "./id.ts";
import { NOTHING } from "./value.ts";

/** Most values in an S6F1. */
const MOST_VALUES = 100_000;

const OK = 0, TOO_MANY_SVIDS = 1, NO_MORE_TRACES = 2, BAD_PERIOD = 3, UNKNOWN_SVID = 4, BAD_REPGSZ = 5; // TIAACK

/** A trace that runs. */
interface Running {
  readonly trace: Trace;
  readonly period: number;
  readonly total: number;
  readonly group: number;
  next: number;
  samples: number;
  values: Item[];
}

/** The traces of an equipment. They need not outlive a power cycle. */
export class Traces implements Capability {
  readonly name = "trace";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #running = new Map<IdValue, Running>();

  constructor(context: Context) {
    this.#context = context;
    this.handlers = {
      S2F23: on(S2F23, (trace) => S2F24.build(this.#initialize(trace))),
      S2F61: on(S2F61, () => S2F62.build([...this.#running.values()].map(({ trace }) => trace.TRID))),
      S2F63: on(S2F63, (ids) => S2F64.build(this.#definitions(ids))),
    };
  }

  /** When the next sample is due. */
  get deadline(): number {
    let least = Infinity;
    for (const { next } of this.#running.values()) least = Math.min(least, next);
    return least;
  }

  elapsed(now: number): void {
    for (const [key, running] of [...this.#running]) {
      if (running.next > now) continue;
      this.#sample(running);
      running.next = Math.max(running.next + running.period, now + 1);
      if (running.samples >= running.total) this.#running.delete(key);
    }
  }

  /** No samples end the trace; a trace that runs is replaced. */
  #initialize(trace: Trace): number {
    const { TRID: { value }, TOTSMP, REPGSZ, DSPER, variables } = trace;
    if (Number(TOTSMP) === 0) {
      this.#running.delete(value);
      return OK;
    }
    const period = periodOf(DSPER), refusal = this.#refusal(trace, period);
    if (refusal !== OK) return refusal;
    this.#running.set(value, {
      trace: { ...trace, variables: [...variables] },
      period: period!,
      total: Number(TOTSMP),
      group: Number(REPGSZ),
      next: this.#context.now + period!,
      samples: 0,
      values: [],
    });
    return OK;
  }

  #refusal({ TRID, TOTSMP, REPGSZ, variables }: Trace, period: number | undefined): number {
    const { maxTraces = 16, maxTraceVariables = 1000 } = this.#context.options;
    if (variables.length > maxTraceVariables) return TOO_MANY_SVIDS;
    if (!this.#running.has(TRID.value) && this.#running.size >= maxTraces) return NO_MORE_TRACES;
    if (period === undefined) return BAD_PERIOD;
    if (!variables.every(({ value }) => this.#context.index.variables.get(value)?.kind === "status")) {
      return UNKNOWN_SVID;
    }
    const fits = Math.min(Number(REPGSZ), Number(TOTSMP)) * variables.length <= MOST_VALUES;
    return REPGSZ > 0 && TOTSMP > 0 && fits ? OK : BAD_REPGSZ;
  }

  #sample(running: Running): void {
    const { trace, group, total } = running;
    for (const vid of trace.variables) running.values.push(this.#context.value(vid) ?? NOTHING);
    running.samples++;
    if (running.samples % group === 0 || running.samples >= total) this.#report(running);
  }

  #report(running: Running): void {
    const { trace: { TRID }, samples: SMPLN, values } = running;
    running.values = [];
    const { traceReply: replyExpected = true } = this.#context.options;
    this.#context.post(S6F1.build({ TRID, SMPLN, STIME: this.#context.time(), values }, { replyExpected }));
  }

  #definitions(ids: readonly Id[]): Trace[] {
    if (ids.length === 0) return [...this.#running.values()].map(({ trace }) => trace);
    return ids.map((TRID) =>
      this.#running.get(TRID.value)?.trace ?? { TRID, DSPER: "", TOTSMP: 0, REPGSZ: 0, variables: [] }
    );
  }
}

/** Milliseconds of `hhmmss` or `hhmmsscc`; `undefined` for anything else, and for no time at all. */
function periodOf(DSPER: string): number | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(DSPER.trim());
  if (match === null) return undefined;
  const [hours, minutes, seconds, hundredths] = match.slice(1).map((digits) => Number(digits ?? 0));
  return (((hours * 60 + minutes) * 60 + seconds) * 100 + hundredths) * 10 || undefined;
}
