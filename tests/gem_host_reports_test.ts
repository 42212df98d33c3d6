// Subscribing to events and what belongs to it: what is asked, step by step, and what each refusal says.
import { assert, assertEquals } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { A, B, L, U1, U2, U4 } from "../core/secs2/mod.ts";
import { play, row, type Script } from "./gem_host_rig.ts";
import { test } from "./harness.ts";

const OK: Script = { S2F33: B(0), S2F35: B(0), S2F37: B(0) };
const LOT = { events: [{ id: 10, reports: [1] }], reports: [{ id: 1, variables: [100, 101] }] };
const REPORT = L(U4(0), U4(10), L(L(U4(1), L(A("LOT"), U2(25)))));

const DISABLE_ALL = "S2F37 W <L <BOOLEAN FALSE> <L>>.";
const DELETE_ALL = "S2F33 W <L <U4 0> <L>>.";
const DEFINE = "S2F33 W <L <U4 0> <L <L <U4 1> <L <U4 100> <U4 101>>>>>.";
const LINK = "S2F35 W <L <U4 0> <L <L <U4 10> <L <U4 1>>>>>.";
const ENABLE = "S2F37 W <L <BOOLEAN TRUE> <L <U4 10>>>.";
const VERIFY = "S6F15 W <U4 10>.";
const SUBSCRIBED = {
  reports: [{ id: 1, variables: [100, 101] }],
  events: [{ id: 10, reports: [1] }],
};

row("subscribe takes all steps and verifies", () => gem.subscribe(LOT), { ...OK, S6F15: REPORT }, {
  asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK, ENABLE, VERIFY],
  value: { ...SUBSCRIBED, verified: true },
});

for (const reason of ["aborted", "stream 9", "T3"] as const) {
  row(`subscribe goes unverified where S6F15 is not known: ${reason}`, () => gem.subscribe(LOT), {
    ...OK,
    S6F15: reason,
  }, {
    asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK, ENABLE, VERIFY],
    value: { ...SUBSCRIBED, verified: false },
  });
}

row("subscribe finds that reports are not linked", () => gem.subscribe(LOT), {
  ...OK,
  S6F15: L(U4(0), U4(10), L()),
}, {
  asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK, ENABLE, VERIFY],
  error: "VerificationError: Cannot verify the reports of event 10: expected the reports 1, found none",
});

row("subscribe finds that a report lacks a value", () => gem.subscribe(LOT), {
  ...OK,
  S6F15: L(U4(0), U4(10), L(L(U4(1), L(A("LOT"))))),
}, {
  asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK, ENABLE, VERIFY],
  error: "VerificationError: Cannot verify the reports of event 10: expected 2 values in report 1, found 1",
});

const REFUSALS: readonly [string, Script, number, string][] = [
  ["S2F37", { S2F37: B(1) }, 1, "disable events: refused with ERACK 1 (UNKNOWN_CEID)"],
  ["S2F33 to delete", { S2F33: B(1) }, 2, "delete all reports: refused with DRACK 1 (NO_SPACE)"],
  ["S2F33", { S2F33: [B(0), B(4)] }, 3, "define reports: refused with DRACK 4 (UNKNOWN_VID)"],
  ["S2F33, defined", { S2F33: [B(0), B(3)] }, 3, "define reports: refused with DRACK 3 (RPTID_DEFINED)"],
  ["S2F35", { S2F35: B(5) }, 4, "link reports: refused with LRACK 5 (UNKNOWN_RPTID)"],
  ["S2F35, own code", { S2F35: B(70) }, 4, "link reports: refused with LRACK 70 (error 70)"],
  ["S2F37 to enable", { S2F37: [B(0), B(1)] }, 5, "enable events: refused with ERACK 1 (UNKNOWN_CEID)"],
];

for (const [name, script, count, error] of REFUSALS) {
  row(`subscribe names the step that is refused: ${name}`, () => gem.subscribe(LOT), { ...OK, ...script }, {
    asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK, ENABLE].slice(0, count),
    error: `AcknowledgeError: Cannot ${error}`,
  });
}

row("subscribe ends with the connection", () => gem.subscribe(LOT), { ...OK, S2F35: "disconnected" }, {
  asks: [DISABLE_ALL, DELETE_ALL, DEFINE, LINK],
  error: "TransactionError: Cannot complete S2F35: the connection has ended",
});

row("subscribe ends at a reply that is none", () => gem.subscribe(LOT), { ...OK, S2F33: A("yes") }, {
  asks: [DISABLE_ALL, DELETE_ALL],
  error: "ReplyError: Cannot read S2F34: expected B, found A",
});

// ── Partial forms ────────────────────────────────────────────────────────────────────────────────────────────────

const PART = { steps: ["define", "link", "enable"] } as const;
const PART_RESULT = { ...SUBSCRIBED, verified: false };

