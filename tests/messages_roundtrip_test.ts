// Every message of the catalogue: what is built is read again, and what is read builds the same bytes.
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { AnyMessage } from "../core/messages/message.ts";
import { catalogue } from "../core/messages/standard.ts";
import type { Warning } from "../core/messages/trail.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";
import { bodies, sampleBody } from "./messages_values.ts";

const RUNS = runs(50, 20_260_601);

for (let stream = 1; stream <= 17; stream++) {
  const messages = [...catalogue].filter((message) => message.stream === stream);
  if (messages.length > 0) {
    test(`stream ${stream}: ${messages.length} messages survive being built and read`, () => {
      for (const message of messages) fc.assert(fc.property(bodies(message.shape), survives(message)), RUNS);
    });
  }
}

function survives(message: AnyMessage): (body: unknown) => void {
  return (body) => {
    const built = message.build(body);
    assertEquals(message.read(built), body, message.id);
    assertEquals(message.read(built.text), body, message.id);
    assertEquals(message.text(message.read(built)), built.text, message.id);
    const item = message.item(body);
    if (item !== undefined) assertEquals(message.read(item), body, message.id);
    assertEquals([built.stream, built.function], [message.stream, message.function]);
    assertEquals(built.replyExpected, message.reply !== "-");
  };
}

test("a body of usual values gives no warning, neither built nor read", () => {
  for (const message of catalogue) {
    const warnings: Warning[] = [];
    const built = message.build(sampleBody(message.shape), { warnings });
    message.read(built, { warnings });
    assertEquals(warnings, [], message.id);
  }
});
