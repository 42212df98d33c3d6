// Equipment profiles in files: what is read, what families of them say together, and how every mistake is told.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Profile } from "../driver/profile.ts";
import { checkProfile, loadProfile, ProfileError } from "../driver/profile_file.ts";
import { profileSchema } from "../driver/profile_schema.ts";
import { ETCHER } from "./driver_rig.ts";
import { root, test } from "./harness.ts";

const LEAST = "equipment: { id: T1 }\n";

/** Loads the first of some files. */
async function load(files: Readonly<Record<string, string>>): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "profile-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return (await loadProfile(join(folder, Object.keys(files)[0]))).profile;
  } catch (error) {
    throw error instanceof ProfileError
      ? new Error(error.message.replaceAll(folder, "").replaceAll(/[\\/]+(?=\w+\.yaml)/g, ""))
      : error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What is told of some files, a line for each problem. */
async function problems(files: string | Readonly<Record<string, string>>): Promise<string[]> {
  const given = typeof files === "string" ? { "a.yaml": files } : files;
  const { message } = await assertRejects(() => load(given), Error);
  const [title, ...lines] = message.split("\n");
  assertEquals(title, "Cannot use the profile a.yaml:");
  return lines.map((line) => line.trim());
}

test("profile: every mistake is told at once, with its place and what was expected", async () => {
  assertEquals(
    await problems(`equipment:
  id: 7
  modl: X
  model: ABCDEFGHIJKLMNOPQRSTUVWXYZ
connection:
  mode: activ
  port: 99999
  timers: { T3: soon, T9: 1 }
  reconnect: maybe
  tls: 5
communications: { initialState: ON, timeout: 0 }
messages:
  S2F42: { function: 42, body: 5 }
  Foo: { body: { fields: { a: { format: X } } } }
variables:
  - { id: -1, name: " x", format: F4, simulate: { ramp: { from: 1, to: 2 } } }
  - { id: 1.5, name: y }
  - 5
reports: process
events:
  - { id: "", name: A, role: nothing }
commands:
  START: { parameters: [{ name: A, format: A, range: [1] }] }
  STOP:
deviations: { formats: { CEID: A4 }, time: 13 }
simulation: { faults: [{ on: S1, fault: none }] }
`),
    [
      "a.yaml:2:7: equipment.id: expected a text, found 7",
      "a.yaml:3:3: equipment.modl: there is no such entry in a profile; did you mean model?",
      'a.yaml:4:10: equipment.model: expected at most 20 characters, found "ABCDEFGHIJKLMNOPQRSTUVWXYZ"',
      'a.yaml:6:9: connection.mode: expected one of active, passive, found "activ"',
      "a.yaml:7:9: connection.port: expected a number up to 65535, found 99999",
      'a.yaml:8:17: connection.timers.T3: expected a number, found "soon"',
      "a.yaml:8:23: connection.timers.T9: there is no such entry in a profile; did you mean T1?",
      'a.yaml:9:14: connection.reconnect: expected one of false, entries, found "maybe"',
      "a.yaml:10:8: connection.tls: expected one of true or false, entries, found 5",
      'a.yaml:11:33: communications.initialState: expected one of EQUIPMENT OFF-LINE, HOST OFF-LINE, ON-LINE LOCAL, ON-LINE REMOTE, found "ON"',
      "a.yaml:11:46: communications.timeout: expected a number from 1 up, found 0",
      "a.yaml:13:22: messages.S2F42.function: expected an odd number, found 42",
      "a.yaml:13:32: messages.S2F42.body: expected one of a text, entries, found 5",
      'a.yaml:14:41: messages.Foo.body.fields.a.format: expected one of A, B, BOOLEAN, F4, F8, I1, I2, I4, I8, J, U1, U2, U4, U8, W, found "X"',
      "a.yaml:16:11: variables.0.id: expected a number from 0 up, found -1",
      'a.yaml:16:21: variables.0.name: expected no spaces around it, found " x"',
      "a.yaml:16:57: variables.0.simulate.ramp.seconds: is missing",
      "a.yaml:17:5: variables.1.format: is missing",
      "a.yaml:17:11: variables.1.id: expected a whole number, found 1.5",
      "a.yaml:18:5: variables.2: expected entries, found 5",
      'a.yaml:19:10: reports: expected a list, found "process"',
      'a.yaml:21:11: events.0.id: expected a text that is not empty, found ""',
      'a.yaml:21:30: events.0.role: expected one of constant changed by operator, control state local, control state remote, equipment off-line, operator command, process program changed, process program selected, spool transmit failure, spooling activated, spooling deactivated, terminal message recognised, found "nothing"',
      "a.yaml:23:54: commands.START.parameters.0.range.1: is missing",
      "a.yaml:24:8: commands.STOP: expected entries, found nothing",
      'a.yaml:25:32: deviations.formats.CEID: expected one of A, U1, U2, U4, U8, I1, I2, I4, I8, found "A4"',
      "a.yaml:25:44: deviations.time: expected one of 12, 14, 16, extended, found 13",
      'a.yaml:26:30: simulation.faults.0.on: expected a message such as S2F41, found "S1"',
      'a.yaml:26:41: simulation.faults.0.fault: expected one of delay, drop, reject, abort, wrong reply, bad body, disconnect, slow, found "none"',
    ],
  );
});

test("profile: an entry that is misspelt is guessed, wherever it stands", async () => {
  assertEquals(
    await problems(`${LEAST}conection: { port: 5000 }
messages: { Foo: { stream: 64, function: 1, body: { fields: { a: { format: U1, vale: 1 } } } } }
variables: [{ id: 1, name: A, format: U1, simulate: { sine: { middle: 1, amplitud: 2, amplitude: 2, seconds: 1 } } }]
commands: { GO: { parameter: [] } }
deviations: { foo: 1, s1f13: "L,0" }
dataVariables: [{ id: 9, name: X, format: U1, simulate: { constant: 1, choice: [1] } }]
`),
    [
      "a.yaml:2:1: conection: there is no such entry in a profile; did you mean connection?",
      "a.yaml:3:80: messages.Foo.body.fields.a.vale: there is no such entry in a profile; did you mean value?",
      "a.yaml:4:74: variables.0.simulate.sine.amplitud: there is no such entry in a profile; did you mean amplitude?",
      "a.yaml:5:19: commands.GO.parameter: there is no such entry in a profile; did you mean parameters?",
      "a.yaml:6:15: deviations.foo: there is no such entry in a profile",
      "a.yaml:6:23: deviations.s1f13: there is no such entry in a profile; did you mean S1F13?",
      "a.yaml:7:72: dataVariables.0.simulate.choice: does not go together with the entries beside it",
    ],
  );
});

test("profile: names and ids that parts say of each other must be there, once", async () => {
  assertEquals(
    await problems(`${LEAST}
variables: [{ id: 1, name: A, format: U1 }, { id: 1, name: A, format: U1 }]
constants: [{ id: 2, name: C, format: U1, default: 256, min: 9, max: 3 }]
reports: [{ id: 1, variables: [A, B] }]
events: [{ id: 1, name: E, reports: [R, 1] }]
alarms: [{ id: 1, text: T, set: NO, clear: E }]
messages:
  Foo: { stream: 64 }
  S99F1: { body: "<L <A 'x'>" }
commands:
  GO:
    parameters: [{ name: P, format: U1, range: [5, 1], values: [1, x], default: y }, { name: P, format: A }]
    completes: DONE
simulation:
  schedule: [{ event: E }, { every: 1 }]
  machines: [{ states: { A: 1 }, transitions: [{ to: B, command: RUN }] }]
`),
    [
      "a.yaml:3:51: variables.1.id: 1 is also that of variables.0",
      "a.yaml:3:60: variables.1.name: A is also that of variables.0",
      "a.yaml:4:52: constants.0.default: 256 is no U1",
      "a.yaml:4:62: constants.0.min: 9 is above max, 3",
      'a.yaml:5:35: reports.0.variables.1: there is no variable or constant "B"',
      'a.yaml:6:38: events.0.reports.0: there is no report "R"',
      'a.yaml:7:33: alarms.0.set: there is no event "NO"',
      "a.yaml:9:8: messages.Foo: needs stream and function, or a name such as S2F41",
      "a.yaml:10:18: messages.S99F1.body: Cannot parse the SML at line 1, column 11: the list of line 1 is not closed",
      "a.yaml:13:48: commands.GO.parameters.0.range: 5 is above 1",
      'a.yaml:13:68: commands.GO.parameters.0.values.1: "x" is no U1',
      'a.yaml:13:81: commands.GO.parameters.0.default: "y" is no U1',
      "a.yaml:13:94: commands.GO.parameters.1.name: P is also that of parameter 0",
      'a.yaml:14:16: commands.GO.completes: there is no event "DONE"',
      "a.yaml:16:14: simulation.schedule.0: needs after or every",
      "a.yaml:16:28: simulation.schedule.1: needs an event, an alarm or values",
      'a.yaml:17:54: simulation.machines.0.transitions.0.to: there is no state "B"',
      'a.yaml:17:66: simulation.machines.0.transitions.0.command: there is no command "RUN"',
    ],
  );
});

test("profile: the sessions of a connection go together", async () => {
  assertEquals(await problems(`${LEAST}connection: { port: 1, session: 3, sessions: [4, 5] }\n`), [
    "a.yaml:2:46: connection.sessions: session 3 is none of the sessions 4, 5",
  ]);
  assertEquals(await problems(`${LEAST}connection: { port: 1, protocol: secs1, sessions: [4] }\n`), [
    "a.yaml:2:51: connection.sessions: SECS-I has one device id, session, and no sessions",
  ]);
});

test("profile: what the simulation names must be there, and its values of the right format", async () => {
  assertEquals(
    await problems(`${LEAST}
variables:
  - { id: 1, name: A, format: U1 }
  - { id: 2, name: N, format: U4, simulate: { count: { event: NO } } }
constants: [{ id: V3, name: C, format: A, default: x }]
events: [{ id: 1, name: E }]
commands: { GO: { parameters: [{ name: P, format: A }] }, END: {} }
simulation:
  schedule:
    - { every: 1, values: { A: 1, B: 2, C: x, V3: y, N: -1 } }
    - { every: 1, event: NO, alarm: NO }
  machines:
    - variable: NO
      states: { S: 1 }
      transitions:
        - { to: S, command: GO, event: NO, values: { A: "\${P}", C: "\${P} of \${Q}", X: 1 } }
        - { to: S, command: END, values: { C: "\${P}" } }
        - { to: S, after: 1, values: { C: "\${P}", A: "\${R}" } }
        - { to: S, after: 1, values: { A: x } }
  faults:
    - { fault: drop, on: S1F3 }
    - { fault: drop, on: S1F4 }
    - { fault: drop, on: S128F1 }
`),
    [
      'a.yaml:5:63: variables.1.simulate.count.event: there is no event "NO"',
      'a.yaml:11:38: simulation.schedule.0.values.B: there is no variable or constant "B"',
      "a.yaml:11:57: simulation.schedule.0.values.N: -1 is no U4",
      'a.yaml:12:26: simulation.schedule.1.event: there is no event "NO"',
      'a.yaml:12:37: simulation.schedule.1.alarm: there is no alarm "NO"',
      'a.yaml:14:17: simulation.machines.0.variable: there is no variable "NO"',
      'a.yaml:17:40: simulation.machines.0.transitions.0.event: there is no event "NO"',
      'a.yaml:17:68: simulation.machines.0.transitions.0.values.C: the command GO has no parameter "Q"',
      'a.yaml:17:87: simulation.machines.0.transitions.0.values.X: there is no variable or constant "X"',
      'a.yaml:18:47: simulation.machines.0.transitions.1.values.C: the command END has no parameter "P"',
      'a.yaml:19:54: simulation.machines.0.transitions.2.values.A: no command of these transitions has a parameter "R"',
      'a.yaml:20:43: simulation.machines.0.transitions.3.values.A: "x" is no U1',
      "a.yaml:23:26: simulation.faults.1.on: S1F4 is a reply: a fault is brought about by its primary",
      "a.yaml:24:26: simulation.faults.2.on: there is no message S128F1: streams go to 127, functions to 255",
    ],
  );
});

test("profile: what is no YAML, no profile or not there is told at its place", async () => {
  assertEquals(await problems(""), ["a.yaml:1:1: expected the entries of a profile"]);
  assertEquals(await problems("- 1\n- 2\n"), ["a.yaml:1:1: expected the entries of a profile"]);
  assertEquals(await problems("equipment:\n  id: 1\n  id: 2\n"), [
    "a.yaml:3:3: this is no YAML: Map keys must be unique",
  ]);
  const [torn] = await problems("equipment: { id: A\nevents: [\n");
  assert(/^a\.yaml:\d+:\d+: this is no YAML: /.test(torn), torn);
  assertEquals(await problems({ "a.yaml": "extends: [b.yaml, 5]\n", "c.yaml": "" }), [
    "a.yaml:1:19: extends: expected a file name, or a list of them",
    "a.yaml:1:11: cannot read b.yaml: there is no such file",
  ]);
  assertEquals(await problems({ "a.yaml": "extends: b.yaml\n", "b.yaml": "\nextends: a.yaml\n" }), [
    "b.yaml:2:10: extends: a.yaml extends itself",
  ]);
  const { message } = await assertRejects(() => loadProfile("nowhere.yaml"), ProfileError);
  assertEquals(
    message,
    "Cannot use the profile nowhere.yaml:\n  nowhere.yaml:1:1: cannot read nowhere.yaml: there is no such file",
  );
});

test("profile: one that extends others says only what is different; mistakes are told where they stand", async () => {
  const files = {
    "a.yaml": `extends: [family.yaml, secs1.yaml]
equipment: { id: T2 }
events: [{ id: 2, name: SECOND }, { id: 3, name: THIRD }]
commands: { START: { completes: SECOND } }
`,
    "family.yaml": `extends: generic.yaml
equipment: { vendor: Example }
connection: { port: 5000, timers: { T3: 10 }, tls: { ca: ca.pem } }
events: [{ id: 1, name: FIRST, description: once more }]
`,
    "generic.yaml": `equipment: { id: GENERIC, type: any }
connection: { port: 1, timers: { T3: 45, T5: 5 } }
events: [{ id: 1, name: first }, { id: 2, name: second, description: kept }]
commands: { START: { description: kept }, STOP: {} }
`,
    "secs1.yaml": "connection: { protocol: secs1 }\n",
  };
  const { connection, ...rest } = await load(files);
  assertEquals(rest, {
    equipment: { id: "T2", type: "any", vendor: "Example" },
    events: [
      { id: 1, name: "FIRST", description: "once more" },
      { id: 2, name: "SECOND", description: "kept" },
      { id: 3, name: "THIRD" },
    ],
    commands: { START: { description: "kept", completes: "SECOND" }, STOP: {} },
  });
  const { tls, ...plain } = connection!;
  assertEquals(plain, { port: 5000, timers: { T3: 10, T5: 5 }, protocol: "secs1" });
  assert((tls as { ca: string }).ca.endsWith("ca.pem") && (tls as { ca: string }).ca.length > 10);
  assertEquals(await problems({ ...files, "generic.yaml": "equipment: { id: G, type: 5 }\n" }), [
    "generic.yaml:1:27: equipment.type: expected a text, found 5",
  ]);
});

test("profile: anchors, aliases and << stand for what they name", async () => {
  const { variables } = await load({
    "a.yaml": `${LEAST}
variables:
  - &number { id: 1, name: A, format: U4, units: pcs }
  - { <<: *number, id: 2, name: B }
  - { <<: [{ units: mm }, *number], id: 3, name: C }
`,
  });
  assertEquals(variables, [
    { id: 1, name: "A", format: "U4", units: "pcs" },
    { id: 2, name: "B", format: "U4", units: "pcs" },
    { id: 3, name: "C", format: "U4", units: "mm" },
  ]);
  assertEquals(await problems(`${LEAST}events: &all [*all]\n`), [
    "a.yaml:2:15: *all stands in what it stands for",
  ]);
  const doubled = Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`);
  assertEquals((await problems(["x0: &x0 [1]", ...doubled].join("\n"))).length, 1);
});

test("profile: one that is data is checked by the same rules", () => {
  checkProfile(ETCHER);
  const odd = { ...ETCHER, connection: { port: 0 }, event: [] } as unknown as Profile;
  const { message, problems } = assertThrows(() => checkProfile(odd), ProfileError);
  assertEquals(message.split("\n").slice(0, 1), ["Cannot use the profile that is given as data:"]);
  assertEquals(problems.map(({ message }) => message).sort(), [
    "connection.port: expected a number from 1 up, found 0",
    "event: there is no such entry in a profile; did you mean events?",
  ]);
});

test("profile: docs/profile.schema.json is the schema of the rules", async () => {
  const file = await readFile(new URL("docs/profile.schema.json", root), "utf8");
  assertEquals(JSON.parse(file), JSON.parse(JSON.stringify(profileSchema())));
  const { properties } = profileSchema() as { properties: Record<string, unknown> };
  assertEquals(Object.keys(properties), ["extends", ...Object.keys(ENTRIES)]);
});

/** Every entry of a profile, held equal to its type by the compiler. */
const ENTRIES: Readonly<Record<keyof Profile, true>> = {
  equipment: true,
  connection: true,
  communications: true,
  messages: true,
  variables: true,
  dataVariables: true,
  constants: true,
  reports: true,
  events: true,
  alarms: true,
  commands: true,
  recipes: true,
  deviations: true,
  simulation: true,
};
