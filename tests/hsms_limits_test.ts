// Bounds of what an entity holds: message size, open transactions, queued bytes, answers to a peer that does not read.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { EntityOptions } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { data, hex, join, linktestReq, selectReq } from "./hsms_frames.ts";
import { primary, Rig, T3, WRITE } from "./hsms_rig.ts";

const session = (limits: EntityOptions["limits"] = {}) => new Rig({ mode: "passive", limits }).selected();

test("message size, received: the limit is taken, one more closes before its bytes arrive", () => {
  const text = new Uint8Array(90);
  const rig = session({ messageLength: 100 }).rx(data("S1F1", 9, 0, text));
  assertEquals(rig.lines, ["message S1F1 @0 #9"]);
  rig.forget().rx(hex("00000065"));
  assertEquals(rig.lines, [
    "fault: length above limit 101",
    "deselected @0",
    "SE > NC: bad length",
    "disconnect",
  ]);
});

test("message size, sent: the limit is sent, one more is refused", () => {
  const rig = session({ messageLength: 100 });
  rig.send("S1F1", { text: new Uint8Array(90) });
  const more = { ...primary("S1F1"), text: new Uint8Array(91) };
  assertThrows(
    () => rig.entity.send(more, 0),
    RangeError,
    "Cannot send S1F1: length 101 exceeds the limit 100",
  );
});

test("a 16 MiB message is sent as it was given, without a copy, and received", () => {
  const text = new Uint8Array(16 * 1024 * 1024), rig = session();
  const writes: Uint8Array[] = [];
  rig.entity.send({ stream: 7, function: 3, text }, 0);
  for (let output = rig.entity.poll(); output !== undefined; output = rig.entity.poll()) {
    if (output.type === "write") writes.push(output.bytes);
  }
  assert(writes.some(({ buffer }) => buffer === text.buffer));
  assertEquals(writes.reduce((sum, { length }) => sum + length, 0), 14 + text.length);
  const peer = session(), sizes: number[] = [];
  peer.onOutput = (output) => void (output.type === "message" && sizes.push(output.message.text.length));
  for (const bytes of writes) {
    peer.entity.received(bytes, 0);
    peer.drain();
  }
  assertEquals(sizes, [text.length]);
});

test("a large text between small messages keeps their order", () => {
  const rig = session(), text = new Uint8Array(100_000).fill(7), all: Uint8Array[] = [];
  rig.entity.send({ stream: 1, function: 1 }, 0);
  rig.entity.send({ stream: 1, function: 3, text }, 0);
  rig.entity.send({ stream: 1, function: 5, text }, 0);
  rig.entity.send({ stream: 1, function: 11 }, 0);
  for (let output = rig.entity.poll(); output !== undefined; output = rig.entity.poll()) {
    if (output.type === "write") all.push(output.bytes);
  }
  const expected = join(
    data("S1F1", 1),
    data("S1F3", 2, 0, text),
    data("S1F5", 3, 0, text),
    data("S1F11", 4),
  );
  const actual = new Uint8Array(expected.length);
  all.reduce((at, bytes) => (actual.set(bytes, at), at + bytes.length), 0);
  assertEquals(Array.from(actual).join() === Array.from(expected).join(), true);
  assertEquals(rig.entity.queuedBytes, 0);
});

test("what was ordered to be written does not change afterwards", () => {
  const rig = session(), text = hex("4103414243"), writes: Uint8Array[] = [];
  rig.entity.send({ stream: 1, function: 1, text }, 0);
  text.fill(0);
  for (let i = 0; i < 300; i++) {
    for (let output = rig.entity.poll(); output !== undefined; output = rig.entity.poll()) {
      if (output.type === "write") writes.push(output.bytes);
    }
    rig.entity.send({ stream: 1, function: 3, systemBytes: i }, 0);
  }
  assertEquals(Array.from(writes[0]).join(), Array.from(data("S1F1", 1, 0, hex("4103414243"))).join());
  writes.slice(1).forEach((bytes, i) => assertEquals(bytes.at(-1), i & 0xff));
});

test("open transactions: `send` throws at the limit, and goes on once one has ended", () => {
  const rig = session({ openTransactions: 2 });
  rig.send("S1F1 W");
  rig.send("S1F1 W");
  const third = () => rig.entity.send(primary("S1F1 W"), 0);
  assertThrows(third, RangeError, "Cannot send S1F1: 2 transactions are open");
  assertEquals([rig.send("S1F1"), rig.entity.openTransactions], [3, 2]);
  rig.rx(data("S1F2", 1));
  assertEquals([rig.send("S1F1 W"), rig.entity.openTransactions], [4, 2]);
});

