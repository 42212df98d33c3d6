// What a tap records: addresses of both IP versions, sequence numbers of their own, gaps where the disk was too slow.
import { assertEquals } from "@std/assert";
import type { Socket } from "node:net";
import { joined } from "../cli/bytes.ts";
import { connectionAddresses } from "../cli/tap_addresses.ts";
import type { TapEvent } from "../cli/tap.ts";
import { TapRecorder } from "../cli/tap_recorder.ts";
import { wallClock } from "../cli/wall_clock.ts";
import { Capture } from "../core/capture/capture.ts";
import type { CaptureOutput } from "../core/framing/model.ts";
import { test } from "./harness.ts";

function socket(remoteAddress: string, remotePort: number, localAddress = "192.0.2.1"): Socket {
  return { remoteAddress, remotePort, localAddress } as Socket;
}

test("tap: addresses are those of the two ends, of one IP version", () => {
  const target = { host: "tool-7", port: 5000 };
  const of = (client: Socket, server?: Socket, to = target) =>
    Object.values(connectionAddresses(client, server, to));
  const v4 = socket("192.0.2.10", 50_123), v6 = socket("2001:db8::10", 50_123);
  assertEquals(of(v4, socket("192.0.2.20", 5000)), ["192.0.2.10:50123", "192.0.2.20:5000"]);
  assertEquals(of(socket("::ffff:192.0.2.10", 1), socket("192.0.2.20", 5000)), [
    "192.0.2.10:1",
    "192.0.2.20:5000",
  ]);
  assertEquals(of(v6, socket("fe80::1%eth0", 5000)), ["[2001:db8::10]:50123", "[fe80::1]:5000"]);
  assertEquals(of(v4, socket("2001:db8::20", 5000)), ["[::ffff:192.0.2.10]:50123", "[2001:db8::20]:5000"]);
  assertEquals(of(v4, undefined, { host: "192.0.2.20", port: 6 }), ["192.0.2.10:50123", "192.0.2.20:6"]);
  assertEquals(of(v4), ["192.0.2.10:50123", "192.0.2.1:5000"]); // no name was looked up
});

const LINKTEST = [0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 1];

/** What a capture tells of the recording of these events; bytes with `skip` are not recorded. */
function told(events: readonly (Partial<TapEvent> & { skip?: true })[]): CaptureOutput[] {
  const recorder = new TapRecorder();
  const capture = new Capture({ audit: false });
  const outputs: CaptureOutput[] = [];
  const pieces = recorder.begin();
  events.forEach((partial, i) => {
    const connection = { number: 1, client: "192.0.2.10:50123", server: "192.0.2.20:5000" };
    const event = {
      connection,
      time: 1_790_000_000_000_000_000n + BigInt(i) * 1000n,
      ...partial,
    } as TapEvent;
    if (partial.skip === true && event.type === "bytes") recorder.skip(event);
    else pieces.push(...recorder.packets(event));
  });
  capture.push(joined(pieces));
  capture.end();
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) outputs.push(output);
  return outputs;
}

const bytes = (direction: 0 | 1, ...values: number[]) =>
  ({ type: "bytes", direction, bytes: Uint8Array.from(values) }) as const;

test("tap: what is not recorded is a gap in the recording, and what follows is in its place", () => {
  const outputs = told([
    { type: "opened" },
    bytes(0, ...LINKTEST),
    { ...bytes(0, ...LINKTEST), skip: true },
    bytes(0, ...LINKTEST),
    { type: "finished", direction: 0 },
    { type: "finished", direction: 1 },
  ]);
  const gaps = outputs.flatMap((output) => output.type === "gap" ? [[output.offset, output.length]] : []);
  const offsets = outputs.flatMap((output) => output.type === "message" ? [output.message.offset] : []);
  assertEquals([gaps, offsets], [[[14, 14]], [0, 28]]);
});

test("tap: times are those of arrival, to the nanosecond", () => {
  const outputs = told([{ type: "opened" }, bytes(0, ...LINKTEST), bytes(1, ...LINKTEST)]);
  const origin = outputs.find((output) => output.type === "origin")!.origin!;
  const times = outputs.flatMap((output) =>
    output.type === "message" ? [origin + BigInt(output.message.time)] : []
  );
  assertEquals(times, [1_790_000_000_000_001_000n, 1_790_000_000_000_002_000n]);
});

test("tap: a port that comes again is a connection of its own", () => {
  const again = { connection: { number: 2, client: "192.0.2.10:50123", server: "192.0.2.20:5000" } };
  const outputs = told([
    { type: "opened" },
    bytes(0, ...LINKTEST),
    { type: "aborted", direction: 0 },
    { type: "opened", ...again },
    { ...bytes(0, ...LINKTEST), ...again },
  ]);
  const connections = outputs.flatMap((output) =>
    output.type === "message" ? [output.message.connection.index] : []
  );
  assertEquals(connections, [0, 1]);
});

test("tap: the clock agrees with the time of day and never goes back", () => {
  let last = 0n;
  for (let i = 0; i < 1000; i++) {
    const now = wallClock();
    assertEquals(now >= last, true);
    last = now;
  }
  const off = Number(last / 1_000_000n) - Date.now();
  assertEquals(Math.abs(off) < 600, true, `${off} ms`);
});
