// Exports: NDJSON by its schema, tables, logs and captures that are read back to what they were, and code that builds.
import { assertEquals, assertThrows } from "@std/assert";
import { readFileSync } from "node:fs";
import { Capture } from "../core/capture/capture.ts";
import { csvHeadings, toCsv } from "../core/reading/export_csv.ts";
import { toNdjson } from "../core/reading/export_json.ts";
import { toSmlLog } from "../core/reading/export_log.ts";
import { toTypeScript } from "../core/reading/export_code.ts";
import { toPcapng } from "../core/reading/export_pcapng.ts";
import type { CapturedMessage } from "../core/framing/model.ts";
import type { MessageRecord } from "../core/reading/reading.ts";
import * as secs2 from "../core/secs2/mod.ts";
import { A, B, L, U4, W } from "../core/secs2/mod.ts";
import { bookOf, CONNECTION, control, finding, made, NOON, record, whole } from "./capture_reading.ts";
import { toHex } from "./captures_truth.ts";
import { root, test } from "./harness.ts";

const MALFORMED = record(
  whole(5, new Uint8Array([1, 2, 3]), { direction: 1, connection: CONNECTION, time: NaN }),
);

test("NDJSON has the fields of the header, exact times and the findings", () => {
  const message = made(17, [6, 11, true], L(U4(0)), {
    direction: 1,
    time: 123_456_789,
    session: 7,
    systemBytes: 0x100,
  });
  const line = toNdjson(record(message, { findings: [finding(0, [17], { offset: 2 })] }), { origin: NOON });
  assertEquals(
    line,
    '{"index":17,"time":1777896000.123456789,"from":"10.0.0.2:5000","to":"10.0.0.1:50000","length":18,"session":7,' +
      '"replyExpected":true,"stream":6,"function":11,"pType":0,"sType":0,"systemBytes":256,"text":"0101b10400000000",' +
      '"findings":[{"severity":"error","kind":"no reply","clause":"E37 T3","sentence":"S1F1 #0 had no reply within T3","offset":2}]}',
  );
  assertEquals(JSON.parse(toNdjson(record(control(1, 7, 4)))), {
    index: 1,
    time: 0.001,
    from: "10.0.0.1:50000",
    to: "10.0.0.2:5000",
    length: 10,
    session: 65535,
    replyExpected: false,
    stream: 0,
    function: 4,
    pType: 0,
    sType: 7,
    systemBytes: 1,
    byte2: 0,
    byte3: 4,
    text: "",
    findings: [],
  });
  assertEquals(JSON.parse(toNdjson(MALFORMED)), {
    index: 5,
    time: null,
    from: "10.0.0.2:5000",
    to: "10.0.0.1:50000",
    length: 3,
    malformed: "010203",
    text: "",
    findings: [],
  });
});

test("every line of NDJSON fits docs/capture.schema.json, whose every property is used", () => {
  const schema = JSON.parse(readFileSync(new URL("docs/capture.schema.json", root), "utf8"));
  const absent: CapturedMessage = { ...made(3, [1, 1]), carrier: "log", absent: ["session"] };
  const records = [
    ...bookOf("secs4js-faults.pcapng").records,
    ...bookOf("secsgem-gem-session.pcapng").records,
    MALFORMED,
    record(absent, { findings: [finding(0, [3], { offset: 1 })] }),
  ];
  const used = new Set<string>();
  for (const each of records) {
    const value = JSON.parse(toNdjson(each));
    assertEquals(misfits(schema, value, ""), []);
    for (const key of Object.keys(value)) used.add(key);
  }
  assertEquals([...used].sort(), Object.keys(schema.properties).sort());
  assertEquals(misfits(schema, { index: 0 }, "").length > 0, true);
});

/** The few words of JSON Schema that the schema uses. */
// deno-lint-ignore no-explicit-any
function misfits(schema: any, value: any, path: string): string[] {
  const wrong: string[] = [];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const isInteger = kind === "number" && Number.isInteger(value);
  if (types.length > 0 && !types.includes(kind) && !(isInteger && types.includes("integer"))) {
    wrong.push(`${path}: ${kind}`);
  }
  if (schema.enum && !schema.enum.includes(value)) wrong.push(`${path}: ${value}`);
  if (schema.minimum !== undefined && value < schema.minimum) wrong.push(`${path}: ${value}`);
  if (schema.maximum !== undefined && value > schema.maximum) wrong.push(`${path}: ${value}`);
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) wrong.push(`${path}: ${value}`);
  if (schema.minItems && value.length < schema.minItems) wrong.push(`${path}: empty`);
  if (schema.items) { for (const each of value) wrong.push(...misfits(schema.items, each, `${path}[]`)); }
  for (const name of schema.required ?? []) if (!(name in value)) wrong.push(`${path}: without ${name}`);
  if (schema.properties) {
    for (const [name, each] of Object.entries(value)) {
      if (name in schema.properties) wrong.push(...misfits(schema.properties[name], each, `${path}.${name}`));
      else if (schema.additionalProperties === false) wrong.push(`${path}: ${name} is unknown`);
    }
  }
  if (schema.oneOf) {
    const fitting = schema.oneOf.filter((each: unknown) => misfits(each, value, path).length === 0);
    if (fitting.length !== 1) wrong.push(`${path}: fits ${fitting.length} of oneOf`);
  }
  return wrong;
}

