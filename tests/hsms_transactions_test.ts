// Data transactions of an entity: what their replies are matched on, what ends them, and the system bytes they use.
import { assertEquals, assertThrows } from "@std/assert";
import type { EntityOptions } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, hex, linktestRsp, rejectReq, toHex } from "./hsms_frames.ts";
import { primary, Rig, T3 } from "./hsms_rig.ts";

/** A passive rig SELECTED at 0. */
const session = (options: Partial<EntityOptions> = {}) => new Rig({ mode: "passive", ...options }).selected();
/** One with S1F1 open under system bytes 1. */
const waiting = (options: Partial<EntityOptions> = {}) => {
  const rig = session(options);
  rig.send("S1F1 W");
  return rig.forget();
};
/** The header of a data message as ten bytes. */
const header = (what: string, sys: number, id = 0) => data(what, sys, id).slice(4);
const item = (mhead: Uint8Array, prefix = "210A") => hex(prefix + toHex(mhead));

// ── Replies ────────────────────────────────────────────────────────────────────────────────────────────────────

test("a reply completes its primary, which is named as it was given, whatever the order of replies", () => {
  const rig = session(), given: unknown[] = [], texts: string[] = [];
  rig.onOutput = (output) => {
    if (output.type !== "reply") return;
    given.push(output.primary);
    texts.push(toHex(output.message.text));
  };
  const [first, second] = [primary("S1F1 W"), primary("S1F3 W")];
  rig.entity.send(first, 0);
  rig.entity.send(second, 0);
  rig.drain().rx(data("S1F4", 2, 0, hex("0100")), data("S1F2", 1, 0, hex("0101")));
  assertEquals(given[0] === second && given[1] === first, true);
  assertEquals([texts, rig.entity.openTransactions], [["0100", "0101"], 0]);
});

test("same system bytes in both directions: a primary is no reply, and each side keeps its own transaction", () => {
  const rig = waiting().rx(data("S1F1 W", 1), data("S1F2", 1));
  assertEquals(rig.lines, ["message S1F1 W @0 #1", "reply S1F2 @0 #1"]);
});

test("crossing S1F13: each is delivered, each is answered", () => {
  const rig = session();
  rig.onOutput = (output) =>
    void (output.type === "message" && rig.entity.reply(output.message, hex("0100"), rig.now));
  rig.send("S1F13 W");
  rig.forget().rx(data("S1F13 W", 1), data("S1F14", 1));
  assertEquals(rig.lines, ["message S1F13 W @0 #1", "reply S1F14 @0 #1"]);
  assertEquals(rig.written, ["0000000C 0000 01 0E 00 00 00000001 0100"]);
});

test("a second reply belongs to no transaction", () => {
  const rig = waiting().rx(data("S1F2", 1), data("S1F2", 1));
  assertEquals(rig.lines, ["reply S1F2 @0 #1", "unmatched S1F2 @0 #1: no transaction"]);
});

test("a reply after T3 is late, told apart from one to nothing", () => {
  const rig = waiting().elapse(T3).rx(data("S1F2", 1), data("S1F2", 2));
  assertEquals(rig.lines, [
    "noReply #1: T3",
    "unmatched S1F2 @0 #1: late",
    "unmatched S1F2 @0 #2: no transaction",
  ]);
});

test("a reply is late after a cancel, an abort, a Reject, a mismatch and a stream 9 too", () => {
  const enders: [string, (rig: Rig) => Rig][] = [
    ["cancel", (rig) => rig.do((e) => void assertEquals(e.cancel(1), true))],
    ["abort", (rig) => rig.rx(data("S1F0", 1))],
    ["Reject", (rig) => rig.rx(rejectReq(1, 0, 4))],
    ["mismatch", (rig) => rig.rx(data("S1F4", 1))],
    ["stream 9", (rig) => rig.rx(data("S9F7", 8, 0, item(header("S1F1 W", 1))))],
  ];
  for (const [what, end] of enders) {
    assertEquals(end(waiting()).forget().rx(data("S1F2", 1)).lines, ["unmatched S1F2 @0 #1: late"], what);
  }
});

