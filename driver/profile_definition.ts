// The rules by which a profile is checked, and from which its JSON Schema is made. The types are in profile.ts: the
// compiler holds one against the other.
import * as v from "valibot";
import type { gem } from "../mod.ts";
import type { Profile } from "./profile.ts";
import { CONNECTION, IDENTITY } from "./profile_definition_connection.ts";
import { all, BODY, rulesOf, said, SIMPLE_FORMAT, VALUE } from "./profile_definition_items.ts";
import { MOTION, SIMULATION } from "./profile_definition_simulation.ts";

const FORMAT = v.picklist([...SIMPLE_FORMAT.options, "L" as const]);
const ID = said(
  "A number, or a text for tools that use those",
  v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), v.pipe(v.string(), v.nonEmpty())]),
);
const NAME = said(
  "A name, unique among its kind",
  v.pipe(v.string(), v.regex(/^\S(?:.*\S)?$/, "Expected no spaces around it")),
);
const DESCRIPTION = v.optional(said("For people", v.string()));
const NUMBER_OR_TEXT = v.union([v.number(), v.string()]);
const IDS = v.array(ID);

/** Roles of E30 by kind, as core/gem names them. */
const STATUS_ROLES = all<gem.StatusRole>({
  AlarmsEnabled: true,
  AlarmsSet: true,
  Clock: true,
  ControlState: true,
  EventsEnabled: true,
  PPExecName: true,
  SpoolCountActual: true,
  SpoolCountTotal: true,
  SpoolFullTime: true,
  SpoolStartTime: true,
});
const DATA_ROLES = all<gem.DataRole>({
  AlarmID: true,
  ECChangeName: true,
  EventLimit: true,
  LimitVariable: true,
  OperatorCommand: true,
  PPChangeName: true,
  PPChangeStatus: true,
  PPError: true,
  TransitionType: true,
});
const CONSTANT_ROLES = all<gem.ConstantRole>({
  AnnotatedReports: true,
  ConfigSpool: true,
  EstablishCommunicationsTimeout: true,
  MaxSpoolTransmit: true,
  OverWriteSpool: true,
  TimeFormat: true,
});
const EVENT_ROLES = all<gem.EventRole>({
  "constant changed by operator": true,
  "control state local": true,
  "control state remote": true,
  "equipment off-line": true,
  "operator command": true,
  "process program changed": true,
  "process program selected": true,
  "spool transmit failure": true,
  "spooling activated": true,
  "spooling deactivated": true,
  "terminal message recognised": true,
});

const COMMUNICATIONS = v.strictObject({
  initiate: v.optional(said("Whether the host sends S1F13 (true)", v.boolean())),
  timeout: v.optional(
    said(
      "EstablishCommunicationsTimeout in seconds (10)",
      v.pipe(v.number(), v.minValue(1), v.maxValue(3600)),
    ),
  ),
  online: v.optional(said("Whether the host asks to go on-line, S1F17 (true)", v.boolean())),
  initialState: v.optional(
    v.picklist(["EQUIPMENT OFF-LINE", "HOST OFF-LINE", "ON-LINE LOCAL", "ON-LINE REMOTE"]),
  ),
});

const MESSAGE = v.strictObject({
  stream: v.optional(said("Stream", v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(127)))),
  function: v.optional(
    said(
      "Function, odd",
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.maxValue(255),
        v.check(isOdd, "Expected an odd number"),
      ),
    ),
  ),
  wait: v.optional(said("The W-bit (true)", v.boolean())),
  description: DESCRIPTION,
  body: v.optional(said("SML, with ${name} for values to be given, or fields", v.union([v.string(), BODY]))),
  reply: v.optional(BODY),
});

function isOdd(number: number): boolean {
  return number % 2 === 1;
}

const VARIABLE = v.strictObject({
  id: ID,
  name: NAME,
  format: FORMAT,
  units: v.optional(v.string()),
  description: DESCRIPTION,
  role: v.optional(said("Which of E30's variables it is", v.picklist([...STATUS_ROLES, ...DATA_ROLES]))),
  limits: v.optional(v.strictObject({ min: v.number(), max: v.number(), event: v.string() })),
  simulate: v.optional(MOTION),
});

const CONSTANT = v.strictObject({
  id: ID,
  name: NAME,
  format: SIMPLE_FORMAT,
  units: v.optional(v.string()),
  min: v.optional(NUMBER_OR_TEXT),
  max: v.optional(NUMBER_OR_TEXT),
  default: VALUE,
  description: DESCRIPTION,
  role: v.optional(said("Which of E30's constants it is", v.picklist(CONSTANT_ROLES))),
});

