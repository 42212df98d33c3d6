// What an audit may be told: the timers that the two sides have, and what they may say.
import type { Catalogue } from "../messages/catalogue.ts";
import { catalogue } from "../messages/standard.ts";

/** Timers of the two sides, in seconds. E37, E4. */
export interface AuditTimers {
  /** Reply; 45 when absent. */
  readonly T3?: number;
  /** Connect separation; 10 when absent. */
  readonly T5?: number;
  /** Control transaction; 5 when absent. */
  readonly T6?: number;
  /** Not selected; 10 when absent. */
  readonly T7?: number;
  /** Network intercharacter; 5 when absent. */
  readonly T8?: number;
}

/** Options of an audit. */
export interface AuditOptions {
  /** Timers of the two sides; the defaults of E37 when absent. */
  readonly timers?: AuditTimers;
  /** Messages that are known; those of the standards when absent. */
  readonly catalogue?: Catalogue;
  /** Which side is the host, by its `address` or `address:port`, or as a log calls it; found out when absent. */
  readonly hostIs?: string;
}

/** Options with all of them filled in. */
export interface AuditSettings {
  readonly timers: Readonly<Required<AuditTimers>>;
  readonly catalogue: Catalogue;
  readonly hostIs: string | undefined;
}

/** Fills in what is absent. Throws `RangeError` for timers that are none. */
export function auditSettings(
  { timers = {}, catalogue: known = catalogue, hostIs }: AuditOptions,
): AuditSettings {
  const { T3 = 45, T5 = 10, T6 = 5, T7 = 10, T8 = 5 } = timers;
  for (const [name, value] of Object.entries({ T3, T5, T6, T7, T8 })) checkTimer(name, value);
  return { timers: { T3, T5, T6, T7, T8 }, catalogue: known, hostIs };
}

function checkTimer(name: string, seconds: number): void {
  if (seconds > 0) return;
  throw new RangeError(`Cannot audit: ${name} of ${seconds} s is not above 0`);
}
