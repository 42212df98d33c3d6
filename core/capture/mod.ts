// Captures: what was on the wire, from files of packets, bytes, hexadecimal text and logs, down to messages,
// transactions and findings.
export { Audit } from "./audit.ts";
export type { AuditOptions, AuditTimers } from "./audit_options.ts";
export { Capture, type CaptureOptions } from "./capture.ts";
export type { CaptureFormat } from "./format.ts";
export { Framing, type FramingOptions } from "./framing.ts";
export type { FramingOutput } from "./sink.ts";
export type * from "./model.ts";
export { PacketReader } from "./packet_reader.ts";
export { TcpReassembly } from "./tcp.ts";
export type { Trouble, TroubleFault } from "./trouble.ts";
