// Which values are followed over time.
import { type Signal, signal } from "@preact/signals";
import type { capture } from "../../mod.ts";
import type { SeenVariables, ValueSeries } from "../protocol.ts";
import { attempt, client, detail, pane } from "./state.ts";

/** What is followed, and how it is called. */
export interface Followed {
  readonly source: capture.ValueSource;
  readonly label: string;
}

export const source: Signal<Followed | undefined> = signal(undefined);
export const series: Signal<ValueSeries | undefined> = signal(undefined);
export const seen: Signal<SeenVariables | undefined> = signal(undefined);
/** Number of the value that the pointer is on. */
export const hovered: Signal<number | undefined> = signal(undefined);

export function labelOf({ label }: Followed): string {
  return label;
}

/** Asks for the values. */
export async function load(): Promise<void> {
  const wanted = source.value;
  if (wanted === undefined) return;
  const found = await attempt(client().call("series", wanted.source));
  if (found !== undefined && wanted === source.value) series.value = found;
}

/** Follows an item of the message shown: as a variable where it is one, otherwise by its place. */
export function followValue({ variable, path, item, name, units, place }: capture.Annotation): void {
  const { line } = detail.value!.row;
  series.value = undefined;
  hovered.value = undefined;
  source.value = variable !== undefined
    ? {
      source: { type: "variable", id: variable },
      label: `${name ?? `Variable ${variable}`}${units ? `, ${units}` : ""}`,
    }
    : {
      source: { type: "place", message: line.kind, path },
      label: `${item} of ${line.kind}${place === "" ? "" : `, ${place}`}`,
    };
  pane.value = "values";
}
