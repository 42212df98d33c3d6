// The address of the page says what is shown: filter, connection, pane, selected row; and, at first, what to open.
import { effect } from "@preact/signals";
import { openEmbedded, openFrom, openLive } from "./opening.ts";
import {
  applyFilter,
  connection,
  filterText,
  goTo,
  type Pane,
  pane,
  PANES,
  selected,
  status,
} from "./state.ts";

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
  for (const name of SOURCES) if (wanted.has(name)) source.set(name, wanted.get(name)!);
  show(wanted);
  if (live !== null) await openLive(live);
  else if (file !== null) await openFrom(file);
  else await openEmbedded();
  show(wanted);
}

const source = new URLSearchParams();

function show(wanted: URLSearchParams): void {
  filterText.value = wanted.get("q") ?? "";
  const number = (name: string) => wanted.has(name) ? Number(wanted.get(name)) : undefined;
  connection.value = number("c");
  pane.value = PANES.find((name) => name === wanted.get("pane")) ?? "messages" satisfies Pane;
  const row = number("m");
  if (status.value === undefined) return;
  void applyFilter();
  if (row !== undefined && Number.isInteger(row)) whenThere(row);
}

/** A message may not have been read yet: it is shown as soon as it is. */
function whenThere(row: number): void {
  const stop = effect(() => {
    const now = status.value;
    if (now === undefined || (row >= now.messages && now.phase === "loading")) return;
    if (row < now.messages) queueMicrotask(() => goTo(row));
    queueMicrotask(() => stop());
  });
}

function write(): string {
  const hash = new URLSearchParams(source);
  if (filterText.value !== "") hash.set("q", filterText.value);
  if (connection.value !== undefined) hash.set("c", String(connection.value));
  if (pane.value !== "messages") hash.set("pane", pane.value);
  if (selected.value !== undefined) hash.set("m", String(selected.value));
  const text = hash.toString();
  return text === "" ? "" : `#${text}`;
}
