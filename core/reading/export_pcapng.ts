// Messages as a capture of packets: each connection is made anew, with only these messages on it.
import { writeU32 } from "../hsms/bytes.ts";
import { encodeHeader } from "../hsms/header.ts";
import type { CapturedMessage, Connection } from "../framing/model.ts";
import { PcapngWriter } from "../packets/pcapng_writer.ts";
import type { Reading } from "./reading.ts";
import { TcpSynth } from "../packets/tcp_synth.ts";

/**
 * Makes a pcapng file of messages, which come in order of time: write what `begin` gives, then what each `message`
 * gives. Connections are opened at the time of their first message; addresses that a log does not have become those of
 * 192.0.2.0/24. Messages of SECS-I and of logs become HSMS.
 */
export class PcapngSlice {
  readonly #writer: PcapngWriter = new PcapngWriter();
  readonly #connections: Map<number, TcpSynth> = new Map();

  /** The head of the file. */
  begin(): Uint8Array<ArrayBuffer> {
    return this.#writer.begin("fabwire");
  }

  /** The packets of a message. */
  *message(message: CapturedMessage, reading: Reading = {}): Generator<Uint8Array<ArrayBuffer>, void, void> {
    const time = (reading.origin ?? 0n) + BigInt(Number.isNaN(message.time) ? 0 : message.time);
    let synth = this.#connections.get(message.connection.index);
    if (synth === undefined) {
      this.#connections.set(message.connection.index, synth = synthOf(message.connection));
      for (const bytes of synth.open()) yield this.#writer.packet({ time, bytes });
    }
    for (const bytes of synth.data(message.direction, wireBytes(message))) {
      yield this.#writer.packet({ time, bytes });
    }
  }
}

/** A pcapng file of these messages, which stand in order of time, piece by piece: as {@linkcode PcapngSlice} makes it. */
export function* pcapngSlice(
  messages: Iterable<CapturedMessage>,
  reading: Reading = {},
): Generator<Uint8Array<ArrayBuffer>, void, void> {
  const slice = new PcapngSlice();
  yield slice.begin();
  for (const message of messages) yield* slice.message(message, reading);
}

/** The same in one piece. */
export function toPcapng(
  messages: Iterable<CapturedMessage>,
  reading: Reading = {},
): Uint8Array<ArrayBuffer> {
  const pieces = [...pcapngSlice(messages, reading)];
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d{1,5}$/i;

function synthOf({ client, server, index }: Connection): TcpSynth {
  if (ADDRESS.test(client) && ADDRESS.test(server)) {
    try {
      return new TcpSynth(client, server);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return new TcpSynth(`192.0.2.1:${50_000 + (index % 15_000)}`, "192.0.2.2:5000");
}

/** Length field, header and text as they were, or as HSMS has them. */
function wireBytes({ carrier, header, text, bytes, length }: CapturedMessage): Uint8Array {
  const body = carrier === "HSMS" || header === undefined ? bytes : joined(encodeHeader(header), text);
  const frame = new Uint8Array(4 + body.length);
  writeU32(carrier === "HSMS" ? length : body.length, frame, 0);
  frame.set(body, 4);
  return frame;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
