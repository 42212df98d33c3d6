// Process programs, terminals, clock, spool, traces and limits by a host: what is asked, returned and refused.
import * as gem from "../core/gem/mod.ts";
import { A, B, BOOLEAN, F4, L, U1, U2 } from "../core/secs2/mod.ts";
import { row } from "./gem_host_rig.ts";

const MDLN = { MDLN: "EQ-100", SOFTREV: "1.2.0" };
const TOOL = { names: { variables: [{ id: U2(7), name: "TEMP", format: "F4" }] } } as const;

// ── Process programs ─────────────────────────────────────────────────────────────────────────────────────────────

const BODY = B(1, 2, 3);
row("uploadProgram", () => gem.uploadProgram("R1"), { S7F5: L(A("R1"), BODY) }, {
  asks: ['S7F5 W <A "R1">.'],
  value: BODY,
});
row("uploadProgram that is refused", () => gem.uploadProgram("R1"), { S7F5: L() }, {
  asks: ['S7F5 W <A "R1">.'],
  value: undefined,
});
row("downloadProgram", () => gem.downloadProgram("R1", BODY), { S7F3: B(0) }, {
  asks: ['S7F3 W <L <A "R1"> <B 0x01 0x02 0x03>>.'],
  value: "accepted",
});
row(
  "downloadProgram with its outcome to come (D14)",
  () => gem.downloadProgram("R1", A("X")),
  { S7F3: B(6) },
  {
    asks: ['S7F3 W <L <A "R1"> <A "X">>.'],
    value: "pending",
  },
);
row(
  "downloadProgram after asking for leave",
  () => {
    return gem.downloadProgram("R1", BODY, { deviations: { inquire: true } });
  },
  { S7F1: B(0), S7F3: B(0) },
  {
    asks: ['S7F1 W <L <A "R1"> <U4 5>>.', 'S7F3 W <L <A "R1"> <B 0x01 0x02 0x03>>.'],
    value: "accepted",
  },
);
row("downloadProgram of text", () => gem.downloadProgram("R1", "STEP"), { S7F3: B(0) }, {
  asks: ['S7F3 W <L <A "R1"> <A "STEP">>.'],
  value: "accepted",
});
row("downloadProgram without leave", () => gem.downloadProgram("R1", BODY, {}, { inquire: true }), {
  S7F1: B(2),
}, {
  asks: ['S7F1 W <L <A "R1"> <U4 5>>.'],
  error: "AcknowledgeError: Cannot have R1 granted: refused with PPGNT 2 (NO_SPACE)",
});
row("downloadProgram refused", () => gem.downloadProgram("R1", BODY), { S7F3: B(1) }, {
  asks: ['S7F3 W <L <A "R1"> <B 0x01 0x02 0x03>>.'],
  error: "AcknowledgeError: Cannot download R1: refused with ACKC7 1 (NOT_PERMITTED)",
});
row("deletePrograms", () => gem.deletePrograms(["R1", "R2"]), { S7F17: B(0) }, {
  asks: ['S7F17 W <L <A "R1"> <A "R2">>.'],
  value: "accepted",
});
row("deletePrograms of none asks nothing: none would be all", () => gem.deletePrograms([]), {}, {
  asks: [],
  value: "accepted",
});
row("deletePrograms that are unknown", () => gem.deletePrograms(["R1"]), { S7F17: B(4) }, {
  asks: ['S7F17 W <L <A "R1">>.'],
  error: "AcknowledgeError: Cannot delete R1: refused with ACKC7 4 (PPID_NOT_FOUND)",
});
row("deleteAllPrograms", () => gem.deleteAllPrograms(), { S7F17: B(0) }, {
  asks: ["S7F17 W <L>."],
  value: "accepted",
});
row("listPrograms", () => gem.listPrograms(), { S7F19: L(A("R1"), A("R2")) }, {
  asks: ["S7F19 W."],
  value: ["R1", "R2"],
});
const FORMATTED = {
  PPID: "R1",
  ...MDLN,
  commands: [{ CCODE: { format: "U2", value: 5 } as const, parameters: [A("X"), U1(2)] }],
};
const FORMATTED_ITEM = L(A("R1"), A("EQ-100"), A("1.2.0"), L(L(U2(5), L(A("X"), U1(2)))));
row("uploadFormattedProgram", () => gem.uploadFormattedProgram("R1"), { S7F25: FORMATTED_ITEM }, {
  asks: ['S7F25 W <A "R1">.'],
  value: FORMATTED,
});
row("downloadFormattedProgram", () => gem.downloadFormattedProgram(FORMATTED), { S7F23: B(0) }, {
  asks: ['S7F23 W <L <A "R1"> <A "EQ-100"> <A "1.2.0"> <L <L <U2 5> <L <A "X"> <U1 2>>>>>.'],
  value: "accepted",
});
row("downloadFormattedProgram refused", () => gem.downloadFormattedProgram(FORMATTED), { S7F23: B(5) }, {
  asks: ['S7F23 W <L <A "R1"> <A "EQ-100"> <A "1.2.0"> <L <L <U2 5> <L <A "X"> <U1 2>>>>>.'],
  error: "AcknowledgeError: Cannot download R1: refused with ACKC7 5 (MODE_UNSUPPORTED)",
});

