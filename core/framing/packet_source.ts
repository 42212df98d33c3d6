// The packets of a capture file, down to what their connections carry: reader, TCP, framing.
import type { Framing } from "./framing.ts";
import type { Source } from "./source.ts";
import { PacketReader } from "../packets/packet_reader.ts";
import { TcpReassembly } from "../packets/tcp.ts";

/** A pcap or pcapng file. */
export class PacketSource implements Source {
  readonly #reader: PacketReader = new PacketReader();
  readonly #tcp: TcpReassembly = new TcpReassembly();
  #ending: "reader" | "tcp" | undefined;

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }

  end(): void {
    this.#reader.end();
    this.#ending = "reader";
  }

  step(framing: Framing): boolean {
    const fact = this.#tcp.poll();
    if (fact !== undefined) {
      if (fact.type === "trouble") framing.put(fact);
      else framing.fact(fact);
      return true;
    }
    return this.#read(framing) || this.#finish();
  }

  #read(framing: Framing): boolean {
    const read = this.#reader.poll();
    if (read === undefined) return false;
    if (read.type === "packet") this.#tcp.packet(read);
    else framing.put(read);
    return true;
  }

  /** The file has ended and its packets are read: TCP tells what it still holds. */
  #finish(): boolean {
    if (this.#ending !== "reader") return false;
    this.#tcp.end();
    this.#ending = "tcp";
    return true;
  }
}
