// The message protocol of E4, row by row: many blocks, T3, T4, interleaving, duplicates, routing, limits.
import { assertEquals } from "@std/assert";
import { test } from "./harness.ts";
import { ACK, ENQ, EOT, NAK, Rig, T1, T2, T3, T4, text } from "./secs1_rig.ts";

const equipment = (options = {}) => new Rig(options).connected();
const host = (options = {}) => new Rig({ role: "host", ...options }).connected();

// ── Transmit ───────────────────────────────────────────────────────────────────────────────────────────────────

test("7.4 a message of one block has number 1 and the E-bit", () => {
  const rig = host();
  rig.send("S1F1 W");
  const { header, data } = rig.take();
  assertEquals([header.number, header.end, header.reverse, header.replyExpected], [1, true, false, true]);
  assertEquals(data.length, 0);
});

for (
  const [length, sizes] of [[244, [244]], [245, [244, 1]], [488, [244, 244]], [489, [244, 244, 1]]] as const
) {
  test(`7.4 a text of ${length} bytes leaves in blocks of ${sizes.join(", ")}`, () => {
    const rig = equipment();
    rig.send("S6F11 W", { text: text(length), systemBytes: 7 });
    const blocks = sizes.map(() => rig.take());
    assertEquals(blocks.map(({ data }) => data.length), [...sizes]);
    assertEquals(blocks.map(({ header }) => header.number), sizes.map((_, i) => i + 1));
    assertEquals(blocks.map(({ header }) => header.end), sizes.map((_, i) => i === sizes.length - 1));
    assertEquals(Uint8Array.from(blocks.flatMap(({ data }) => [...data])), text(length));
    for (const { header } of blocks) {
      assertEquals([header.systemBytes, header.stream, header.function, header.reverse], [7, 6, 11, true]);
    }
    assertEquals(rig.written, []);
  });
}

test("7.4 messages leave one after the other, in order", () => {
  const rig = host();
  rig.send("S7F3 W", { text: text(300) });
  rig.send("S1F1 W");
  const headers = [rig.take(), rig.take(), rig.take()].map(({ header }) => [header.stream, header.number]);
  assertEquals(headers, [[7, 1], [7, 2], [1, 1]]);
});

test("7.4 a block that RTY cannot bring across ends its message, and its transaction", () => {
  const rig = host({ RTY: 1 });
  rig.send("S7F3 W", { text: text(300) });
  rig.send("S1F1 W");
  rig.take();
  rig.elapse(T2).elapse(T2);
  assertEquals(rig.lines, [
    "retry T2 1",
    "send failed #1 00008703800200000001",
    "noReply #1: send failure",
  ]);
  assertEquals(rig.take().header.stream, 1);
});

test("7.4 a primary without W that cannot be sent is a send failure too", () => {
  const rig = equipment({ RTY: 0 });
  rig.send("S5F1");
  rig.elapse(T2);
  assertEquals(rig.lines, ["send failed #1 80000501800100000001"]);
  assertEquals([rig.entity.queuedBytes, rig.entity.openTransactions], [0, 0]);
});

test("7.4 T3 begins when the last block is acknowledged, and not before", () => {
  const rig = host();
  rig.send("S7F3 W", { text: text(300) });
  rig.elapse(1000);
  rig.take();
  rig.now += 2000;
  rig.take();
  assertEquals(rig.entity.deadline, 3000 + T3);
  rig.elapse(T3);
  assertEquals(rig.lines, ["noReply #1: T3"]);
});

test("7.4 a primary may have a T3 of its own", () => {
  const rig = host();
  rig.send("S1F1 W", { T3: 2 });
  rig.send("S1F3 W");
  rig.take();
  rig.take();
  assertEquals(rig.entity.deadline, 2000);
  rig.elapse(2000);
  assertEquals([rig.lines, rig.entity.deadline], [["noReply #1: T3"], T3]);
});

test("7.4 a reply has the R-bit of its sender and the system bytes of its primary", () => {
  const rig = equipment();
  rig.block("S1F1 W", 0xdeadbeef);
  const [message] = rig.messages;
  rig.written = [];
  rig.do((e, now) => e.reply(message, text(3), now));
  const { header, data } = rig.take();
  assertEquals([header.reverse, header.function, header.systemBytes], [true, 2, 0xdeadbeef]);
  assertEquals([header.replyExpected, data.length], [false, 3]);
});

