// The clock: S2F17 and S2F31 in the form of TimeFormat, and S2F17 sent by the equipment.
import { S2F17, S2F18, S2F31, S2F32 } from "../messages/stream2_programs_constants.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import { type ClockTime, formatTime, parseTime, TIME_FORMATS } from "./clock.ts";

const DAY = 86_400_000, MINUTE = 60_000;
const DONE = 0, NOT_DONE = 1; // TIACK

/** What a clock shows at milliseconds since 1970, UTC, so many minutes east of it. */
export function timeAt(milliseconds: number, zone = 0): ClockTime {
  const local = Math.floor(milliseconds + zone * MINUTE), days = Math.floor(local / DAY);
  const inDay = local - days * DAY;
  return {
    ...dateOf(days),
    hour: Math.floor(inDay / 3_600_000),
    minute: Math.floor(inDay / MINUTE) % 60,
    second: Math.floor(inDay / 1000) % 60,
    millisecond: inDay % 1000,
    zone,
  };
}

/** Milliseconds since 1970, UTC, at which a clock shows a time; `zone` where the time has none. */
export function millisecondsOf(time: ClockTime, zone = 0): number {
  const { hour, minute, second, millisecond } = time;
  const inDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return daysOf(time) * DAY + inDay - (time.zone ?? zone) * MINUTE;
}

/** Days since 1970 of a date of the Gregorian calendar, counted in years from March on. */
function daysOf({ year, month, day }: Pick<ClockTime, "year" | "month" | "day">): number {
  const y = month <= 2 ? year - 1 : year, era = Math.floor(y / 400), yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOf(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468, era = Math.floor(shifted / 146_097), dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * dayOfYear + 2) / 153), month = part < 10 ? part + 3 : part - 9;
  const day = dayOfYear - Math.floor((153 * part + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The clock of an equipment: the application's, or the time that the host told, carried on. */
export class Clock implements Capability {
  readonly name = "clock";
  readonly handlers: Handlers;
  readonly #context: Context;
  /** What to add to the application's clock, or to the time of the machine. */
  #offset: number | undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#offset = context.options.clock === undefined ? undefined : 0;
    this.handlers = {
      S2F17: on(S2F17, () => S2F18.build(this.text())),
      S2F31: on(S2F31, (TIME) => S2F32.build(this.#setTo(TIME) ? DONE : NOT_DONE)),
    };
  }

  /** The time as TIME, in the form of the constant TimeFormat; `""` when it is not known. */
  text(): string {
    const milliseconds = this.#read();
    if (milliseconds === undefined) return "";
    const format = this.#context.constant("TimeFormat", 1) as 0 | 1 | 2;
    return formatTime(timeAt(milliseconds, this.#context.options.zone), TIME_FORMATS[format] ?? 16);
  }

  /** Asks the host for its time by S2F17, and sets the clock to it. False when it could not be sent. */
  ask(): boolean {
    return this.#context.post(S2F17.build(), (reply) => {
      if (reply === undefined) return;
      try {
        this.#setTo(S2F18.read(reply));
      } catch {
        // A time that cannot be read sets nothing.
      }
    }) === "sent";
  }

  #read(): number | undefined {
    const { clock } = this.#context.options;
    return this.#offset === undefined ? undefined : (clock?.() ?? this.#context.now) + this.#offset;
  }

  #setTo(TIME: string): boolean {
    const { clock, setClock, zone } = this.#context.options, time = parseTime(TIME);
    if (time === undefined) return false;
    const milliseconds = millisecondsOf(time, zone);
    if (setClock?.(milliseconds) === false) return false;
    if (setClock === undefined) this.#offset = milliseconds - (clock?.() ?? this.#context.now);
    this.#context.tell({ type: "clock set", TIME });
    return true;
  }
}