test("a table has a row for each message, and no cell that a spreadsheet would run", () => {
  const reply = {
    type: "transaction",
    connection: CONNECTION,
    primary: 1,
    end: 2,
    outcome: "reply",
    latency: 1_500,
  } as const;
  const rows = csvHeadings() + toCsv(
    record(made(1, [7, 5, true], A('=HYPERLINK("x")')), { transaction: reply, counterpart: made(2, [7, 6]) }),
    { origin: NOON, zone: 120 },
  );
  assertEquals(
    rows,
    [
      "index,time,from,to,direction,session,message,W,systemBytes,size,name,fields,outcome,answer,latencySeconds,findings",
      '1,2026-05-04T14:00:00.001000000+02:00,10.0.0.1:50000,10.0.0.2:5000,H→E,0,S7F5,W,1,17,Process Program Request,"PPID=""=HYPERLINK(\\""x\\"")""",reply,S7F6,0.000001500,',
      "",
    ].join("\r\n"),
  );
  assertEquals(toCsv(MALFORMED).split(",")[1], "-");
});

/** The messages that a capture of these bytes has. */
function readBack(bytes: Uint8Array): CapturedMessage[] {
  const capture = new Capture();
  const messages: CapturedMessage[] = [];
  const drain = () => {
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
      if (output.type === "message") messages.push(output.message);
    }
  };
  capture.push(bytes);
  drain();
  capture.end();
  drain();
  return messages;
}

const summary = ({ header, text, connection, direction }: CapturedMessage) => ({
  header,
  text: toHex(text),
  from: direction === 0 ? connection.client : connection.server,
});

test("an SML log of a session is read back with all headers, texts and directions", () => {
  const { records, origin } = bookOf("secsgem-gem-session.pcapng");
  const log = records.map((each) => toSmlLog(each, { origin })).join("");
  const again = readBack(new TextEncoder().encode(log));
  assertEquals(again.map(summary), records.map(({ message }) => summary(message)));
  assertEquals(again.map(({ time }) => time - again[0].time), records.map(({ message }) => message.time));
});

test("a pcapng slice of a session is read back with all messages, times and addresses", () => {
  const { records, origin } = bookOf("secsgem-gem-session.pcapng");
  const chosen = records.map(({ message }) => message).filter(({ index }) => index % 3 !== 1);
  const again = readBack(toPcapng(chosen, { origin }));
  assertEquals(again.map(summary), chosen.map(summary));
  assertEquals(again.map(({ time }) => time), chosen.map(({ time }) => time - chosen[0].time));
});

test("messages of a log get addresses in a pcapng slice, and those of SECS-I the frame of HSMS", () => {
  const connection = { ...CONNECTION, client: "host", server: "equipment" };
  const message: CapturedMessage = {
    ...made(0, [1, 1, true], undefined, { connection, time: NaN }),
    carrier: "SECS-I",
  };
  const again = readBack(toPcapng([message, made(1, [1, 13, true], L(), { connection })]));
  assertEquals(again.map(({ header, connection }) => [header?.byte3, connection.client]), [[
    1,
    "192.0.2.1:50000",
  ], [
    13,
    "192.0.2.1:50000",
  ]]);
});

/** What is true is one byte for us, whatever it was. */
function normal(text: Uint8Array): Uint8Array {
  try {
    return secs2.encode(secs2.decode(text, { lengthBytes: true }));
  } catch {
    return text;
  }
}

test("the TypeScript of every message of a session builds its text", () => {
  const records: readonly MessageRecord[] = [
    ...bookOf("secsgem-gem-session.pcapng").records,
    ...bookOf("secs4js-session.pcapng").records,
    record(made(0, [9, 1], new Uint8Array([0x41, 9, 1]))),
    record(
      made(
        1,
        [10, 3],
        L(W("温度"), secs2.J("ｱ"), secs2.F8(-0, NaN, Infinity), { ...A("x"), lengthBytes: 3 }),
      ),
    ),
  ];
  let built = 0;
  for (const { message } of records) {
    if (message.header?.sType !== 0) continue;
    const code = toTypeScript(message);
    const names = /^import \{ (.*) \} from "@fabwire\/hsms";/.exec(code)?.[1].split(", ") ?? [];
    const body = code.replace(/^import.*\n/, "").replace(/const \w+ = /, "return ");
    const value = new Function(...names, body)(...names.map((name) => secs2[name as keyof typeof secs2]));
    const { byte2, byte3 } = message.header;
    assertEquals([value.stream, value.function, value.replyExpected], [byte2 & 0x7f, byte3, byte2 > 0x7f]);
    assertEquals(toHex(value.text ?? new Uint8Array(0)), toHex(normal(message.text)));
    built++;
  }
  assertEquals(built > 200, true);
  assertThrows(
    () => toTypeScript(control(0, 5)),
    TypeError,
    "Cannot write Linktest.req as code: it is no data message",
  );
});

test("the TypeScript of a message imports what it uses, and breaks its lines", () => {
  const long = L(Array.from({ length: 3 }, () => L(A("a text of some length"), U4(1, 2, 3))));
  assertEquals(
    toTypeScript(made(0, [6, 11, true], L(U4(0), B(7), long))),
    `import { A, B, encode, L, U4 } from "@fabwire/hsms";

const S6F11 = {
  stream: 6,
  function: 11,
  replyExpected: true,
  text: encode(L(
    U4(0),
    B(7),
    L(
      L(A("a text of some length"), U4(1, 2, 3)),
      L(A("a text of some length"), U4(1, 2, 3)),
      L(A("a text of some length"), U4(1, 2, 3)),
    ),
  )),
};
`,
  );
});
