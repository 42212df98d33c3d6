// SECS-I at its bounds: the longest message, blocks of nothing, and more blocks than there are numbers.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Entity, type EntityOutput, MOST_BLOCKS, MOST_TEXT } from "../core/secs1/mod.ts";
import { test } from "./harness.ts";
import { primary, Rig, T4, text } from "./secs1_rig.ts";

/** Two entities on a line without delay: what one writes the other has received. */
function joined(): { host: Entity; equipment: Entity; told: EntityOutput[]; run(): void } {
  const host = new Entity({ role: "host" }), equipment = new Entity({ role: "equipment" });
  const told: EntityOutput[] = [];
  const drain = (from: Entity, to: Entity): boolean => {
    let wrote = false;
    for (let output = from.poll(); output !== undefined; output = from.poll()) {
      if (output.type === "write") {
        to.received(output.bytes, 0);
        wrote = true;
      } else told.push(output);
    }
    return wrote;
  };
  const run = (): void => {
    while (drain(host, equipment) || drain(equipment, host));
  };
  for (const side of [host, equipment]) side.start(0);
  run();
  for (const side of [host, equipment]) side.connected(0);
  run();
  told.length = 0;
  return { host, equipment, told, run };
}

test("limits: the longest text, 32,767 full blocks, arrives as it was sent", () => {
  const { host, equipment, told, run } = joined(), body = text(MOST_TEXT);
  host.send(primary("S7F3", { text: body }), 0);
  run();
  assertEquals(told.length, 1);
  const [news] = told;
  assert(news.type === "message");
  assertEquals(news.message.text.length, MOST_BLOCKS * 244);
  assert(news.message.text.every((byte, i) => byte === body[i]));
  assertEquals([host.queuedBytes, equipment.deadline], [0, Infinity]);
  assertThrows(
    () => host.send(primary("S7F3", { text: text(MOST_TEXT + 1) }), 0),
    RangeError,
    "exceeds the limit",
  );
});

test("limits: blocks of one byte and of none are a message too", () => {
  const rig = new Rig().connected();
  for (let number = 1; number <= 2000; number++) {
    rig.block("S7F3", 1, { number, end: number === 2000 }, text(number % 2));
  }
  assertEquals([rig.lines, rig.messages[0].text], [["message S7F3 #1"], new Uint8Array(1000)]);
});

test("limits: a message without an end is discarded by T4, when its numbers are used up", () => {
  const rig = new Rig().connected();
  for (let number = 1; number <= MOST_BLOCKS; number++) rig.block("S7F3", 1, { number, end: false });
  rig.block("S7F3", 1, { number: 0, end: false }).elapse(T4);
  assertEquals(rig.lines, [
    "discarded block number 00000703000000000001",
    "discarded T4 00000703000100000001",
  ]);
});
