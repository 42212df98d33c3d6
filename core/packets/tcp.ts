// Joins the TCP segments of a capture into streams of bytes, per connection and direction, in bounded memory.
import { endpointText } from "./address.ts";
import type { Connection, Direction, Packet, StreamFact } from "./model.ts";
import { TcpConnection, type TcpEnds } from "./tcp_connection.ts";
import type { Moment } from "./tcp_half.ts";
import { ACK, RST, SegmentReader, SYN } from "./tcp_segment.ts";
import { TcpTable } from "./tcp_table.ts";
import type { Trouble, TroubleFault } from "./trouble.ts";

/** How much may wait. */
export interface TcpOptions {
  /** Bytes of one direction that may wait for others before them. 4 MiB unless told. */
  readonly streamLimit?: number;
  /** The same of all together. 64 MiB unless told. */
  readonly totalLimit?: number;
  /** Connections kept in mind. 20,000 unless told: closed ones are forgotten first, then those silent the longest. */
  readonly connectionLimit?: number;
}

/**
 * Takes packets in the order of the file, one by one, and tells what a receiver of each connection would learn. Drain
 * `poll` after every packet and after `end`. Nothing in a packet makes it throw.
 */
export class TcpReassembly {
  /** How many packets came, and what became of them. */
  readonly counts: { packets: number; segments: number; troubled: number } = {
    packets: 0,
    segments: 0,
    troubled: 0,
  };

  readonly #segment = new SegmentReader();
  readonly #table = new TcpTable();
  readonly #limits: { readonly stream: number; readonly total: number; readonly connections: number };
  readonly #told = new Set<string>(); // troubles
  readonly #moment: Moment = { time: NaN, frame: 0 };
  #out: (StreamFact | Trouble)[] = [];
  #taken = 0;
  #connections = 0;
  #held = 0; // bytes that wait, of all connections

  /** Limits not told are those of {@linkcode TcpOptions}. */
  constructor(
    { streamLimit = 4 << 20, totalLimit = 64 << 20, connectionLimit = 20_000 }: TcpOptions = {},
  ) {
    this.#limits = { stream: streamLimit, total: totalLimit, connections: connectionLimit };
  }

  /** Takes a packet. */
  packet(packet: Packet): void {
    const segment = this.#segment, moment = this.#moment;
    this.counts.packets++;
    if (!segment.read(packet)) return this.#troubles(packet);
    this.counts.segments++;
    moment.time = packet.time;
    moment.frame = packet.frame;
    const entry = this.#connectionOf(packet);
    if (entry !== undefined) this.#follow(entry, packet);
  }

  /** The file has ended: gives up what is missing, and forgets every connection. */
  end(): void {
    this.#segment.fragments.end();
    this.#tellFragments();
    for (const entry of this.#table.all()) this.#forget(entry);
  }

  /** The next thing to tell, `undefined` when all is told. */
  poll(): StreamFact | Trouble | undefined {
    const out = this.#out;
    if (this.#taken < out.length) return out[this.#taken++];
    out.length = this.#taken = 0;
    return undefined;
  }

  #follow(entry: TcpConnection, packet: Packet): void {
    const segment = this.#segment, before = entry.heldBytes;
    const fileOffset = segment.inFile ? packet.fileOffset + segment.start : undefined;
    entry.segment(segment, this.#table.direction, fileOffset, this.#limits.stream, this.#moment);
    this.#held += entry.heldBytes - before;
    if (this.#held <= this.#limits.total) return;
    this.#held -= entry.heldBytes;
    entry.relieve(this.#moment);
  }

  /** The connection of the segment, a new one if need be. */
  #connectionOf(packet: Packet): TcpConnection | undefined {
    const segment = this.#segment, table = this.#table;
    const known = table.find(segment);
    if (known !== undefined && !known.isSucceededBy(segment, table.direction)) return known;
    if (known !== undefined) this.#forget(known);
    else if ((segment.flags & (RST | SYN)) === RST) return undefined; // the echo of one that is over
    if (table.size >= this.#limits.connections) table.leastWanted().forEach((entry) => this.#forget(entry));
    return this.#open(packet);
  }

  #open(packet: Packet): TcpConnection {
    const segment = this.#segment;
    const direction = this.#table.direction = isFromClient(segment) ? 0 : 1;
    const ends = endsOf(segment, direction);
    const connection: Connection = {
      index: this.#connections++,
      client: endpointText(segment.version, ends.words[0], ends.ports[0]),
      server: endpointText(segment.version, ends.words[1], ends.ports[1]),
      firstFrame: packet.frame,
      synFrame: (segment.flags & (SYN | ACK)) === SYN ? packet.frame : undefined,
      start: packet.time,
    };
    const entry = new TcpConnection(connection, ends, this.#out as StreamFact[]);
    this.#table.add(entry, segment);
    this.#out.push({ type: "opened", connection });
    return entry;
  }

  #forget(entry: TcpConnection): void {
    this.#held -= entry.heldBytes;
    this.#table.remove(entry);
    entry.forget(this.#moment);
  }

  #troubles(packet: Packet): void {
    const { fault, fragments } = this.#segment;
    if (fragments.lost !== undefined) this.#tellFragments();
    if (fault === undefined) return;
    this.counts.troubled++;
    const { frame, fileOffset, linkType } = packet;
    const why = WHY[fault] ?? `link type ${linkType} is not known`;
    this.#tell(fault, why, frame, fileOffset, `Cannot look into packet ${frame}: ${why}`);
  }

  #tellFragments(): void {
    const { lost } = this.#segment.fragments;
    if (lost === undefined) return;
    const sentence =
      `Cannot put the IP fragment in packet ${lost.frame} together with others: some did not come`;
    this.#tell("fragments", "", lost.frame, lost.fileOffset, sentence);
  }

  /** Tells each kind of trouble once, with the first packet that has it. */
  #tell(fault: TroubleFault, kind: string, frame: number, fileOffset: number, sentence: string): void {
    if (this.#told.has(fault + kind)) return;
    this.#told.add(fault + kind);
    this.#out.push({ type: "trouble", fault, frame, fileOffset, sentence });
  }
}

const WHY: Partial<Record<TroubleFault, string>> = {
  "headers": "its IP or TCP header contradicts itself",
  "cut short": "it was captured without all of its headers",
};

/** A SYN comes from the client, its answer from the server. Without either the lower port is taken for the server's. */
function isFromClient({ flags, sourcePort, destinationPort }: SegmentReader): boolean {
  if ((flags & SYN) !== 0) return (flags & ACK) === 0;
  return sourcePort >= destinationPort;
}

function endsOf(segment: SegmentReader, direction: Direction): TcpEnds {
  const { source, sourcePort, destination, destinationPort } = segment;
  return direction === 0
    ? { words: [source.slice(), destination.slice()], ports: [sourcePort, destinationPort] }
    : { words: [destination.slice(), source.slice()], ports: [destinationPort, sourcePort] };
}
