// What a file is, by its first bytes.
import { packetFormatOf } from "../packets/packet_reader.ts";
import { headerVerdict } from "./plausible.ts";

/** What Capture reads. */
export type CaptureFormat =
  | "pcap"
  | "pcapng"
  /** Bytes of one side of an HSMS connection. */
  | "HSMS"
  /** Bytes of a SECS-I line, both sides in one. */
  | "SECS-I"
  /** Bytes as hexadecimal text: dumps of Wireshark, xxd, hexdump, or a message a line. */
  | "hex"
  /** Messages as SML or hexadecimal text, among other lines. */
  | "log";

/** So many bytes are enough to tell. */
const ENOUGH = 16;

/**
 * The format of a file that begins so; undefined when more bytes are needed. `ended`: there are no more. What is
 * nothing known counts as pcap, whose reader says what is wrong.
 */
export function formatOfFile(bytes: Uint8Array, ended: boolean): CaptureFormat | undefined {
  const packets = packetFormatOf(bytes);
  if (packets !== undefined) return packets;
  if (bytes.length < ENOUGH && !ended) return undefined;
  if (headerVerdict(bytes, 0, bytes.length) !== "no") return "HSMS";
  const beginning = bytes.subarray(0, ENOUGH);
  if (isText(beginning)) return "log";
  return beginning.some((byte) => byte === ENQ) ? "SECS-I" : "pcap";
}

const ENQ = 0x05;

function isText(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true; // UTF-16
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