// ── Receive: routing, duplicates ─────────────────────────────────────────────────────────────────────────────

test("7.4.1 a block for another device is discarded, and named for S9F1", () => {
  const rig = equipment();
  rig.block("S1F1 W", 1, { device: 5 });
  assertEquals(rig.lines, ["discarded device id 00058101800100000001"]);
  assertEquals(rig.written.at(-1), ACK);
});

test("7.4.1 a block of our own direction is discarded", () => {
  const rig = equipment();
  rig.block("S1F1 W", 1, { reverse: true });
  assertEquals(rig.lines, ["discarded direction 80008101800100000001"]);
});

test("7.4.2 a block whose ACK was lost comes again: acknowledged, without effect", () => {
  const rig = equipment();
  rig.block("S1F1 W", 1).block("S1F1 W", 1);
  assertEquals(rig.lines, ["message S1F1 W #1", "duplicate 00008101800100000001"]);
  assertEquals(rig.written, [EOT, ACK, EOT, ACK]);
});

test("7.4.2 a duplicate within a message of many blocks is dropped", () => {
  const rig = equipment();
  const [one, two] = [text(244), text(10)];
  rig.block("S7F3 W", 1, { end: false }, one).block("S7F3 W", 1, { end: false }, one);
  rig.block("S7F3 W", 1, { number: 2 }, two).block("S7F3 W", 1, { number: 2 }, two);
  assertEquals(rig.lines, [
    "duplicate 00008703000100000001",
    "message S7F3 W #1",
    "duplicate 00008703800200000001",
  ]);
  assertEquals(rig.messages[0].text, Uint8Array.of(...one, ...two));
});

test("7.4.2 a duplicate that was discarded is not discarded again", () => {
  const rig = equipment();
  rig.block("S1F1 W", 1, { device: 5 }).block("S1F1 W", 1, { device: 5 });
  assertEquals(rig.lines, ["discarded device id 00058101800100000001", "duplicate 00058101800100000001"]);
});

test("7.4.2 without duplicate detection a peer may use its system bytes again", () => {
  const rig = equipment({ duplicateDetection: false });
  rig.block("S1F1 W", 0).block("S1F1 W", 0);
  assertEquals(rig.lines, ["message S1F1 W #0", "message S1F1 W #0"]);
});

// ── Receive: order ───────────────────────────────────────────────────────────────────────────────────────────

for (const number of [0, 1]) {
  test(`7.4.4 a message of one block may have number ${number}`, () => {
    const rig = equipment();
    rig.block("S1F1 W", 1, { number });
    assertEquals(rig.lines, ["message S1F1 W #1"]);
  });
}

test("7.4.3 blocks are put together, short ones too", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(3)).block("S7F3 W", 1, { number: 2, end: false }, text(0));
  rig.block("S7F3 W", 1, { number: 3 }, text(2));
  assertEquals(rig.messages[0].text, Uint8Array.of(...text(3), ...text(2)));
  assertEquals(rig.messages[0].header, Uint8Array.of(0, 0, 0x87, 3, 0, 1, 0, 0, 0, 1));
});

test("7.4.3 blocks of several messages may come interleaved, also of both parities with the same system bytes", () => {
  const rig = equipment();
  rig.send("S1F1 W");
  rig.take();
  const first = { end: false }, last = { number: 2 };
  rig.block("S7F3 W", 1, first, text(244)).block("S7F3 W", 2, first, text(244));
  rig.block("S1F2", 1, first, text(244)).block("S7F3 W", 2, last, text(2));
  rig.block("S1F2", 1, last, text(3)).block("S7F3 W", 1, last, text(1));
  assertEquals(rig.lines, ["message S7F3 W #2", "reply S1F2 #1", "message S7F3 W #1"]);
  assertEquals(rig.messages.map(({ text }) => text.length), [246, 247, 245]);
});

