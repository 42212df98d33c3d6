// Stream 9 and SxF0: which is due when, in which order, and never as an answer to stream 9.
import { assertEquals } from "@std/assert";
import {
  S1F1,
  S1F14,
  S1F2,
  S1F3,
  S2F25,
  S2F26,
  S2F33,
  S2F39,
  S2F40,
  S9F13,
  S9F5,
  S9F9,
} from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import { reportOfBlock } from "../core/gem/equipment_stream9.ts";
import { Equipment } from "../core/gem/equipment.ts";
import type { DataMessage } from "../core/link.ts";
import { Entity as Secs1Entity } from "../core/secs1/mod.ts";
import { type AnyLink, PairOf } from "./pair.ts";
import { encode } from "../core/secs2/encode.ts";
import { A, U4 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

type Secs1Wire = PairOf<AnyLink>;

function rig(options: EquipmentOptions = {}, session = 0): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }, session).start();
  made.clear();
  return made;
}

const UNKNOWN_STREAM = { stream: 99, function: 1, replyExpected: true, text: new Uint8Array(0) };
const UNKNOWN_FUNCTION = { stream: 2, function: 99, replyExpected: true, text: new Uint8Array(0) };
const ILL_FORMED = { ...S2F33.build({ DATAID: 0, reports: [] }), text: encode(A("no list")) };
const NO_ITEM = { ...S1F3.build([]), text: Uint8Array.of(1, 5, 1) };
const LONG = { ...S1F3.build(Array.from({ length: 50 }, (_, i) => i)) };

test("GEM fundamental: error messages: what is unknown, ill-formed or too long is reported with its header", () => {
  const cases = [[UNKNOWN_STREAM, "S9F3"], [UNKNOWN_FUNCTION, "S9F5"], [ILL_FORMED, "S9F7"], [
    NO_ITEM,
    "S9F7",
  ], [
    LONG,
    "S9F11",
  ]] as const;
  for (const [message, name] of cases) {
    const host = rig({ maxLength: 100 }, 5);
    assertEquals(host.ask(message), "stream 9");
    assertEquals(host.primaries.map(nameOf), [name]);
    const header = S9F5.read({ ...host.primaries[0], function: 5 });
    assertEquals([...header.subarray(0, 6)], [0, 5, 0x80 | message.stream, message.function, 0, 0]);
    assertEquals(host.primaries[0].replyExpected, false);
  }
});

test("GEM fundamental: error messages: a message without W is reported all the same", () => {
  const host = rig();
  assertEquals(host.ask({ ...UNKNOWN_FUNCTION, replyExpected: false }), undefined);
  assertEquals(host.primaries.map(nameOf), ["S9F5"]);
});

test("gem errors: a wrong device id comes before anything else, OFF-LINE too", () => {
  const host = rig({}, 5);
  host.ask({ ...UNKNOWN_STREAM, session: 6 } as never);
  host.do((equipment, now) => equipment.goOffLine(now));
  host.ask({ ...UNKNOWN_STREAM, session: 6 } as never);
  assertEquals(host.primaries.map(nameOf), ["S9F1", "S9F1"]);
});

test("gem errors: an unknown function comes before its length, its length before its text", () => {
  const host = rig({ maxLength: 2 });
  host.ask({ ...UNKNOWN_FUNCTION, text: NO_ITEM.text });
  host.ask(NO_ITEM);
  assertEquals(host.primaries.map(nameOf), ["S9F5", "S9F11"]);
});

test("GEM fundamental: error messages: a primary without a reply is reported by S9F9 with its own header", () => {
  const host = rig({}, 3);
  host.answers.S10F1 = undefined;
  host.do((equipment, now) => equipment.sendText("HELLO", now));
  const [{ systemBytes }] = host.primaries;
  host.run(10_100);
  const header = S9F9.read(host.got("S9F9")[0]);
  assertEquals([...header.subarray(0, 6)], [0, 3, 0x80 | 10, 1, 0, 0]);
  assertEquals(new DataView(header.buffer, header.byteOffset).getUint32(6), systemBytes);
});

test("gem errors: stream 9 is never answered, whatever it says", () => {
  const host = rig();
  for (const fn of [1, 3, 5, 7, 9, 11, 13, 99]) {
    host.ask({ stream: 9, function: fn, replyExpected: false, text: encode(A("nonsense")) });
  }
  assertEquals(host.primaries, []);
  assertEquals(host.told("stream 9").length, 8);
});

