// Identity, variables, constants, commands and alarms by a host: what is asked, returned and refused.
import * as gem from "../core/gem/mod.ts";
import { A, B, F4, I2, L, U1, U2, U4 } from "../core/secs2/mod.ts";
import { row } from "./gem_host_rig.ts";

const MDLN = { MDLN: "EQ-100", SOFTREV: "1.2.0" };
const TOLD = L(A("EQ-100"), A("1.2.0"));

// ── Identity ─────────────────────────────────────────────────────────────────────────────────────────────────────

row("establishCommunications", () => gem.establishCommunications(), { S1F13: L(B(0), TOLD) }, {
  asks: ["S1F13 W <L>."],
  value: MDLN,
});
row(
  "establishCommunications with texts",
  () => {
    return gem.establishCommunications({ deviations: { S1F13: "L,2" } });
  },
  { S1F13: L(B(0), L()) },
  { asks: ["S1F13 W <L <A> <A>>."], value: undefined },
);
row("establishCommunications denied", () => gem.establishCommunications(), { S1F13: L(B(1), L()) }, {
  asks: ["S1F13 W <L>."],
  error: "AcknowledgeError: Cannot establish communications: refused with COMMACK 1 (DENIED)",
});
row("areYouThere", () => gem.areYouThere(), { S1F1: TOLD }, { asks: ["S1F1 W."], value: MDLN });
row("areYouThere of nobody", () => gem.areYouThere(), { S1F1: "T3" }, {
  asks: ["S1F1 W."],
  error: "TransactionError: Cannot complete S1F1: no reply within T3",
});
row("goOnLine", () => gem.goOnLine(), { S1F17: B(0) }, { asks: ["S1F17 W."], value: "on-line" });
row("goOnLine when on-line", () => gem.goOnLine(), { S1F17: B(2) }, {
  asks: ["S1F17 W."],
  value: "already on-line",
});
row("goOnLine not allowed", () => gem.goOnLine(), { S1F17: B(1) }, {
  asks: ["S1F17 W."],
  error: "AcknowledgeError: Cannot go on-line: refused with ONLACK 1 (NOT_ALLOWED)",
});
row("goOffLine", () => gem.goOffLine(), { S1F15: B(0) }, { asks: ["S1F15 W."], value: "off-line" });
row("goOffLine when off-line (D26)", () => gem.goOffLine(), { S1F15: "aborted", S1F1: "aborted" }, {
  asks: ["S1F15 W.", "S1F1 W."],
  value: "already off-line",
});
row("goOffLine of an equipment that stays on-line", () => gem.goOffLine(), { S1F15: "aborted", S1F1: L() }, {
  asks: ["S1F15 W.", "S1F1 W."],
  error: "TransactionError: Cannot complete S1F15: the peer aborted the transaction (function 0)",
});
row("goOffLine refused", () => gem.goOffLine(), { S1F15: B(64) }, {
  asks: ["S1F15 W."],
  error: "AcknowledgeError: Cannot go off-line: refused with OFLACK 64 (error 64)",
});

// ── Variables and constants ──────────────────────────────────────────────────────────────────────────────────────

const NAMES = {
  variables: [{ id: U2(7), name: "TEMP", format: "F4" }],
  constants: [{ id: 50, name: "LIMIT", format: "U2" }],
  alarms: [{ id: 3, name: "LEAK" }],
  commands: [{ name: "START", parameters: [{ name: "SLOT", format: "U1" }] }],
} as const;
const TOOL = { names: NAMES };
const id = (
  format: "U2" | "U4" | "A",
  value: number | string,
): { format: typeof format; value: number | string } => ({
  format,
  value,
});

