// discover(): what a tool tells about itself, what it does not, and that the model found serves as names.
import { assert, assertEquals } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { A, B, BOOLEAN, F4, L, U1, U2, U4 } from "../core/secs2/mod.ts";
import { play, type Script } from "./gem_host_rig.ts";
import { test } from "./harness.ts";

const IDENTITY: Script = { S1F1: L(A("EQ-100"), A("1.2.0")) };
const VARIABLES: Script = {
  S1F11: L(L(U2(7), A("TEMP"), A("C")), L(A("LIST"), A("AlarmsSet"), A(""))),
  S1F3: L(F4(2.5), L()),
  S1F21: L(L(U2(20), A("LOT"), A(""))),
};
const CONSTANTS: Script = {
  S2F29: L(
    L(U4(50), A("TIMEOUT"), U2(1), U2(99), U2(10), A("s")),
    L(U4(51), A("MODE"), A(""), A(""), A("X"), A("")),
  ),
  S2F13: L(U2(30), A("Y")),
};
const EVENTS: Script = {
  S1F23: L(L(U4(10), A("START"), L(U2(20))), L(U4(11), A("END"), L())),
};
const REPORTS: Script = {
  S2F57: L(U4(10)),
  S2F55: L(L(U4(10), A("START"), L(U4(1)))),
  S2F53: L(L(U4(1), L(U2(20), U2(7)))),
};
const ALARMS: Script = {
  S5F5: L(L(B(0x82), U4(3), A("LEAK")), L(B(5), U4(4), A("DOOR"))),
  S5F7: L(L(B(5), U4(4), A("DOOR"))),
};
const PROGRAMS: Script = { S7F19: L(A("R1"), B(7)) };
const ALL: Script = {
  ...IDENTITY,
  ...VARIABLES,
  ...CONSTANTS,
  ...EVENTS,
  ...REPORTS,
  ...ALARMS,
  ...PROGRAMS,
};

const id = <F extends "U2" | "U4" | "A">(
  format: F,
  value: number | string,
): { format: F; value: number | string } => ({
  format,
  value,
});

function discovered(script: Script): gem.ToolModel {
  const { value, error } = play(gem.discover(), script);
  assert(value !== undefined, `${error}`);
  return value;
}

test("discover: a tool that tells everything", () => {
  const { messages, ...model } = discovered(ALL);
  assertEquals(model, {
    MDLN: "EQ-100",
    SOFTREV: "1.2.0",
    variables: [
      { id: id("U2", 7), name: "TEMP", units: "C", kind: "status", format: "F4" },
      { id: id("A", "LIST"), name: "AlarmsSet", units: "", kind: "status" },
      { id: id("U2", 20), name: "LOT", units: "", kind: "data" },
    ],
    constants: [
      { id: id("U4", 50), name: "TIMEOUT", units: "s", format: "U2", min: 1, max: 99, default: 10 },
      { id: id("U4", 51), name: "MODE", units: "", format: "A", default: "X" },
    ],
    events: [
      { id: id("U4", 10), name: "START", variables: [id("U2", 20)], reports: [id("U4", 1)], enabled: true },
      { id: id("U4", 11), name: "END", variables: [], enabled: false },
    ],
    reports: [{ id: id("U4", 1), variables: [id("U2", 20), id("U2", 7)] }],
    alarms: [
      { id: id("U4", 3), name: "LEAK", category: 2, set: true, enabled: false },
      { id: id("U4", 4), name: "DOOR", category: 5, set: false, enabled: true },
    ],
    programs: ["R1", "7"],
    deviations: {},
  });
  assertEquals(new Set(Object.values(messages)), new Set(["answered"]));
});

