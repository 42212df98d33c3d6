// SECS-I over TCP: a line with both its sides, listened to. What is said on it becomes messages, whatever goes wrong.
import { assertEquals } from "@std/assert";
import { Framing } from "../core/framing/framing.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Connection,
  Direction,
  Disruption,
} from "../core/framing/model.ts";
import type { FramingOutput } from "../core/framing/sink.ts";
import { type BlockHeader, encodeBlock } from "../core/secs1/block.ts";
import { readAll } from "./capture_told.ts";
import { toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

const ENQ = Uint8Array.of(5), EOT = Uint8Array.of(4), ACK = Uint8Array.of(6), NAK = Uint8Array.of(0x15);
const HOST: Direction = 0, EQUIPMENT: Direction = 1;

const CONNECTION: Connection = {
  index: 0,
  client: "192.0.2.10:50123",
  server: "192.0.2.20:10000",
  firstFrame: 1,
  synFrame: 1,
  start: 0,
};

type Said = readonly [side: Direction, bytes: Uint8Array];

/** What framing tells of a line on which this was said, each in a segment of so many bytes at most. */
function listen(said: readonly Said[], connection: Connection = CONNECTION, most = 1000): FramingOutput[] {
  const framing = new Framing();
  const offsets = [0, 0];
  let frame = 1;
  framing.fact({ type: "opened", connection });
  for (const [direction, all] of said) {
    for (let at = 0; at < all.length; at += most) {
      const bytes = all.subarray(at, at + most);
      const time = ++frame * 1000;
      const offset = offsets[direction];
      offsets[direction] += bytes.length;
      framing.fact({
        type: "bytes",
        connection,
        direction,
        offset,
        bytes,
        time,
        frame,
        deliveredTime: time,
        deliveredFrame: frame,
      });
    }
  }
  framing.fact({ type: "forgotten", connection, time: ++frame * 1000 });
  framing.end();
  return outputsOf(framing);
}

function outputsOf(framing: Framing): FramingOutput[] {
  const outputs: FramingOutput[] = [];
  for (let output = framing.poll(); output !== undefined; output = framing.poll()) outputs.push(output);
  return outputs;
}

function messagesOf(outputs: readonly (FramingOutput | CaptureOutput)[]): CapturedMessage[] {
  return outputs.flatMap((output) => output.type === "message" ? [output.message] : []);
}

function disruptionsOf(outputs: readonly FramingOutput[]): Disruption[] {
  return outputs.filter((output) => output.type === "disruption");
}

function block(fields: Partial<BlockHeader>, data?: Uint8Array): Uint8Array {
  const usual = {
    reverse: false,
    device: 5,
    replyExpected: true,
    stream: 1,
    function: 1,
    end: true,
    number: 1,
  };
  return encodeBlock({ ...usual, systemBytes: 1, ...fields }, data);
}

/** A block with everything said around it. */
function transfer(from: Direction, bytes: Uint8Array): Said[] {
  const to = from === HOST ? EQUIPMENT : HOST;
  return [[from, ENQ], [to, EOT], [from, bytes], [to, ACK]];
}

const REQUEST = block({});
const REPLY = block({ reverse: true, replyExpected: false, function: 2 }, Uint8Array.of(1, 0));
const [FIRST, SECOND] = [1, 2].map((number) =>
  block(
    { reverse: true, stream: 6, function: 11, systemBytes: 9, number, end: number === 2 },
    new Uint8Array(100),
  )
);

const BRIEF = (message: CapturedMessage): unknown => {
  const { direction, header, text, reverse, offset, frame, firstFrame, carrier } = message;
  return { direction, header, text: toHex(text), reverse, offset, frame, firstFrame, carrier };
};

const REQUEST_TOLD = {
  direction: 0,
  header: { session: 5, byte2: 0x81, byte3: 1, pType: 0, sType: 0, systemBytes: 1 },
  text: "",
  reverse: false,
  offset: 1,
  frame: 4,
  firstFrame: 4,
  carrier: "SECS-I",
};
const REPLY_TOLD = {
  direction: 1,
  header: { session: 5, byte2: 1, byte3: 2, pType: 0, sType: 0, systemBytes: 1 },
  text: "0100",
  reverse: true,
  offset: 3,
  frame: 8,
  firstFrame: 8,
  carrier: "SECS-I",
};

test("SECS-I capture: a request and its reply, recognised by content", () => {
  const outputs = listen([...transfer(HOST, REQUEST), ...transfer(EQUIPMENT, REPLY)]);
  assertEquals(messagesOf(outputs).map(BRIEF), [REQUEST_TOLD, REPLY_TOLD]);
  assertEquals(disruptionsOf(outputs), []);
});

test("SECS-I capture: byte by byte the same messages", () => {
  const said = [...transfer(HOST, REQUEST), ...transfer(EQUIPMENT, FIRST), ...transfer(EQUIPMENT, SECOND)];
  const essence = (
    message: CapturedMessage,
  ): unknown => [message.header, toHex(message.bytes), message.offset];
  const whole = messagesOf(listen(said)), single = messagesOf(listen(said, CONNECTION, 1));
  assertEquals(whole.length, 2);
  assertEquals(single.map(essence), whole.map(essence));
});

test("SECS-I capture: blocks become one message, others may lie between", () => {
  const outputs = listen([
    ...transfer(EQUIPMENT, FIRST),
    ...transfer(HOST, REQUEST),
    ...transfer(EQUIPMENT, SECOND),
  ]);
  assertEquals(
    messagesOf(outputs).map((
      { header, length, firstFrame, frame },
    ) => [header!.byte3, length, firstFrame, frame]),
    [[1, 10, 8, 8], [11, 210, 4, 12]],
  );
});

test("SECS-I capture: a block sent again because its ACK was lost counts once", () => {
  const outputs = listen([
    ...transfer(EQUIPMENT, FIRST).slice(0, 3),
    ...transfer(EQUIPMENT, FIRST),
    ...transfer(EQUIPMENT, SECOND),
  ]);
  assertEquals(messagesOf(outputs).map(({ length }) => length), [210]);
});

test("SECS-I capture: a wrong checksum is noise, the block sent again is the message", () => {
  const bad = REQUEST.slice();
  bad[bad.length - 1] ^= 1;
  const outputs = listen([
    ...transfer(EQUIPMENT, REPLY),
    [HOST, ENQ],
    [EQUIPMENT, EOT],
    [HOST, bad],
    [EQUIPMENT, NAK],
    ...transfer(HOST, REQUEST),
  ]);
  assertEquals(messagesOf(outputs).length, 2);
  assertEquals(
    disruptionsOf(outputs).map(({ cause, offset, length, direction }) => [cause, offset, length, direction]),
    [["noise", 3, 13, 0]],
  );
});

test("SECS-I capture: a block broken off is noise once the receiver says NAK", () => {
  const outputs = listen([
    ...transfer(EQUIPMENT, REPLY),
    [HOST, ENQ],
    [EQUIPMENT, EOT],
    [HOST, REQUEST.subarray(0, 7)],
    [EQUIPMENT, NAK],
    ...transfer(HOST, REQUEST),
  ]);
  assertEquals(messagesOf(outputs).length, 2);
  assertEquals(disruptionsOf(outputs).map(({ cause, length }) => [cause, length]), [["noise", 7]]);
});

test("SECS-I capture: who gives way in contention sends afterwards", () => {
  const outputs = listen([
    ...transfer(EQUIPMENT, REPLY),
    [HOST, ENQ],
    [EQUIPMENT, ENQ],
    [HOST, EOT],
    [EQUIPMENT, FIRST],
    [HOST, ACK],
    ...transfer(HOST, REQUEST),
    ...transfer(EQUIPMENT, SECOND),
  ]);
  assertEquals(messagesOf(outputs).map(({ header }) => header!.byte3), [2, 1, 11]);
  assertEquals(disruptionsOf(outputs), []);
});

test("SECS-I capture: what happened besides messages is counted", () => {
  const outputs = listen([
    ...transfer(HOST, REQUEST),
    ...transfer(HOST, REQUEST),
    [HOST, ENQ],
    [EQUIPMENT, EOT],
    [HOST, REQUEST.with(12, 0)],
    [EQUIPMENT, NAK],
    [HOST, ENQ],
    [EQUIPMENT, ENQ],
    [HOST, EOT],
    [EQUIPMENT, REPLY],
    [HOST, ACK],
  ]);
  const [line] = outputs.flatMap((output) => output.type === "forgotten" ? [output.line] : []);
  assertEquals(line, { blocks: 3, duplicates: 1, badChecksums: 1, naks: 1, contentions: 1 });
});

test("SECS-I capture: stray bytes, blocks out of sequence and messages without an end are told", () => {
  const third = block({ reverse: true, stream: 6, function: 11, systemBytes: 9, number: 3 });
  const outputs = listen([
    ...transfer(HOST, REQUEST),
    [HOST, Uint8Array.of(0x99, 0x98)],
    ...transfer(EQUIPMENT, FIRST),
    ...transfer(EQUIPMENT, third),
  ]);
  assertEquals(
    disruptionsOf(outputs).map(({ cause, header, length }) => [cause, header?.byte3, length]),
    [["noise", undefined, 2], ["noise", 11, 13], ["truncated", 11, 113]],
  );
});

test("SECS-I capture: a file of the bytes of both sides", () => {
  const bytes = [...transfer(HOST, REQUEST), ...transfer(EQUIPMENT, REPLY)].flatMap(([, said]) => [...said]);
  const { format, messages, connections } = readAll(Uint8Array.from(bytes));
  assertEquals(format, "SECS-I");
  assertEquals(connections.map(({ client, server }) => [client, server]), [["host", "equipment"]]);
  assertEquals(messages.map(({ direction, header }) => [direction, header!.byte3]), [[0, 1], [1, 2]]);
});

test("SECS-I capture: rows of bytes in a text", () => {
  const text = [...transfer(HOST, REQUEST), ...transfer(EQUIPMENT, REPLY)]
    .map(([side, bytes]) => `12:00:00 ${side === HOST ? "H->E" : "E->H"} ${toHex(bytes)}`).join("\n");
  const { messages } = readAll(new TextEncoder().encode(text));
  assertEquals(messages.map(({ header }) => header!.byte3), [1, 2]);
});
