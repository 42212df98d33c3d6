// `hsms decode` and `check`: inputs of all kinds, NDJSON by its schema, filters, names, redaction, slices, exit codes.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { captureFile, CAPTURES, loadCapture } from "./captures_truth.ts";
import { captured, chunks, hsms, Run, withFolder } from "./cli_rig.ts";
import { schemaFaults } from "./cli_schema.ts";
import { root, test } from "./harness.ts";

const SESSION = captured("secsgem-gem-session.pcapng");

test("cli: decode prints a line for every message of every capture", async () => {
  for (const name of CAPTURES) {
    const { truth } = loadCapture(name);
    if (truth.lossy === true) continue;
    const wanted = truth.connections.flatMap(({ directions }) =>
      directions.flatMap(({ messages }) => messages)
    );
    const { code, out } = await hsms(["decode", captured(name), "--zone", "utc"]);
    assertEquals(code, 0);
    assertEquals(
      out.split("\n").filter((line) => / #\d+ /.test(line) && /^[\d:.]+ [HECS]/.test(line)).length,
      wanted.length,
      name,
    );
  }
});

test("cli: NDJSON is as docs/capture.schema.json has it, and as the truth has it", async () => {
  const schema = JSON.parse(readFileSync(new URL("docs/capture.schema.json", root), "utf8"));
  for (const name of ["secsgem-gem-session.pcapng", "secs4js-faults.pcapng", "imp-vlan.pcap"] as const) {
    const { out } = await hsms(["decode", captured(name), "--json"]);
    const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.flatMap((line) => schemaFaults(line, schema)), []);
    const texts = loadCapture(name).truth.connections.flatMap(({ directions }) =>
      directions.flatMap(({ messages }) => messages.map(({ bodyHex }) => bodyHex ?? ""))
    );
    assertEquals(lines.map(({ text }) => text).sort(), texts.sort(), name);
  }
});

test("cli: a schema fault is found", () => {
  const schema = JSON.parse(readFileSync(new URL("docs/capture.schema.json", root), "utf8"));
  const line = {
    index: 0,
    time: 1,
    from: "a:1",
    to: "b:2",
    length: 10,
    text: "",
    malformed: "",
    findings: [],
  };
  assertEquals(schemaFaults(line, schema), []);
  assert(schemaFaults({ ...line, text: "0" }, schema).length > 0);
  assert(schemaFaults({ ...line, extra: 1 }, schema).length > 0);
  assert(schemaFaults({ ...line, index: -1 }, schema).length > 0);
  assert(schemaFaults({ ...line, findings: [{ severity: "bad" }] }, schema).length > 0);
  assert(schemaFaults({ index: 0 }, schema).length > 0);
});

test("cli: the standard input is read as a file is, in chunks of any size", async () => {
  const wanted = await hsms(["decode", SESSION]);
  for (const size of [1, 1000, 1 << 20]) {
    const stdin = chunks(captureFile("secsgem-gem-session.pcapng"), size);
    assertEquals(await hsms(["decode", "-"], { stdin }), wanted);
  }
});