row("readVariables by name and id", () => gem.readVariables(["TEMP", 8, "SVX"], TOOL), {
  S1F3: L(F4(2.5), U1(1), L()),
}, {
  asks: ['S1F3 W <L <U2 7> <U4 8> <A "SVX">>.'],
  value: [
    { id: id("U2", 7), name: "TEMP", value: F4(2.5) },
    { id: id("U4", 8), name: undefined, value: U1(1) },
    { id: id("A", "SVX"), name: undefined, value: L() },
  ],
});
row("readVariables packed (D15)", () => gem.readVariables([1, 2], { deviations: { ids: "packed" } }), {
  S1F3: L(U1(1), U1(2)),
}, {
  asks: ["S1F3 W <U4 1 2>."],
  value: [
    { id: id("U4", 1), name: undefined, value: U1(1) },
    { id: id("U4", 2), name: undefined, value: U1(2) },
  ],
});
row("readVariables of all asks which there are", () => gem.readVariables([]), {
  S1F11: L(L(U2(7), A("TEMP"), A("C"))),
  S1F3: L(F4(1)),
}, {
  asks: ["S1F11 W <L>.", "S1F3 W <L <U2 7>>."],
  value: [{ id: id("U2", 7), name: undefined, value: F4(1) }],
});
row("readVariables with a value missing", () => gem.readVariables([1, 2]), { S1F3: L(U1(1)) }, {
  asks: ["S1F3 W <L <U4 1> <U4 2>>."],
  error: "ReplyError: Cannot read S1F4: expected 2 values, found 1",
});
row("readVariables off-line", () => gem.readVariables([1]), { S1F3: "aborted" }, {
  asks: ["S1F3 W <L <U4 1>>."],
  error: "TransactionError: Cannot complete S1F3: the peer aborted the transaction (function 0)",
});
row("readConstants", () => gem.readConstants(["LIMIT", 99], TOOL), { S2F13: L(U2(5), L()) }, {
  asks: ["S2F13 W <L <U4 50> <U4 99>>."],
  value: [
    { id: id("U4", 50), name: "LIMIT", value: U2(5) },
    { id: id("U4", 99), name: undefined, value: L() },
  ],
});
row("readConstants of all", () => gem.readConstants([]), { S2F29: L() }, {
  asks: ["S2F29 W <L>."],
  value: [],
});
row(
  "readConstants packed (D15)",
  () => {
    return gem.readConstants([1, 2], { deviations: { ids: "packed", formats: { ECID: "U2" } } });
  },
  { S2F13: L(U1(1), U1(2)) },
  {
    asks: ["S2F13 W <U2 1 2>."],
    value: [
      { id: id("U2", 1), name: undefined, value: U1(1) },
      { id: id("U2", 2), name: undefined, value: U1(2) },
    ],
  },
);
row("writeConstants in the known format", () => gem.writeConstants([{ id: "LIMIT", value: 9 }], TOOL), {
  S2F15: B(0),
}, { asks: ["S2F15 W <L <L <U4 50> <U2 9>>>."], value: undefined });
row(
  "writeConstants learns a format that it does not know",
  () => {
    return gem.writeConstants([{ id: 1, value: "FAST" }, { id: 2, value: -3 }, { id: 3, value: U1(1) }]);
  },
  { S2F13: L(I2(0)), S2F15: B(0) },
  {
    asks: ["S2F13 W <L <U4 2>>.", 'S2F15 W <L <L <U4 1> <A "FAST">> <L <U4 2> <I2 -3>> <L <U4 3> <U1 1>>>.'],
    value: undefined,
  },
);
row("writeConstants that are unknown", () => gem.writeConstants([{ id: 2, value: 4 }]), {
  S2F13: L(L()),
  S2F15: B(1),
}, {
  asks: ["S2F13 W <L <U4 2>>.", "S2F15 W <L <L <U4 2> <U4 4>>>."],
  error: "AcknowledgeError: Cannot write constants: refused with EAC 1 (UNKNOWN_CONSTANT)",
});
row(
  "writeConstants out of the format's range asks nothing",
  () => {
    return gem.writeConstants([{ id: "LIMIT", value: 70_000 }], TOOL);
  },
  {},
  { asks: [], error: "RangeError: Cannot build U2: 70000 is outside 0 to 65535" },
);
row("listVariables", () => gem.listVariables(["TEMP"], TOOL), { S1F11: L(L(U2(7), A("TEMP"), A("C"))) }, {
  asks: ["S1F11 W <L <U2 7>>."],
  value: [{ id: id("U2", 7), name: "TEMP", units: "C" }],
});
row("listDataVariables", () => gem.listDataVariables([]), { S1F21: L(L(U4(9), A("LOT"), A(""))) }, {
  asks: ["S1F21 W <L>."],
  value: [{ id: id("U4", 9), name: "LOT", units: "" }],
});

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────

const START = 'S2F41 W <L <A "START"> <L <L <A "PPID"> <A "R1">> <L <A "SLOT"> <U1 3>>>>.';
const start = (tool: gem.ToolFacts = TOOL): ReturnType<typeof gem.command> =>
  gem.command("START", { PPID: "R1", SLOT: 3 }, tool);

