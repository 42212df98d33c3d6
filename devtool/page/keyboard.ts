// The keys of the page, as a table that the help shows too.
import { compareWith } from "./compare_state.ts";
import { openChooser } from "./connections.tsx";
import { chooseFile } from "./opening.ts";
import {
  client,
  connection,
  detail,
  dialog,
  goTo,
  HAPPENING,
  notice,
  pane,
  PANES,
  select,
  selected,
  status,
} from "./state.ts";
import { change, settings } from "./settings.ts";

/** What a key does. */
interface Key {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly doc: string;
  readonly act: (event: KeyboardEvent) => void;
}

export const KEYS: readonly Key[] = [
  { keys: ["j", "ArrowDown"], shown: "j ↓", doc: "Next row", act: () => queue(() => step(1)) },
  { keys: ["k", "ArrowUp"], shown: "k ↑", doc: "Row before", act: () => queue(() => step(-1)) },
  { keys: ["PageDown", "d"], shown: "d PgDn", doc: "A page down", act: () => queue(() => step(24)) },
  { keys: ["PageUp", "u"], shown: "u PgUp", doc: "A page up", act: () => queue(() => step(-24)) },
  { keys: ["g", "Home"], shown: "g Home", doc: "First row", act: () => queue(() => stepTo(0)) },
  { keys: ["G", "End"], shown: "G End", doc: "Last row", act: () => queue(() => stepTo(Infinity)) },
  { keys: ["/"], shown: "/", doc: "Filter", act: () => focusFilter() },
  { keys: ["n"], shown: "n", doc: "Next problem", act: () => queue(() => problem(1)) },
  { keys: ["N"], shown: "N", doc: "Problem before", act: () => queue(() => problem(-1)) },
  { keys: ["t"], shown: "t", doc: "Other end of the transaction", act: () => queue(partner) },
  {
    keys: ["Enter"],
    shown: "Enter",
    doc: "Into the detail",
    act: () => document.getElementById("tree")?.focus(),
  },
  { keys: ["m"], shown: "m", doc: "Remember the message, to compare", act: () => queue(remember) },
  ...PANES.map((name, at) => ({
    keys: [String(at + 1)],
    shown: String(at + 1),
    doc: `Pane: ${name}`,
    act: () => void (pane.value = name),
  })),
  { keys: ["c"], shown: "c", doc: "Choose a connection", act: () => openChooser() },
  { keys: ["z"], shown: "z", doc: "Absolute times or deltas", act: () => toggleTime() },
  { keys: ["o"], shown: "o", doc: "Open a capture", act: () => void chooseFile() },
  { keys: ["e"], shown: "e", doc: "Export", act: () => void (dialog.value = "export") },
  { keys: [","], shown: ",", doc: "Settings", act: () => void (dialog.value = "settings") },
  { keys: ["?"], shown: "?", doc: "This help", act: () => void (dialog.value = "help") },
  { keys: ["Escape"], shown: "Esc", doc: "Back: closes, clears, returns to the list", act: () => back() },
];

const ALWAYS = ["o", ",", "?", "Escape"];

/** Listens to keys, except those that are typed into something. */
export function listen(): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || dialog.value !== undefined) return;
    if (target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ")) return;
    const key = KEYS.find(({ keys }) => keys.includes(event.key));
    if (key === undefined || (status.value === undefined && !ALWAYS.includes(event.key))) return;
    event.preventDefault();
    key.act(event);
  });
}

let last: Promise<void> = Promise.resolve();

/** Keys act one after the other, however fast they are pressed. */
function queue(act: () => Promise<void> | void): void {
  last = last.then(act).catch((error: Error) => void (notice.value = error.message));
}

function focusFilter(): void {
  const input = document.getElementById("filter") as HTMLInputElement | null;
  input?.focus();
  input?.select();
}

async function step(by: number): Promise<void> {
  const id = selected.value;
  const place = id === undefined ? (by > 0 ? -1 : 0) : await client().call("place", id);
  await stepTo(place + by);
}

async function stepTo(place: number): Promise<void> {
  const last = (status.value?.list.rows ?? 0) - 1;
  const id = await client().call("rowAt", Math.max(0, Math.min(place, last)));
  if (id !== undefined) await select(id);
}

async function problem(direction: 1 | -1): Promise<void> {
  const found = await client().call("nextProblem", selected.value, direction);
  if (found?.row !== undefined) goTo(found.row, found.offset);
}

function remember(): void {
  const id = selected.value;
  if (id !== undefined && id < HAPPENING) compareWith(id);
}

function partner(): void {
  const other = detail.value?.row.counterpart;
  if (other !== undefined) goTo(other);
}

function toggleTime(): void {
  change({ time: settings.value.time === "clock" ? "delta" : "clock" });
}

function back(): void {
  const list = document.getElementById("messages");
  if (document.activeElement !== list && list !== null) list.focus();
  else if (selected.value !== undefined) void select(undefined);
  else connection.value = undefined;
}
