// Rules for who a tool is and how it is reached.
import * as v from "valibot";
import type { ConnectionProfile, EquipmentIdentity } from "./profile.ts";
import { rulesOf, said } from "./profile_definition_items.ts";

/** Who a tool is. */
export const IDENTITY: v.GenericSchema<EquipmentIdentity> = rulesOf<EquipmentIdentity>()(v.strictObject({
  id: said("Name of this tool, unique in the plant", v.pipe(v.string(), v.nonEmpty())),
  type: v.optional(said("Kind of tool", v.string())),
  vendor: v.optional(v.string()),
  model: v.optional(said("MDLN", v.pipe(v.string(), v.maxLength(20)))),
  softwareRevision: v.optional(said("SOFTREV", v.pipe(v.string(), v.maxLength(20)))),
  description: v.optional(v.string()),
}));

const seconds = (what: string, most: number) =>
  v.optional(said(`${what}, seconds`, v.pipe(v.number(), v.minValue(0.01), v.maxValue(most))));

const TIMERS = v.strictObject({
  T1: seconds("SECS-I: between characters", 10),
  T2: seconds("SECS-I: protocol", 25),
  T3: seconds("Reply", 120),
  T4: seconds("SECS-I: between blocks", 120),
  T5: seconds("Between attempts to connect", 240),
  T6: seconds("Control transaction", 240),
  T7: seconds("NOT SELECTED", 240),
  T8: seconds("Between bytes of a message", 120),
  RTY: v.optional(
    said("SECS-I: attempts to send again", v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31))),
  ),
  linktest: seconds("Silence before a linktest", 86_400),
});

const RECONNECT = v.strictObject({
  delay: seconds("First pause (T5)", 3600),
  factor: v.optional(
    said("By what each pause is longer (1)", v.pipe(v.number(), v.minValue(1), v.maxValue(10))),
  ),
  most: seconds("Longest pause (60)", 3600),
});

const TLS = v.strictObject({
  ca: v.optional(v.string()),
  cert: v.optional(v.string()),
  key: v.optional(v.string()),
});

/** How a tool is reached. */
export const CONNECTION: v.GenericSchema<ConnectionProfile> = rulesOf<ConnectionProfile>()(v.strictObject({
  protocol: v.optional(v.picklist(["hsms", "secs1"])),
  mode: v.optional(
    said("active (the host connects, the default) or passive", v.picklist(["active", "passive"])),
  ),
  address: v.optional(said("Host name or IP address", v.pipe(v.string(), v.nonEmpty()))),
  port: said("TCP port", v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
  session: v.optional(
    said("Session id, device id (0)", v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32_767))),
  ),
  sessions: v.optional(
    said(
      "HSMS-GS: the sessions on the connection",
      v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
        v.minLength(1),
      ),
    ),
  ),
  timers: v.optional(TIMERS),
  tls: v.optional(v.union([v.boolean(), TLS])),
  reconnect: v.optional(v.union([v.literal(false), RECONNECT])),
  allow: v.optional(said("Addresses and CIDR blocks that may connect", v.array(v.string()))),
}));
