// The life of a SECS-I entity: connecting, T5, stopping, blocked and paused lines, and what is refused when.
import { assertEquals, assertThrows } from "@std/assert";
import {
  DEFAULT_LIMITS,
  DEFAULT_TIMERS,
  Entity,
  type EntityOptions,
  NotSelectedError,
} from "../core/secs1/mod.ts";
import { test } from "./harness.ts";
import { ACK, ENQ, EOT, NAK, primary, Rig, T1, T2, T3, T4, T5, text, WRITE } from "./secs1_rig.ts";

const started = (options: Partial<EntityOptions> = {}) => new Rig(options).do((e, now) => e.start(now));

test("a line that is connected is SELECTED, and told so", () => {
  const rig = started({ session: 9 }).forget().do((e, now) => e.connected(now));
  assertEquals(rig.lines, ["state SELECTED: connected", "selected 9"]);
  assertEquals([rig.entity.state, rig.entity.stateOf(9), rig.entity.deadline], [
    "SELECTED",
    "SELECTED",
    Infinity,
  ]);
});

test("the active side connects again T5 after a failure and after the end", () => {
  const rig = started({ role: "host" });
  rig.do((e, now) => e.disconnected(now));
  assertEquals([rig.lines, rig.entity.deadline], [["connect", "connect failed"], T5]);
  rig.forget().elapse(T5 - 1);
  assertEquals(rig.lines, []);
  rig.elapse(1).do((e, now) => e.connected(now)).do((e, now) => e.disconnected(now));
  assertEquals(rig.lines.slice(0, 2), ["timeout T5", "connect"]);
  assertEquals(rig.lines.slice(-2), ["deselected 0", "state NOT CONNECTED: disconnected"]);
  assertEquals(rig.entity.deadline, 2 * T5);
});

test("the passive side listens again at once after the end, and after T5 when it could not", () => {
  const rig = started({ mode: "passive" }).do((e, now) => e.connected(now)).forget();
  rig.do((e, now) => e.disconnected(now));
  assertEquals(rig.lines, ["deselected 0", "state NOT CONNECTED: disconnected", "connect"]);
  rig.forget().do((e, now) => e.disconnected(now));
  assertEquals([rig.lines, rig.entity.deadline], [["connect failed"], T5]);
});

test("the end of the line ends transactions, partial messages and what was to be sent", () => {
  const rig = new Rig({ role: "host" }).connected();
  rig.send("S1F1 W");
  rig.send("S1F3 W");
  rig.block("S6F11", 1, { end: false }, text(244)).forget();
  rig.do((e, now) => e.disconnected(now));
  assertEquals(rig.lines.slice(0, 3), [
    "noReply #1: disconnected",
    "noReply #2: disconnected",
    "deselected 0",
  ]);
  assertEquals([rig.entity.queuedBytes, rig.entity.openTransactions, rig.entity.deadline], [0, 0, T5]);
  rig.elapse(T5).do((e, now) => e.connected(now)).forget().block("S6F11", 1, { number: 2 });
  assertEquals(rig.lines, ["discarded block number 8000060B800200000001"]);
  assertEquals(rig.written, [EOT, ACK]);
});

test("stop ends the line after the answer that is on its way", () => {
  const rig = new Rig().connected();
  rig.send("S5F1 W");
  rig.forget().do((e, now) => e.stop(now));
  assertEquals(rig.lines, [
    "noReply #1: disconnected",
    "deselected 0",
    "state NOT CONNECTED: stopped",
    "disconnect",
  ]);
  rig.rx(ENQ).do((e, now) => e.disconnected(now));
  assertEquals([rig.lines.at(-1), rig.entity.deadline], ["stopped", Infinity]);
});

test("an ACK that waits is still written when the entity is stopped", () => {
  const rig = new Rig().connected();
  rig.rx(ENQ).forget();
  rig.do((e, now) => {
    e.received(Uint8Array.of(10, 0, 0, 0x81, 1, 0x80, 1, 0, 0, 0, 1, 1, 4), now);
    assertEquals(e.poll()?.type, "message");
    e.stop(now);
  });
  assertEquals(rig.written, [ACK]);
  assertEquals(rig.lines.at(-1), "disconnect");
});

test("stop in each phase: stopped, connecting, separated", () => {
  const fresh = new Rig().do((e, now) => e.stop(now));
  assertEquals(fresh.lines, []);
  const connecting = started().forget().do((e, now) => e.stop(now));
  assertEquals(connecting.lines, ["disconnect"]);
  connecting.do((e, now) => e.disconnected(now));
  assertEquals(connecting.lines, ["disconnect", "stopped"]);
  const separated = started().do((e, now) => e.disconnected(now)).forget().do((e, now) => e.stop(now));
  assertEquals(separated.lines, ["stopped"]);
  separated.forget().do((e, now) => e.start(now));
  assertEquals(separated.lines, ["connect"]);
});