test("queued bytes: `send` and `reply` throw at the limit while the socket is blocked, and go on when it has drained", () => {
  const rig = session({ queuedBytes: 40 });
  rig.send("S1F1");
  rig.blocked().forget();
  rig.send("S1F1");
  rig.send("S1F1");
  assertEquals(rig.entity.queuedBytes, 28);
  const says = "28 bytes wait for the socket, the limit is 40";
  assertThrows(() => rig.entity.send(primary("S1F1"), 0), RangeError, `Cannot send S1F1: ${says}`);
  const asked = { session: 0, stream: 1, function: 1, replyExpected: true, systemBytes: 9, text: hex("") };
  assertThrows(() => rig.entity.reply(asked, undefined, 0), RangeError, `Cannot reply S1F2: ${says}`);
  assertEquals([rig.drain().written, rig.entity.openTransactions], [[], 0]);
  assertEquals(rig.drained().written.length, 2);
  assertEquals([rig.send("S1F1") > 0, rig.entity.queuedBytes], [true, 0]);
});

test("a message larger than the queue is still sent when nothing waits", () => {
  const rig = session({ queuedBytes: 40 });
  rig.send("S1F1", { text: new Uint8Array(1000) });
  assertEquals(rig.written.length, 1);
});

test("nothing is ordered while the socket is blocked, and all of it in order when it has drained", () => {
  const rig = session().blocked();
  rig.send("S1F1");
  rig.rx(linktestReq(9)).send("S1F3");
  assertEquals(rig.written, []);
  assertEquals(rig.drained().written, [
    "0000000A 0000 01 01 00 00 00000001",
    "0000000A FFFF 00 00 00 06 00000009",
    "0000000A 0000 01 03 00 00 00000002",
  ]);
});

test("a peer that asks on but does not read is given up before memory is", () => {
  const rig = session().blocked(), many = join(...Array.from({ length: 100 }, (_, i) => linktestReq(i)));
  let most = 0;
  for (let round = 0; round < 1000 && rig.state === "SE"; round++) {
    rig.rx(many);
    most = Math.max(most, rig.entity.queuedBytes);
  }
  assert(most < 100_000, `${most} bytes`);
  assertEquals(rig.lines, ["deselected @0", "SE > NC: queue overflow", "disconnect"]);
  assertEquals(rig.entity.queuedBytes, 0);
});

test("a peer that reads may ask as often as it likes", () => {
  const rig = session();
  for (let i = 0; i < 10_000; i++) rig.entity.received(linktestReq(i), 0), rig.drain();
  assertEquals([rig.state, rig.written.length], ["SE", 10_000]);
  rig.blocked();
  for (let i = 0; i < 10; i++) {
    rig.rx(...Array.from({ length: 1000 }, (_, j) => linktestReq(j))).drained().blocked();
  }
  assertEquals(rig.state, "SE");
});

test("a blocked socket is given up after the write timer, what waits with it, and T3 is told as the end of the connection", () => {
  const rig = session();
  rig.send("S1F1 W", { T3: 1 });
  rig.blocked().forget().elapse(WRITE);
  assertEquals(rig.lines, [
    "timeout write",
    "noReply #1: disconnected",
    "deselected @0",
    "SE > NC: write timeout",
    "disconnect",
  ]);
});

test("ended transactions are forgotten: thousands of them leave nothing", () => {
  const rig = session();
  for (let i = 0; i < 20_000; i++) {
    const sys = rig.entity.send(primary("S1F1 W"), 0);
    rig.drain();
    if (i % 2 === 0) rig.entity.cancel(sys);
    else rig.rx(data("S1F2", sys));
    rig.forget();
  }
  assertEquals([rig.entity.openTransactions, rig.entity.deadline], [0, Infinity]);
  assertEquals(rig.rx(data("S1F2", 1)).lines, ["unmatched S1F2 @0 #1: no transaction"]);
});

test("time: T3 of many open transactions in the order of their opening costs no search", () => {
  const rig = session();
  for (let i = 0; i < 20_000; i++) rig.entity.send(primary("S1F1 W"), i);
  rig.drain();
  let reads = 0;
  const start = performance.now();
  for (let i = 0; i < 20_000; i++) reads += rig.entity.deadline === T3 ? 1 : 0;
  assert(performance.now() - start < 500);
  assertEquals(reads, 20_000);
});

test("the views handed out are plain Uint8Arrays of the chunk received", () => {
  const rig = new Rig({ mode: "passive" }).notSelected(),
    chunk = join(selectReq(1), data("S1F1", 2, 0, hex("0100")));
  const views: Uint8Array[] = [];
  rig.onOutput = (output) => void (output.type === "message" && views.push(output.message.text));
  rig.entity.received(chunk, 0);
  rig.drain();
  assertEquals(views.map((view) => [view.buffer === chunk.buffer, view.constructor === Uint8Array]), [[
    true,
    true,
  ]]);
});

test("answers to a large chunk are written while it is parsed: what waits stays small", () => {
  const rig = session({ queuedBytes: 100_000 }), text = new Uint8Array(30_000);
  const requests = Array.from({ length: 20 }, (_, i) => data("S1F1 W", 100 + i));
  const written: number[] = [];
  rig.onOutput = (output) => {
    if (output.type === "message") rig.entity.reply(output.message, text, 0);
    if (output.type === "write") written.push(output.bytes.length);
  };
  rig.rx(join(...requests));
  assertEquals(written.reduce((sum, length) => sum + length, 0), 20 * (14 + text.length));
  assert(Math.max(...written) < 130_000, `${written}`);
});