row("subscribe adds to what there is", () => gem.subscribe(LOT, {}, PART), OK, {
  asks: [DEFINE, LINK, ENABLE],
  value: PART_RESULT,
});

row("subscribe replaces reports and links of the same ids", () => gem.subscribe(LOT, {}, PART), {
  S2F33: [B(3), B(0)],
  S2F35: [B(3), B(0)],
  S2F37: B(0),
}, {
  asks: [
    DEFINE,
    "S2F33 W <L <U4 0> <L <L <U4 1> <L>>>>.",
    DEFINE,
    LINK,
    "S2F35 W <L <U4 0> <L <L <U4 10> <L>>>>.",
    LINK,
    ENABLE,
  ],
  value: PART_RESULT,
});

row(
  "subscribe without delete disables these events alone",
  () => {
    return gem.subscribe(LOT, {}, { steps: ["disable", "enable"] });
  },
  OK,
  { asks: ["S2F37 W <L <BOOLEAN FALSE> <L <U4 10>>>.", ENABLE], value: PART_RESULT },
);

row(
  "subscribe makes a report of an event's own variables, with a number that is free",
  () => {
    return gem.subscribe({
      events: [{ id: 10, reports: [1], variables: [7] }, { id: 11, variables: [8, 9] }, { id: 12 }],
      reports: [{ id: 1, variables: [100] }],
    });
  },
  { ...OK, S6F15: "aborted" },
  {
    asks: [
      DISABLE_ALL,
      DELETE_ALL,
      "S2F33 W <L <U4 0> <L <L <U4 1> <L <U4 100>>> <L <U4 2> <L <U4 7>>> <L <U4 3> <L <U4 8> <U4 9>>>>>.",
      "S2F35 W <L <U4 0> <L <L <U4 10> <L <U4 1> <U4 2>>> <L <U4 11> <L <U4 3>>>>>.",
      "S2F37 W <L <BOOLEAN TRUE> <L <U4 10> <U4 11> <U4 12>>>.",
      VERIFY,
    ],
    value: {
      reports: [{ id: 1, variables: [100] }, { id: 2, variables: [7] }, { id: 3, variables: [8, 9] }],
      events: [{ id: 10, reports: [1, 2] }, { id: 11, reports: [3] }, { id: 12, reports: [] }],
      verified: false,
    },
  },
);

row(
  "subscribe to nothing ends every subscription, and enables nothing",
  () => gem.subscribe({ events: [] }),
  OK,
  {
    asks: [DISABLE_ALL, DELETE_ALL],
    value: { reports: [], events: [], verified: true },
  },
);

// ── Names and deviations ─────────────────────────────────────────────────────────────────────────────────────────

const NAMES = {
  events: [{ id: 10, name: "PROCESS_START" }],
  variables: [{ id: U2(100), name: "LOT" }],
  constants: [{ id: { format: "A", value: "T1" }, name: "TIMEOUT" }],
} as const;

row(
  "subscribe by names, in the formats that the ids have",
  () => {
    const events = [{ id: "PROCESS_START", variables: ["LOT", "TIMEOUT", 100] }];
    return gem.subscribe({ events }, { names: NAMES }, { steps: ["define", "enable"] });
  },
  OK,
  {
    asks: ['S2F33 W <L <U4 0> <L <L <U4 1> <L <U2 100> <A "T1"> <U2 100>>>>>.', ENABLE],
    value: {
      reports: [{ id: 1, variables: [U2(100), { format: "A", value: "T1" }, U2(100)] }],
      events: [{ id: 10, reports: [1] }],
      verified: false,
    },
  },
);

row(
  "subscribe refuses a name that nobody knows, before anything is asked",
  () => {
    return gem.subscribe({ events: [{ id: "NONE" }] }, { deviations: { formats: { CEID: "U4" } } });
  },
  OK,
  { asks: [], error: 'RangeError: Cannot find the CEID "NONE": no such name is known' },
);

row(
  "subscribe in the formats that the tool wants",
  () => {
    const formats = { CEID: "U2", RPTID: "A", VID: "U8", DATAID: "U1" } as const;
    return gem.subscribe(LOT, { deviations: { formats } }, PART);
  },
  OK,
  {
    asks: [
      'S2F33 W <L <U1 0> <L <L <A "1"> <L <U8 100> <U8 101>>>>>.',
      'S2F35 W <L <U1 0> <L <L <U2 10> <L <A "1">>>>>.',
      "S2F37 W <L <BOOLEAN TRUE> <L <U2 10>>>.",
    ],
    value: {
      reports: [{
        id: { format: "A", value: "1" },
        variables: [{ format: "U8", value: 100 }, { format: "U8", value: 101 }],
      }],
      events: [{ id: { format: "U2", value: 10 }, reports: [{ format: "A", value: "1" }] }],
      verified: false,
    },
  },
);

