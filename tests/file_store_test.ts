// Definitions and spooled messages in files: what was acknowledged is there after a kill, and nothing else.
import { assert, assertEquals } from "@std/assert";
import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { FileSpool } from "../adapters/file_spool.ts";
import { FileStore } from "../adapters/file_store.ts";
import type { SpooledMessage } from "../core/gem/store.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { S2F37, S2F43, S6F23 } from "../core/messages/mod.ts";
import { test } from "./harness.ts";

/** Runs with a folder of its own, which is gone afterwards. */
async function inFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(`${tmpdir()}/fabwire-`);
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function message(n: number, length = 10): SpooledMessage {
  return { stream: 6, function: 11, replyExpected: n % 2 === 0, text: new Uint8Array(length).fill(n & 0xff) };
}

/** Opens a spool, and closes it when the work is done. */
function withSpool<T>(path: string, work: (spool: FileSpool) => T, options = {}): T {
  const spool = new FileSpool(path, options);
  try {
    return work(spool);
  } finally {
    spool.close();
  }
}

function drained(spool: FileSpool): SpooledMessage[] {
  const messages: SpooledMessage[] = [];
  for (let first = spool.first(); first !== undefined; first = spool.first()) {
    messages.push(first);
    spool.shift();
  }
  return messages;
}

test("file spool: what was pushed and not shifted is there when it is opened again", () =>
  inFolder((folder) => {
    const path = `${folder}/spool`;
    withSpool(path, (spool) => {
      for (let n = 0; n < 5; n++) assert(spool.push(message(n)));
      spool.shift();
      spool.shift();
    });
    withSpool(path, (spool) => {
      assertEquals([spool.length, spool.first()], [3, message(2)]);
      assert(spool.push(message(5)));
      assertEquals(drained(spool), [message(2), message(3), message(4), message(5)]);
      assertEquals([spool.length, statSync(path).size], [0, 0]);
    });
    withSpool(path, (spool) => assertEquals([spool.length, spool.first()], [0, undefined]));
  }));

test("file spool: a record that was cut short, or spoilt, is left out with all behind it", () =>
  inFolder((folder) => {
    const path = `${folder}/spool`;
    withSpool(path, (spool) => [0, 1, 2].forEach((n) => spool.push(message(n))));
    const whole = new Uint8Array(readFileSync(path)), record = whole.length / 3;
    for (let end = 0; end < whole.length; end++) {
      writeFileSync(path, whole.subarray(0, end));
      withSpool(path, (spool) => {
        assertEquals(spool.length, Math.floor(end / record));
        assert(spool.push(message(9)));
      });
      assertEquals(withSpool(path, (spool) => drained(spool).at(-1)), message(9));
    }
    const spoilt = whole.slice();
    spoilt[record + 12] ^= 1;
    writeFileSync(path, spoilt);
    assertEquals(withSpool(path, drained), [message(0)]);
    appendFileSync(path, new Uint8Array(100));
    assertEquals(withSpool(path, drained), []);
  }));

test("file spool: it takes as many messages and bytes as it may, and clears", () =>
  inFolder((folder) => {
    const few = (spool: FileSpool) => [0, 1, 2].map((n) => spool.push(message(n)));
    assertEquals(withSpool(`${folder}/a`, few, { messages: 2 }), [true, true, false]);
    assertEquals(withSpool(`${folder}/b`, few, { bytes: 50 }), [true, true, false]);
    withSpool(`${folder}/a`, (spool) => spool.clear());
    assertEquals(withSpool(`${folder}/a`, (spool) => spool.length), 0);
  }));

test("file spool: the file is written anew when most of it has gone", () =>
  inFolder((folder) => {
    const path = `${folder}/spool`, length = 100_000;
    withSpool(path, (spool) => {
      for (let n = 0; n < 30; n++) spool.push(message(n, length));
      for (let n = 0; n < 25; n++) spool.shift();
      assert(statSync(path).size < 16 * length);
      spool.push(message(30, length));
      assertEquals([spool.length, spool.first()], [6, message(25, length)]);
    });
    assertEquals(withSpool(path, drained).map(({ text }) => text[0]), [25, 26, 27, 28, 29, 30]);
  }));

/** Runs the child that fills a spool, and kills it once it has said so many lines. */
function killed(path: string, lines: number): Promise<string[]> {
  const script = fileURLToPath(new URL(import.meta.url)).replace("file_store_test", "file_spool_child");
  const permissions = "Deno" in globalThis ? ["run", "-A", "--no-check", "-q"] : [];
  const child = spawn(process.execPath, [...permissions, script, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve) => {
    let told = "";
    child.stdout.on("data", (chunk) => {
      told += chunk;
      if (told.split("\n").length > lines) child.kill("SIGKILL");
    });
    child.on("close", () => resolve(told.split("\n").slice(0, -1)));
  });
}

test("file spool: a program that is killed loses nothing that it was told is kept, and finds nothing twice", {
  timeout: 60_000,
}, () =>
  inFolder(async (folder) => {
    const path = `${folder}/spool`;
    const lines = await killed(path, 200);
    const pushed = lines.filter((line) => line.startsWith("pushed")).length;
    const shifted = lines.filter((line) => line.startsWith("shifted")).length;
    const messages = withSpool(path, drained);
    // What was killed while it was being done, before it was told, may be there or not.
    const first = [shifted, shifted + 1], last = [pushed - 1, pushed];
    assert(pushed > 100 && shifted > 20, `${pushed} pushed, ${shifted} shifted`);
    const from = first.find((n) => messages[0].text.length === 1 + (n * 37) % 500)!;
    assert(last.includes(from + messages.length - 1), `${from} and ${messages.length} more`);
    messages.forEach(({ text, replyExpected }, i) => {
      const n = from + i;
      assertEquals([text.length, text[0], replyExpected], [1 + (n * 37) % 500, n & 0xff, n % 2 === 0]);
    });
  }));

test("file store: texts are kept by name, whatever the name is", () =>
  inFolder((folder) => {
    const store = new FileStore(`${folder}/deeper/still`);
    const names = [
      "program A/B",
      "program A_B",
      "program ..",
      "program é",
      "program a",
      "program A",
      `program ${"X".repeat(200)}`,
      `program ${"X".repeat(201)}`,
    ];
    names.forEach((name, n) => store.write(name, Uint8Array.of(n)));
    const again = new FileStore(`${folder}/deeper/still`);
    assertEquals(names.map((name) => again.read(name)), names.map((_, n) => Uint8Array.of(n)));
    assertEquals(again.read("nothing"), undefined);
    again.write("program a", new Uint8Array(0));
    assertEquals(store.read("program a"), new Uint8Array(0));
  }));

test("file store: an equipment finds its definitions and its spool after a power cycle", () =>
  inFolder((folder) => {
    const options = () => ({
      control: { initial: "ON-LINE" as const },
      store: new FileStore(folder),
      spool: new FileSpool(`${folder}/spool`),
    });
    const before = options(), host = new GemRig(MODEL, before).start();
    host.ask(S2F37.build({ CEED: true, events: [10] }));
    host.ask(S2F43.build([{ STRID: 6, functions: [] }]));
    host.cut = true;
    host.breakWire();
    for (let i = 0; i < 3; i++) host.do((equipment, now) => equipment.triggerEvent(10, now));
    before.spool.close();
    const after = options(), again = new GemRig(MODEL, after).start();
    again.ask(S6F23.build(0), 100);
    assertEquals([again.got("S6F11").length, again.equipment.spoolCount], [3, 0]);
    after.spool.close();
  }));
