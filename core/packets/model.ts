// What packets and TCP are, as plain data: what the readers hand to TCP reassembly, and that to framing.
import type { Trouble } from "./trouble.ts";

/**
 * Nanoseconds since the origin of the capture, a whole number: exact over a hundred days. `NaN` where the capture has no
 * times. The origin, nanoseconds since 1970 as a bigint, is told once, by the first `origin` output.
 */
export type Time = number;

/** From the side that opened the connection (0, the client) or to it (1). */
export type Direction = 0 | 1;

/** A piece of the file: where bytes lie in it, so that they need not be kept. Flat pairs of offset and length. */
export type Pieces = readonly number[];

/** A captured packet, link layer and all. */
export interface Packet {
  /** What it is. */
  readonly type: "packet";
  /** Number in the file, from 1. */
  readonly frame: number;
  /** When it was captured. */
  readonly time: Time;
  /** Link type of the interface (LINKTYPE_…). */
  readonly linkType: number;
  /** The bytes captured; a view of what was fed. */
  readonly bytes: Uint8Array;
  /** Length on the wire, at least `bytes.length`. */
  readonly length: number;
  /** Where `bytes` begins in the file. */
  readonly fileOffset: number;
}

/** A format of packet files: what it finds next, `undefined` while more bytes are needed. */
export interface PacketFormat {
  /** What it is called. */
  readonly name: "pcap" | "pcapng";
  /** Time of the first packet that has one, nanoseconds since 1970; packets count from it. */
  readonly origin: bigint | undefined;
  /** The next packet or trouble; `ended` when no more bytes come. */
  next(ended: boolean): Packet | Trouble | undefined;
}

/** One TCP connection, or what stands for it: a raw stream, a log. */
export interface Connection {
  /** Number in the capture, from 0, in order of the first frame. */
  readonly index: number;
  /** `address:port` (`[v6]:port`) of the side that connected, or of the one that probably did. */
  readonly client: string;
  /** The side that was connected to. */
  readonly server: string;
  /** The frame it was first seen in. */
  readonly firstFrame: number;
  /** Frame of the SYN; undefined when the capture begins inside the connection, or is no packet capture. */
  readonly synFrame?: number;
  /** When that was. */
  readonly start: Time;
}

/** What happened to the bytes of one connection, in the order in which a receiver would learn of it. */
export type StreamFact =
  | { readonly type: "opened"; readonly connection: Connection }
  | StreamBytes
  | StreamGap
  /**
   * The side that sends in this direction has ended it: by a FIN, by a RST, or by a FIN and then a RST. A RST ends the
   * other direction too, untold. `refused`: a RST answered the SYN.
   */
  | {
    readonly type: "ended";
    readonly connection: Connection;
    readonly direction: Direction;
    readonly how: "FIN" | "RST" | "refused";
    readonly time: Time;
    readonly frame: number;
  }
  /** The file has ended, or the pair of addresses was used again: nothing more comes on this connection. */
  | {
    readonly type: "forgotten";
    readonly connection: Connection;
    readonly time: Time;
    /** How its packets came; undefined when it had none. */
    readonly counts?: TcpCounts;
    /** What happened on a line of SECS-I besides messages. */
    readonly line?: LineCounts;
  };

/** What happened on a line of SECS-I, both sides together. E4. */
export interface LineCounts {
  /** Blocks with a right checksum. */
  readonly blocks: number;
  /** Of those, blocks that had come before: they count once in a message. */
  readonly duplicates: number;
  /** Blocks with a wrong checksum. */
  readonly badChecksums: number;
  /** NAKs. */
  readonly naks: number;
  /** Both sides asked for the line at once, and one gave way. */
  readonly contentions: number;
}

/** How the packets of a connection came, both directions together. */
export interface TcpCounts {
  /** All packets, those without bytes too. */
  readonly packets: number;
  /** Segments without any new byte: sent again, or captured twice. */
  readonly retransmitted: number;
  /** Segments ahead of bytes that came later, or never. */
  readonly outOfOrder: number;
  /** Probes that ask whether the other side is still there. */
  readonly keepAlive: number;
  /** Segments that were put together from IP fragments. */
  readonly fragmented: number;
  /** Segments cut by the snap length. */
  readonly truncated: number;
}

/** Bytes in order. */
export interface StreamBytes {
  /** What it is. */
  readonly type: "bytes";
  /** Where. */
  readonly connection: Connection;
  /** In which direction. */
  readonly direction: Direction;
  /** Offset of the first byte in the stream of its direction. Gaps count. */
  readonly offset: number;
  /** The bytes; a view, unless they were put together. */
  readonly bytes: Uint8Array;
  /** When, and in which frame, these bytes were seen first. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
  /** When, and with which frame, everything before them was there too. */
  readonly deliveredTime: Time;
  /** That frame. */
  readonly deliveredFrame: number;
  /** Where `bytes` begins in the file; undefined where they do not stand there as they are. */
  readonly fileOffset?: number;
}

/** Bytes that were on the wire, but are not in the capture. */
export interface StreamGap {
  /** What it is. */
  readonly type: "gap";
  /** Where. */
  readonly connection: Connection;
  /** In which direction. */
  readonly direction: Direction;
  /** Offset of the first byte in the stream of its direction. */
  readonly offset: number;
  /** How many bytes. */
  readonly length: number;
  /** `lost`: no frame has them. `truncated`: a frame was cut by the snap length. `memory`: given up at a limit. */
  readonly cause: "lost" | "truncated" | "memory";
  /** When and in which frame it showed. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
}
