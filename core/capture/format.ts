// What a file is, by its first bytes.
import { packetFormatOf } from "./packet_reader.ts";

/** What Capture reads. */
export type CaptureFormat =
  | "pcap"
  | "pcapng"
  /** Bytes of one side of an HSMS connection. */
  | "HSMS"
  /** Bytes of a SECS-I line. */
  | "SECS-I"
  /** Bytes as hexadecimal text. */
  | "hex"
  /** Messages as SML or hexadecimal text, among other lines. */
  | "log";

/** So many bytes are enough to tell. */
export const ENOUGH: number = 4096;

/** The format of a file that begins so; undefined when more bytes are needed. `ended`: there are no more. */
export function formatOfFile(bytes: Uint8Array, ended: boolean): CaptureFormat | undefined {
  if (bytes.length < 4) return ended ? "HSMS" : undefined;
  return packetFormatOf(bytes);
}
