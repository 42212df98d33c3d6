// Test-only: the captures of tests/captures and what is known to be in them. tests/captures/README.md describes both.
import { existsSync, readFileSync } from "node:fs";
import { type Connection, readCapture } from "./capture_reader.ts";

/** One HSMS message as recorded. Header fields are absent when its length is malformed. */
export interface TruthMessage {
  readonly time: string | null;
  readonly length: number;
  readonly sessionId: number;
  readonly wBit: number;
  readonly stream: number;
  readonly function: number;
  readonly pType: number;
  readonly sType: number;
  readonly systemBytes: number;
  readonly byte2: number;
  readonly byte3: number;
  readonly bodyLength: number;
  readonly bodyHex: string | null;
  readonly bodySha256?: string;
  readonly offset: number;
  readonly frame: number | null;
  readonly firstFrame?: number;
  readonly inOrderFrame?: number;
  readonly malformed?: string;
  readonly rawHex?: string;
  /** Lossy captures only. */
  readonly status?: "complete" | "partial" | "lost" | "before";
}

/** What one end sent. `bytes` is absent in lossy captures. */
export interface TruthDirection {
  readonly from: string;
  readonly to: string;
  readonly bytes?: number;
  readonly finFrame?: number | null;
  readonly rstFrame?: number | null;
  readonly messages: readonly TruthMessage[];
  readonly leftover?: {
    readonly offset: number;
    readonly bytes: number;
    readonly hex: string;
    readonly declaredLength?: number;
  } | null;
}

/** One TCP connection; the client's direction first. */
export interface TruthConnection {
  readonly client: string;
  readonly server: string;
  readonly firstFrame: number;
  readonly synFrame: number | null;
  readonly directions: readonly [TruthDirection, TruthDirection];
}

/** All that is known of a capture. */
export interface Truth {
  readonly frames: number;
  readonly lossy?: boolean;
  readonly connections: readonly TruthConnection[];
}

/** A capture and its truth. */
export interface Capture {
  readonly connections: readonly Connection[];
  readonly truth: Truth;
}

/** Every capture file. */
export const CAPTURES = [
  "secsgem-gem-session.pcapng",
  "secsgem-gem-session-us.pcap",
  "secsgem-gem-session-ns.pcap",
  "secsgem-large.pcapng",
  "secsgem-lostbytes.pcapng",
  "secs4js-session.pcapng",
  "secs4js-faults.pcapng",
  "imp-plain.pcap",
  "imp-reorder.pcap",
  "imp-retransmit.pcap",
  "imp-gap.pcap",
  "imp-midstream.pcap",
  "imp-seqwrap.pcap",
  "imp-vlan.pcap",
  "imp-sll.pcap",
  "imp-null.pcap",
  "imp-rawip.pcap",
  "imp-keepalive.pcap",
] as const;

/** Name of a capture file. */
export type CaptureName = typeof CAPTURES[number];

const loaded = new Map<CaptureName, Capture>();

/** Reads a capture and its truth, once. */
export function loadCapture(name: CaptureName): Capture {
  let capture = loaded.get(name);
  if (capture === undefined) {
    const truth = JSON.parse(readFileSync(new URL(name.replace(/pcap(ng)?$/, "truth.json"), FOLDER), "utf8"));
    capture = { connections: readCapture(captureFile(name)), truth };
    loaded.set(name, capture);
  }
  return capture;
}

/** The bytes of a capture file. */
export function captureFile(name: CaptureName): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** The messages that are whole in the capture, and where each begins among the captured bytes of its direction. */
export function capturedMessages(direction: TruthDirection): { message: TruthMessage; at: number }[] {
  let at = 0;
  return direction.messages.filter(({ status = "complete" }) => status === "complete")
    .map((message) => ({ message, at: (at += 4 + message.length) - 4 - message.length }));
}

/** Bytes of a hexadecimal string. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** Hexadecimal string of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The tests may run from a build elsewhere in the repository, where the captures are not copied.
/** The folder of the captures. */
export const FOLDER: URL = captureFolder();

function captureFolder(): URL {
  for (let at = new URL(".", import.meta.url); at.pathname !== "/"; at = new URL("..", at)) {
    const folder = new URL("tests/captures/", at);
    if (existsSync(new URL(CAPTURES[0], folder))) return folder;
  }
  throw new Error(`Cannot find tests/captures: not above ${import.meta.url}`);
}