const ASTRAY: [string, { number: number; end: boolean }][] = [
  ["number 2 without a first block", { number: 2, end: true }],
  ["number 0 without the E-bit", { number: 0, end: false }],
  ["the E-bit and a number other than the next", { number: 3, end: true }],
];
for (const [name, block] of ASTRAY) {
  test(`7.4.5 a block with ${name} is discarded`, () => {
    const rig = equipment();
    rig.block("S7F3 W", 1, block, text(5));
    assertEquals(rig.lines.map((line) => line.slice(0, 22)), ["discarded block number"]);
  });
}

test("7.4.5 a block out of order leaves the message open, which the right one continues", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(244)).block("S7F3 W", 1, { number: 3 }, text(9));
  rig.block("S7F3 W", 1, { number: 2 }, text(1));
  assertEquals(rig.lines, ["discarded block number 00008703800300000001", "message S7F3 W #1"]);
});

test("7.4.5 a block that differs in stream, function or W continues nothing", () => {
  for (const name of ["S7F3", "S7F5 W", "S6F3 W"]) {
    const rig = equipment();
    rig.block("S7F3 W", 1, { end: false }, text(244)).block(name, 1, { number: 2 }, text(1));
    assertEquals(rig.lines.length, 1);
    assertEquals(rig.lines[0].slice(0, 22), "discarded block number");
  }
});

test("7.4.4 a first block begins its message anew: what there was of it is discarded", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(244)).block("S7F3 W", 1, { number: 2, end: false }, text(9));
  rig.block("S7F3 W", 1, { end: false }, text(244)).block("S7F3 W", 1, { number: 2 }, text(1));
  assertEquals(rig.lines, ["discarded begun anew 00008703000100000001", "message S7F3 W #1"]);
  assertEquals(rig.messages[0].text.length, 245);
});

// ── T4 ───────────────────────────────────────────────────────────────────────────────────────────────────────

test("7.4.6 T4 begins anew at each block, and discards what there is of the message", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(244));
  rig.now += 1000;
  rig.block("S7F3 W", 1, { number: 2, end: false }, text(244));
  assertEquals(rig.entity.deadline, 1000 + T4);
  rig.elapse(T4).block("S7F3 W", 1, { number: 3 }, text(1));
  assertEquals(rig.lines, [
    "discarded T4 00008703000100000001",
    "discarded block number 00008703800300000001",
  ]);
});

test("7.4.6 T4 of one message does not make another's repeated block a new one", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(244));
  rig.now += T4 - 1;
  rig.block("S1F1 W", 2).elapse(1).block("S1F1 W", 2);
  assertEquals(rig.lines, [
    "message S1F1 W #2",
    "discarded T4 00008703000100000001",
    "duplicate 00008101800100000002",
  ]);
});

test("7.4.6 a message that T4 has discarded may begin again, with the same header", () => {
  const rig = equipment();
  rig.block("S7F3 W", 1, { end: false }, text(244)).elapse(T4).message("S7F3 W", 1, text(245));
  assertEquals(rig.lines, ["discarded T4 00008703000100000001", "message S7F3 W #1"]);
});

test("7.4.3 the first block of a reply ends T3; T4 watches, and its end ends the transaction", () => {
  const rig = host();
  rig.send("S7F5 W");
  rig.take();
  rig.now += 1000;
  rig.block("S7F6", 1, { end: false }, text(244));
  assertEquals(rig.entity.deadline, 1000 + T4);
  rig.elapse(T4);
  assertEquals(rig.lines, ["discarded T4 80000706000100000001", "noReply #1: receive failure"]);
  rig.message("S7F6", 1, text(245));
  assertEquals(rig.lines.at(-1), "unmatched S7F6 #1: late");
});

test("7.4.3 a reply may begin before our last block is acknowledged", () => {
  const rig = host();
  rig.send("S1F1 W");
  rig.rx(EOT).rx(ENQ).forget(); // the ACK was lost
  rig.message("S1F2", 1, text(4));
  assertEquals(rig.lines, ["reply S1F2 #1"]);
  assertEquals(rig.take().header.function, 1);
  assertEquals([rig.entity.openTransactions, rig.entity.deadline], [0, Infinity]);
});

// ── Replies ──────────────────────────────────────────────────────────────────────────────────────────────────

