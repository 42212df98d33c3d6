// Captures: what was on the wire, from files of packets, bytes, hexadecimal text and logs, down to messages,
// transactions and findings.
export { Audit } from "../audit/audit.ts";
export type { AuditOutput } from "../audit/audit_news.ts";
export type { AuditOptions, AuditTimers } from "../audit/audit_options.ts";
export { Capture, type CaptureOptions } from "./capture.ts";
export { CONNECTION_FINDINGS } from "../audit/findings_connections.ts";
export { MESSAGE_FINDINGS } from "../audit/findings_messages.ts";
export { type FindingFacts, type FindingKind, FINDINGS } from "../audit/findings.ts";
export type { CaptureFormat } from "../framing/format.ts";
export { type Beginning, Framing, type FramingOptions } from "../framing/framing.ts";
export type { FramingOutput } from "../framing/sink.ts";
export type * from "../framing/model.ts";
export { type PacketOutput, PacketReader } from "../packets/packet_reader.ts";
export { TcpReassembly } from "../packets/tcp.ts";
export type { Trouble, TroubleFault } from "../packets/trouble.ts";
export { annotate, type Annotation } from "../reading/annotate.ts";
export { clockTime, delta, duration, fullTime, seconds, size } from "../framing/clock.ts";
export {
  type CaptureDiff,
  type CaptureDiffOptions,
  diffCaptures,
  type LatencyDiff,
  type MessageDiff,
} from "../reading/diff_captures.ts";
export { changesOf, diffItems, type ItemDiff } from "../reading/diff_items.ts";
export { toTypeScript } from "../reading/export_code.ts";
export { CSV_COLUMNS, csvHeadings, toCsv } from "../reading/export_csv.ts";
export { toNdjson } from "../reading/export_json.ts";
export { toSmlLog } from "../reading/export_log.ts";
export { PcapngSlice, pcapngSlice, toPcapng } from "../reading/export_pcapng.ts";
export { compileFilter, type Filter } from "../reading/filter.ts";
export { type Completion, type Completions, completions } from "../reading/filter_complete.ts";
export { FilterSyntaxError } from "../reading/filter_syntax.ts";
export type { ItemValue } from "../reading/filter_values.ts";
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
} from "../reading/line.ts";
export type { IdValue, NameData, NameEntry, NameKind, NameList, Names } from "../reading/names.ts";
export { namesFromCsv, type NamesOfCsv } from "../reading/names_csv.ts";
export { NameLearner } from "../reading/names_learn.ts";
export { began, type MessageRecord, type Reading, RecordBook } from "../reading/reading.ts";
export { type RedactOptions, Redactor } from "../reading/redact.ts";
export { htmlReport, type Report } from "../reading/report.ts";
export {
  type SmlLine,
  type SmlLineOptions,
  smlLines,
  smlLineText,
  type SmlPart,
} from "../reading/sml_lines.ts";
export { type TellingField, tellingFields } from "../reading/telling.ts";
export { ByteTree, partAt, type TreeFault, type TreeNode, type TreePart } from "../reading/tree.ts";
export {
  type CaptureStatistics,
  type ConnectionStatistics,
  type Histogram,
  type KindStatistics,
  type LatencyStatistics,
  Statistics,
} from "../reading/statistics.ts";
export {
  type SeenVariable,
  type TimedValue,
  valuesIn,
  type ValueSource,
  valuesOver,
  VariablesSeen,
} from "../reading/values.ts";
