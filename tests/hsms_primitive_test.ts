// The layer beneath an entity: messages in and out, T8 and the length, and no procedure at all.
import { assertEquals, assertThrows } from "@std/assert";
import { type Header, Primitive, type PrimitiveOptions, readHeader } from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import {
  data,
  frame,
  hex,
  join,
  linktestReq,
  messagesIn,
  selectReq,
  separateReq,
  toHex,
} from "./hsms_frames.ts";

/** A primitive with what it has put out, on one line each. */
class Tap {
  readonly primitive: Primitive;
  lines: string[] = [];

  constructor(options?: PrimitiveOptions) {
    this.primitive = new Primitive(options);
  }

  do(act: (primitive: Primitive) => void): this {
    act(this.primitive);
    for (let output = this.primitive.poll(); output !== undefined; output = this.primitive.poll()) {
      if (output.type === "write") this.lines.push(`write ${messagesIn(output.bytes)}`);
      else if (output.type === "frame") {
        this.lines.push(`frame ${line(output.header)} ${toHex(output.text)}`.trim());
      } else if (output.type === "fault") this.lines.push(`fault ${output.fault} ${output.length}`);
      else this.lines.push(output.type === "timeout" ? `timeout ${output.timer}` : output.type);
    }
    return this;
  }

  connected(): this {
    this.do((p) => p.connect()).do((p) => p.connected(0)).lines = [];
    return this;
  }
}

const line = ({ session, byte2, byte3, pType, sType, systemBytes }: Header) =>
  [session, byte2, byte3, pType, sType, systemBytes].join(" ");
const rx = (bytes: Uint8Array, now = 0) => (p: Primitive) => p.received(bytes, now);
const LINKTEST: Header = readHeader(linktestReq(2), 4);

test("primitive: exists without being connected; its state is observable", () => {
  const tap = new Tap();
  assertEquals([tap.primitive.state, tap.primitive.deadline], ["NOT CONNECTED", Infinity]);
  assertEquals(tap.do((p) => p.connect()).lines, ["connect"]);
  tap.do((p) => p.connected(0));
  assertEquals(tap.primitive.state, "CONNECTED");
  tap.do((p) => p.disconnect());
  assertEquals([tap.lines, tap.primitive.state], [["connect", "disconnect"], "NOT CONNECTED"]);
});

test("primitive: connecting when connected, disconnecting or sending when not, is an error", () => {
  const tap = new Tap();
  assertThrows(() => tap.primitive.disconnect(), Error, "Cannot disconnect: not connected");
  assertThrows(() => tap.primitive.send(LINKTEST), Error, "Cannot send SType 5: not connected");
  tap.connected();
  assertThrows(() => tap.primitive.connect(), Error, "Cannot connect: already connected");
  assertEquals(tap.do(() => {}).lines, []);
});

test("primitive: a message is a header and a body; both ways as given", () => {
  const tap = new Tap().connected();
  const header: Header = { session: 1, byte2: 0x82, byte3: 41, pType: 0, sType: 0, systemBytes: 0x20 };
  tap.do((p) => p.send(header, hex("0100"))).do(rx(data("S2F41 W", 0x20, 1, hex("0100"))));
  assertEquals(tap.lines, ["write 0000000C 0001 82 29 00 00 00000020 0100", "frame 1 130 41 0 0 32 0100"]);
});

test("primitive: nothing is answered, selected or judged", () => {
  const odd = [
    selectReq(1),
    linktestReq(2),
    separateReq(3),
    frame(1, 2, 3, 4, 5, 6),
    frame(1, 2, 3, 0, 200, 6),
  ];
  const tap = new Tap().connected().do(rx(join(...odd)));
  assertEquals(tap.lines, [
    "frame 65535 0 0 0 1 1",
    "frame 65535 0 0 0 5 2",
    "frame 65535 0 0 0 9 3",
    "frame 1 2 3 4 5 6",
    "frame 1 2 3 0 200 6",
  ]);
});

