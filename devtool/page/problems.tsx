// The findings, by kind: what is wrong, what it means, and one click to each place.
import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { capture } from "../../mod.ts";
import type { Problem, ProblemGroup } from "../protocol.ts";
import { Severity } from "./parts.tsx";
import { severities } from "./problems_state.ts";
import { client, found, pointed, select, selected, status } from "./state.ts";
import { grouped } from "./text.ts";

const groups: Signal<readonly ProblemGroup[]> = signal([]);
const opened: Signal<ReadonlyMap<string, readonly Problem[]>> = signal(new Map());
const PORTION = 100;

export function Problems(): JSX.Element {
  useEffect(() => {
    opened.value = new Map();
    void load();
  }, [found.value]);
  const wanted = groups.value.filter(({ severity }) => severities.value.has(severity));
  return (
    <section class="problems" aria-label="Problems">
      <Severities />
      {wanted.length === 0 ? <Nothing /> : (
        <ul class="groups">
          {wanted.map((group) => <Group key={group.kind} group={group} />)}
        </ul>
      )}
    </section>
  );
}

async function load(): Promise<void> {
  groups.value = await client().call("problemGroups");
  // Few kinds are shown at once: what is wrong is then to be seen without a click.
  await Promise.all(groups.value.slice(0, 12).map(({ kind }) => more(kind)));
}

async function more(kind: string): Promise<void> {
  const known = opened.value.get(kind) ?? [];
  const next = await client().call("problems", kind, known.length, known.length === 0 ? 8 : PORTION);
  opened.value = new Map(opened.value).set(kind, [...known, ...next]);
}

function Severities(): JSX.Element {
  const { findings } = status.value!;
  return (
    <div class="pane-bar" role="group" aria-label="Severities">
      {(["error", "warning", "note"] as const).map((severity) => (
        <button
          type="button"
          key={severity}
          class="chip"
          aria-pressed={severities.value.has(severity)}
          onClick={() => toggle(severity)}
        >
          <Severity severity={severity} />
          {`${grouped(findings[severity])} ${severity}${findings[severity] === 1 ? "" : "s"}`}
        </button>
      ))}
    </div>
  );
}

function toggle(severity: capture.Severity): void {
  const next = new Set(severities.value);
  if (!next.delete(severity)) next.add(severity);
  severities.value = next;
}

function Nothing(): JSX.Element {
  const any = groups.value.length > 0;
  return (
    <div class="nothing">
      <p>{any ? "Nothing of these severities." : "Nothing to report: every message keeps to the rules."}</p>
    </div>
  );
}

function Group({ group }: { group: ProblemGroup }): JSX.Element {
  const { kind, severity, clause, meaning, count } = group;
  const known = opened.value.get(kind) ?? [];
  return (
    <li class="group">
      <h2>
        <Severity severity={severity} />
        <span class="meaning">{meaning}</span>
        <code>{clause}</code>
        <span class="count">{grouped(count)}</span>
      </h2>
      <ul>{known.map((problem) => <Place key={problem.index} problem={problem} />)}</ul>
      {known.length < count && (
        <button type="button" class="more link" onClick={() => void more(kind)}>
          {known.length === 0 ? `Show ${grouped(count)}` : `${grouped(count - known.length)} more`}
        </button>
      )}
    </li>
  );
}

function Place({ problem }: { problem: Problem }): JSX.Element {
  const { row, clock, sentence, offset } = problem;
  const go = () => {
    if (row === undefined) return;
    pointed.value = offset;
    void select(row);
  };
  return (
    <li>
      <button
        type="button"
        class="place"
        aria-current={row !== undefined && selected.value === row}
        disabled={row === undefined}
        onClick={go}
      >
        <span class="num">{row === undefined || row >= 0x8000_0000 ? "" : row}</span>
        <span class="num">{clock}</span>
        <span class="sentence">{sentence}</span>
      </button>
    </li>
  );
}
