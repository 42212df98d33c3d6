// Chooses one of the connections of a capture, or all.
import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ConnectionSummary } from "../protocol.ts";
import { Icon } from "./parts.tsx";
import { applyFilter, client, connection, status } from "./state.ts";
import { grouped } from "./text.ts";

const known: Signal<readonly ConnectionSummary[]> = signal([]);
const isOpen: Signal<boolean> = signal(false);

export function openChooser(): void {
  isOpen.value = true;
}

export function ConnectionChooser(): JSX.Element | null {
  const count = status.value!.connections;
  const stamp = `${status.value!.phase} ${count} ${isOpen.value}`;
  useEffect(() => {
    void client().call("connections").then((connections) => known.value = connections);
  }, [stamp]);
  const one = known.value.find(({ index }) => index === connection.value);
  if (count === 0) return null;
  return (
    <div class="chooser">
      <button
        type="button"
        class="select"
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        title="Connections (c)"
        id="connections"
        onClick={() => isOpen.value = !isOpen.value}
      >
        <span>
          {one !== undefined
            ? label(one)
            : count === 1 && known.value.length > 0
            ? label(known.value[0])
            : `All ${grouped(count)} connections`}
        </span>
        <Icon name="down" />
      </button>
      {isOpen.value && <Choices />}
    </div>
  );
}

function label({ client, server }: ConnectionSummary): string {
  return `${client} → ${server}`;
}

function Choices(): JSX.Element {
  return (
    <>
      <div class="veil" onClick={() => isOpen.value = false} />
      <ul
        class="choices"
        role="listbox"
        aria-label="Connections"
        tabIndex={-1}
        ref={(element) => element?.querySelector<HTMLElement>("[aria-selected=true]")?.focus()}
        onKeyDown={walk}
      >
        <Choice index={undefined} />
        {known.value.slice(0, 2000).map((summary) => (
          <Choice key={summary.index} index={summary.index} summary={summary} />
        ))}
      </ul>
    </>
  );
}

function Choice({ index, summary }: { index: number | undefined; summary?: ConnectionSummary }): JSX.Element {
  const { host, evidence = [], messages = status.value!.messages, findings = 0 } = summary ?? {};
  return (
    <li
      role="option"
      aria-selected={connection.value === index}
      tabIndex={-1}
      title={evidence.join("\n")}
      onClick={() => choose(index)}
    >
      <span class="number quiet">{index}</span>
      <span class="ends">
        {summary === undefined ? "All connections" : (
          <>
            <code class={host === "client" ? "host" : host === "server" ? "equipment" : ""}>
              {summary.client}
            </code>
            {" → "}
            <code class={host === "server" ? "host" : host === "client" ? "equipment" : ""}>
              {summary.server}
            </code>
          </>
        )}
      </span>
      <span class="quiet">{host === undefined ? "" : `host is the ${host}`}</span>
      <span class="number">{grouped(messages)}</span>
      <span class={`number ${findings > 0 ? "found" : "quiet"}`}>
        {findings === 0 ? "" : `${grouped(findings)} found`}
      </span>
    </li>
  );
}

function choose(index: number | undefined): void {
  connection.value = index;
  isOpen.value = false;
  void applyFilter();
  document.getElementById("connections")?.focus();
}

function walk(event: KeyboardEvent): void {
  const options = [...(event.currentTarget as HTMLElement).children] as HTMLElement[];
  const at = options.indexOf(document.activeElement as HTMLElement);
  const step = event.key === "ArrowDown" || event.key === "j"
    ? 1
    : event.key === "ArrowUp" || event.key === "k"
    ? -1
    : 0;
  if (step !== 0) options[Math.max(0, Math.min(options.length - 1, at + step))].focus();
  else if (event.key === "Enter" || event.key === " ") options[at]?.click();
  else if (event.key === "Escape") {
    isOpen.value = false;
    document.getElementById("connections")?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
