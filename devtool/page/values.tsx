// Values over time: of a variable, or of the item that was chosen in a message.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Plot } from "./plot.tsx";
import { attempt, client, found, goTo } from "./state.ts";
import { grouped } from "./text.ts";
import { followVariable, hovered, isSame, labelOf, load, seen, series, source } from "./values_state.ts";
import { VirtualList } from "./virtual_list.tsx";

export function Values(): JSX.Element {
  useEffect(() => void lookForVariables(), [found.value]);
  useEffect(() => void load(), [source.value, found.value]);
  return (
    <section class="values" aria-label="Values over time">
      <div class="values-split">
        <Variables />
        {source.value === undefined ? <Hint /> : <Series />}
      </div>
    </section>
  );
}

/** The most frequent variable is followed at once: a plot says more than an invitation. */
async function lookForVariables(): Promise<void> {
  seen.value = await attempt(client().call("variables"));
  const { variables } = seen.value ?? { variables: [] };
  const first = variables.find(({ isNumeric }) => isNumeric) ?? variables[0];
  if (first !== undefined && source.value === undefined) followVariable(first.id);
}

function Hint(): JSX.Element {
  return (
    <div class="nothing">
      <p>
        {seen.value === undefined
          ? "Looking for variables…"
          : "No variables were reported. Click a value in the items of a message to follow it over time."}
      </p>
    </div>
  );
}

function Variables(): JSX.Element {
  const { variables, isComplete } = seen.value ?? { variables: [], isComplete: true };
  const chosen = source.value;
  return (
    <nav class="variables" aria-label="Variables">
      <h2>{isComplete ? "Variables" : "Variables found so far"}</h2>
      <ul>
        {variables.map((variable) => (
          <li key={String(variable.id)}>
            <button
              type="button"
              aria-current={chosen?.source.type === "variable" && isSame(chosen.source.id, variable.id)}
              onClick={() => followVariable(variable.id)}
            >
              <code>{String(variable.id)}</code>
              <span>{variable.name}</span>
              <i>{grouped(variable.count)}</i>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Series(): JSX.Element {
  const values = series.value;
  const count = values?.times.length ?? 0;
  return (
    <div class="series">
      <h2>
        {labelOf(source.value!)}
        <span class="count">{values === undefined ? "" : `${grouped(count)} values`}</span>
      </h2>
      {values !== undefined && count > 0 && <Plot series={values} />}
      <VirtualList
        count={count}
        rowHeight={24}
        attributes={{ tabIndex: 0, role: "region", "aria-label": "Values" }}
        reveal={hovered.value}
        revealed={hovered.value}
      >
        {(at) => (
          <button
            type="button"
            class={`value-row ${hovered.value === at ? "lit" : ""}`}
            onClick={() => goTo(values!.messages[at])}
            onMouseEnter={() => hovered.value = at}
          >
            <span class="num quiet">{values!.messages[at]}</span>
            <span class="num">{values!.clocks[at]}</span>
            <span class="num strong">{values!.texts[at]}</span>
            <span class="num quiet">{changeAt(values!.numbers, at)}</span>
          </button>
        )}
      </VirtualList>
    </div>
  );
}

/** Since the value before. */
function changeAt(numbers: Float64Array, at: number): string {
  const change = at === 0 ? NaN : numbers[at] - numbers[at - 1];
  return Number.isNaN(change) || change === 0
    ? ""
    : `${change > 0 ? "+" : "−"}${Number(Math.abs(change).toPrecision(4))}`;
}
