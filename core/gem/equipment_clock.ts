// The clock: S2F17 and S2F31 in the form of TimeFormat, and S2F17 sent by the equipment.
import { S2F17, S2F18, S2F31, S2F32 } from "../messages/stream2_programs_constants.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import { formatTime, millisecondsOf, parseTime, TIME_FORMATS, timeAt } from "./clock.ts";

const DONE = 0, NOT_DONE = 1; // TIACK

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
