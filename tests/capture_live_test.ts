// A capture as a machine: facts of a tap instead of a file, the time told, and the mistakes that a caller can make.
import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { Capture, type CaptureOptions } from "../core/capture/capture.ts";
import type { CaptureOutput, Connection } from "../core/framing/model.ts";
import { controlHeader, dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { captureFile } from "./captures_truth.ts";
import { test } from "./harness.ts";

const SECOND = 1_000_000_000;
const CONNECTION: Connection = {
  index: 0,
  client: "127.0.0.1:50000",
  server: "127.0.0.1:5000",
  firstFrame: 1,
  synFrame: 1,
  start: 0,
};

function drain(capture: Capture): CaptureOutput[] {
  const outputs: CaptureOutput[] = [];
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) outputs.push(output);
  return outputs;
}

/** A tap on which the host has selected and asked S1F1. */
function tap(options?: CaptureOptions): { capture: Capture; outputs: CaptureOutput[] } {
  const capture = new Capture(options);
  const request = dataHeader({ session: 0, stream: 1, function: 1, replyExpected: true, systemBytes: 2 });
  const offsets = [0, 0];
  capture.live(5_000_000_000n);
  capture.streamFact({ type: "opened", connection: CONNECTION });
  [controlHeader(1, 1), controlHeader(2, 1), request].forEach((header, i) => {
    const direction = i === 1 ? 1 : 0, bytes = encodeMessage(header), time = (i + 1) * SECOND, frame = i + 2;
    const offset = offsets[direction];
    offsets[direction] += bytes.length;
    const moment = { time, frame, deliveredTime: time, deliveredFrame: frame };
    capture.streamFact({ type: "bytes", connection: CONNECTION, direction, offset, bytes, ...moment });
  });
  return { capture, outputs: drain(capture) };
}

test("live capture: messages come as they cross, T3 runs out by the time told", () => {
  const { capture, outputs } = tap({ timers: { T3: 10 } });
  assertEquals(outputs.filter(({ type }) => type === "message").length, 3);
  assertEquals(outputs.find((output) => output.type === "origin"), {
    type: "origin",
    format: "live",
    origin: 5_000_000_000n,
  });
  capture.elapsed(12 * SECOND);
  assertEquals(kinds(drain(capture)), []);
  capture.elapsed(14 * SECOND);
  assertEquals(kinds(drain(capture)), ["t3-no-reply"]);
});

function kinds(outputs: readonly CaptureOutput[]): string[] {
  return outputs.flatMap((output) => output.type === "finding" ? [output.kind] : []);
}

test("live capture: without an audit there are no findings and no states", () => {
  const { capture, outputs } = tap({ audit: false });
  capture.elapsed(100 * SECOND);
  assertEquals(
    new Set([...outputs, ...drain(capture)].map(({ type }) => type)),
    new Set(["origin", "opened", "message"]),
  );
});

test("capture: messages are plain views, also of a Buffer's bytes", () => {
  const capture = new Capture();
  capture.push(Buffer.from(captureFile("imp-plain.pcap")));
  const views = drain(capture).flatMap((output) => output.type === "message" ? [output.message.bytes] : []);
  assertEquals(views.length, 146);
  assertEquals(new Set(views.map((view) => Object.getPrototypeOf(view))), new Set([Uint8Array.prototype]));
});

test("capture: an empty file is trouble", () => {
  const capture = new Capture();
  capture.end();
  assertEquals(drain(capture).map((output) => output.type === "trouble" && output.sentence), [
    "Cannot read the capture: the file is empty",
  ]);
});

test("capture: a chunk after the end, or before the last was drained, is the caller's mistake", () => {
  const file = captureFile("imp-plain.pcap");
  for (const format of [undefined, "HSMS", "SECS-I", "hex", "log"] as const) {
    const capture = new Capture({ format });
    capture.push(file.slice());
    assertThrows(() => capture.push(file.slice()), Error, "Cannot push a chunk");
    drain(capture);
    capture.end();
    assertThrows(() => capture.push(file.slice()), Error, "Cannot push a chunk: the file has ended");
  }
  assertThrows(() => new Capture({ timers: { T3: 0 } }), RangeError, "T3");
});
