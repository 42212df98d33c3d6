// The line below the top: which connection, which messages, which time.
import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { capture } from "../../mod.ts";
import { ConnectionChooser } from "./connections.tsx";
import { Icon } from "./parts.tsx";
import { applyFilter, client, filterFault, filterText, status } from "./state.ts";
import { change, settings } from "./settings.ts";
import { grouped } from "./text.ts";

const offered: Signal<capture.Completions | undefined> = signal(undefined);
const chosen: Signal<number> = signal(-1);

export function FilterBar(): JSX.Element {
  return (
    <div class="bar" role="search">
      <ConnectionChooser />
      <FilterLine />
      <TimeChoice />
    </div>
  );
}

function FilterLine(): JSX.Element {
  const fault = filterFault.value;
  return (
    <div class={`filter ${fault === undefined ? "" : "faulty"}`}>
      <Icon name="search" />
      <div class="filter-text">
        {fault !== undefined && <Fault start={fault.start} end={fault.end} />}
        <input
          id="filter"
          type="text"
          role="combobox"
          spellcheck={false}
          autocomplete="off"
          aria-label="Filter"
          aria-expanded={offered.value !== undefined}
          aria-controls="completions"
          aria-autocomplete="list"
          aria-invalid={fault !== undefined}
          aria-activedescendant={chosen.value < 0 ? undefined : `completion-${chosen.value}`}
          placeholder="Filter, for example  S6F11 & ceid=300 & latency>1s"
          value={filterText.value}
          onInput={(event) => typed(event.currentTarget)}
          onKeyDown={(event) => pressed(event)}
          onBlur={() => offered.value = undefined}
        />
      </div>
      <Matched />
      {(offered.value?.options.length ?? 0) === 0 ? <FaultText /> : <Completions />}
    </div>
  );
}

/** Underlines the place that is wrong: the text itself stands over it. */
function Fault({ start, end }: { start: number; end: number }): JSX.Element {
  const text = filterText.value;
  return (
    <span class="fault" aria-hidden="true">
      {text.slice(0, start)}
      <u>{text.slice(start, end) || "\u2007"}</u>
    </span>
  );
}

function FaultText(): JSX.Element | null {
  const fault = filterFault.value;
  return fault === undefined ? null : <p class="filter-fault" role="alert">{fault.sentence}</p>;
}

function Matched(): JSX.Element | null {
  const { list, messages } = status.value!;
  if (filterText.value === "") return null;
  const rest = list.progress < 1 ? `, ${Math.floor(list.progress * 100)} %` : "";
  return (
    <span class="matched" role="status">
      {grouped(list.messages)} of {grouped(messages)}
      {rest}
      <button type="button" aria-label="Clear the filter" onClick={() => setFilter("")}>
        <Icon name="close" />
      </button>
    </span>
  );
}

function Completions(): JSX.Element {
  const { options } = offered.value!;
  return (
    <ul id="completions" class="completions" role="listbox" aria-label="What may stand here">
      {options.map(({ text, doc }, at) => (
        <li
          key={text}
          id={`completion-${at}`}
          role="option"
          aria-selected={at === chosen.value}
          ref={at === chosen.value ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            complete(at);
          }}
        >
          <code>{text}</code>
          <span>{doc}</span>
        </li>
      ))}
    </ul>
  );
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Filters by another text; a moment later, while somebody types. */
export function setFilter(text: string, delay: number = 0): void {
  filterText.value = text;
  clearTimeout(waiting);
  waiting = setTimeout(() => void applyFilter(), delay);
}

async function typed(input: HTMLInputElement): Promise<void> {
  setFilter(input.value, 150);
  chosen.value = -1;
  const completions = await client().call("completions", input.value, input.selectionStart ?? 0);
  if (document.activeElement === input) offered.value = completions;
}

function pressed(event: KeyboardEvent): void {
  const options = offered.value?.options ?? [];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (options.length === 0) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    chosen.value = (chosen.value + step + options.length + (chosen.value < 0 && step < 0 ? 1 : 0)) %
      options.length;
    event.preventDefault();
  } else if ((event.key === "Enter" || event.key === "Tab") && chosen.value >= 0 && options.length > 0) {
    complete(chosen.value);
    event.preventDefault();
  } else if (event.key === "Enter") {
    offered.value = undefined;
    setFilter(filterText.value);
    document.getElementById("messages")?.focus();
  } else if (event.key === "Escape") {
    if (offered.value !== undefined && options.length > 0) offered.value = undefined;
    else document.getElementById("messages")?.focus();
    event.stopPropagation();
  }
}

function complete(at: number): void {
  const { from, to, options } = offered.value!;
  const text = filterText.value;
  offered.value = undefined;
  chosen.value = -1;
  setFilter(text.slice(0, from) + options[at].text + text.slice(to));
  const input = document.getElementById("filter") as HTMLInputElement;
  const caret = from + options[at].text.length;
  requestAnimationFrame(() => input.setSelectionRange(caret, caret));
}

function TimeChoice(): JSX.Element {
  return (
    <div class="segments" role="group" aria-label="Time">
      {(["clock", "delta"] as const).map((time) => (
        <button
          type="button"
          key={time}
          aria-pressed={settings.value.time === time}
          onClick={() => change({ time })}
        >
          {time === "clock" ? "Time" : "Delta"}
        </button>
      ))}
    </div>
  );
}