row("command done", () => start(), { S2F41: L(B(0), L()) }, {
  asks: [START],
  value: { outcome: "done", code: 0 },
});
row("command done later (HCACK 4)", () => start(), { S2F41: L(B(4), L()) }, {
  asks: [START],
  value: { outcome: "later", code: 4 },
});
row("command with parameters at fault", () => start(), {
  S2F41: L(B(3), L(L(A("PPID"), B(2)), L(A("SLOT"), B(3)))),
}, {
  asks: [START],
  error: "AcknowledgeError: Cannot command START: refused with HCACK 3 (INVALID_PARAMETER), " +
    "CPNAME PPID: 2 (ILLEGAL_VALUE), CPNAME SLOT: 3 (ILLEGAL_FORMAT)",
});
for (
  const [code, meaning] of [
    [1, "UNKNOWN_COMMAND"],
    [2, "CANNOT_NOW"],
    [5, "ALREADY"],
    [6, "UNKNOWN_OBJECT"],
    [64, "error 64"],
  ] as const
) {
  row(`command refused with HCACK ${code}`, () => start(), { S2F41: L(B(code), L()) }, {
    asks: [START],
    error: `AcknowledgeError: Cannot command START: refused with HCACK ${code} (${meaning})`,
  });
}
row(
  "command by S2F49",
  () => {
    return gem.command("START", [{ name: "SLOTS", value: [1, 2] }], { deviations: { command: "S2F49" } }, {
      object: "TOOL>PM1",
      DATAID: 7,
    });
  },
  { S2F49: L(B(0), L()) },
  {
    asks: ['S2F49 W <L <U4 7> <A "TOOL>PM1"> <A "START"> <L <L <A "SLOTS"> <L <U4 1> <U4 2>>>>>.'],
    value: { outcome: "done", code: 0 },
  },
);
row(
  "command by S2F49 refused, with a list that mirrors the values (D22)",
  () => {
    return gem.command("START", {}, { deviations: { command: "S2F49" } });
  },
  { S2F49: L(B(3), L(L(A("SLOTS"), L(U1(0), B(2))), L(A("MODE"), U1(4)))) },
  {
    asks: ['S2F49 W <L <U4 0> <A> <A "START"> <L>>.'],
    error: "AcknowledgeError: Cannot command START: refused with HCACK 3 (INVALID_PARAMETER), " +
      "CPNAME SLOTS: 2 (ILLEGAL_VALUE), CPNAME MODE: 4 (CPNAME_NOT_VALID)",
  },
);
row(
  "command by S2F49 that is not answered (D17)",
  () => {
    return gem.command("START", {}, { deviations: { command: "S2F49", commandReply: false } });
  },
  {},
  { asks: ['S2F49 <L <U4 0> <A> <A "START"> <L>>.'], value: { outcome: "sent" } },
);
row("command by S2F21", () => gem.command("START", {}, { deviations: { command: "S2F21" } }), {
  S2F21: U1(0),
}, {
  asks: ['S2F21 W <A "START">.'],
  value: { outcome: "done", code: 0 },
});
row("command by S2F21 refused", () => gem.command("START", {}, { deviations: { command: "S2F21" } }), {
  S2F21: U1(2),
}, {
  asks: ['S2F21 W <A "START">.'],
  error: "AcknowledgeError: Cannot command START: refused with CMDA 2 (CANNOT_NOW)",
});
row("command by S2F21 has no place for parameters", () => start({ deviations: { command: "S2F21" } }), {}, {
  asks: [],
  error: "TypeError: Cannot build S2F21: it has no place for parameters",
});

// ── Alarms ───────────────────────────────────────────────────────────────────────────────────────────────────────

row("enableAlarms", () => gem.enableAlarms(["LEAK", 4], TOOL), { S5F3: B(0) }, {
  asks: ["S5F3 W <L <B 0x80> <U4 3>>.", "S5F3 W <L <B 0x80> <U4 4>>."],
  value: undefined,
});
row("enableAlarms stops at one that is refused", () => gem.enableAlarms([3, 4]), { S5F3: B(1) }, {
  asks: ["S5F3 W <L <B 0x80> <U4 3>>."],
  error: "AcknowledgeError: Cannot enable alarm 3: refused with ACKC5 1 (ERROR)",
});
row("enableAllAlarms", () => gem.enableAllAlarms(), { S5F3: B(0) }, {
  asks: ["S5F3 W <L <B 0x80> <U4>>."],
  value: undefined,
});
row("disableAlarms", () => gem.disableAlarms([3]), { S5F3: B(0) }, {
  asks: ["S5F3 W <L <B 0x00> <U4 3>>."],
  value: undefined,
});
row("disableAllAlarms refused", () => gem.disableAllAlarms(), { S5F3: B(1) }, {
  asks: ["S5F3 W <L <B 0x00> <U4>>."],
  error: "AcknowledgeError: Cannot disable all alarms: refused with ACKC5 1 (ERROR)",
});
const LEAK = L(L(B(0x82), U2(3), A("LEAK")), L(B(), U2(9), A("")));
row("listAlarms", () => gem.listAlarms([3, 9]), { S5F5: LEAK }, {
  asks: ["S5F5 W <U4 3 9>."],
  value: [
    { id: id("U2", 3), text: "LEAK", category: 2, set: true },
    { id: id("U2", 9), text: "", set: false },
  ],
});
row("listAlarms as a list (D16)", () => gem.listAlarms([3], { deviations: { alarmIds: "list" } }), {
  S5F5: L(),
}, {
  asks: ["S5F5 W <L <U4 3>>."],
  value: [],
});
row("listEnabledAlarms", () => gem.listEnabledAlarms(), { S5F7: L(L(B(2), U2(3), A("LEAK"))) }, {
  asks: ["S5F7 W."],
  value: [{ id: id("U2", 3), text: "LEAK", category: 2, set: false }],
});