// ── Blocked and paused ───────────────────────────────────────────────────────────────────────────────────────

test("while the socket is blocked nothing is written, T2 waits, and what comes before the block is out is ignored", () => {
  const rig = new Rig().connected();
  rig.send("S5F1");
  rig.rx(EOT).forget().do((e, now) => e.blocked(now));
  assertEquals(rig.entity.deadline, WRITE);
  rig.now = T2 + 1;
  rig.rx(NAK, 0).rx(ENQ).do((e, now) => e.drained(now));
  assertEquals([rig.lines, rig.written, rig.entity.deadline], [[], [], 2 * T2 + 1]);
  rig.rx(ACK);
  assertEquals([rig.lines, rig.entity.queuedBytes], [[], 0]);
});

for (const [answer, lines, queued] of [[ACK, [], 0], [NAK, ["retry NAK 1"], 10]] as const) {
  test(`an answer may be told before the end of the writing is: ${answer === ACK ? "ACK" : "NAK"}`, () => {
    const rig = new Rig().connected();
    rig.send("S5F1");
    rig.rx(EOT).forget().do((e, now) => e.blocked(now)).rx(0, answer);
    assertEquals([rig.lines, rig.entity.queuedBytes, rig.written], [[...lines], queued, []]);
    rig.do((e, now) => e.drained(now));
    assertEquals(rig.written, answer === ACK ? [] : [ENQ]);
  });
}

test("an ACK that comes before the block was handed to the socket answers nothing", () => {
  const rig = new Rig().connected();
  rig.send("S5F1");
  rig.do((e, now) => e.blocked(now)).rx(EOT).rx(ACK);
  assertEquals([rig.lines, rig.entity.queuedBytes], [[], 10]);
  rig.forget().do((e, now) => e.drained(now)).rx(ACK);
  assertEquals([rig.written.length, rig.entity.queuedBytes], [13, 0]);
});

test("a socket that stays blocked is given up", () => {
  const rig = new Rig().connected().do((e, now) => e.blocked(now));
  rig.elapse(WRITE);
  assertEquals(rig.lines, [
    "timeout write",
    "deselected 0",
    "state NOT CONNECTED: write timeout",
    "disconnect",
  ]);
});

test("while reading has stopped T1, T2 and T4 wait, and T3 runs on", () => {
  const rig = new Rig({ role: "host" }).connected();
  rig.send("S1F1 W");
  rig.take();
  rig.block("S6F11", 1, { end: false }, text(244)).rx(ENQ, 20).do((e, now) => e.paused(now));
  assertEquals(rig.entity.deadline, T3);
  rig.now = T3 - 1;
  rig.do((e, now) => e.resumed(now));
  assertEquals(rig.entity.deadline, T3);
  rig.elapse(1);
  assertEquals([rig.lines, rig.entity.deadline], [["noReply #1: T3"], T3 - 1 + T1]);
  rig.elapse(T1 - 1);
  assertEquals([rig.lines.at(-1), rig.entity.deadline], ["block refused T1", T3 - 1 + T4]);
});

// ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────

test("nothing can be sent or answered before the line is connected", () => {
  const entity = new Entity({ role: "host" });
  const message = { session: 0, stream: 1, function: 1, replyExpected: true, systemBytes: 1, text: text(0) };
  assertThrows(() => entity.send(primary("S1F1 W"), 0), NotSelectedError, "Cannot send S1F1: not connected");
  assertThrows(
    () => entity.reply(message, undefined, 0),
    NotSelectedError,
    "Cannot reply S1F2: not connected",
  );
  assertEquals(entity.cancel(1), false);
});

const SENDS: [string, Parameters<Rig["send"]>, string][] = [
  ["an even function", ["S1F2"], "a primary has an odd function"],
  ["a stream over 127", ["S128F1"], "stream 128 is not in 0 to 127"],
  ["a function over 255", ["S1F257"], "function 257 is not in 0 to 255"],
  ["a device id over 32767", ["S1F1", { session: 32_768 }], "session 32768 is not in 0 to 32767"],
  [
    "system bytes that are open",
    ["S1F1 W", { systemBytes: 1 }],
    "system bytes 1 are those of an open transaction",
  ],
  ["T3 of 0", ["S1F1 W", { T3: 0 }], "T3 0 is not a time in seconds above 0"],
  ["more text than blocks carry", ["S7F3", { text: new Uint8Array(7_995_149) }], "exceeds the limit 7995158"],
  ["no bytes", ["S7F3", { text: "no" as unknown as Uint8Array }], "the text is no Uint8Array"],
];
for (const [name, send, says] of SENDS) {
  test(`a primary with ${name} is refused, and nothing has changed`, () => {
    const rig = new Rig({ role: "host" }).connected();
    rig.send("S1F1 W");
    const before = [rig.entity.queuedBytes, rig.entity.openTransactions];
    assertThrows(() => rig.send(...send), Error, says);
    assertEquals([rig.entity.queuedBytes, rig.entity.openTransactions], before);
  });
}

