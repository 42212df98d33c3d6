// Rows of the list, as the page shows them.
import { capture } from "../../mod.ts";
import type { HappeningRow, MessageRow, Row } from "../protocol.ts";
import { HAPPENING, type Happening, type Recording } from "./recording.ts";
import { StoredRecord } from "./records.ts";

/** The row with this number. */
export function rowOf(
  recording: Recording,
  id: number,
  before: number | undefined,
  reading: capture.Reading,
): Row {
  return id < HAPPENING
    ? messageRow(recording, id, before, reading)
    : happeningRow(recording, id, before, reading);
}

/** Time of a row. */
export function timeOf(recording: Recording, id: number): number {
  if (id < HAPPENING) return recording.messages.time.get(id);
  const happening = recording.happenings[id - HAPPENING];
  if (happening.type === "trouble") return NaN;
  return happening.type === "opened" ? happening.connection.start : happening.time;
}

/** A message as a row. `before` is the time of the row above it. */
export function messageRow(
  recording: Recording,
  id: number,
  before: number | undefined,
  reading: capture.Reading,
): MessageRow {
  const { messages } = recording;
  const record = new StoredRecord(recording, id);
  const transaction = record.transaction;
  const time = messages.time.get(id);
  return {
    type: "message",
    id,
    line: capture.messageLine(record, reading, { digits: 6 }),
    time,
    delta: deltaText(time, before),
    connection: messages.connection.get(id),
    direction: messages.direction(id),
    session: messages.hasHeader(id) ? messages.session.get(id) : undefined,
    sType: messages.hasHeader(id) ? messages.sType.get(id) : -1,
    severity: recording.severityOf(id),
    length: messages.length.get(id),
    counterpart: recording.counterpartOf(id),
    counterpartKind: record.counterpart === undefined ? "" : capture.kindOf(record.counterpart),
    began: transaction?.primary === id,
    latency: transaction?.latency,
    outcome: transaction?.outcome,
  };
}

function deltaText(time: number, before: number | undefined): string {
  return before === undefined || Number.isNaN(time - before) ? "" : capture.duration(time - before);
}

/** What happened between messages, as a row. */
export function happeningRow(
  recording: Recording,
  id: number,
  before: number | undefined,
  reading: capture.Reading,
): HappeningRow {
  const happening = recording.happenings[id - HAPPENING];
  const time = timeOf(recording, id);
  return {
    type: "happening",
    id,
    kind: happening.type,
    text: happeningText(happening),
    clock: Number.isNaN(time) ? "" : capture.clockTime(time, reading, 6),
    delta: deltaText(time, before),
    time,
    connection: "connection" in happening ? happening.connection.index : -1,
    direction: "direction" in happening ? happening.direction : undefined,
    severity: severityOf(happening),
  };
}

function severityOf(happening: Happening): capture.Severity | undefined {
  if (happening.type === "gap" || happening.type === "disruption") return "error";
  if (happening.type === "trouble") return "warning";
  return happening.type === "ended" && happening.how !== "FIN" ? "warning" : undefined;
}

const CAUSES = {
  "mid-stream": "The capture begins inside a message",
  gap: "A message with a hole",
  length: "A length field that cannot be",
  truncated: "The connection ended inside a message",
  noise: "Bytes that belong to no message",
  lost: "are missing: no frame has them",
  truncatedFrame: "are missing: frames were cut by the snap length",
  memory: "were given up at the limit of memory",
} as const;

const ENDS = { FIN: "Closed", RST: "Reset", refused: "Refused" } as const;

function happeningText(happening: Happening): string {
  if (happening.type === "trouble") return happening.sentence;
  const { connection } = happening;
  switch (happening.type) {
    case "opened":
      return `${
        connection.synFrame === undefined ? "Open already" : "Connected"
      }: ${connection.client} → ${connection.server}`;
    case "ended":
      return `${ENDS[happening.how]} by ${happening.direction === 0 ? connection.client : connection.server}`;
    case "state": {
      const { session, state, assumed } = happening;
      return `${session === 0xffff ? "" : `Session ${session} `}${state}${assumed ? ", as it seems" : ""}`;
    }
    case "gap": {
      const cause = happening.cause === "truncated" ? "truncatedFrame" : happening.cause;
      return `${capture.size(happening.length)} ${CAUSES[cause]}`;
    }
    case "disruption": {
      const declared = happening.declaredLength === undefined
        ? ""
        : `, declared length ${happening.declaredLength}`;
      return `${CAUSES[happening.cause]}: ${capture.size(happening.length)} left out${declared}`;
    }
  }
}