test("primitive: whole, byte by byte and cut anywhere, the same frames", () => {
  const stream = join(selectReq(1), data("S1F1 W", 2), data("S1F2", 3, 0, hex("0102")));
  const whole = new Tap().connected().do(rx(stream)).lines;
  assertEquals(whole.length, 3);
  for (let at = 0; at <= stream.length; at++) {
    const tap = new Tap().connected().do(rx(stream.slice(0, at))).do(rx(stream.slice(at)));
    assertEquals(tap.lines, whole, `cut at ${at}`);
  }
  const bytes = new Tap().connected();
  for (const byte of stream) bytes.do(rx(Uint8Array.of(byte)));
  assertEquals(bytes.lines, whole);
});

test("primitive: one message for each poll", () => {
  const { primitive } = new Tap().connected();
  primitive.received(join(linktestReq(1), linktestReq(2)), 0);
  assertEquals([primitive.poll()?.type, primitive.poll()?.type, primitive.poll()], [
    "frame",
    "frame",
    undefined,
  ]);
});

test("primitive: a length below 10 or above the limit closes", () => {
  assertEquals(new Tap().connected().do(rx(join(linktestReq(1), hex("00000009")))).lines, [
    "frame 65535 0 0 0 5 1",
    "fault length below 10 9",
    "disconnect",
  ]);
  const tap = new Tap({ messageLength: 20 }).connected().do(rx(hex("00000015")));
  assertEquals(tap.lines, ["fault length above limit 21", "disconnect"]);
  assertEquals([tap.do(rx(linktestReq(1))).lines.length, tap.primitive.state], [2, "NOT CONNECTED"]);
});

test("primitive: T8 runs inside a message alone, the length field included, from the last byte", () => {
  const tap = new Tap({ T8: 2 }).connected().do(rx(hex("00"), 1_000));
  assertEquals(tap.primitive.deadline, 3_000);
  tap.do(rx(hex("00 00"), 2_500)).do((p) => p.elapsed(3_000));
  assertEquals([tap.lines, tap.primitive.deadline], [[], 4_500]);
  tap.do(rx(linktestReq(9).slice(3), 4_000));
  assertEquals([tap.lines, tap.primitive.deadline], [["frame 65535 0 0 0 5 9"], Infinity]);
});

test("primitive: T8 closes, once", () => {
  const tap = new Tap({ T8: 2 }).connected().do(rx(hex("00"), 0)).do((p) => p.elapsed(2_000));
  assertEquals([tap.lines, tap.primitive.deadline], [["timeout T8", "disconnect"], Infinity]);
  assertEquals(tap.do((p) => p.elapsed(9_000)).lines.length, 2);
});

test("primitive: T8 does not run while reading is paused", () => {
  const tap = new Tap({ T8: 2 }).connected().do(rx(hex("00"), 0)).do((p) => p.paused(1_000));
  assertEquals(tap.do((p) => p.elapsed(60_000)).lines, []);
  tap.do((p) => p.resumed(60_000));
  assertEquals(tap.primitive.deadline, 62_000);
});

test("primitive: a new connection begins at the beginning of a message", () => {
  const tap = new Tap().connected().do(rx(linktestReq(1).slice(0, 9))).do((p) => p.disconnected(0));
  assertEquals(tap.primitive.deadline, Infinity);
  assertEquals(tap.connected().do(rx(linktestReq(2))).lines, ["frame 65535 0 0 0 5 2"]);
});

test("primitive: a header field out of range throws, and writes nothing", () => {
  const tap = new Tap().connected();
  assertThrows(() => tap.primitive.send({ ...LINKTEST, sType: 256 }), RangeError, "sType 256");
  assertEquals(tap.do(() => {}).lines, []);
});

test("primitive: a T8 that is no time is refused", () => {
  for (const T8 of [0, -1, NaN]) assertThrows(() => new Primitive({ T8 }), RangeError, "Cannot set T8");
});
