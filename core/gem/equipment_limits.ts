// Limits monitoring: variables that cross a limit raise an event. S2F45 and S2F47.
import type { Id } from "../messages/data_item.ts";
import {
  type LimitAttributes,
  S2F45,
  S2F46,
  S2F47,
  S2F48,
  type VariableLimits,
} from "../messages/stream2_reports_commands.ts";
import { B, L } from "../secs2/build.ts";
import type { Item } from "../secs2/item.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import { type IdValue, toId } from "./id.ts";
import type { Variable } from "./model_index.ts";
import { convert, idItem, isByte, numberOf } from "./value.ts";

const OK = 0, DEFINITION_ERROR = 1; // VLAACK
const UNKNOWN_VARIABLE = 1, NO_LIMITS = 2, REPEATED = 3, LIMIT_ERROR = 4; // LVACK
const UNKNOWN_LIMITID = 1, ABOVE_LIMITMAX = 2, BELOW_LIMITMIN = 3, UPPER_BELOW_LOWER = 4; // LIMITACK
const ILLEGAL_FORMAT = 5, NOT_CONVERTIBLE = 6, DUPLICATE = 7; // LIMITACK
const UPWARD = 0, DOWNWARD = 1; // TransitionType

/** A limit that is defined, and where the value stands. */
interface Limit {
  readonly LIMITID: number;
  readonly UPPERDB: Item;
  readonly LOWERDB: Item;
  zone: "NO ZONE" | "ABOVE" | "BELOW";
}

/** A variable in error. */
interface LimitFault {
  readonly VID: Id;
  readonly LVACK: number;
  readonly limit?: { readonly LIMITID: number; readonly LIMITACK: number };
}

/** The limits of an equipment's variables. */
export class Limits implements Capability {
  readonly name = "limits monitoring";
  readonly handlers: Handlers;
  readonly #context: Context;
  #limits = new Map<IdValue, Limit[]>();
  #next = 0;

  constructor(context: Context) {
    this.#context = context;
    const text = context.store.read("limits");
    if (text !== undefined) {
      this.#apply(S2F45.read(text).variables.filter((one) => this.#faultsOf(one).length === 0));
    }
    this.handlers = {
      S2F45: on(S2F45, ({ variables }) => this.#define(variables)),
      S2F47: on(S2F47, (ids) => S2F48.build(this.#selected(ids).map((id) => this.#describe(id)))),
    };
  }

  /** When the variables are looked at again; `Infinity` without limits. */
  get deadline(): number {
    return this.#limits.size === 0 ? Infinity : this.#next;
  }

  elapsed(now: number): void {
    if (now < this.deadline) return;
    this.#next = now + (this.#context.options.limitsPeriod ?? 1) * 1000;
    for (const key of this.#limits.keys()) this.check(key);
  }

  /** Looks at one variable, and raises its event where it has crossed limits. */
  check(key: IdValue): void {
    const limits = this.#limits.get(key), item = limits && this.#context.value(key);
    const value = item && numberOf(item);
    if (limits === undefined || value === undefined) return;
    const moved = limits.map((limit) => move(limit, value));
    for (const type of [UPWARD, DOWNWARD]) {
      const crossed = limits.filter((_, i) => moved[i] === type);
      if (crossed.length > 0) this.#raise(key, crossed, type);
    }
  }

  #raise(key: IdValue, crossed: readonly Limit[], type: number): void {
    const variable = this.#context.index.variables.get(key)!;
    this.#context.setData("LimitVariable", idItem(toId(variable.id)));
    this.#context.setData("EventLimit", L(crossed.map(({ LIMITID }) => B(LIMITID))));
    this.#context.setData("TransitionType", B(type));
    this.#context.raise(variable.of.limits!.event);
  }

  // ── Definition ───────────────────────────────────────────────────────────────────────────────────────────────

  /** All or nothing; only the errors are listed. */
  #define(variables: readonly VariableLimits[]): Answer {
    if (!variables.every(({ limits }) => limits.every(({ LIMITID }) => isByte(LIMITID)))) {
      return "illegal data";
    }
    const seen = new Set<IdValue>();
    const errors = variables.flatMap((one) => {
      const again = seen.has(one.VID.value);
      seen.add(one.VID.value);
      return again ? [{ VID: one.VID, LVACK: REPEATED }] : this.#faultsOf(one);
    });
    if (errors.length > 0) return S2F46.build({ VLAACK: DEFINITION_ERROR, variables: errors });
    if (variables.length === 0) this.#limits.clear();
    else this.#apply(variables);
    this.#keep();
    this.#next = this.#context.now;
    return S2F46.build({ VLAACK: OK, variables: [] });
  }

  #faultsOf({ VID, limits }: VariableLimits): LimitFault[] {
    const variable = this.#context.index.variables.get(VID.value);
    if (variable === undefined) return [{ VID, LVACK: UNKNOWN_VARIABLE }];
    if (variable.of.limits === undefined) return [{ VID, LVACK: NO_LIMITS }];
    const seen = new Set<number>();
    return limits.flatMap(({ LIMITID, deadband }) => {
      const LIMITACK = seen.has(LIMITID) ? DUPLICATE : faultOf(variable, LIMITID, deadband);
      seen.add(LIMITID);
      return LIMITACK === OK ? [] : [{ VID, LVACK: LIMIT_ERROR, limit: { LIMITID, LIMITACK } }];
    });
  }

  #apply(variables: readonly VariableLimits[]): void {
    for (const { VID, limits } of variables) {
      const named = new Set(limits.map(({ LIMITID }) => LIMITID));
      const kept = limits.length === 0
        ? []
        : (this.#limits.get(VID.value) ?? []).filter(({ LIMITID }) => !named.has(LIMITID));
      const fresh = limits.flatMap(({ LIMITID, deadband }): Limit[] =>
        deadband === undefined ? [] : [{ LIMITID, ...deadband, zone: "NO ZONE" }]
      );
      const all = [...kept, ...fresh].sort((a, b) => a.LIMITID - b.LIMITID);
      if (all.length > 0) this.#limits.set(VID.value, all);
      else this.#limits.delete(VID.value);
    }
  }

  #keep(): void {
    const variables = [...this.#limits].map(([key, limits]) => ({
      VID: toId(key),
      limits: limits.map(({ LIMITID, UPPERDB, LOWERDB }) => ({ LIMITID, deadband: { UPPERDB, LOWERDB } })),
    }));
    this.#context.store.write("limits", S2F45.text({ DATAID: 0, variables }));
  }

  // ── What there is ────────────────────────────────────────────────────────────────────────────────────────────

  #monitored({ value }: Id): boolean {
    return this.#context.index.variables.get(value)?.of.limits !== undefined;
  }

  #selected(ids: readonly Id[]): readonly Id[] {
    if (ids.length > 0) return ids;
    return [...this.#context.index.variables.values()].map(({ id }) => toId(id)).filter((id) =>
      this.#monitored(id)
    );
  }

  #describe(VID: Id): { VID: Id; attributes?: LimitAttributes } {
    const variable = this.#context.index.variables.get(VID.value);
    if (variable?.of.limits === undefined) return { VID };
    const { UNITS = "", limits: { min, max } } = variable.of;
    const limits = (this.#limits.get(VID.value) ?? []).map(({ LIMITID, UPPERDB, LOWERDB }) => ({
      LIMITID,
      UPPERDB,
      LOWERDB,
    }));
    const [LIMITMIN, LIMITMAX] = [min, max].map((bound) => convert(bound, numericFormat(variable)));
    return { VID, attributes: { UNITS, LIMITMIN, LIMITMAX, limits } };
  }
}

