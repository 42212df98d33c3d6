// Which values are followed over time.
import { effect, type Signal, signal } from "@preact/signals";
import type { capture } from "../../mod.ts";
import type { SeenVariables, ValueSeries } from "../protocol.ts";
import { attempt, client, detail, opened, pane } from "./state.ts";

/** What is followed, and how it is called. */
export interface Followed {
  readonly source: capture.ValueSource;
  /** Of a place; a variable is called as it is known. */
  readonly label?: string;
}

export const source: Signal<Followed | undefined> = signal(undefined);
export const series: Signal<ValueSeries | undefined> = signal(undefined);
export const seen: Signal<SeenVariables | undefined> = signal(undefined);
/** Number of the value that the pointer is on. */
export const hovered: Signal<number | undefined> = signal(undefined);

/** With another capture, nothing is followed any more. */
export function watchValues(): void {
  effect(() => {
    void opened.value;
    source.value =
      series.value =
      seen.value =
      hovered.value =
        undefined;
  });
}

export function labelOf({ source, label = "" }: Followed): string {
  if (source.type === "place") return label;
  const { id } = source;
  const { name, units } = seen.value?.variables.find((each) => isSame(each.id, id)) ?? {};
  return `${name ?? `Variable ${id}`}${units ? `, ${units}` : ""}`;
}

/** Whether two ids are of the same variable. */
export function isSame(a: VariableId, b: VariableId): boolean {
  return String(a) === String(b);
}

type VariableId = capture.SeenVariable["id"];

/** Follows a variable. */
export function followVariable(id: VariableId): void {
  source.value = { source: { type: "variable", id } };
}

/** Asks for the values. */
export async function load(): Promise<void> {
  const wanted = source.value;
  if (wanted === undefined) return;
  const found = await attempt(client().call("series", wanted.source));
  if (found !== undefined && wanted === source.value) series.value = found;
}

/** Follows an item of the message shown: as a variable where it is one, otherwise by its place. */
export function followValue({ variable, path, item, place }: capture.Annotation): void {
  const { line } = detail.value!.row;
  series.value = undefined;
  hovered.value = undefined;
  if (variable !== undefined) followVariable(variable);
  else {
    source.value = {
      source: { type: "place", message: line.kind, path },
      label: `${item} of ${line.kind}${place === "" ? "" : `, ${place}`}`,
    };
  }
  pane.value = "values";
}
