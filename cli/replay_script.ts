// The part that one side has in a captured connection: what it sends, when, and what it is answered; and what the other
// side sends, with the replies that it got.
import { readCapture } from "./capture_file.ts";
import { captureOptions } from "./capture_options.ts";
import { STYPE } from "../core/hsms/header.ts";
import type { CapturedMessage, Direction, TransactionOutcome } from "../core/framing/model.ts";
import { type MessageRecord, RecordBook } from "../core/reading/reading.ts";
import type { DataMessage, Primary } from "../core/link.ts";
import { Failure, type Values } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** Which part is played. */
export type Role = "equipment" | "host";

/** A message of a script. */
export type Line = Pick<DataMessage, "stream" | "function" | "replyExpected" | "text">;

/** A primary of ours, or of the peer. */
export interface Step {
  readonly ours: boolean;
  /** Number of the message in the capture. */
  readonly index: number;
  /** Milliseconds since the first step; 0 where the capture has no times. */
  readonly time: number;
  readonly message: Line & Pick<Primary, "session">;
  /** Its system bytes in the capture: by these stream 9 names it. */
  readonly systemBytes: number;
  /** What it was answered with; undefined when it was not, or has no W-bit. */
  readonly reply: Line | undefined;
  /** How its transaction ended; undefined when it had none. */
  readonly outcome: TransactionOutcome | undefined;
}

/** A part in one connection of a capture. */
export interface Script {
  /** Number of the connection, from 1, and its ends. */
  readonly number: number;
  readonly ends: string;
  /** Whether our side had opened it. */
  readonly isActive: boolean;
  readonly session: number;
  readonly steps: readonly Step[];
}

/** The parts of a role in the connections of a capture. Throws {@linkcode Failure} when it has none. */
export async function scriptsOf(
  file: string,
  role: Role,
  values: Values,
  terminal: Terminal,
): Promise<readonly Script[]> {
  const book = new RecordBook();
  await readCapture(file, captureOptions(values), terminal, {
    output: (output) => book.output(output),
  });
  const scripts = book.connections.filter((connection) => connection !== undefined)
    .flatMap(({ index, client, server }) => {
      const records = book.records.filter(({ message }) =>
        message.connection.index === index && isData(message)
      );
      return records.length === 0 ? [] : [{ index, ends: `${client} to ${server}`, records }];
    })
    .map(({ ends, records, index }) => ({
      ends,
      ...partOf(records, role, book.roles.get(index)?.host, ends),
    }));
  if (scripts.length === 0) throw new Failure(`Cannot replay ${file}: it has no data messages`);
  return scripts.map((script, i) => ({ ...script, number: i + 1 }));
}

function isData({ header }: CapturedMessage): boolean {
  return header !== undefined && header.sType === STYPE.DATA && header.pType === 0;
}

function partOf(
  records: readonly MessageRecord[],
  role: Role,
  host: Direction | undefined,
  ends: string,
): Omit<Script, "number" | "ends"> {
  if (host === undefined) {
    throw new Failure(
      `Cannot replay the connection ${ends}: it does not show which side is the host (choose another by --connection)`,
    );
  }
  const ours = role === "host" ? host : 1 - host;
  const origin = records[0].message.time;
  const steps = records.filter(({ message }) => message.header!.byte3 % 2 === 1).map((record) =>
    stepOf(record, ours, origin)
  );
  return { isActive: ours === 0, session: records[0].message.header!.session & 0x7fff, steps };
}

function stepOf({ message, counterpart, transaction }: MessageRecord, ours: number, origin: number): Step {
  const isAnswered = counterpart !== undefined && isData(counterpart) &&
    transaction?.primary === message.index &&
    counterpart.direction !== message.direction && counterpart.header!.byte3 % 2 === 0;
  const time = (message.time - origin) / 1e6;
  return {
    ours: message.direction === ours,
    index: message.index,
    time: Number.isNaN(time) ? 0 : time,
    message: lineOf(message),
    systemBytes: message.header!.systemBytes,
    reply: isAnswered ? lineOf(counterpart) : undefined,
    outcome: transaction?.primary === message.index ? transaction.outcome : undefined,
  };
}

function lineOf({ header, text }: CapturedMessage): Line {
  const { byte2, byte3 } = header!;
  return { stream: byte2 & 0x7f, function: byte3, replyExpected: byte2 > 0x7f, text };
}
