// A message whose middle never reached the wire, replayed: our equipment waits for it, our host for its reply.
import { assertEquals } from "@std/assert";
import { Entity } from "../core/hsms/entity.ts";
import { replay, type ReplayOptions } from "./captures_replay.ts";
import { loadCapture } from "./captures_truth.ts";
import { test } from "./harness.ts";

const LOST = "secsgem-lostbytes.pcapng";

type Command = NonNullable<ReplayOptions["also"]>[number];

test(`${LOST}: our equipment closes when T8 runs out inside the message`, () => {
  const { lines, closed } = replay(LOST, 0, "equipment");
  assertEquals(lines.slice(-4), [
    "T8 timeout",
    "deselected 0",
    "SELECTED to NOT CONNECTED: T8",
    "disconnect",
  ]);
  assertEquals(closed, timeOf(LINKTEST_AT, -1) + 5000);
});

test(`${LOST}: our equipment with a longer T8 takes what the client sent later for the missing bytes`, () => {
  const { lines, closed } = replay(LOST, 0, "equipment", { timers: { T8: 60 } });
  assertEquals(lines.slice(-2), ["deselected 0", "SELECTED to NOT CONNECTED: TCP disconnected"]);
  assertEquals(lines.filter((line) => /Linktest|S1F1 |S7F3/.test(line)), []);
  assertEquals(closed, undefined);
});

test(`${LOST}: our host's T3 runs out for the message that was never answered, the connection goes on`, () => {
  const { lines, closed, news } = replay(LOST, 0, "host", { also: [sendProgram(), sendAreYouThere()] });
  assertEquals(lines.slice(-6), [
    "write S7F3 W session 0 system bytes 0x00001007",
    "no reply to S7F3 0x1007: T3",
    "write S1F1 W session 0 system bytes 0x00001009",
    "no reply to S1F1 0x1009: disconnected",
    "deselected 0",
    "SELECTED to NOT CONNECTED: TCP disconnected",
  ]);
  assertEquals(closed, undefined);
  const expired = news.find(({ news }) => news.type === "noReply");
  assertEquals(expired?.time, timeOf(PROGRAM_AT) + 45_000);
});

test(`${LOST}: our host's linktest finds the silent equipment after T6, long before T3`, () => {
  const time = timeOf(LINKTEST_AT);
  const linktest: Command = { time, act: (entity, now) => void entity.linktest(now) };
  const { lines, closed } = replay(LOST, 0, "host", { also: [sendProgram(), linktest] });
  assertEquals(lines.slice(-6), [
    "Linktest.req T6",
    "T6 timeout",
    "no reply to S7F3 0x1007: disconnected",
    "deselected 0",
    "SELECTED to NOT CONNECTED: T6",
    "disconnect",
  ]);
  assertEquals(closed, time + 5000);
});

test(`${LOST}: a refused reconnect is tried again every T5`, () => {
  const { connections } = loadCapture(LOST);
  const host = new Entity({ mode: "active" });
  const polled = (): string[] => {
    const types: string[] = [];
    for (let output = host.poll(); output !== undefined; output = host.poll()) types.push(output.type);
    return types;
  };
  host.start(0);
  assertEquals(polled(), ["connect"]);
  const answered = connections[1].lastTime - connections[1].firstTime; // SYN to RST
  let now = Number(answered) / 1e6;
  for (let attempt = 0; attempt < 3; attempt++) {
    host.disconnected(now);
    assertEquals([polled(), host.deadline], [["connect failed"], now + 10_000]);
    now = host.deadline;
    host.elapsed(now);
    assertEquals(polled(), ["timeout", "connect"]);
  }
});

/** Places in the host's stream: the S7F3 W of 1,200,029 bytes, and the two messages after what came of it. */
const PROGRAM_AT = 5975;
const LINKTEST_AT = 374_628;
const ARE_YOU_THERE_AT = 374_642;

/** When a byte of the host's stream came, or the chunk `steps` away from it; in milliseconds since the first packet. */
function timeOf(offset: number, steps = 0): number {
  const { firstTime, streams: [{ chunks }] } = loadCapture(LOST).connections[0];
  const at = chunks.findIndex((chunk) => chunk.offset === offset);
  return Number(chunks[at + steps].time - firstTime) / 1e6;
}

/** The process program as the captured host meant to send it; only its length and its header are on the wire. */
function sendProgram(): Command {
  const text = new Uint8Array(1_200_025 - 10);
  const primary = { stream: 7, function: 3, replyExpected: true, systemBytes: 0x1007, text };
  return { time: timeOf(PROGRAM_AT), act: (entity, now) => void entity.send(primary, now) };
}

function sendAreYouThere(): Command {
  const primary = { stream: 1, function: 1, replyExpected: true, systemBytes: 0x1009 };
  return { time: timeOf(ARE_YOU_THERE_AT), act: (entity, now) => void entity.send(primary, now) };
}