test("a reply on a new connection to a primary of the old one is late, and system bytes go on", () => {
  const rig = waiting().lost().connected().rx(hex("0000000A FFFF 00 00 00 01 000000A1")).forget();
  assertEquals(rig.rx(data("S1F2", 1)).lines, ["unmatched S1F2 @0 #1: late"]);
  assertEquals(rig.send("S1F1 W"), 2);
});

test("a transaction used again is not late any more", () => {
  const rig = waiting().elapse(T3);
  assertEquals(rig.send("S1F1 W", { systemBytes: 1 }), 1);
  assertEquals(rig.forget().rx(data("S1F2", 1), data("S1F2", 1)).lines, [
    "reply S1F2 @0 #1",
    "unmatched S1F2 @0 #1: no transaction",
  ]);
});

test("a mismatched reply ends the transaction and tells both, once", () => {
  const rig = waiting().rx(data("S1F4", 1), data("S2F2", 1));
  assertEquals(rig.lines, [
    `noReply #1: mismatch ${toHex(header("S1F4", 1))}`,
    "unmatched S1F4 @0 #1: stream/function",
    "unmatched S2F2 @0 #1: late",
  ]);
});

test("a reply with another session id: accepted and told in HSMS-SS, in strict mode unmatched", () => {
  assertEquals(waiting().rx(data("S1F2", 1, 5)).lines, [
    "fault: session of reply differs",
    "reply S1F2 @5 #1",
  ]);
  assertEquals(waiting({ strict: true }).rx(data("S1F2", 1, 5)).lines, [
    "fault: session of reply differs",
    "unmatched S1F2 @5 #1: session",
  ]);
});

test("a secondary with the W-bit is told, and matched all the same", () => {
  assertEquals(waiting().rx(data("S1F2 W", 1)).lines, ["fault: W-bit on secondary", "reply S1F2 W @0 #1"]);
});

test("a primary without W opens no transaction: what answers it is unmatched", () => {
  const rig = session();
  rig.send("S1F1");
  assertEquals(rig.entity.openTransactions, 0);
  assertEquals(rig.forget().rx(data("S1F2", 1)).lines, ["unmatched S1F2 @0 #1: no transaction"]);
});

test("rejectUnsolicitedReplies answers a reply to nothing with Reject 3, and a mismatch with nothing", () => {
  const rig = waiting({ rejectUnsolicitedReplies: true });
  assertEquals(rig.rx(data("S1F4", 1)).written, []);
  assertEquals(rig.rx(data("S1F2", 1), data("S1F2", 9)).written, [
    "0000000A 0000 00 03 00 07 00000001",
    "0000000A 0000 00 03 00 07 00000009",
  ]);
});

test("control responses are not replies: a Linktest.rsp with the system bytes of a primary completes nothing", () => {
  assertEquals(waiting().rx(linktestRsp(1)).lines, ["fault: transaction not open"]);
});

// ── Stream 9 ───────────────────────────────────────────────────────────────────────────────────────────────────

for (const fn of [1, 3, 5, 7, 11]) {
  test(`S9F${fn} that reports an open primary ends it at once, and is delivered`, () => {
    const rig = waiting().rx(data(`S9F${fn}`, 0x77, 0, item(header("S1F1 W", 1))));
    assertEquals(rig.lines, [
      `noReply #1: stream 9 ${toHex(header(`S9F${fn}`, 0x77))}`,
      `message S9F${fn} @0 #119`,
    ]);
    assertEquals(rig.entity.deadline, Infinity);
  });
}

test("S9F5 that carries the system bytes of the primary itself ends it all the same", () => {
  const rig = waiting().rx(data("S9F5", 1, 0, item(header("S1F1 W", 1))));
  assertEquals(rig.lines, [`noReply #1: stream 9 ${toHex(header("S9F5", 1))}`, "message S9F5 @0 #1"]);
});

test("S9 with two or three length bytes, another device id or no W in the reported header is recognised", () => {
  const reports = [
    item(header("S1F1 W", 1), "22000A"),
    item(header("S1F1 W", 1), "2300000A"),
    item(header("S1F1 W", 1, 9)),
    item(header("S1F1", 1)),
  ];
  for (const report of reports) {
    assertEquals(waiting().rx(data("S9F3", 8, 0, report)).lines.length, 2, toHex(report));
  }
});

