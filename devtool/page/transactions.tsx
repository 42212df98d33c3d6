// Transactions by kind of primary: how many, how fast, and what was not answered.
import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { capture } from "../../mod.ts";
import { setFilter } from "./filter_bar.tsx";
import { speedOf } from "./parts.tsx";
import { client, found, pane } from "./state.ts";
import { settings } from "./settings.ts";
import { duration, grouped } from "./text.ts";

type Kind = capture.KindStatistics;
type Order = "kind" | "messages" | "p50" | "p95" | "max" | "bad";

const kinds: Signal<readonly Kind[]> = signal([]);
const order: Signal<Order> = signal("p95");

const ORDERS: Readonly<Record<Order, (kind: Kind) => number>> = {
  kind: () => 0,
  messages: ({ messages }) => messages,
  p50: ({ latency }) => latency?.p50 ?? -1,
  p95: ({ latency }) => latency?.p95 ?? -1,
  max: ({ latency }) => latency?.max ?? -1,
  bad: (kind) => badOf(kind).reduce((sum, [, count]) => sum + count, 0),
};

export function Transactions(): JSX.Element {
  useEffect(() => void client().call("kinds").then((found) => kinds.value = found), [found.value]);
  const begun = kinds.value.filter(({ outcomes }) => Object.keys(outcomes).length > 0);
  const sorted = order.value === "kind"
    ? begun.toSorted((a, b) => a.kind.localeCompare(b.kind, "en", { numeric: true }))
    : begun.toSorted((a, b) => ORDERS[order.value](b) - ORDERS[order.value](a));
  const range = rangeOf(begun);
  if (begun.length === 0) {
    return (
      <div class="transactions">
        <div class="nothing">
          <p>No transactions yet.</p>
        </div>
      </div>
    );
  }
  return (
    <section class="transactions" aria-label="Transactions">
      <Shortcuts />
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <Heading name="kind" label="Message" />
              <Heading name="messages" label="Sent" />
              <Heading name="p50" label="p50" />
              <Heading name="p95" label="p95" />
              <Heading name="max" label="max" />
              <Heading name="bad" label="Not answered" />
              <th class="wide" scope="col">Latency</th>
            </tr>
          </thead>
          <tbody>{sorted.map((kind) => <KindRow key={kind.kind} kind={kind} range={range} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

/** What one looks for when something hangs. */
function Shortcuts(): JSX.Element {
  const shortcuts = [
    ["Not answered", 'outcome="no reply" | outcome=disconnected'],
    ["Orphan replies", "kind=orphan-reply"],
    ["Slower than 1 s", "latency>1s"],
    ["Aborted or rejected", 'outcome=aborted | outcome=rejected | outcome="stream 9"'],
  ] as const;
  return (
    <div class="pane-bar">
      {shortcuts.map(([label, filter]) => (
        <button
          type="button"
          class="chip"
          key={label}
          title={filter}
          onClick={() => show(filter)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function show(filter: string): void {
  setFilter(filter);
  pane.value = "messages";
}

function Heading({ name, label }: { name: Order; label: string }): JSX.Element {
  return (
    <th
      scope="col"
      aria-sort={order.value === name ? (name === "kind" ? "ascending" : "descending") : "none"}
    >
      <button type="button" onClick={() => order.value = name}>{label}</button>
    </th>
  );
}

function KindRow({ kind, range }: { kind: Kind; range: Range }): JSX.Element {
  const { latency } = kind;
  const timer = settings.value.timers[/^S\d/.test(kind.kind) ? "T3" : "T6"];
  const cell = (value: number | undefined) => (
    <td class={`num ${speedOf(value, timer)}`}>{value === undefined ? "" : duration(Math.round(value))}</td>
  );
  return (
    <tr>
      <th scope="row">
        <button type="button" class="kind" title={`Filter by ${kind.kind}`} onClick={() => show(kind.kind)}>
          {kind.kind}
        </button>
        <span>{kind.name}</span>
      </th>
      <td class="num">{grouped(kind.messages)}</td>
      {cell(latency?.p50)}
      {cell(latency?.p95)}
      {cell(latency?.max)}
      <td class="outcomes">
        {badOf(kind).map(([outcome, count]) => (
          <button
            type="button"
            class="link bad"
            key={outcome}
            onClick={() => show(`${kind.kind} & outcome="${outcome}"`)}
          >
            {`${grouped(count)} ${outcome}`}
          </button>
        ))}
      </td>
      <td class="wide">{latency !== undefined && <Spread latency={latency} range={range} />}</td>
    </tr>
  );
}

function badOf({ outcomes }: Kind): [capture.TransactionOutcome, number][] {
  return (Object.entries(outcomes) as [capture.TransactionOutcome, number][]).filter(([outcome]) =>
    outcome !== "reply"
  );
}

/** The shortest and the longest latency, in nanoseconds. */
type Range = readonly [shortest: number, longest: number];

function rangeOf(kinds: readonly Kind[]): Range {
  const latencies = kinds.flatMap(({ latency }) => latency === undefined ? [] : [latency]);
  return [Math.min(...latencies.map(({ p50 }) => p50)) * 0.8, Math.max(...latencies.map(({ max }) => max))];
}

/** From the median to the longest, on a logarithmic scale. */
function Spread({ latency, range }: { latency: capture.LatencyStatistics; range: Range }): JSX.Element {
  const [shortest, longest] = range;
  const at = (value: number) => 1 + 98 * Math.log(value / shortest) / Math.log(longest / shortest);
  const { p50, p95, max } = latency;
  return (
    <svg class="spread" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path class="all" d={`M${at(p50)} 5H${Math.max(at(max), at(p50) + 0.5)}`} />
      <path class="most" d={`M${at(p50)} 5H${Math.max(at(p95), at(p50) + 0.5)}`} />
      <path class="middle" d={`M${at(p50)} 1V9`} />
    </svg>
  );
}
