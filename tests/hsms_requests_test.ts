// A caller's mistakes: each throws, names what could not be done, and leaves the entity as it was.
import { assertEquals, assertThrows } from "@std/assert";
import { Entity, type EntityOptions, GENERAL_SESSION, GENERIC, NotSelectedError } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, selectReq } from "./hsms_frames.ts";
import { primary, Rig } from "./hsms_rig.ts";

const S1F1 = primary("S1F1 W");
const received = {
  session: 0,
  stream: 1,
  function: 3,
  replyExpected: true,
  systemBytes: 9,
  text: new Uint8Array(0),
};
const rejected = { session: 0, byte2: 0, byte3: 0, pType: 0, sType: 0, systemBytes: 9 };

interface Mistake {
  what: string;
  does: (entity: Entity) => unknown;
  error?: new (message?: string) => Error;
}

/** What no caller may ask of a SELECTED entity that has S1F1 open under system bytes 1. */
const MISTAKES: Mistake[] = [
  {
    what: "send S1F2: a primary has an odd function",
    does: (e) => e.send({ ...S1F1, function: 2 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F0: a primary has an odd function",
    does: (e) => e.send({ ...S1F1, function: 0 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F257: function 257",
    does: (e) => e.send({ ...S1F1, function: 257 }, 0),
    error: RangeError,
  },
  {
    what: "send S128F1: stream 128",
    does: (e) => e.send({ ...S1F1, stream: 128 }, 0),
    error: RangeError,
  },
  { what: "send S-1F1: stream -1", does: (e) => e.send({ ...S1F1, stream: -1 }, 0), error: RangeError },
  { what: "send S1F1: T3 0", does: (e) => e.send({ ...S1F1, T3: 0 }, 0), error: RangeError },
  { what: "send S1F1: T3 NaN", does: (e) => e.send({ ...S1F1, T3: NaN }, 0), error: RangeError },
  { what: "use session id -1", does: (e) => e.send({ ...S1F1, session: -1 }, 0), error: RangeError },
  { what: "use session id 32768", does: (e) => e.send({ ...S1F1, session: 32768 }, 0), error: RangeError },
  {
    what: "send S1F1: system bytes 1",
    does: (e) => e.send({ ...S1F1, systemBytes: 1 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F1: system bytes -1",
    does: (e) => e.send({ ...S1F1, systemBytes: -1 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F1: system bytes 1.5",
    does: (e) => e.send({ ...S1F1, systemBytes: 1.5 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F1: system bytes 4294967296",
    does: (e) => e.send({ ...S1F1, systemBytes: 2 ** 32 }, 0),
    error: RangeError,
  },
  {
    what: "send S1F1: length 1011",
    does: (e) => e.send({ ...S1F1, text: new Uint8Array(1001) }, 0),
    error: RangeError,
  },
  {
    what: "reply S1F4: length 1011",
    does: (e) => e.reply(received, new Uint8Array(1001), 0),
    error: RangeError,
  },
  {
    what: "send S1F1: the text is no Uint8Array",
    does: (e) => e.send({ ...S1F1, text: { format: "A", value: "LOT-7" } as never }, 0),
    error: TypeError,
  },
  {
    what: "reply S1F4: the text is no Uint8Array",
    does: (e) => e.reply(received, "LOT-7" as never, 0),
    error: TypeError,
  },
  {
    what: "reply S1F6: the reply to S1F3",
    does: (e) => e.reply(received, undefined, 0, 6),
    error: RangeError,
  },
  {
    what: "reply S1F4: S1F3 expects no reply",
    does: (e) => e.reply({ ...received, replyExpected: false }, undefined, 0),
  },
  {
    what: "reply S1F256",
    does: (e) => e.reply({ ...received, function: 255 }, undefined, 0),
    error: RangeError,
  },
  {
    what: "reply S1F5: F4 is no primary",
    does: (e) => e.reply({ ...received, function: 4 }, undefined, 0),
    error: RangeError,
  },
  { what: "reject: a Reject.req", does: (e) => e.reject({ ...rejected, sType: 7 }, 1, 0) },
  { what: "reject: reason 256", does: (e) => e.reject(rejected, 256, 0), error: RangeError },
  { what: "reject: reason -1", does: (e) => e.reject(rejected, -1, 0), error: RangeError },
  { what: "reject: reason 0", does: (e) => e.reject(rejected, 0, 0), error: RangeError },
  {
    what: "encode a header: session 65536",
    does: (e) => e.reject({ ...rejected, session: 65536 }, 1, 0),
    error: RangeError,
  },
  { what: "select: in HSMS-SS only the active entity selects", does: (e) => e.select(0) },
  { what: "deselect: not available in HSMS-SS", does: (e) => e.deselect(0) },
  { what: "separate: not selected", does: (e) => e.separate(0, 77) },
  { what: "start: already started", does: (e) => e.start(0) },
];

for (const trace of [false, true]) {
  for (const { what, does, error = Error } of MISTAKES) {
    test(`a mistake leaves no mark${trace ? ", traced" : ""}: ${what}`, () => {
      const rig = new Rig({ mode: "passive", trace, limits: { messageLength: 1010 } }).selected();
      rig.send("S1F1 W");
      rig.forget();
      const before = glimpse(rig.entity);
      assertThrows(() => does(rig.entity), error, `Cannot ${what}`);
      assertEquals(glimpse(rig.entity), before);
      // A fact may be told at once, and the next system bytes are those they would have been.
      rig.rx(data("S1F2", 1));
      assertEquals(rig.lines.filter((line) => line.startsWith("reply")), ["reply S1F2 @0 #1"]);
      assertEquals(rig.written, []);
      assertEquals(rig.send("S1F1 W"), 2);
    });
  }
}

function glimpse(entity: Entity): unknown {
  const { state, deadline, queuedBytes, openTransactions } = entity;
  return { state, deadline, queuedBytes, openTransactions };
}

test("a fact that cannot be throws, and the facts that can be are taken as before", () => {
  const rig = new Rig({ mode: "passive" });
  assertThrows(() => rig.entity.connected(0), Error, "Cannot be connected");
  assertThrows(() => rig.entity.received(selectReq(1), 0), Error, "Cannot receive");
  assertThrows(() => rig.entity.disconnected(0), Error, "Cannot be disconnected");
  assertEquals(rig.entity.elapsed(0), undefined);
  rig.start();
  assertThrows(() => rig.entity.received(selectReq(1), 0), Error, "Cannot receive");
  rig.connected();
  assertThrows(() => rig.entity.connected(0), Error, "Cannot be connected");
  assertEquals(rig.rx(selectReq(1)).state, "SE");
});

test("law 4: a fact told before the entity was drained throws, and is not lost on a drained one", () => {
  const facts: [string, (e: Entity) => void][] = [
    ["connected", (e) => e.connected(0)],
    ["received", (e) => e.received(selectReq(9), 0)],
    ["blocked", (e) => e.blocked(0)],
    ["drained", (e) => e.drained(0)],
    ["paused", (e) => e.paused(0)],
    ["resumed", (e) => e.resumed(0)],
    ["disconnected", (e) => e.disconnected(0)],
    ["elapsed", (e) => e.elapsed(0)],
  ];
  for (const [name, tell] of facts) {
    const rig = new Rig({ mode: "passive" }).notSelected();
    rig.entity.received(selectReq(9), 0);
    assertThrows(() => tell(rig.entity), Error, `Cannot tell ${name}: poll until it gives undefined first`);
    assertEquals(rig.entity.poll()?.type, "state");
    assertThrows(() => tell(rig.entity), Error, `Cannot tell ${name}`);
    assertEquals([rig.drain().written, rig.state], [["0000000A FFFF 00 00 00 02 00000009"], "SE"]);
  }
  const rig = new Rig({ mode: "passive" }).selected();
  rig.entity.send(S1F1, 0);
  assertThrows(() => rig.entity.received(data("S1F2", 1), 0), Error, "Cannot tell received");
  rig.drain().rx(data("S1F2", 1));
});

test("a session that is not the entity's cannot be selected", () => {
  const rig = new Rig({ mode: "active", autoSelect: false, session: 5 }).notSelected();
  assertThrows(() => rig.entity.select(0, 7), Error, "Cannot select: session 7 is unknown here");
  assertEquals(rig.drain().written, []);
  assertEquals(rig.entity.select(0, 5), 1);
});

test("a Select.req or Deselect.req is not sent twice", () => {
  const rig = new Rig({ mode: "active", profile: GENERIC }).notSelected();
  assertThrows(() => rig.entity.select(0), Error, "Cannot select: a Select.req is open");
  const selected = new Rig({ mode: "passive", profile: GENERIC }).selected().do((e) => e.deselect(0));
  assertThrows(() => selected.entity.deselect(0), Error, "Cannot deselect: a Deselect.req is open");
});

test("NotSelectedError says why: not connected, or which session", () => {
  const rig = new Rig({ mode: "passive" }).start();
  const error = assertThrows(
    () => rig.entity.send(S1F1, 0),
    NotSelectedError,
    "Cannot send S1F1: not connected",
  );
  assertEquals(error.name, "NotSelectedError");
  rig.connected();
  assertThrows(
    () => rig.entity.send(S1F1, 0),
    NotSelectedError,
    "Cannot send S1F1: session 0 is not selected",
  );
});

// ── Options ────────────────────────────────────────────────────────────────────────────────────────────────────

const WRONG: [string, Partial<EntityOptions>][] = [
  ["Cannot use session id -1", { session: -1 }],
  ["Cannot use session id 32768", { session: 32768 }],
  ["Cannot use session id 0.5", { session: 0.5 }],
  ["Cannot use session id 65535", { session: 1, sessions: [1, 65535], profile: GENERAL_SESSION }],
  ["Cannot set T3", { timers: { T3: 0 } }],
  ["Cannot set T5", { timers: { T5: -1 } }],
  ["Cannot set T6", { timers: { T6: NaN } }],
  ["Cannot set linktest", { timers: { linktest: 0 } }],
  ["Cannot set limits.messageLength", { limits: { messageLength: 9 } }],
  ["Cannot set limits.messageLength", { limits: { messageLength: 2 ** 32 } }],
  ["Cannot set limits.openTransactions", { limits: { openTransactions: 0 } }],
  ["Cannot set limits.queuedBytes", { limits: { queuedBytes: 13 } }],
  ["Cannot set linktestFailures", { linktestFailures: 0 }],
  ["Cannot set systemBytes", { systemBytes: 2 ** 32 }],
  ["Cannot set systemBytes", { systemBytes: -1 }],
];
for (const [says, options] of WRONG) {
  test(`an option that cannot be is refused at once: ${says}, ${JSON.stringify(options)}`, () => {
    assertThrows(() => new Entity({ mode: "active", ...options }), RangeError, says);
  });
}

test("a mode that cannot be is refused at once", () => {
  const mode = "both" as unknown as "active";
  assertThrows(() => new Entity({ mode }), TypeError, `Cannot create an entity: mode is "both"`);
});

test("defaults: T3 45, T5 10, T6 5, T7 10, T8 5 s, 16 MiB + 10, HSMS-SS, device id 0", () => {
  const { timers, limits, profile, session, linktestFailures } = new Entity({ mode: "active" }).settings;
  const { T3, T5, T6, T7, T8 } = timers;
  assertEquals([T3, T5, T6, T7, T8], [45_000, 10_000, 5_000, 10_000, 5_000]);
  assertEquals([limits.messageLength, profile.name, session, linktestFailures], [
    16_777_226,
    "HSMS-SS",
    0,
    1,
  ]);
});

test("options given as undefined are defaults", () => {
  const options: EntityOptions = {
    mode: "active",
    session: undefined,
    timers: { T3: undefined },
    limits: { messageLength: undefined },
  };
  const { timers, limits } = new Entity(options).settings;
  assertEquals([timers.T3, limits.messageLength], [45_000, 16_777_226]);
});

test("timers outside the standard's ranges are told at start, and used", () => {
  const rig = new Rig({ mode: "active", timers: { T3: 200, T5: 0.5, T6: 240, T7: 241, T8: 0.2 } }).start();
  assertEquals(rig.lines, [
    "unusual timer T3 200 s (1 to 120 s)",
    "unusual timer T5 0.5 s (1 to 240 s)",
    "unusual timer T7 241 s (1 to 240 s)",
    "unusual timer T8 0.2 s (1 to 120 s)",
    "connect",
  ]);
  assertEquals(rig.lost().entity.deadline, 500);
});