// ── Services ─────────────────────────────────────────────────────────────────────────────────────────────────────

row("display", () => gem.display("HELLO", 2), { S10F3: B(0) }, {
  asks: ['S10F3 W <L <B 0x02> <A "HELLO">>.'],
  value: undefined,
});
row("display of lines", () => gem.display(["A", "B"]), { S10F5: B(0) }, {
  asks: ['S10F5 W <L <B 0x00> <L <A "A"> <A "B">>>.'],
  value: undefined,
});
row("display without a terminal", () => gem.display("HELLO", 9), { S10F3: B(2) }, {
  asks: ['S10F3 W <L <B 0x09> <A "HELLO">>.'],
  error: "AcknowledgeError: Cannot display a text at terminal 9: refused with ACKC10 2 (NO_TERMINAL)",
});
row("broadcast", () => gem.broadcast("HELLO"), { S10F9: B(0) }, {
  asks: ['S10F9 W <A "HELLO">.'],
  value: undefined,
});
row("broadcast refused", () => gem.broadcast("HELLO"), { S10F9: B(1) }, {
  asks: ['S10F9 W <A "HELLO">.'],
  error: "AcknowledgeError: Cannot broadcast a text: refused with ACKC10 1 (NOT_DISPLAYED)",
});
const TIME = { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6, millisecond: 70 };
row("readClock", () => gem.readClock(), { S2F17: A("2026020304050607") }, {
  asks: ["S2F17 W."],
  value: { text: "2026020304050607", time: TIME },
});
row("readClock without a time", () => gem.readClock(), { S2F17: A("") }, {
  asks: ["S2F17 W."],
  value: { text: "" },
});
for (
  const [told, set] of [
    ["260203040506", "260203040506"],
    ["20260203040506", "20260203040506"],
    ["2026020304050607", "2026020304050607"],
    ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.070"],
    ["", "2026020304050607"],
  ]
) {
  row(
    `setClock in the form of ${told || "none"}`,
    () => gem.setClock(TIME),
    { S2F17: A(told), S2F31: B(0) },
    {
      asks: ["S2F17 W.", `S2F31 W <A "${set}">.`],
      value: undefined,
    },
  );
}
row("setClock in the form of the deviations (D18)", () => gem.setClock(TIME, { deviations: { time: 14 } }), {
  S2F31: B(0),
}, { asks: ['S2F31 W <A "20260203040506">.'], value: undefined });
row("setClock refused", () => gem.setClock(TIME, { deviations: { time: 16 } }), { S2F31: B(1) }, {
  asks: ['S2F31 W <A "2026020304050607">.'],
  error: "AcknowledgeError: Cannot set the clock: refused with TIACK 1 (NOT_DONE)",
});
row("setSpooling", () => gem.setSpooling({ 5: [], 6: [11, 13] }), { S2F43: L(B(0), L()) }, {
  asks: ["S2F43 W <L <L <U1 5> <L>> <L <U1 6> <L <U1 11> <U1 13>>>>."],
  value: undefined,
});
row("setSpooling refused", () => gem.setSpooling({ 1: [], 6: [12] }), {
  S2F43: L(B(1), L(L(U1(1), B(1), L()), L(U1(6), B(4), L(U1(12))))),
}, {
  asks: ["S2F43 W <L <L <U1 1> <L>> <L <U1 6> <L <U1 12>>>>."],
  error: "AcknowledgeError: Cannot set spooling: refused with RSPACK 1 (REJECTED), " +
    "S1: 1 (NOT_ALLOWED), S6 F12: 4 (SECONDARY_FUNCTION)",
});
row("unloadSpool", () => gem.unloadSpool(), { S6F23: B(0) }, { asks: ["S6F23 W <U1 0>."], value: true });
row("unloadSpool of nothing", () => gem.unloadSpool(), { S6F23: B(2) }, {
  asks: ["S6F23 W <U1 0>."],
  value: false,
});
row("purgeSpool while busy", () => gem.purgeSpool(), { S6F23: B(1) }, {
  asks: ["S6F23 W <U1 1>."],
  error: "AcknowledgeError: Cannot purge the spool: refused with RSDA 1 (BUSY)",
});