const REPLIES: [string, string, string[]][] = [
  ["the reply", "S1F2", ["reply S1F2 #1"]],
  ["SxF0", "S1F0", ["noReply #1: aborted"]],
  ["another function", "S1F4", ["noReply #1: mismatch", "unmatched S1F4 #1: stream/function"]],
  ["another stream", "S2F2", ["noReply #1: mismatch", "unmatched S2F2 #1: stream/function"]],
];
for (const [name, reply, lines] of REPLIES) {
  for (const length of [4, 300]) {
    test(`7.4 a transaction ends by ${name}, of ${length} bytes`, () => {
      const rig = host();
      rig.send("S1F1 W");
      rig.take();
      rig.message(reply, 1, text(length));
      assertEquals([rig.lines, rig.entity.openTransactions], [lines, 0]);
    });
  }
}

test("7.4 a secondary nobody waits for is unmatched, late if somebody did", () => {
  const rig = host();
  rig.send("S1F1 W");
  rig.take();
  rig.do((e) => void e.cancel(1)).block("S1F2", 1).block("S1F2", 9);
  assertEquals(rig.lines, ["unmatched S1F2 #1: late", "unmatched S1F2 #9: no transaction"]);
});

test("7.4 an S9F7 that reports our primary ends its transaction, and is a message all the same", () => {
  const rig = host();
  rig.send("S1F1 W");
  const header = rig.take().header;
  assertEquals(header.systemBytes, 1);
  rig.block("S9F7", 50, {}, Uint8Array.of(0x21, 10, 0, 0, 0x81, 1, 0x80, 1, 0, 0, 0, 1));
  assertEquals(rig.lines, ["noReply #1: stream 9", "message S9F7 #50"]);
});

test("7.4 a secondary with the W-bit is told, and taken", () => {
  const rig = host();
  rig.send("S1F1 W");
  rig.take();
  rig.block("S1F2 W", 1);
  assertEquals(rig.lines, ["fault W-bit on secondary 128,0,129,2,128,1,0,0,0,1", "reply S1F2 W #1"]);
});

// ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────

test("a message longer than the limit is discarded, with its transaction if it is a reply", () => {
  const rig = host({ limits: { messageLength: 510 } });
  rig.send("S7F5 W");
  rig.take();
  rig.message("S7F6", 1, text(501));
  assertEquals(rig.lines, ["discarded length 80000706000100000001", "noReply #1: receive failure"]);
});

test("a single block longer than the limit is discarded", () => {
  const rig = equipment({ limits: { messageLength: 12 } });
  rig.block("S1F1", 1, {}, text(3)).block("S1F1", 2, {}, text(2));
  assertEquals(rig.lines, ["discarded length 00000101800100000001", "message S1F1 #2"]);
});

test("more partial messages than the limit are discarded, those that are whole are not", () => {
  const rig = equipment({ limits: { partialMessages: 1 } });
  rig.block("S7F3", 1, { end: false }, text(244)).block("S7F3", 2, { end: false }, text(244));
  rig.block("S1F1", 3).block("S7F3", 1, { number: 2 });
  assertEquals(rig.lines, [
    "discarded too many 00000703000100000002",
    "message S1F1 #3",
    "message S7F3 #1",
  ]);
});

test("partial messages together hold no more than the limit", () => {
  const rig = equipment({ limits: { partialBytes: 500 } });
  rig.block("S7F3", 1, { end: false }, text(244)).block("S7F3", 2, { end: false }, text(244));
  rig.block("S7F3", 1, { number: 2 }, text(13)).block("S7F3", 2, { number: 2 }, text(244));
  assertEquals(rig.lines, ["discarded length 00000703000100000001", "message S7F3 #2"]);
});

// ── The line below ───────────────────────────────────────────────────────────────────────────────────────────

test("refused blocks and retries are told", () => {
  const rig = equipment();
  rig.rx(ENQ, 3).elapse(T1).send("S5F1");
  rig.rx(EOT).rx(NAK);
  assertEquals(rig.lines, ["block refused length", "retry NAK 1"]);
});

test("trace tells each message once it is sent or received whole", () => {
  const rig = equipment({ trace: true });
  rig.send("S6F11", { text: text(300) });
  rig.take();
  assertEquals(rig.lines, []);
  rig.take();
  rig.message("S7F3", 5, text(245));
  assertEquals(rig.lines, [
    "sent 8000060B000100000001 + 300",
    "received 00000703000100000005 + 245",
    "message S7F3 #5",
  ]);
});
