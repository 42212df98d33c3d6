// The catalogue against the reference of the standards: who sends each message, W-bit, blocks, mnemonic and body.
import { assert, assertEquals } from "@std/assert";
import { notation } from "../core/messages/describe.ts";
import type { AnyMessage } from "../core/messages/message.ts";
import { catalogue } from "../core/messages/standard.ts";
import { test } from "./harness.ts";
import { type Row, rowsOf, STREAMS_1_TO_10 } from "./messages_table.ts";
import { NAMES_ONLY, STREAMS_3_TO_17 } from "./messages_table_2.ts";

const REVERSED: Readonly<Record<string, string>> = { "H→E": "E→H", "E→H": "H→E", "H↔E": "H↔E" };

/** Messages that are read more liberally than the table has it. */
const LIBERAL = new Set(["S3F17", "S12F1", "S12F3", "S12F4", "S16F27", "S16F28"]);

const rows: readonly Row[] = [
  ...rowsOf(STREAMS_1_TO_10),
  ...rowsOf(STREAMS_3_TO_17),
  ...NAMES_ONLY.flatMap(([stream, functions, direction, reply]) =>
    functions.map((fn) => nameOnly(stream, fn, direction, reply))
  ),
];

function nameOnly(stream: number, fn: number, direction: string, reply: string): Row {
  const primary = fn % 2 === 1;
  return {
    id: `S${stream}F${fn}`,
    mnemonic: "-",
    direction: primary ? direction : REVERSED[direction],
    reply: primary ? reply : "-",
    block: "?",
    body: "not specified",
  };
}

function rowOf(message: AnyMessage): Row {
  const { id, mnemonic, direction, reply, block, shape } = message;
  const body = notation(shape);
  return {
    id,
    mnemonic: mnemonic || "-",
    direction,
    reply,
    block: block ?? "?",
    body: LIBERAL.has(id) ? body.replaceAll(/ or (zero length|L,0)/g, "") : body,
  };
}

test("every message of the table is in the catalogue as the table has it", () => {
  for (const row of rows) {
    const [stream, fn] = row.id.slice(1).split("F").map(Number);
    const message = catalogue.get(stream, fn);
    assert(message !== undefined, `${row.id} is missing`);
    assertEquals(rowOf(message), row);
  }
});

test("the catalogue has no message that the table has not, but for the aborts of its streams", () => {
  const known = new Set(rows.map(({ id }) => id));
  assertEquals([...catalogue].filter(({ id, function: fn }) => fn !== 0 && !known.has(id)), []);
  assertEquals(rows.length, known.size);
  const streams = new Set(rows.map(({ id }) => Number(id.slice(1).split("F")[0])));
  const aborts = [...catalogue].filter((message) => message.function === 0);
  assertEquals(new Set(aborts.map((message) => message.stream)), streams);
  for (const abort of aborts) {
    assertEquals(rowOf(abort), { ...nameOnly(abort.stream, 0, "H↔E", "-"), block: "S", body: "header only" });
  }
});

test("every primary that expects a reply has one, sent by the other side", () => {
  for (const message of catalogue) {
    if (message.reply === "-") continue;
    const reply = catalogue.replyTo(message);
    assert(reply !== undefined, `${message.id} has no reply`);
    assertEquals(reply.id, `S${message.stream}F${message.function + 1}`);
    if (message.direction !== "H↔E") assertEquals(reply.direction, REVERSED[message.direction], message.id);
  }
});
