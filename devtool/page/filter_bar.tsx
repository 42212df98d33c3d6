// The line below the top: which connection, which messages, which time.
import type { JSX } from "preact";
import { Icon } from "./parts.tsx";
import { filterText } from "./state.ts";
import { change, settings } from "./settings.ts";

export function FilterBar(): JSX.Element {
  return (
    <div class="bar">
      <label class="filter">
        <Icon name="search" />
        <input
          id="filter"
          type="text"
          spellcheck={false}
          autocomplete="off"
          aria-label="Filter"
          placeholder="Filter messages"
          value={filterText.value}
          onInput={(event) => filterText.value = event.currentTarget.value}
        />
      </label>
      <TimeChoice />
    </div>
  );
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
