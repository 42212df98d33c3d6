// Findings for the page: by kind, in order, and from a row to the next.
import { capture } from "../../mod.ts";
import type { Problem, ProblemGroup } from "../protocol.ts";
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

/** The next finding behind a row, or before it, that is more than a note. */
export function nextProblem(
  recording: Recording,
  row: number | undefined,
  step: 1 | -1,
  reading: capture.Reading,
): Problem | undefined {
  const from = row === undefined ? (step > 0 ? -1 : Infinity) : recording.positionOf(row);
  let best: capture.Finding | undefined;
  let bestDistance = Infinity;
  for (const finding of recording.findings) {
    const place = finding.severity === "note" ? undefined : problemRow(recording, finding);
    if (place === undefined) continue;
    const distance = (recording.positionOf(place) - from) * step;
    if (distance > 0 && (best === undefined || distance < bestDistance)) {
      [best, bestDistance] = [finding, distance];
    }
  }
  return best && problemOf(recording, best, reading);
}

/** The row to look at: the first message, or what happened. */
export function problemRow(recording: Recording, finding: capture.Finding): number | undefined {
  return finding.messages[0] ?? happeningAt(recording, finding);
}

function problemOf(recording: Recording, finding: capture.Finding, reading: capture.Reading): Problem {
  const { index, severity, sentence, time, connection, offset } = finding;
  return {
    index,
    severity,
    sentence,
    time,
    clock: Number.isNaN(time) ? "" : capture.clockTime(time, reading, 3),
    connection: connection?.index,
    row: problemRow(recording, finding),
    offset,
  };
}

/**
 * Where to look for a finding without messages: what happened on its connection at its time, or where bytes of its
 * direction were left out after it, or else what happened there last before it.
 */
function happeningAt(recording: Recording, finding: capture.Finding): number | undefined {
  const { connection, direction, time } = finding;
  if (connection === undefined) return undefined;
  const own = recording.happenings.map((happening, at) => ({ happening, row: HAPPENING + at }))
    .filter(({ happening }) => "connection" in happening && happening.connection.index === connection.index)
    .map(({ happening, row }) => ({ happening, row, at: timeOf(recording, row) }));
  const leftOut = own.filter(({ happening }) =>
    (happening.type === "disruption" || happening.type === "gap") &&
    (direction === undefined || happening.direction === direction)
  );
  const isThen = ({ at }: { at: number }) => at === time;
  const found = leftOut.find(isThen) ?? own.find(isThen) ?? leftOut.find(({ at }) => !(at < time)) ??
    own.findLast(({ at }) => !(at > time));
  return found?.row;
}