/** Moves a limit to the zone of a value: UPWARD, DOWNWARD, or `undefined` when it stays. Between the edges it stays. */
function move(limit: Limit, value: number | bigint): number | undefined {
  const above = value >= edge(limit.UPPERDB)!, below = value <= edge(limit.LOWERDB)!;
  const zone = limit.zone !== "ABOVE" && above
    ? "ABOVE"
    : limit.zone !== "BELOW" && below
    ? "BELOW"
    : limit.zone;
  // With equal edges a value on them is both above and below: it stays in the zone that it is in.
  const stays = zone === limit.zone || (above && below && limit.zone !== "NO ZONE");
  if (stays) return undefined;
  limit.zone = zone;
  return zone === "ABOVE" ? UPWARD : DOWNWARD;
}

function faultOf(
  { of: { limits } }: Variable,
  LIMITID: number,
  deadband: { readonly UPPERDB: Item; readonly LOWERDB: Item } | undefined,
): number {
  if (LIMITID < 1 || LIMITID > 7) return UNKNOWN_LIMITID;
  if (deadband === undefined) return OK;
  const upper = edge(deadband.UPPERDB), lower = edge(deadband.LOWERDB);
  if (upper === undefined || lower === undefined) {
    const texts = deadband.UPPERDB.format === "A" || deadband.LOWERDB.format === "A";
    return texts ? NOT_CONVERTIBLE : ILLEGAL_FORMAT;
  }
  if (upper > limits!.max) return ABOVE_LIMITMAX;
  if (lower < limits!.min) return BELOW_LIMITMIN;
  return upper < lower ? UPPER_BELOW_LOWER : OK;
}

/** The number of an edge, which may be written as text; `undefined` when it is none. */
function edge(item: Item): number | bigint | undefined {
  const text = item.format === "A" && item.value.trim() !== "" ? item.value : NaN;
  const number = item.format === "A" ? Number(text) : numberOf(item);
  return Number.isNaN(number) ? undefined : number;
}

function numericFormat({ of: { format } }: Variable): typeof format {
  return format === "B" || format === "L" || format === "A" ? undefined : format;
}
