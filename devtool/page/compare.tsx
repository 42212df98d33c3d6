// Two messages side by side, and what differs in their items.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Comparison, DiffLine, MessageRow } from "../protocol.ts";
import { comparison, marked, onlyChanges, other } from "./compare_state.ts";
import { Icon, sideOf } from "./parts.tsx";
import { attempt, client, detail, goTo, status } from "./state.ts";
import { VirtualList } from "./virtual_list.tsx";

export function Compare(): JSX.Element {
  const [a, b] = [marked.value, other.value];
  useEffect(() => {
    comparison.value = undefined;
    if (a === undefined || b === undefined) return;
    void attempt(client().call("compare", a, b)).then((found) => comparison.value = found);
  }, [a, b]);
  return (
    <section class="compare" aria-label="Comparison">
      <Bar />
      {comparison.value === undefined ? <Hint /> : <Lines comparison={comparison.value} />}
    </section>
  );
}

function Hint(): JSX.Element {
  const shown = detail.value?.row;
  const [before, setBefore] = useState<number>();
  useEffect(() => {
    setBefore(undefined);
    if (shown !== undefined) void client().call("alike", shown.id).then(setBefore);
  }, [shown?.id]);
  return (
    <div class="nothing">
      <div>
        {shown !== undefined && before !== undefined && (
          <button
            type="button"
            class="button"
            onClick={() => [marked.value, other.value] = [before, shown.id]}
          >
            {`Compare #${shown.id} with the ${shown.line.kind} before it, #${before}`}
          </button>
        )}
        <p>
          Remember a message with <kbd>m</kbd>, go to another, and press <kbd>m</kbd>{" "}
          again. Or give two numbers above.
        </p>
      </div>
    </div>
  );
}

function Bar(): JSX.Element {
  return (
    <div class="pane-bar compare-bar">
      <Number label="First message" value={marked.value} onChange={(value) => marked.value = value} />
      <button
        type="button"
        class="icon-button"
        aria-label="Swap the two"
        title="Swap the two"
        onClick={() => [marked.value, other.value] = [other.value, marked.value]}
      >
        <Icon name="swap" />
      </button>
      <Number label="Second message" value={other.value} onChange={(value) => other.value = value} />
      <span class="spacer" />
      <label class="check">
        <input
          type="checkbox"
          checked={onlyChanges.value}
          onChange={(event) => onlyChanges.value = event.currentTarget.checked}
        />
        Only what differs
      </label>
    </div>
  );
}

function Number(
  { label, value, onChange }: {
    label: string;
    value: number | undefined;
    onChange: (value: number | undefined) => void;
  },
): JSX.Element {
  const [text, setText] = useState("");
  useEffect(() => setText(value === undefined ? "" : String(value)), [value]);
  const done = () => {
    const index = parseInt(text.replace("#", ""));
    onChange(index >= 0 && index < status.value!.messages ? index : undefined);
  };
  return (
    <input
      class="field short"
      aria-label={label}
      placeholder="#"
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
      onChange={done}
      onKeyDown={(event) => event.key === "Enter" && done()}
    />
  );
}

function Lines({ comparison }: { comparison: Comparison }): JSX.Element {
  const { a, b, lines } = comparison;
  const changes = lines.filter(({ type }) => type !== "same" && type !== "list").length;
  const shown = onlyChanges.value ? lines.filter(({ type }) => type !== "same") : lines;
  return (
    <div class="diff">
      <div class="diff-head">
        <Title row={a} />
        <Title row={b} />
      </div>
      <p class="diff-sum" role="status">
        {changes === 0 ? "The same items." : `${changes} difference${changes === 1 ? "" : "s"}`}
      </p>
      <VirtualList
        count={shown.length}
        rowHeight={22}
        attributes={{ tabIndex: 0, role: "list", "aria-label": "Items" }}
      >
        {(at) => <Line line={shown[at]} />}
      </VirtualList>
    </div>
  );
}

function Title({ row }: { row: MessageRow }): JSX.Element {
  const { line, id } = row;
  return (
    <div class="diff-title">
      <button type="button" class="link" onClick={() => goTo(id)}>#{id}</button>
      <b class={sideOf(line.direction)}>{line.kind}</b>
      <span>{line.name}</span>
      <span class="num quiet">{line.time}</span>
    </div>
  );
}

const WORDS: Partial<Record<DiffLine["type"], string>> = {
  changed: "changed",
  format: "another format",
  removed: "only in the first",
  added: "only in the second",
};

function Line({ line }: { line: DiffLine }): JSX.Element {
  const { type, depth, label, a, b } = line;
  const indent = { paddingLeft: `${12 + depth * 16}px` };
  return (
    <div class={`diff-line ${type}`} role="listitem" aria-label={WORDS[type]}>
      <span class="side" style={indent} title={a}>{a}</span>
      <span class="label" title={label}>{label}</span>
      <span class="side" style={indent} title={b}>{b}</span>
    </div>
  );
}
