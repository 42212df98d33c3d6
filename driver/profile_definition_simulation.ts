// Rules for what a simulated equipment does by itself.
import * as v from "valibot";
import type { Motion, SimulationProfile } from "./profile.ts";
import { rulesOf, said, VALUE } from "./profile_definition_items.ts";

const POSITIVE = v.pipe(v.number(), v.minValue(0.001));
const ID = v.union([v.number(), v.string()]);
const VALUES = v.record(v.string(), VALUE);

/** How a value moves. */
export const MOTION: v.GenericSchema<Motion> = rulesOf<Motion>()(v.union([
  v.strictObject({ constant: VALUE }),
  v.strictObject({
    ramp: v.strictObject({
      from: v.number(),
      to: v.number(),
      seconds: POSITIVE,
      then: v.optional(v.picklist(["repeat", "reverse", "hold"])),
    }),
  }),
  v.strictObject({ sine: v.strictObject({ middle: v.number(), amplitude: v.number(), seconds: POSITIVE }) }),
  v.strictObject({
    walk: v.strictObject({
      start: v.number(),
      step: v.number(),
      min: v.number(),
      max: v.number(),
      seconds: v.optional(POSITIVE),
    }),
  }),
  v.strictObject({
    count: v.strictObject({ start: v.optional(v.number()), event: v.optional(v.string()) }),
  }),
  v.strictObject({ choice: v.array(v.union([v.number(), v.string(), v.boolean()])) }),
]));

const OCCURRENCE = v.strictObject({
  after: v.optional(said("Seconds before the first time", v.pipe(v.number(), v.minValue(0)))),
  every: v.optional(said("Seconds between times", POSITIVE)),
  event: v.optional(ID),
  alarm: v.optional(ID),
  clearAfter: v.optional(said("Seconds until the alarm is cleared", POSITIVE)),
  values: v.optional(VALUES),
});

const TRANSITION = v.strictObject({
  from: v.optional(v.union([v.string(), v.array(v.string())])),
  to: v.string(),
  command: v.optional(said("The remote command that brings it about", v.string())),
  after: v.optional(said("Seconds in the first state", v.pipe(v.number(), v.minValue(0)))),
  event: v.optional(ID),
  values: v.optional(VALUES),
});

const MACHINE = v.strictObject({
  variable: v.optional(said("The variable that holds the number of the state", v.string())),
  states: said(
    "Number by name of state; the first is the one at the beginning",
    v.record(v.string(), v.number()),
  ),
  transitions: v.array(TRANSITION),
});

const FAULT = v.strictObject({
  on: v.optional(
    said(
      "The message that brings it about; any primary when absent",
      v.pipe(v.string(), v.regex(/^S\d+F\d+$/, "Expected a message such as S2F41")),
    ),
  ),
  fault: v.picklist(["delay", "drop", "reject", "abort", "wrong reply", "bad body", "disconnect", "slow"]),
  seconds: v.optional(POSITIVE),
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What a simulated equipment does by itself. */
export const SIMULATION: v.GenericSchema<SimulationProfile> = rulesOf<SimulationProfile>()(v.strictObject({
  schedule: v.optional(v.array(OCCURRENCE)),
  machines: v.optional(v.array(MACHINE)),
  faults: v.optional(v.array(FAULT)),
  seed: v.optional(said("Makes random things repeatable (1)", v.pipe(v.number(), v.integer()))),
}));
