// What a tap saw as pcapng: the packets of connections between client and server, as if nobody stood between them.
import { PcapngWriter } from "../core/packets/pcapng_writer.ts";
import { TcpSynth } from "../core/packets/tcp_synth.ts";
import type { TapEvent } from "./tap.ts";
import { VERSION } from "./version.ts";

/** Makes the bytes of a capture file from the events of a tap. */
export class TapRecorder {
  readonly #writer: PcapngWriter = new PcapngWriter();
  readonly #synths: Map<number, TcpSynth> = new Map();
  readonly #over: Map<number, number> = new Map();

  /** The head of the file, to be written first: two pieces. */
  begin(): Uint8Array<ArrayBuffer>[] {
    return [this.#writer.begin(`hsms ${VERSION} proxy`), this.#writer.describe()];
  }

  /** The packets of an event. */
  packets(event: TapEvent): Uint8Array<ArrayBuffer>[] {
    const { connection: { number, client, server }, time } = event;
    const synth = this.#synths.get(number) ?? new TcpSynth(client, server, { initial: sequences(number) });
    this.#synths.set(number, synth);
    const packets = packetsOf(event, synth);
    if (this.#isOver(event)) this.#forget(number);
    return packets.map((bytes) => this.#writer.packet({ time, bytes }));
  }

  /** Bytes that are not recorded: the recording has a gap there. */
  skip({ connection: { number }, direction, bytes }: Extract<TapEvent, { type: "bytes" }>): void {
    this.#synths.get(number)?.skip(direction, bytes.length);
  }

  /** Whether both sides have ended. */
  #isOver({ type, connection: { number } }: TapEvent): boolean {
    if (type === "refused" || type === "aborted") return true;
    if (type !== "finished") return false;
    const count = (this.#over.get(number) ?? 0) + 1;
    this.#over.set(number, count);
    return count === 2;
  }

  #forget(number: number): void {
    this.#synths.delete(number);
    this.#over.delete(number);
  }
}

function packetsOf(event: TapEvent, synth: TcpSynth): Uint8Array<ArrayBuffer>[] {
  switch (event.type) {
    case "opened":
      return synth.open();
    case "refused":
      return synth.refuse();
    case "bytes":
      return synth.data(event.direction, event.bytes);
    case "finished":
      return synth.finish(event.direction);
    case "aborted":
      return [synth.abort(event.direction)];
  }
}

/** Initial sequence numbers: others for each connection, so that ports that come again are told apart. */
function sequences(number: number): [number, number] {
  return [Math.imul(number, 0x9e3779b1) >>> 0, Math.imul(number, 0x85ebca6b) >>> 0];
}
