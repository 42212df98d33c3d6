// The address of the page says what is shown: filter, connection, pane, selected row; and, at first, what to open.
import { effect } from "@preact/signals";
import { marked, other } from "./compare_state.ts";
import { openEmbedded, openFrom, openLive } from "./opening.ts";
import {
  applyFilter,
  connection,
  filterText,
  HAPPENING,
  opened,
  type Pane,
  pane,
  PANES,
  select,
  selected,
  status,
} from "./state.ts";
import { followVariable, source } from "./values_state.ts";

/** Follows the address, and keeps it up to date. */
export function keepHash(): void {
  const wanted = read();
  void begin(wanted);
  let written = location.hash;
  effect(() => {
    const hash = write();
    if (status.value === undefined || hash === written) return;
    written = hash;
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : hash);
  });
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    show(read());
  });
}

function read(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

/** What of the address does not change: where the capture comes from. */
const SOURCES = ["live", "file"] as const;

async function begin(wanted: URLSearchParams): Promise<void> {
  const live = wanted.get("live");
  const file = wanted.get("file");
  for (const name of SOURCES) if (wanted.has(name)) origin.set(name, wanted.get(name)!);
  show(wanted);
  if (live !== null) await openLive(live);
  else if (file !== null) await openFrom(file);
  else await openEmbedded();
  show(wanted);
}

const origin = new URLSearchParams();

function show(wanted: URLSearchParams): void {
  filterText.value = wanted.get("q") ?? "";
  const number = (name: string) => wanted.has(name) ? Number(wanted.get(name)) : undefined;
  connection.value = number("c");
  pane.value = PANES.find((name) => name === wanted.get("pane")) ?? "messages" satisfies Pane;
  const row = number("m");
  if (status.value === undefined) return;
  [marked.value, other.value] = [number("a"), number("b")];
  const variable = wanted.get("v");
  if (variable !== null) followVariable(/^\d{1,15}$/.test(variable) ? Number(variable) : variable);
  void applyFilter();
  if (row !== undefined && Number.isInteger(row)) whenThere(row);
}

/** A row may not have been read yet: it is selected as soon as it is. */
function whenThere(row: number): void {
  const stop = effect(() => {
    const now = status.value;
    if (now === undefined) return;
    const isThere = row < HAPPENING ? row < now.messages : row - HAPPENING < now.rows - now.messages;
    if (!isThere && now.phase === "loading") return;
    if (isThere) queueMicrotask(() => void select(row));
    queueMicrotask(() => stop());
  });
}

function write(): string {
  const hash = new URLSearchParams(opened.value > 1 ? "" : origin); // another file has come in its place
  if (filterText.value !== "") hash.set("q", filterText.value);
  if (connection.value !== undefined) hash.set("c", String(connection.value));
  if (pane.value !== "messages") hash.set("pane", pane.value);
  if (selected.value !== undefined) hash.set("m", String(selected.value));
  if (pane.value === "compare") {
    if (marked.value !== undefined) hash.set("a", String(marked.value));
    if (other.value !== undefined) hash.set("b", String(other.value));
  }
  const followed = source.value?.source;
  if (pane.value === "values" && followed?.type === "variable") hash.set("v", String(followed.id));
  const text = hash.toString();
  return text === "" ? "" : `#${text}`;
}