test("cli: decode --follow goes on with a file that grows, until Ctrl-C", async () => {
  await withFolder(async (path) => {
    const bytes = captureFile("secsgem-gem-session.pcapng"),
      file = path("grows.pcapng"),
      half = bytes.length >> 1;
    writeFileSync(file, bytes.subarray(0, half));
    const run = new Run(["decode", file, "--follow"]);
    await run.until(/ #40 /);
    assertEquals(/ #137 /.test(run.out), false);
    appendFileSync(file, bytes.subarray(half, half + 1000));
    appendFileSync(file, bytes.subarray(half + 1000));
    await run.until(/ #137 /);
    const { code, out } = await run.interrupt();
    assertEquals(code, 0);
    assertEquals(out.match(/ #\d+ /g)!.length >= 138, true);
    assertStringIncludes(out, "after "); // the latency stands with the reply
  });
});

test("cli: Ctrl-C ends the reading of an input that says nothing", async () => {
  const silent = new ReadableStream<Uint8Array>();
  const run = new Run(["decode", "-"], { stdin: silent as unknown as AsyncIterable<Uint8Array> });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals((await run.interrupt()).code, 0);
});

test("cli: filters leave out what does not pass", async () => {
  const { out } = await hsms(["decode", SESSION, "--filter", "S6F11 & ceid=52"]);
  const lines = out.trimEnd().split("\n");
  assert(lines.length > 1 && lines.every((line) => line.includes("S6F11") && line.includes("CEID=52")), out);
});

test("cli: names come from CSV, JSON and equipment profiles", async () => {
  await withFolder(async (path) => {
    const files: [string, string][] = [
      ["names.csv", "kind,id,name\nCEID,52,ProcessStarted\n"],
      ["names.json", JSON.stringify({ names: { CEID: { 52: "ProcessStarted" } } })],
      ["tool.yaml", "equipment: { id: ETCH-07 }\nevents: [{ id: 52, name: ProcessStarted }]\n"],
    ];
    for (const [name, text] of files) {
      writeFileSync(path(name), text);
      const { code, out, err } = await hsms(["decode", SESSION, "-f", "S6F11", "--names", path(name)]);
      assertEquals([code, err], [0, ""], name);
      assertStringIncludes(out, "CEID=52 ProcessStarted");
    }
    writeFileSync(path("tool.yaml"), "events: [{ id: 52 }]\n");
    const { code, err } = await hsms(["decode", SESSION, "--names", path("tool.yaml")]);
    assertEquals(code, 1);
    assertStringIncludes(err, "tool.yaml:1:");
  });
});

test("cli: redaction replaces texts everywhere, the same way for the same secret", async () => {
  const args = ["decode", SESSION, "--sml", "--redact", "--redact-secret", "x"];
  const plain = (await hsms(["decode", SESSION, "--sml"])).out;
  const { out } = await hsms(args);
  assertStringIncludes(plain, "ETCH-9000");
  assertEquals(out.includes("ETCH-9000"), false);
  assertEquals((await hsms(args)).out, out);
  const kept = await hsms(["decode", SESSION, "--sml", "--redact-keep", "MDLN"]);
  assertStringIncludes(kept.out, "ETCH-9000");
});

test("cli: --write makes a capture of the messages that pass", async () => {
  await withFolder(async (path) => {
    const file = path("part.pcapng");
    const wrote = await hsms(["decode", SESSION, "-f", "S2", "--write", file]);
    assertEquals(wrote.code, 0);
    const bodies = async (name: string, ...rest: string[]) => {
      const { out } = await hsms(["decode", name, "--json", ...rest]);
      return out.trimEnd().split("\n").map((line) => JSON.parse(line)).map(
        ({ time, from, to, text, systemBytes }) => {
          return [time, from, to, systemBytes, text];
        },
      );
    };
    const wanted = await bodies(SESSION, "-f", "S2");
    assertEquals(await bodies(file), wanted);
    assertStringIncludes(wrote.err, `${wanted.length} messages`);
    const again = await hsms(["decode", SESSION, "--write", file]);
    assertEquals(again.code, 1);
    assertStringIncludes(again.err, "there is such a file already (--force overwrites it)");
    assertEquals((await hsms(["decode", SESSION, "-f", "S1F99", "--force", "-w", file])).code, 0);
    assertEquals((await bodies(file)).length, 1);
  });
});

test("cli: an SML log is read again as it was", async () => {
  const { out } = await hsms(["decode", SESSION, "--log", "--zone", "utc"]);
  const stdin = chunks(new TextEncoder().encode(out), 777);
  const texts = async (ran: Promise<{ out: string }>) =>
    (await ran).out.trimEnd().split("\n").map((line) => JSON.parse(line)).map((
      { systemBytes, text },
    ) => [systemBytes, text]);
  assertEquals(
    await texts(hsms(["decode", "-", "--json"], { stdin })),
    await texts(hsms(["decode", SESSION, "--json"])),
  );
});

const FAULTS = captured("secs4js-faults.pcapng");

const CODES: [args: string[], code: number][] = [
  [["check", FAULTS], 1],
  [["check", FAULTS, "--json"], 1],
  [["check", captured("imp-plain.pcap"), "--fail-on", "note"], 1],
  [["check", captured("secsgem-large.pcapng")], 0],
  [["check", captured("secsgem-large.pcapng"), "--fail-on", "note"], 1],
  [["check", captured("secsgem-large.pcapng"), "--t3", "0.1"], 1],
  [["diff", SESSION, captured("secsgem-gem-session-us.pcap")], 0],
  [["diff", SESSION, captured("imp-gap.pcap")], 1],
  [["stats", FAULTS], 0],
];

test("cli: exit codes say whether something is wrong", async () => {
  for (const [args, code] of CODES) assertEquals((await hsms(args)).code, code, args.join(" "));
});

test("cli: a file that is cut off is read as far as it goes, and check fails", async () => {
  await withFolder(async (path) => {
    const bytes = captureFile("secsgem-large.pcapng");
    writeFileSync(path("cut.pcapng"), bytes.subarray(0, bytes.length - 10));
    const { code, out } = await hsms(["check", path("cut.pcapng")]);
    assertEquals(code, 1);
    assertStringIncludes(out, "trouble at byte");
  });
});

test("cli: encode writes what decode reads", async () => {
  const { code, out } = await hsms([
    "encode",
    "S1F3 W <L <U4 1001>>.",
    "--session",
    "7",
    "--system-bytes",
    "0x10",
  ]);
  assertEquals([code, out], [0, "00 00 00 12 00 07 81 03 00 00 00 00 00 10 01 01 b1 04 00 00 03 e9\n"]);
  const stdin = chunks(new TextEncoder().encode(out), 3);
  const decoded = await hsms(["decode", "-", "--time", "none", "--sml"], { stdin });
  assertStringIncludes(decoded.out, "S1F3 W sys=16 Selected Equipment Status Request SVID=1001");
});

test("cli: progress is told of long files, where it is in nobody's way", { timeout: 60_000 }, async () => {
  await withFolder(async (path) => {
    const session = captureFile("secsgem-gem-session.pcapng"); // sections follow each other in pcapng
    writeFileSync(path("long.pcapng"), new Uint8Array(0));
    for (let size = 0; size < 9 << 20; size += session.length) appendFileSync(path("long.pcapng"), session);
    const told = async (...args: string[]) => (await hsms(args, { isTerminal: true })).err.includes("100 %");
    assertEquals(await told("stats", path("long.pcapng")), true);
    assertEquals(await told("check", path("long.pcapng")), false);
    assertEquals((await hsms(["stats", path("long.pcapng")])).err, "");
  });
});
