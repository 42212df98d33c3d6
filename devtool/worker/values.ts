// Values of a variable, or of a place in messages of a kind, over time.
import { capture } from "../../mod.ts";
import type { SeenVariables, ValueSeries } from "../protocol.ts";
import { breath } from "./breath.ts";
import type { Recording } from "./recording.ts";
import { StoredRecord } from "./records.ts";

const SLICE = 30; // milliseconds
const PATIENCE = 2000; // milliseconds that are spent on looking for variables
const MOST = 200_000;

/** The variables that values came of, as far as a moment suffices. */
export async function seenVariables(recording: Recording, reading: capture.Reading): Promise<SeenVariables> {
  const seen = new capture.VariablesSeen();
  const end = performance.now() + PATIENCE;
  const { count } = recording.messages;
  let index = 0;
  for (; index < count && performance.now() < end; index++) {
    seen.record(new StoredRecord(recording, index), reading);
    if (index % 500 === 499) await breath();
  }
  return { variables: seen.all, isComplete: index === count };
}

/** All values of a source, in order of time; undefined when `isWanted` says no while it works. */
export async function seriesOf(
  recording: Recording,
  source: capture.ValueSource,
  reading: capture.Reading,
  isWanted: () => boolean,
): Promise<ValueSeries | undefined> {
  const found: capture.TimedValue[] = [];
  const { count } = recording.messages;
  let pause = performance.now() + SLICE;
  for (let index = 0; index < count && found.length < MOST; index++) {
    for (const value of capture.valuesIn(new StoredRecord(recording, index), source, reading)) {
      found.push(value);
    }
    if (index % 32 === 31 && performance.now() > pause) {
      await breath();
      if (!isWanted()) return undefined;
      pause = performance.now() + SLICE;
    }
  }
  return {
    times: Float64Array.from(found, ({ time }) => time),
    messages: Uint32Array.from(found, ({ message }) => message),
    numbers: Float64Array.from(found, ({ value }) => numberOf(value)),
    texts: found.map(({ value }) => textOf(value)),
    clocks: found.map(({ time }) => capture.clockTime(time, reading, 3)),
  };
}

function numberOf(value: capture.TimedValue["value"]): number {
  return typeof value === "string" ? (value.trim() === "" ? NaN : Number(value)) : Number(value);
}

/** As short as can be: a number that is one of 32 bits, with the digits that it needs as such. */
function textOf(value: capture.TimedValue["value"]): string {
  if (typeof value !== "number" || Number.isInteger(value) || Math.fround(value) !== value) {
    return String(value);
  }
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(value);
}
