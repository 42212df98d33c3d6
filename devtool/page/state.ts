// What the page knows: signals that its parts read, and the few things that may be done to them.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Detail, FilterFault, OpenSource, Status } from "../protocol.ts";
import type { Client } from "./client.ts";
import { RowWindows } from "./row_windows.ts";
import { settings, workerSettings } from "./settings.ts";

/** The panes, in the order of their keys. */
export const PANES = ["messages", "ladder", "transactions", "problems", "values", "compare"] as const;
export type Pane = typeof PANES[number];

export const status: Signal<Status | undefined> = signal(undefined);
export const pane: Signal<Pane> = signal("messages");
export const filterText: Signal<string> = signal("");
export const filterFault: Signal<FilterFault | undefined> = signal(undefined);
export const connection: Signal<number | undefined> = signal(undefined);
/** Number of the selected row: of a message, or of what happened between messages. */
export const selected: Signal<number | undefined> = signal(undefined);
export const detail: Signal<Detail | undefined> = signal(undefined);
export const notice: Signal<string | undefined> = signal(undefined);
export const dialog: Signal<"settings" | "help" | "export" | "connections" | "paste" | undefined> = signal(
  undefined,
);

export const isOpen: ReadonlySignal<boolean> = computed(() => status.value !== undefined);

let worker: Client;
export let windows: RowWindows;

/** Tells the page who does its work. */
export function employ(client: Client): void {
  worker = client;
  windows = new RowWindows(client);
  void client.call("settings", workerSettings());
}

/** The worker. */
export function client(): Client {
  return worker;
}

export function heard(news: Status): void {
  status.value = news;
  windows.revise(news.list.revision, news.list.rows);
}

/** Opens a capture in place of the one that is open. */
export async function open(source: OpenSource): Promise<void> {
  selected.value = undefined;
  detail.value = undefined;
  windows.clear();
  const { host, port, timers } = settings.value;
  await attempt(worker.call("open", source, { host, port, timers }));
}

let asked = 0;

/** Selects a row; the detail follows when the worker has it. */
export async function select(id: number | undefined): Promise<void> {
  selected.value = id;
  const question = ++asked;
  if (id === undefined || id >= 0x8000_0000) {
    detail.value = undefined;
    return;
  }
  const found = await attempt(worker.call("detail", id));
  if (question === asked) detail.value = found;
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
