// What the page knows: signals that its parts read, and the few things that may be done to them.
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { capture } from "../../mod.ts";
import type {
  Detail,
  FilterFault,
  HappeningDetail,
  LadderRow,
  OpenSource,
  Row,
  Status,
} from "../protocol.ts";
import type { Client } from "./client.ts";
import { Windows } from "./windows.ts";
import { settings, workerSettings } from "./settings.ts";

/** The panes, in the order of their keys. */
export const PANES = ["messages", "ladder", "transactions", "problems", "values", "compare"] as const;
/** Numbers of rows from here on are of what happened between messages. */
export const HAPPENING = 0x8000_0000;
export type Pane = typeof PANES[number];

export const status: Signal<Status | undefined> = signal(undefined);
export const pane: Signal<Pane> = signal("messages");
export const filterText: Signal<string> = signal("");
export const filterFault: Signal<FilterFault | undefined> = signal(undefined);
export const connection: Signal<number | undefined> = signal(undefined);
/** Number of the selected row: of a message, or of what happened between messages. */
export const selected: Signal<number | undefined> = signal(undefined);
export const detail: Signal<Detail | undefined> = signal(undefined);
/** The selected row, when it is no message. */
export const happening: Signal<HappeningDetail | undefined> = signal(undefined);
/** Offset in the text of the selected message that something points at. */
export const pointed: Signal<number | undefined> = signal(undefined);
/** Names that were loaded. */
export const names: Signal<capture.NameData | undefined> = signal(undefined);
export const notice: Signal<string | undefined> = signal(undefined);
export const dialog: Signal<"settings" | "help" | "export" | "paste" | undefined> = signal(
  undefined,
);

let worker: Client;
export let windows: Windows<Row>;
export let ladder: Windows<LadderRow>;

/** Tells the page who does its work. */
export function employ(client: Client): void {
  worker = client;
  windows = new Windows((from, count) => client.call("rows", from, count));
  ladder = new Windows((from, count) => client.call("ladder", from, count));
}

/** Keeps the worker informed of what it must know of the settings. */
export function informWorker(): void {
  const wanted = computed(() => JSON.stringify(workerSettings(status.value?.origin)));
  effect(() => void worker.call("settings", JSON.parse(wanted.value)));
}

/** The worker. */
export function client(): Client {
  return worker;
}

export function heard(news: Status): void {
  const before = status.value;
  status.value = news;
  for (const rows of [windows, ladder]) rows.revise(news.list.revision, news.list.rows);
  if (news.trouble !== undefined && before?.trouble === undefined) notice.value = news.trouble;
}

/** Captures that have been opened so far: what belongs to one is forgotten with the next. */
export const opened: Signal<number> = signal(0);

/** How far the worker has got; changes only when what it has found has changed. */
export const found: ReadonlySignal<string> = computed(() => {
  const now = status.value;
  if (now === undefined) return "";
  const { findings: { error, warning, note }, transactions, messages, phase } = now;
  return `${opened.value} ${phase} ${messages} ${transactions} ${error} ${warning} ${note}`;
});

/** Opens a capture in place of the one that is open. */
export async function open(source: OpenSource): Promise<void> {
  connection.value = undefined;
  opened.value++;
  await read(source);
}

async function read(source: OpenSource): Promise<void> {
  void select(undefined);
  for (const rows of [windows, ladder]) rows.clear();
  const { host, port, timers } = settings.value;
  const loaded = names.value === undefined ? {} : { names: names.value };
  last = source;
  await attempt(worker.call("open", source, { host, port, timers, ...loaded }));
  await applyFilter();
}

let last: OpenSource | undefined;

/** Reads the same capture again: with other timers, roles or names. */
export async function reopen(): Promise<void> {
  const id = selected.value;
  if (last === undefined) return;
  await read(last);
  await select(id);
}

/** Tells the worker what the list is to show. */
export async function applyFilter(): Promise<void> {
  if (last === undefined) return;
  filterFault.value = await attempt(worker.call("filter", filterText.value, connection.value));
}

let asked = 0;

/** Selects a row; the detail follows when the worker has it. */
export async function select(id: number | undefined): Promise<void> {
  selected.value = id;
  const question = ++asked;
  const isMessage = id !== undefined && id < HAPPENING;
  const message = isMessage ? await attempt(worker.call("detail", id)) : undefined;
  const other = id === undefined || isMessage ? undefined : await attempt(worker.call("happening", id));
  if (question === asked) [detail.value, happening.value] = [message, other];
}

/** Selects a row, and shows it where messages are shown. */
export function goTo(id: number, offset?: number): void {
  if (!["messages", "ladder", "problems"].includes(pane.value)) pane.value = "messages";
  pointed.value = offset;
  void select(id);
}

/** What a promise gives; when it fails, the page says why and goes on. */
export async function attempt<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}
