// Findings for the page: by kind, in order, and from a row to the next.
import { capture } from "../../mod.ts";
import type { Problem, ProblemGroup } from "../protocol.ts";
import { firstWhere } from "./columns.ts";
import { HAPPENING, type Recording } from "./recording.ts";
import { timeOf } from "./rows.ts";

const RANK: Readonly<Record<capture.Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The kinds of findings, the worst first. */
export function problemGroups({ findings }: Recording): ProblemGroup[] {
  const counts = new Map<string, { finding: capture.Finding; count: number }>();
  for (const finding of findings) {
    const known = counts.get(finding.kind);
    if (known === undefined) counts.set(finding.kind, { finding, count: 1 });
    else known.count++;
  }
  return [...counts.values()].map(({ finding, count }) => group(finding, count))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.count - a.count);
}

function group({ kind, severity, clause }: capture.Finding, count: number): ProblemGroup {
  const facts = (capture.FINDINGS as Record<string, capture.FindingFacts>)[kind];
  return { kind, severity, clause, meaning: facts?.meaning ?? "", count };
}

/** Findings of a kind, or all, from a number on. */
export function problems(
  recording: Recording,
  kind: string | undefined,
  from: number,
  count: number,
  reading: capture.Reading,
): Problem[] {
  const { findings } = recording;
  const wanted = kind === undefined ? findings : findings.filter((finding) => finding.kind === kind);
  return wanted.slice(from, from + count).map((finding) => problemOf(recording, finding, reading));
}

/** The next finding behind a row, or before it: those of messages only. */
export function nextProblem(
  recording: Recording,
  row: number | undefined,
  step: 1 | -1,
  reading: capture.Reading,
): Problem | undefined {
  const places = recording.findings.filter(({ messages, severity }) =>
    messages.length > 0 && severity !== "note"
  )
    .sort((a, b) => a.messages[0] - b.messages[0]);
  const at = row === undefined ? -1 : messageAt(recording, row);
  const found = step > 0
    ? places.find(({ messages }) => messages[0] > at)
    : places.findLast(({ messages }) => messages[0] < (at < 0 ? Infinity : at));
  return found && problemOf(recording, found, reading);
}

/** The message at a row, or the last before it. */
function messageAt(recording: Recording, row: number): number {
  if (row < HAPPENING) return row;
  const { messages } = recording;
  const time = timeOf(recording, row);
  return firstWhere(messages.count, (index) => messages.time.get(index) > time) - 1;
}

function problemOf(recording: Recording, finding: capture.Finding, reading: capture.Reading): Problem {
  const { index, severity, sentence, time, connection, messages, offset } = finding;
  return {
    index,
    severity,
    sentence,
    time,
    clock: Number.isNaN(time) ? "" : capture.clockTime(time, reading, 3),
    connection: connection?.index,
    row: messages[0] ?? happeningAt(recording, finding),
    offset,
  };
}

/** What happened on the connection of a finding without messages at its time, or last before it. */
function happeningAt({ happenings }: Recording, { connection, time }: capture.Finding): number | undefined {
  if (connection === undefined) return undefined;
  const at = happenings.findLastIndex((happening) =>
    "connection" in happening && happening.connection.index === connection.index &&
    !("time" in happening && happening.time > time)
  );
  return at < 0 ? undefined : HAPPENING + at;
}