test("gem errors: a primary of the host that belongs to the equipment alone is an unknown function", () => {
  const host = rig();
  host.ask({ stream: 6, function: 11, replyExpected: true, text: new Uint8Array(0) });
  assertEquals(host.primaries.map(nameOf), ["S9F5"]);
});

test("GEM fundamental: error messages: S9F13 says which announced message has not come", () => {
  const host = rig({ conversationTimeout: 3 });
  const inquire = (DATAID: number) =>
    S2F40.read(host.ask(S2F39.build({ DATAID, DATALENGTH: 1000 })) as DataMessage);
  assertEquals([inquire(1), inquire(2)], [0, 0]);
  host.ask(S2F33.build({ DATAID: 1, reports: [] }));
  host.run(5000);
  assertEquals(host.got("S9F13").map((message) => S9F13.read(message)), [{ MEXP: "S02F33", EDID: U4(2) }]);
  inquire(3);
  host.breakWire();
  host.run(10_000);
  assertEquals(host.got("S9F13").length, 1);
});

/** An equipment over SECS-I, and a host that is nothing but SECS-I; header bytes of the stream 9 that it gets. */
function overSecs1(work: (wire: Secs1Wire, host: Secs1Entity) => void, answers = false): number[][] {
  const equipment = new Equipment(
    new Secs1Entity({ mode: "passive", role: "equipment", session: 3 }),
    MODEL,
    { control: { initial: "ON-LINE" } },
  );
  const host = new Secs1Entity({ mode: "active", role: "host", session: 3 });
  const wire: Secs1Wire = new PairOf(host as AnyLink, equipment as AnyLink);
  wire.active.onNews = (news) => {
    const { message } = news as { message?: DataMessage };
    if (answers && message?.function === 13) host.reply(message, S1F14.text({ COMMACK: 0 }), wire.now);
  };
  wire.start();
  wire.run(2000);
  work(wire, host);
  const primaries = wire.active.news("message").map((news) => (news as { message: DataMessage }).message);
  return primaries.filter(({ stream }) => stream === 9).map(({ function: fn, text }) => [
    fn,
    ...text.subarray(2),
  ]);
}

test("gem errors: over SECS-I the headers are those of first blocks, with the R-bit in ours", () => {
  const reports = overSecs1((wire, host) => {
    host.send({ stream: 2, function: 99, replyExpected: true, systemBytes: 7 }, wire.now);
    host.send({ stream: 2, function: 99, text: encode(A("x".repeat(300))), systemBytes: 8 }, wire.now);
    wire.drain(wire.active);
    wire.run(20_000);
  }, true);
  assertEquals(reports, [
    [5, 0, 3, 0x82, 99, 0x80, 1, 0, 0, 0, 7],
    [5, 0, 3, 0x02, 99, 0, 1, 0, 0, 0, 8],
  ]);
});

test("gem errors: over SECS-I S9F9 reports the first block of what was not answered", () => {
  const [[fn, ...header]] = overSecs1((wire) => wire.run(60_000));
  assertEquals([fn, ...header.slice(0, 6)], [9, 0x80, 3, 0x81, 13, 0x80, 1]);
});

test("gem errors: blocks that SECS-I discards are reported by their header, where E5 has a message for that", () => {
  const header = Uint8Array.of(0, 5, 0x82, 33, 0, 1, 0, 0, 0, 7);
  const functions =
    (["device id", "block number", "length", "T4", "direction", "begun anew", "too many"] as const)
      .map((reason) => reportOfBlock(reason, header)?.function);
  assertEquals(functions, [1, 7, 11, undefined, undefined, undefined, undefined]);
});

test("gem errors: a block for another device over SECS-I is answered by S9F1", () => {
  const [report] = overSecs1((wire, host) => {
    host.send({ stream: 1, function: 1, session: 4 }, wire.now);
    wire.drain(wire.active);
    wire.run(2000);
  });
  assertEquals(report.slice(0, 5), [1, 0, 4, 1, 1]);
});

test("gem errors: loopback gives the bytes back, and the equipment goes on after every fault", () => {
  const host = rig();
  for (const message of [UNKNOWN_STREAM, UNKNOWN_FUNCTION, ILL_FORMED, NO_ITEM]) host.ask(message);
  const bytes = Uint8Array.from({ length: 200 }, (_, i) => i);
  assertEquals(S2F26.read(host.ask(S2F25.build(bytes)) as DataMessage), bytes);
  assertEquals(S1F2.read(host.ask(S1F1.build()) as DataMessage)?.MDLN, "ETCH-1");
});