test("limits on open transactions and queued bytes are kept", () => {
  const rig = new Rig({ limits: { openTransactions: 1, queuedBytes: 40 } }).connected();
  rig.send("S1F1 W");
  assertThrows(() => rig.send("S1F1 W"), RangeError, "1 transactions are open");
  rig.send("S6F11", { text: text(20) });
  assertThrows(() => rig.send("S6F11"), RangeError, "40 bytes wait to be sent, the limit is 40");
  rig.take();
  rig.send("S6F11");
});

test("replies that cannot be are refused", () => {
  const rig = new Rig().connected();
  rig.block("S1F1 W", 1).block("S1F3", 2);
  const [asking, telling] = rig.messages;
  const reply = (message: typeof asking, fn?: number) => () =>
    rig.do((e, now) => e.reply(message, undefined, now, fn));
  assertThrows(reply(telling), Error, "S1F3 expects no reply");
  assertThrows(reply(asking, 4), RangeError, "the reply to S1F1 is F2 or F0");
  assertThrows(reply({ ...asking, function: 2 }), RangeError, "F2 is no primary");
  reply(asking, 0)();
  assertEquals(rig.take().header.function, 0);
});

const OPTIONS: [Partial<EntityOptions>, string][] = [
  [{ role: "tool" as "host" }, 'role is "tool", not "host" or "equipment"'],
  [{ mode: "both" as "active" }, 'mode is "both", not "active" or "passive"'],
  [{ session: 32_768 }, "session: 32768 is not a whole number from 0 to 32767"],
  [{ RTY: -1 }, "RTY: -1 is not a whole number"],
  [{ timers: { T1: 0 } }, "T1: 0 is not a time in seconds above 0"],
  [
    { limits: { messageLength: 7_995_159 } },
    "limits.messageLength: 7995159 is not a whole number from 10 to 7995158",
  ],
  [{ limits: { partialMessages: 0 } }, "limits.partialMessages: 0 is not a whole number from 1"],
  [{ systemBytes: 2 ** 32 }, "systemBytes: 4294967296 is not a whole number from 0 to 4294967295"],
];
for (const [options, says] of OPTIONS) {
  test(`options that cannot be: ${says}`, () => {
    assertThrows(() => new Entity({ role: "host", ...options }), Error, says);
  });
}

test("options have E4's defaults, and the equipment is master", () => {
  const { settings } = new Entity({ role: "equipment" });
  assertEquals(settings.timers, { T1: 500, T2: 10_000, T3: 45_000, T4: 45_000, T5: 10_000, write: 120_000 });
  assertEquals([settings.RTY, settings.master, settings.limits], [3, true, DEFAULT_LIMITS]);
  assertEquals(new Entity({ role: "host" }).settings.master, false);
  assertEquals(new Entity({ role: "host", master: true }).settings.master, true);
  assertEquals(DEFAULT_TIMERS.T1, 0.5);
});

test("parameters outside E4's ranges are accepted, and told at the start", () => {
  const rig = started({ RTY: 32, timers: { T1: 0.05, T2: 30, T4: 121 } });
  assertEquals(rig.lines, [
    "unusual timer T1 0.05 0.1 to 10 s",
    "unusual timer T2 30 0.2 to 25 s",
    "unusual timer T4 121 1 to 120 s",
    "unusual timer RTY 32 0 to 31",
    "connect",
  ]);
});

// ── Misuse ───────────────────────────────────────────────────────────────────────────────────────────────────

test("facts out of place throw, and so does one told before the entity was drained", () => {
  const entity = new Entity({ role: "host" });
  assertThrows(() => entity.connected(0), Error, "Cannot be connected: no connection was ordered");
  assertThrows(() => entity.received(text(1), 0), Error, "Cannot receive: not connected");
  assertThrows(() => entity.disconnected(0), Error, "Cannot be disconnected: not connected");
  entity.start(0);
  assertThrows(() => entity.start(0), Error, "Cannot start: already started");
  assertThrows(
    () => entity.connected(0),
    Error,
    "Cannot tell connected: poll until it gives undefined first",
  );
});

test("system bytes are handed out in order, pass over open ones and begin again at 0", () => {
  const rig = new Rig({ systemBytes: 0xfffffffe }).connected();
  rig.send("S1F1 W", { systemBytes: 0xffffffff });
  assertEquals([rig.send("S1F1 W"), rig.send("S1F1 W"), rig.send("S1F1 W")], [0xfffffffe, 0, 1]);
});

test("a small text may change after it is sent", () => {
  const rig = new Rig().connected(), body = text(3);
  rig.send("S6F11", { text: body });
  body.fill(9);
  assertEquals(rig.take().data, text(3));
});