test("S9 that reports something else ends nothing", () => {
  const reports: [string, Uint8Array][] = [
    ["S9F5", item(header("S1F1 W", 2))],
    ["S9F5", item(header("S1F3 W", 1))],
    ["S9F5", item(header("S2F1 W", 1))],
    ["S9F5", hex("410A" + "00 00 81 01 00 00 00 00 00 01")],
    ["S9F5", hex("")],
    ["S9F5", hex("2109 000000000000000000")],
    ["S9F9", item(header("S1F1 W", 1))],
    ["S9F13", hex("0102 4106 533031463031 B104 00000001")],
  ];
  for (const [what, text] of reports) {
    assertEquals(
      waiting().rx(data(what, 8, 0, text)).lines,
      [`message ${what} @0 #8`],
      `${what} ${toHex(text)}`,
    );
  }
});

test("S9F7 and SxF0 together, in either order, end the transaction once", () => {
  const s9 = data("S9F7", 8, 0, item(header("S1F1 W", 1))), f0 = data("S1F0", 1);
  assertEquals(waiting().rx(s9, f0).lines, [
    `noReply #1: stream 9 ${toHex(header("S9F7", 8))}`,
    "message S9F7 @0 #8",
    "unmatched S1F0 @0 #1: late",
  ]);
  assertEquals(waiting().rx(f0, s9).lines, [
    `noReply #1: aborted ${toHex(header("S1F0", 1))}`,
    "message S9F7 @0 #8",
  ]);
});

// ── System bytes ───────────────────────────────────────────────────────────────────────────────────────────────

test("system bytes count up by one, data and control alike", () => {
  const rig = session();
  const used = [rig.send("S1F1 W"), rig.send("S1F1"), rig.entity.linktest(0), rig.send("S1F3 W")];
  assertEquals(used, [1, 2, 3, 4]);
});

test("system bytes wrap around, and skip what is open", () => {
  const rig = session({ systemBytes: 0xfffffffe });
  rig.send("S1F1 W", { systemBytes: 0 });
  assertEquals([rig.send("S1F1 W"), rig.send("S1F1 W"), rig.send("S1F1 W")], [0xfffffffe, 0xffffffff, 1]);
  assertEquals(rig.written.slice(-2).map((message) => message.slice(-8)), ["FFFFFFFF", "00000001"]);
});

test("system bytes differ from those of the transaction that ended last", () => {
  const endings: ((rig: Rig) => unknown)[] = [
    (rig) => rig.rx(data("S1F2", 1)),
    (rig) => rig.rx(data("S1F0", 1)),
    (rig) => rig.elapse(T3),
    (rig) => rig.entity.cancel(1),
  ];
  for (const end of endings) {
    const rig = session({ systemBytes: 1 });
    rig.send("S1F1 W", { systemBytes: 1 });
    end(rig);
    assertEquals(rig.send("S1F1 W"), 2, String(end));
  }
});

test("system bytes chosen by the caller are used, unless a transaction is open under them", () => {
  const rig = session();
  assertEquals(rig.send("S1F1 W", { systemBytes: 0xdeadbeef }), 0xdeadbeef);
  assertEquals(rig.written, ["0000000A 0000 81 01 00 00 DEADBEEF"]);
  const again = () => rig.entity.send({ ...primary("S1F3 W"), systemBytes: 0xdeadbeef }, 0);
  assertThrows(
    again,
    RangeError,
    "Cannot send S1F3: system bytes 3735928559 are those of an open transaction",
  );
  const linktest = rig.entity.linktest(0);
  assertThrows(() => rig.entity.send({ ...primary("S1F3 W"), systemBytes: linktest }, 0), RangeError);
  rig.drain().rx(data("S1F2", 0xdeadbeef));
  assertEquals(rig.send("S1F3 W", { systemBytes: 0xdeadbeef }), 0xdeadbeef);
});

test("cancel is false for what is not open, and says nothing", () => {
  const rig = waiting();
  assertEquals([rig.entity.cancel(2), rig.entity.cancel(1), rig.entity.cancel(1)], [false, true, false]);
  assertEquals([rig.drain().lines, rig.written, rig.entity.openTransactions], [[], [], 0]);
});
