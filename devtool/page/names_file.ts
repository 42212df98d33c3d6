// Names of events, variables and alarms from a file: chosen in the settings, or dropped beside a capture.
import { capture } from "../../mod.ts";
import { attempt, names, notice, reopen } from "./state.ts";
import { counted } from "./text.ts";

/** A file of this many bytes is no table of names. */
const LARGEST = 16_000_000;

/** How many names there are. */
export function countOf({ names = {} }: capture.NameData): number {
  return Object.values(names).reduce((sum, list) => sum + Object.keys(list).length, 0);
}

/** Lets the user choose a file of names. */
export async function chooseNames(): Promise<void> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.json,.txt";
  await new Promise((resolve) => {
    input.onchange = resolve;
    input.oncancel = resolve;
    input.click();
  });
  const [file] = input.files ?? [];
  const read = file === undefined ? undefined : await attempt(file.text().then(readNames));
  if (read !== undefined) await take(read, file.name);
}

/** Whether the file was a table of names: then they are in use now. */
export async function takeNames(file: File): Promise<boolean> {
  if (!/\.(csv|json)$/i.test(file.name) || file.size > LARGEST) return false;
  const read = await file.text().then(readNames).catch(() => undefined);
  if (read === undefined || countOf(read) === 0) return false;
  await take(read, file.name);
  return true;
}

/** Forgets the names that were loaded. */
export async function forgetNames(): Promise<void> {
  names.value = undefined;
  await reopen();
}

async function take(read: capture.NamesOfCsv, name: string): Promise<void> {
  const { skipped } = read;
  names.value = read;
  await reopen();
  notice.value = `Loaded ${counted(countOf(read), "name")} from ${name}${
    skipped.length === 0 ? "" : `; ${counted(skipped.length, "line")} left out: ${skipped[0].why}`
  }`;
}

function readNames(text: string): capture.NamesOfCsv {
  return text.trimStart().startsWith("{")
    ? { ...JSON.parse(text) as capture.NameData, skipped: [] }
    : capture.namesFromCsv(text);
}
