// What a capture consists of, as plain data: what each stage of decoding hands to the next, and to whoever shows it.
//
//   readers (pcap, pcapng, hex, logs)  →  Packet, or StreamFact at once
//   TCP reassembly                     →  StreamFact: bytes in order, gaps, ends, per connection and direction
//   framing (HSMS, SECS-I)             →  CapturedMessage
//   audit                              →  Transaction, Finding, SessionState
import type { Header } from "../hsms/header.ts";
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

/** What a message was carried by; `log` is a line of a text log, without the bytes of the wire. */
export type Carrier = "HSMS" | "SECS-I" | "log";

/** A message as captured, whatever rule it breaks. */
export interface CapturedMessage {
  /** Number in the capture, from 0, in order of delivery. */
  readonly index: number;
  /** The connection it crossed. */
  readonly connection: Connection;
  /** Its direction there. */
  readonly direction: Direction;
  /** What carried it. */
  readonly carrier: Carrier;
  /** When, and in which frame, its last byte was seen. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
  /** The frame of its first byte. */
  readonly firstFrame: number;
  /** When a receiver had all of it, and everything before: later than `time` when segments were out of order. */
  readonly deliveredTime: Time;
  /** Offset in the stream of its direction. */
  readonly offset: number;
  /** The length field of HSMS: header and text, in bytes. For other carriers what HSMS would have there. */
  readonly length: number;
  /**
   * The header, for SECS-I as the HSMS header it maps to; undefined when `length` is below 10. For a message of a log the
   * fields that the log does not have are 0, and named in `absent`.
   */
  readonly header: Header | undefined;
  /** Fields of the header that a log does not have. */
  readonly absent?: readonly (keyof Header)[];
  /** The R-bit of SECS-I: true from the equipment, false from the host. Absent for other carriers. E4. */
  readonly reverse?: boolean;
  /** What follows the length field: header and text, whole. A view; do not keep it, see `pieces`. */
  readonly bytes: Uint8Array;
  /** The SECS-II text: `bytes` from 10 on; empty when there is no header. */
  readonly text: Uint8Array;
  /** Where `bytes` stands in the file, in as many pieces as it came; undefined when it does not stand there as it is. */
  readonly pieces?: Pieces;
}

/** A place in a direction where framing failed, or bytes belong to no message. */
export interface Disruption {
  /** What it is. */
  readonly type: "disruption";
  /** Where. */
  readonly connection: Connection;
  /** In which direction. */
  readonly direction: Direction;
  /** When, and in which frame, it began. */
  readonly time: Time;
  /** The frame, from 1; of a text, its line. */
  readonly frame: number;
  /** Offset in the stream, and how many bytes of it are left out. */
  readonly offset: number;
  /** How many bytes of the stream, from there on, are left out; gaps count. */
  readonly length: number;
  /**
   * `mid-stream`: bytes before the first message of a capture that began too late. `gap`: bytes of a message with a hole.
   * `length`: a length field that cannot be. `truncated`: the connection ended inside a message. `noise`: SECS-I bytes that
   * no state of the line expects, or a bad checksum.
   */
  readonly cause: "mid-stream" | "gap" | "length" | "truncated" | "noise";
  /** The length field of the message concerned, where its four bytes were there. */
  readonly declaredLength?: number;
  /** Its header, where those ten bytes were there too. */
  readonly header?: Header;
  /** The first bytes left out, 64 at most. */
  readonly sample: Uint8Array;
}

/** Who a side of a connection is, and why we think so. */
export interface Roles {
  /** What it is. */
  readonly type: "roles";
  /** Where. */
  readonly connection: Connection;
  /** Which direction comes from the host; undefined while nothing tells. */
  readonly host: Direction | undefined;
  /** Which direction comes from the active side. */
  readonly active: Direction | undefined;
  /** What told, one sentence each: `S2F33 #17 comes from 192.0.2.10:50123`. */
  readonly evidence: readonly string[];
}

/** State of the session on a connection over time. E37. */
export interface SessionState {
  /** What it is. */
  readonly type: "state";
  /** Where. */
  readonly connection: Connection;
  /** Session id; 0xFFFF for the one session of HSMS-SS. */
  readonly session: number;
  /** When. */
  readonly time: Time;
  /** The state that it entered. */
  readonly state: "NOT CONNECTED" | "NOT SELECTED" | "SELECTED";
  /** The message that changed it; undefined for TCP events, and for what is assumed at a start in mid-stream. */
  readonly message?: number;
  /** It was not seen to be entered. */
  readonly assumed?: boolean;
}

/** How a transaction ended. `open`: the capture ended before it did. */
export type TransactionOutcome =
  | "reply"
  | "aborted"
  | "rejected"
  | "stream 9"
  | "mismatch"
  | "no reply"
  | "deselected"
  | "disconnected"
  | "open";

/** A primary with W, or a control request, and what became of it. Told once, when it has ended. */
export interface Transaction {
  /** What it is. */
  readonly type: "transaction";
  /** Where. */
  readonly connection: Connection;
  /** Index of the primary, or of the request. */
  readonly primary: number;
  /** Index of what ended it: the secondary, SxF0, Reject.req, S9Fx. */
  readonly end?: number;
  /** How it ended. */
  readonly outcome: TransactionOutcome;
  /** From the primary to its end in nanoseconds, where both have times. */
  readonly latency?: number;
}

/** How bad: `error` stops wafers or breaks a standard, `warning` is out of the ordinary, `note` helps to understand. */
export type Severity = "error" | "warning" | "note";

/** Something that the auditor has to say. */
export interface Finding {
  /** What it is. */
  readonly type: "finding";
  /** Number among the findings, from 0. */
  readonly index: number;
  /** How bad it is. */
  readonly severity: Severity;
  /** What it is about, a closed set: see `FINDINGS` in findings.ts. */
  readonly kind: string;
  /** Absent when it is about the file. */
  readonly connection?: Connection;
  /** Absent when it is about both. */
  readonly direction?: Direction;
  /** When, in the time of the capture. */
  readonly time: Time;
  /** Indexes of the messages concerned, the place to look at first. */
  readonly messages: readonly number[];
  /** The rule: `E37 T7`, `E5 S9F5`, `E30 communications`. */
  readonly clause: string;
  /** One sentence: what, where, why. */
  readonly sentence: string;
  /** Byte offset in the text of the first message. */
  readonly offset?: number;
}

/** Everything that decoding tells, in order of time. */
export type CaptureOutput =
  /** The format was recognised, and when the capture begins: nanoseconds since 1970; undefined without times. */
  | { readonly type: "origin"; readonly format: string; readonly origin: bigint | undefined }
  /** A connection of interest; `carrier` is what it carries, where that is known at once. */
  | { readonly type: "opened"; readonly connection: Connection; readonly carrier?: Carrier }
  | { readonly type: "message"; readonly message: CapturedMessage }
  | Disruption
  | StreamGap
  | Extract<StreamFact, { type: "ended" | "forgotten" }>
  /** Something in the file could not be read; what follows is read all the same, where that can be. */
  | Trouble
  | Roles
  | SessionState
  | Transaction
  | Finding;