test("discover: each part may be missing, for each reason", () => {
  const parts: [string, Script, (model: gem.ToolModel) => unknown, unknown][] = [
    ["S1F1", IDENTITY, (model) => model.MDLN, ""],
    ["S1F11", VARIABLES, ({ variables }) => variables.length, 1],
    ["S1F21", VARIABLES, ({ variables }) => variables.length, 2],
    ["S1F3", VARIABLES, ({ variables }) => variables[0].format, undefined],
    ["S2F29", CONSTANTS, ({ constants }) => constants, []],
    ["S2F13", CONSTANTS, ({ constants }) => constants[0].format, "U2"],
    ["S1F23", EVENTS, ({ events }) => events, []],
    ["S2F57", REPORTS, ({ events }) => events[0].enabled, undefined],
    ["S2F55", REPORTS, ({ events }) => events[0].reports, undefined],
    ["S2F53", REPORTS, ({ reports }) => reports, []],
    ["S5F5", ALARMS, ({ alarms }) => alarms, []],
    ["S5F7", ALARMS, ({ alarms }) => alarms[0].enabled, undefined],
    ["S7F19", PROGRAMS, ({ programs }) => programs, []],
  ];
  for (const [name, , part, expected] of parts) {
    for (const reason of ["aborted", "stream 9", "T3", "rejected", "mismatch"] as const) {
      const model = discovered({ ...ALL, [name]: reason });
      assertEquals(model.messages[name], reason);
      assertEquals(part(model), expected, `${name} ${reason}`);
    }
    const malformed = discovered({ ...ALL, [name]: BOOLEAN(true, false) });
    assertEquals(malformed.messages[name], "malformed");
    assertEquals(part(malformed), expected, `${name} malformed`);
  }
});

test("discover: without S2F53 to F57 the reports are those that each event gives", () => {
  const annotated = (asked: string): ReturnType<typeof L> =>
    asked.includes("10")
      ? L(U4(0), U4(10), L(L(U4(1), L(L(U2(20), A("LOT"))))))
      : L(U4(0), U4(11), L(L(U4(1), L(L(U2(20), A("LOT")))), L(U4(2), L())));
  const model = discovered({ ...ALL, S2F55: "stream 9", S6F17: annotated });
  assertEquals(model.events.map(({ reports }) => reports), [[id("U4", 1)], [id("U4", 1), id("U4", 2)]]);
  assertEquals(model.reports, [{ id: id("U4", 1), variables: [id("U2", 20)] }, {
    id: id("U4", 2),
    variables: [],
  }]);
  const plain = discovered({ ...ALL, S2F53: "aborted", S6F15: L(U4(0), U4(10), L(L(U4(9), L(U1(1))))) });
  assertEquals(plain.events.map(({ reports }) => reports), [[id("U4", 9)], [id("U4", 9)]]);
  assertEquals(plain.reports, []);
  assertEquals(plain.messages.S6F17, "aborted");
});

test("discover: ids that only the other form gives (D15, D16) are found, and the form is noted", () => {
  const inOtherForm = (wanted: string, answer: ReturnType<typeof L>) => (asked: string) =>
    asked.includes(wanted) ? answer : "T3";
  const script: Script = {
    ...ALL,
    S1F11: inOtherForm("<U4>", L(L(U2(7), A("TEMP"), A("C")), L(U4(70_000), A("FLOW"), A("")))),
    S5F5: inOtherForm("<L>", ALL.S5F5 as ReturnType<typeof L>),
  };
  const { asked, value } = play(gem.discover({ deviations: { CEED: "B" } }), script);
  assertEquals(value?.deviations, { CEED: "B", ids: "packed", alarmIds: "list" });
  assertEquals([value?.variables.length, value?.constants.length, value?.alarms.length], [3, 2, 2]);
  assert(asked.includes("S1F3 W <U4 7 70000>."), "the form found is used from then on");
  assert(asked.includes("S2F29 W <U4>."));
  const given = play(gem.discover({ deviations: { ids: "list", alarmIds: "vector" } }), script);
  assertEquals(given.asked.filter((each) => /S1F11|S5F5/.test(each)), ["S1F11 W <L>.", "S5F5 W <U4>."]);
});

test("discover: a lost connection ends it", () => {
  for (const reason of ["disconnected", "deselected"] as const) {
    const { asked, error } = play(gem.discover(), { ...ALL, S2F29: reason });
    assertEquals(asked.at(-1), "S2F29 W <L>.");
    assert(error instanceof gem.TransactionError && error.reason === reason);
  }
});

test("discover: the model gives names and formats to what is asked next", () => {
  const tool = { names: discovered(ALL) };
  const { asked } = play(gem.readVariables(["TEMP", 7, "AlarmsSet"], tool), { S1F3: L() });
  assertEquals(asked, ['S1F3 W <L <U2 7> <U2 7> <A "LIST">>.']);
  const written = play(gem.writeConstants([{ id: "TIMEOUT", value: 20 }], tool), { S2F15: B(0) });
  assertEquals(written.asked, ["S2F15 W <L <L <U4 50> <U2 20>>>."]);
});

test("discover: a tool that knows nothing but S1F13 is a model all the same", () => {
  const model = discovered({});
  assertEquals([model.MDLN, model.variables, model.events, model.reports], ["", [], [], []]);
  assertEquals(JSON.parse(JSON.stringify(model)), model);
});
