// Captures: what was on the wire, from files of packets, bytes, hexadecimal text and logs, down to messages,
// transactions and findings.
export { Audit } from "./audit.ts";
export type { AuditOutput } from "./audit_news.ts";
export type { AuditOptions, AuditTimers } from "./audit_options.ts";
export { Capture, type CaptureOptions } from "./capture.ts";
export { CONNECTION_FINDINGS } from "./findings_connections.ts";
export { MESSAGE_FINDINGS } from "./findings_messages.ts";
export { type FindingFacts, type FindingKind, FINDINGS } from "./findings.ts";
export type { CaptureFormat } from "./format.ts";
export { type Beginning, Framing, type FramingOptions } from "./framing.ts";
export type { FramingOutput } from "./sink.ts";
export type * from "./model.ts";
export { type PacketOutput, PacketReader } from "./packet_reader.ts";
export { TcpReassembly } from "./tcp.ts";
export type { Trouble, TroubleFault } from "./trouble.ts";
export { annotate, type Annotation } from "./annotate.ts";
export { clockTime, delta, duration, fullTime, seconds, size } from "./clock.ts";
export {
  type CaptureDiff,
  type CaptureDiffOptions,
  diffCaptures,
  type LatencyDiff,
  type MessageDiff,
} from "./diff_captures.ts";
export { changesOf, diffItems, type ItemDiff } from "./diff_items.ts";
export { toTypeScript } from "./export_code.ts";
export { CSV_COLUMNS, csvHeadings, toCsv } from "./export_csv.ts";
export { toNdjson } from "./export_json.ts";
export { toSmlLog } from "./export_log.ts";
export { PcapngSlice, pcapngSlice, toPcapng } from "./export_pcapng.ts";
export { compileFilter, type Filter } from "./filter.ts";
export { type Completion, type Completions, completions } from "./filter_complete.ts";
export { FilterSyntaxError } from "./filter_syntax.ts";
export type { ItemValue } from "./filter_values.ts";
export {
  answerText,
  type Arrow,
  fieldsText,
  kindOf,
  type LineAnswer,
  type LineOptions,
  lineText,
  type MessageLine,
  messageLine,
} from "./line.ts";
export type { IdValue, NameData, NameEntry, NameKind, NameList, Names } from "./names.ts";
export { namesFromCsv, type NamesOfCsv } from "./names_csv.ts";
export { NameLearner } from "./names_learn.ts";
export { began, type MessageRecord, type Reading, RecordBook } from "./reading.ts";
export { type RedactOptions, Redactor } from "./redact.ts";
export { htmlReport, type Report } from "./report.ts";
export { type SmlLine, type SmlLineOptions, smlLines, smlLineText, type SmlPart } from "./sml_lines.ts";
export { type TellingField, tellingFields } from "./telling.ts";
export { ByteTree, partAt, type TreeFault, type TreeNode, type TreePart } from "./tree.ts";
export {
  type CaptureStatistics,
  type ConnectionStatistics,
  type Histogram,
  type KindStatistics,
  type LatencyStatistics,
  Statistics,
} from "./statistics.ts";
export {
  type SeenVariable,
  type TimedValue,
  valuesIn,
  type ValueSource,
  valuesOver,
  VariablesSeen,
} from "./values.ts";
