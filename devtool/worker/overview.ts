// The whole list in slices of time: how much is where, and how bad.
import type { capture } from "../../mod.ts";
import type { Overview } from "../protocol.ts";
import type { List } from "./list.ts";
import { HAPPENING, type Recording } from "./recording.ts";
import { timeOf } from "./rows.ts";

const RANK: Readonly<Record<capture.Severity, number>> = { note: 1, warning: 2, error: 3 };

/** How much is where, by time where there is time, otherwise by place. */
export function overviewOf(recording: Recording, list: List, slices: number): Overview {
  const { begin, end } = recording;
  const { length } = list;
  const overview: Overview = {
    messages: new Uint32Array(slices),
    severity: new Uint8Array(slices),
    places: new Uint32Array(slices).fill(length),
  };
  const span = end - begin;
  for (let place = 0; place < length; place++) {
    const id = list.at(place);
    const time = timeOf(recording, id);
    const part = span > 0 && !Number.isNaN(time) ? (time - begin) / span : place / length;
    const slice = Math.max(0, Math.min(slices - 1, Math.floor(part * slices)));
    count(overview, slice, place, id, recording);
  }
  for (let slice = slices - 2; slice >= 0; slice--) {
    if (overview.places[slice] === length) overview.places[slice] = overview.places[slice + 1];
  }
  return overview;
}

function count(overview: Overview, slice: number, place: number, id: number, recording: Recording): void {
  if (place < overview.places[slice]) overview.places[slice] = place;
  if (id >= HAPPENING) return;
  overview.messages[slice]++;
  const severity = recording.severityOf(id);
  if (severity !== undefined) overview.severity[slice] = Math.max(overview.severity[slice], RANK[severity]);
}