row(
  "subscribe to a tool with fixed reports",
  () => {
    return gem.subscribe({ events: [{ id: 10 }] }, { deviations: { reports: "fixed" } });
  },
  { S2F37: B(0), S6F15: REPORT },
  {
    asks: [DISABLE_ALL, ENABLE, VERIFY],
    value: { reports: [], events: [{ id: 10, reports: [] }], verified: true },
  },
);

for (const [CEED, on] of [["B", "B 0x01"], ["U1", "U1 1"]] as const) {
  row(`enableEvents with CEED as ${CEED}`, () => gem.enableEvents([10], { deviations: { CEED } }), OK, {
    asks: [`S2F37 W <L <${on}> <L <U4 10>>>.`],
    value: undefined,
  });
}

row("disableEvents", () => gem.disableEvents([10, 11]), OK, {
  asks: ["S2F37 W <L <BOOLEAN FALSE> <L <U4 10> <U4 11>>>."],
  value: undefined,
});
row("enableEvents of none asks nothing: none would be all", () => gem.enableEvents([]), OK, {
  asks: [],
  value: undefined,
});
row("enableAllEvents", () => gem.enableAllEvents(), OK, {
  asks: ["S2F37 W <L <BOOLEAN TRUE> <L>>."],
  value: undefined,
});

row("unsubscribe from all", () => gem.unsubscribe([]), OK, {
  asks: [DISABLE_ALL, DELETE_ALL],
  value: undefined,
});
row("unsubscribe from some", () => gem.unsubscribe([10]), OK, {
  asks: ["S2F37 W <L <BOOLEAN FALSE> <L <U4 10>>>.", "S2F35 W <L <U4 0> <L <L <U4 10> <L>>>>."],
  value: undefined,
});
row(
  "unsubscribe where reports are fixed",
  () => {
    return gem.unsubscribe([10], { deviations: { reports: "fixed" } });
  },
  OK,
  { asks: ["S2F37 W <L <BOOLEAN FALSE> <L <U4 10>>>."], value: undefined },
);
row("unsubscribe from what is unknown", () => gem.unsubscribe([10]), { S2F37: B(1) }, {
  asks: ["S2F37 W <L <BOOLEAN FALSE> <L <U4 10>>>."],
  error: "AcknowledgeError: Cannot disable events: refused with ERACK 1 (UNKNOWN_CEID)",
});

row("requestReport", () => gem.requestReport(1), { S6F19: L(A("LOT"), U2(25)) }, {
  asks: ["S6F19 W <U4 1>."],
  value: [A("LOT"), U2(25)],
});

test("procedure: requestEvent keeps the formats of ids", () => {
  const { value } = play(gem.requestEvent(10), { S6F15: L(U1(0), U2(10), L(L(A("R"), L(U1(1))))) });
  assert(value !== undefined);
  assertEquals(value.CEID, { format: "U2", value: 10 });
  assertEquals(value.reports, [{ RPTID: { format: "A", value: "R" }, values: [U1(1)] }]);
});

// ── Texts of several blocks ──────────────────────────────────────────────────────────────────────────────────────

const LONG = { deviations: { inquireAbove: 20 } };

row(
  "subscribe announces what takes several blocks",
  () => {
    return gem.subscribe(LOT, LONG, { ...PART, DATAID: 5 });
  },
  { ...OK, S2F39: B(0) },
  {
    asks: [
      "S2F39 W <L <U4 5> <U4 32>>.",
      "S2F33 W <L <U4 5> <L <L <U4 1> <L <U4 100> <U4 101>>>>>.",
      "S2F39 W <L <U4 5> <U4 26>>.",
      "S2F35 W <L <U4 5> <L <L <U4 10> <L <U4 1>>>>>.",
      ENABLE,
    ],
    value: PART_RESULT,
  },
);
row("subscribe without a grant", () => gem.subscribe(LOT, LONG, PART), { ...OK, S2F39: B(1) }, {
  asks: ["S2F39 W <L <U4 0> <U4 32>>."],
  error: "AcknowledgeError: Cannot define reports: refused with GRANT 1 (BUSY)",
});
row(
  "startTrace announces what takes several blocks",
  () => gem.startTrace({ id: 1, variables: [1, 2], period: 1, samples: 3 }, LONG),
  { S2F39: B(0), S2F23: B(0) },
  {
    asks: ["S2F39 W <L <U4 0> <U4 42>>.", 'S2F23 W <L <U4 1> <A "000001"> <U4 3> <U4 1> <L <U4 1> <U4 2>>>.'],
    value: undefined,
  },
);
row(
  "downloadProgram announces what takes several blocks",
  () => {
    return gem.downloadProgram("R1", B(new Uint8Array(30)), LONG);
  },
  { S7F1: B(4) },
  {
    asks: ['S7F1 W <L <A "R1"> <U4 32>>.'],
    error: "AcknowledgeError: Cannot have R1 granted: refused with PPGNT 4 (BUSY)",
  },
);