// ── Traces and limits ────────────────────────────────────────────────────────────────────────────────────────────

row(
  "startTrace",
  () => gem.startTrace({ id: 1, variables: ["TEMP"], period: 3661.25, samples: 10, group: 5 }, TOOL),
  {
    S2F23: B(0),
  },
  { asks: ['S2F23 W <L <U4 1> <A "01010125"> <U4 10> <U4 5> <L <U2 7>>>.'], value: undefined },
);
row("startTrace refused", () => gem.startTrace({ id: 1, variables: [99], period: 1, samples: 1 }), {
  S2F23: B(4),
}, {
  asks: ['S2F23 W <L <U4 1> <A "000001"> <U4 1> <U4 1> <L <U4 99>>>.'],
  error: "AcknowledgeError: Cannot start trace 1: refused with TIAACK 4 (UNKNOWN_SVID)",
});
row("startTrace at no period", () => gem.startTrace({ id: 1, variables: [1], period: 0, samples: 1 }), {}, {
  asks: [],
  error: "RangeError: Cannot trace: a period of 0 s is outside 0.01 to 359999.99",
});
row("stopTrace", () => gem.stopTrace(1, { deviations: { formats: { TRID: "U2" } } }), { S2F23: B(0) }, {
  asks: ['S2F23 W <L <U2 1> <A "000001"> <U4 0> <U4 1> <L>>.'],
  value: undefined,
});
row(
  "defineLimits",
  () => {
    return gem.defineLimits([{ id: "TEMP", limits: [{ id: 1, upper: 80, lower: 75.5 }, 2] }], TOOL);
  },
  { S2F45: L(B(0), L()) },
  {
    asks: ["S2F45 W <L <U4 0> <L <L <U2 7> <L <L <B 0x01> <L <F4 80> <F4 75.5>>> <L <B 0x02> <L>>>>>>."],
    value: undefined,
  },
);
row(
  "defineLimits refused",
  () => gem.defineLimits([{ id: 7, limits: [{ id: 1, upper: U1(1), lower: U1(2) }] }]),
  {
    S2F45: L(B(1), L(L(U2(7), B(4), L(B(1), B(4))), L(U2(8), B(1), L()))),
  },
  {
    asks: ["S2F45 W <L <U4 0> <L <L <U4 7> <L <L <B 0x01> <L <U1 1> <U1 2>>>>>>>."],
    error: "AcknowledgeError: Cannot define limits: refused with VLAACK 1 (DEFINITION_ERROR), " +
      "VID 7, LIMITID 1: 4 (UPPERDB_BELOW_LOWERDB), VID 8: 1 (UNKNOWN_VARIABLE)",
  },
);
row("clearLimits", () => gem.clearLimits(["TEMP"], TOOL), { S2F45: L(B(0), L()) }, {
  asks: ["S2F45 W <L <U4 0> <L <L <U2 7> <L>>>>."],
  value: undefined,
});
row("clearAllLimits", () => gem.clearAllLimits(), { S2F45: L(B(0), L()) }, {
  asks: ["S2F45 W <L <U4 0> <L>>."],
  value: undefined,
});
row("readLimits", () => gem.readLimits([7, 8]), {
  S2F47: L(L(U2(7), L(A("C"), F4(0), F4(99), L(L(B(1), F4(80), F4(75))))), L(U2(8), L())),
}, {
  asks: ["S2F47 W <L <U4 7> <U4 8>>."],
  value: [{
    VID: { format: "U2", value: 7 },
    attributes: {
      UNITS: "C",
      LIMITMIN: F4(0),
      LIMITMAX: F4(99),
      limits: [{ LIMITID: 1, UPPERDB: F4(80), LOWERDB: F4(75) }],
    },
  }, { VID: { format: "U2", value: 8 } }],
});

row("a primary of another equipment's kind: BOOLEAN where a code is due", () => gem.enableAllEvents(), {
  S2F37: BOOLEAN(true),
}, {
  asks: ["S2F37 W <L <BOOLEAN TRUE> <L>>."],
  error: "ReplyError: Cannot read S2F38: expected B, found BOOLEAN",
});
