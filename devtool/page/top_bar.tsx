// The bar at the top: what this is, the panes, what is open, and what can be done with it.
import type { JSX } from "preact";
import { Icon } from "./parts.tsx";
import { dialog, type Pane, pane, PANES, status } from "./state.ts";
import { chooseFile } from "./opening.ts";
import { grouped } from "./text.ts";

const TITLES: Record<Pane, string> = {
  messages: "Messages",
  ladder: "Ladder",
  transactions: "Transactions",
  problems: "Problems",
  values: "Values",
  compare: "Compare",
};

export function TopBar(): JSX.Element {
  const open = status.value !== undefined;
  return (
    <header class="top">
      <Brand />
      {open && <Tabs />}
      <span class="spacer" />
      {open && <File />}
      {open && <IconButton icon="open" title="Open a capture (o)" onClick={() => void chooseFile()} />}
      {open && <IconButton icon="export" title="Export (e)" onClick={() => dialog.value = "export"} />}
      <IconButton icon="settings" title="Settings (,)" onClick={() => dialog.value = "settings"} />
      <IconButton icon="help" title="Help (?)" onClick={() => dialog.value = "help"} />
      {status.value?.phase === "loading" && <Progress />}
    </header>
  );
}

function Brand(): JSX.Element {
  return (
    <h1 class="brand" style={{ fontSize: "14px" }}>
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
        <path
          d="M4 2.500v15M16 2.500v15M4 6h9.500m-2-2 2 2-2 2M16 13.500H6.500m2-2-2 2 2 2"
          stroke-width="1.600"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      hsms
    </h1>
  );
}

function Tabs(): JSX.Element {
  return (
    <div class="tabs" role="tablist" aria-label="Panes">
      {PANES.map((name, at) => (
        <button
          type="button"
          key={name}
          class="tab"
          role="tab"
          aria-selected={pane.value === name}
          aria-controls="pane"
          title={`${TITLES[name]} (${at + 1})`}
          onClick={() => pane.value = name}
        >
          {TITLES[name]}
          <Count pane={name} />
        </button>
      ))}
    </div>
  );
}

function Count({ pane }: { pane: Pane }): JSX.Element | null {
  const { messages, transactions, findings } = status.value!;
  if (pane === "messages") return <span class="count">{grouped(messages)}</span>;
  if (pane === "transactions") return <span class="count">{grouped(transactions)}</span>;
  if (pane !== "problems") return null;
  const { error, warning, note } = findings;
  const worst = error > 0 ? "error" : warning > 0 ? "warning" : "";
  return <span class={`count ${worst}`}>{grouped(error + warning + note)}</span>;
}

function File(): JSX.Element {
  const { name } = status.value!;
  return (
    <span class="file">
      <b title={name}>{name}</b>
    </span>
  );
}

function IconButton(
  { icon, title, onClick }: { icon: Parameters<typeof Icon>[0]["name"]; title: string; onClick: () => void },
): JSX.Element {
  return (
    <button type="button" class="icon-button" title={title} aria-label={title} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function Progress(): JSX.Element {
  const { bytes, total } = status.value!;
  const part = total === 0 ? 0 : bytes / total;
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label="Loading"
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${part * 100}%` }} />
    </div>
  );
}
