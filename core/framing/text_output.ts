// What a text becomes: connections between the sides it names, a clock for its time stamps, and messages or bytes.
import { dataHeader, encodeMessage, type Header, STYPE } from "../hsms/header.ts";
import type { Framing } from "./framing.ts";
import type { LogSides, LogTime } from "./log_fields.ts";
import type { Connection, Direction, Time } from "./model.ts";
import type { Trouble } from "../packets/trouble.ts";

/** What is known of a message before its text. */
export interface TextContext {
  readonly time?: LogTime;
  readonly sides?: LogSides;
  readonly fields: Partial<Header>;
  readonly replyExpected?: boolean;
}

const DAY = 86_400_000_000_000n;
const UNNAMED: LogSides = { from: "side 1", to: "side 2" };

interface Stream {
  readonly connection: Connection;
  readonly offsets: [number, number];
  open: boolean;
}

/** Puts what a text has into framing. */
export class TextOutput {
  /** The last time told. */
  time: Time = NaN;
  readonly #framing: Framing;
  readonly #streams = new Map<string, Stream>();
  #origin: bigint | undefined;
  #begun = false;
  #last: bigint | undefined;
  /** Midnight before the last time that had a date. */
  #midnight = 0n;

  constructor(framing: Framing) {
    this.#framing = framing;
  }

  /** Says once what the text is and when it begins; then the time since, not a number without one. */
  begin(format: "hex" | "log", time: LogTime | undefined): Time {
    const absolute = time === undefined ? undefined : this.#absolute(time);
    if (!this.#begun) this.#framing.put({ type: "origin", format, origin: absolute });
    this.#begun = true;
    if (absolute === undefined) return NaN;
    this.#origin ??= absolute;
    return this.time = Number(absolute - this.#origin);
  }

  /** What could not be read, and in which line. */
  trouble(line: number, sentence: string): void {
    const trouble: Trouble = { type: "trouble", fault: "text", frame: line, fileOffset: 0, sentence };
    this.#framing.put(trouble);
  }

  /** A message as a log has it; what its header lacks is 0, and said. */
  message(
    context: TextContext,
    header: Header,
    absent: readonly (keyof Header)[],
    text: Uint8Array,
    line: number,
  ): void {
    const time = this.begin("log", context.time);
    const isReply = header.sType === STYPE.DATA ? header.byte3 % 2 === 0 : header.sType % 2 === 0;
    const { stream, direction } = this.#find(context.sides, isReply, line, time);
    if (!stream.open) this.#framing.put({ type: "opened", connection: stream.connection, carrier: "log" });
    stream.open = true;
    const bytes = encodeMessage(header, text).subarray(4);
    const offset = stream.offsets[direction];
    stream.offsets[direction] += 4 + bytes.length;
    this.#framing.message({
      connection: stream.connection,
      direction,
      carrier: "log",
      time,
      frame: line,
      firstFrame: line,
      deliveredTime: time,
      offset,
      length: bytes.length,
      header,
      ...(absent.length > 0 && { absent }),
      bytes,
      text: bytes.subarray(10),
    });
  }

  /** Bytes that stand in a text in hexadecimal. */
  bytes(
    context: TextContext,
    bytes: Uint8Array,
    line: number,
    begins: "at a message" | "anywhere",
    protocol: "HSMS" | "SECS-I",
  ): void {
    const time = this.begin("hex", context.time);
    const { stream, direction } = this.#find(context.sides, false, line, time);
    if (!stream.open) {
      this.#framing.open(stream.connection, protocol, protocol === "HSMS" ? begins : "both sides");
    }
    stream.open = true;
    const offset = stream.offsets[direction];
    stream.offsets[direction] += bytes.length;
    this.#framing.fact({
      type: "bytes",
      connection: stream.connection,
      direction,
      offset,
      bytes,
      time,
      frame: line,
      deliveredTime: time,
      deliveredFrame: line,
    });
  }

  /** The text has ended. */
  end(format: "hex" | "log"): void {
    this.begin(format, undefined);
    for (const { connection } of this.#streams.values()) {
      this.#framing.fact({ type: "forgotten", connection, time: this.time });
    }
  }

  /** Where no sides are named, replies go the other way. */
  #find(
    sides: LogSides | undefined,
    isReply: boolean,
    line: number,
    start: Time,
  ): { stream: Stream; direction: Direction } {
    const { from, to } = sides ?? (isReply ? { from: UNNAMED.to, to: UNNAMED.from } : UNNAMED);
    const key = [from, to].sort().join(" ");
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      const [client, server] = isServer(from, to) ? [to, from] : [from, to];
      const connection = { index: this.#streams.size, client, server, firstFrame: line, start };
      this.#streams.set(key, stream = { connection, offsets: [0, 0], open: false });
    }
    return { stream, direction: from === stream.connection.client ? 0 : 1 };
  }

  /** Nanoseconds since 1970. A time without a date is of the day before it, or of the next when the clock goes back. */
  #absolute({ nanoseconds, date }: LogTime): bigint {
    if (date) this.#midnight = nanoseconds - nanoseconds % DAY;
    const of = (): bigint => date ? nanoseconds : this.#midnight + nanoseconds;
    if (this.#last !== undefined && !date && of() < this.#last - DAY / 2n) this.#midnight += DAY;
    return this.#last = of();
  }
}

/** Whether the first of two sides is the server, as far as names tell. */
function isServer(from: string, to: string): boolean {
  const names = ["equipment", "remote", "server", UNNAMED.to];
  if (names.includes(from)) return true;
  const [own, other] = [from, to].map((side) => Number(side.slice(side.lastIndexOf(":") + 1)));
  return own < other;
}

/** The header of a data message as SML has it, and what it lacks. */
export function logHeader(
  sml: { readonly stream: number; readonly function: number; readonly replyExpected: boolean },
  fields: Partial<Header>,
): { header: Header; absent: (keyof Header)[] } {
  const header = dataHeader({ ...sml, session: fields.session ?? 0, systemBytes: fields.systemBytes ?? 0 });
  const absent = (["session", "systemBytes"] as const).filter((name) => fields[name] === undefined);
  return { header, absent };
}

/** The header of a control message as a log has it, and what it lacks. */
export function controlLogHeader(
  sType: number,
  fields: Partial<Header>,
): { header: Header; absent: (keyof Header)[] } {
  const none: Header = { session: 0, byte2: 0, byte3: 0, pType: 0, sType, systemBytes: 0 };
  const absent = (["session", "byte2", "byte3", "systemBytes"] as const).filter((name) =>
    fields[name] === undefined
  );
  return { header: { ...none, ...fields, sType }, absent };
}