const REPORT = v.strictObject({ id: ID, name: v.optional(NAME), variables: IDS });

const EVENT = v.strictObject({
  id: ID,
  name: NAME,
  reports: v.optional(IDS),
  description: DESCRIPTION,
  role: v.optional(said("Which of E30's events it is", v.picklist(EVENT_ROLES))),
});

const ALARM = v.strictObject({
  id: ID,
  name: v.optional(NAME),
  text: said("ALTX", v.pipe(v.string(), v.maxLength(120))),
  category: v.optional(
    said("Category of ALCD", v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63))),
  ),
  set: v.optional(said("Event when it is set", ID)),
  clear: v.optional(said("Event when it is cleared", ID)),
});

const PARAMETER = v.strictObject({
  name: NAME,
  format: SIMPLE_FORMAT,
  required: v.optional(v.boolean()),
  default: v.optional(VALUE),
  values: v.optional(v.array(v.union([v.number(), v.string(), v.boolean()]))),
  range: v.optional(v.tuple([v.number(), v.number()])),
  description: DESCRIPTION,
});

const COMMAND = v.strictObject({
  description: DESCRIPTION,
  parameters: v.optional(v.array(PARAMETER)),
  completes: v.optional(said("Event that tells of its completion", ID)),
  local: v.optional(said("Whether it may be given while LOCAL (false)", v.boolean())),
});

const RECIPES = v.strictObject({
  format: v.optional(v.picklist(["A", "B"])),
  folder: v.optional(said("A folder, relative to the profile", v.string())),
  items: v.optional(v.record(v.string(), v.string())),
});

const ID_FORMAT = v.picklist(
  all<gem.IdFormat>({
    A: true,
    U1: true,
    U2: true,
    U4: true,
    U8: true,
    I1: true,
    I2: true,
    I4: true,
    I8: true,
  }),
);
const DEVIATIONS = v.strictObject({
  formats: v.optional(
    v.strictObject({
      ALID: v.optional(ID_FORMAT),
      CEID: v.optional(ID_FORMAT),
      DATAID: v.optional(ID_FORMAT),
      ECID: v.optional(ID_FORMAT),
      RPTID: v.optional(ID_FORMAT),
      SVID: v.optional(ID_FORMAT),
      TRID: v.optional(ID_FORMAT),
      VID: v.optional(ID_FORMAT),
    }),
  ),
  ids: v.optional(said("Ids in S1F3, S1F11, S2F13, S2F29 (list)", v.picklist(["list", "packed"]))),
  alarmIds: v.optional(said("Ids in S5F5 (vector)", v.picklist(["vector", "list"]))),
  command: v.optional(said("What carries remote commands (S2F41)", v.picklist(["S2F41", "S2F49", "S2F21"]))),
  commandReply: v.optional(said("Whether remote commands are answered (true)", v.boolean())),
  reports: v.optional(said("fixed: S2F33 and S2F35 are never sent", v.picklist(["defined", "fixed"]))),
  CEED: v.optional(said("Format of CEED in S2F37", v.picklist(["BOOLEAN", "B", "U1"]))),
  S1F13: v.optional(said("Body of S1F13 (L,0)", v.picklist(["L,0", "L,2"]))),
  inquire: v.optional(said("Whether S7F1 comes before each S7F3 (false)", v.boolean())),
  inquireAbove: v.optional(
    said(
      "Bytes above which a text is announced, S2F39 or S7F1 (never)",
      v.pipe(v.number(), v.integer(), v.minValue(0)),
    ),
  ),
  time: v.optional(said("Characters of TIME in S2F31, or extended", v.picklist([12, 14, 16, "extended"]))),
});

/** A whole profile. */
export const PROFILE: v.GenericSchema<unknown, Profile> = rulesOf<Profile>()(v.strictObject({
  equipment: IDENTITY,
  connection: v.optional(CONNECTION),
  communications: v.optional(COMMUNICATIONS),
  messages: v.optional(v.record(v.string(), MESSAGE)),
  variables: v.optional(v.array(VARIABLE)),
  dataVariables: v.optional(v.array(VARIABLE)),
  constants: v.optional(v.array(CONSTANT)),
  reports: v.optional(v.array(REPORT)),
  events: v.optional(v.array(EVENT)),
  alarms: v.optional(v.array(ALARM)),
  commands: v.optional(v.record(v.string(), COMMAND)),
  recipes: v.optional(RECIPES),
  deviations: v.optional(DEVIATIONS),
  simulation: v.optional(SIMULATION),
}));
