// What the command line makes of files that are no plain capture: compressed, cut off, of something else.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { captureFile } from "./captures_truth.ts";
import { captured, chunks, hsms, Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const NAME = "secsgem-gem-session.pcapng";
const PAGE = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><body></body>`;

function gzipped(): Uint8Array {
  return new Uint8Array(gzipSync(captureFile(NAME)));
}

test("cli: a capture compressed by gzip is read as it was before, from a file and from the standard input", async () => {
  const wanted = await hsms(["decode", captured(NAME)]);
  await withFolder(async (path) => {
    writeFileSync(path("session.pcapng.gz"), gzipped());
    assertEquals(await hsms(["decode", path("session.pcapng.gz")]), wanted);
    for (const size of [1, 999]) {
      assertEquals(await hsms(["decode", "-"], { stdin: chunks(gzipped(), size) }), wanted);
    }
  });
});

test("cli: of a compressed capture that is cut off there is what came, and exit code 1", async () => {
  const stdin = chunks(gzipped().subarray(0, 6000), 500);
  const { code, out, err } = await hsms(["decode", "-"], { stdin });
  assertEquals(code, 1);
  assertStringIncludes(out, " #20 ");
  assertStringIncludes(err, "the file ends inside it");
});

test("cli: a compressed file that is damaged is said to be", async () => {
  const bytes = gzipped();
  bytes.fill(0xff, 20, 200);
  for (const command of ["decode", "check", "stats"]) {
    const { code, out, err } = await hsms([command, "-"], { stdin: chunks(bytes, 5000) });
    assertEquals(code, 1);
    assertStringIncludes(command === "check" ? out : err, "Cannot take gzip off the file: ");
    assertEquals(err.includes("empty"), false);
  }
});

test("cli: a page for others has the capture in it without gzip", async () => {
  await withFolder(async (path) => {
    writeFileSync(path("page.html"), PAGE);
    const view = async (file: string, bytes: Uint8Array) => {
      writeFileSync(path(file), bytes);
      const output = path(`${file}.html`);
      const { code, err } = await hsms([
        "view",
        path(file),
        "--page",
        path("page.html"),
        "--output",
        output,
      ]);
      assertEquals(code, 0, err);
      return /<script id="embedded"[^>]*>([^<]*)</.exec(readFileSync(output, "utf8"))?.[1];
    };
    assertEquals(
      await view("session.pcapng.gz", gzipped()),
      await view("session.pcapng", captureFile(NAME)),
    );
  });
});

const UNREADABLE: [name: string, bytes: Uint8Array, said: string][] = [
  ["nothing", new Uint8Array(0), "the file is empty"],
  ["a picture", bytesOf("89504e470d0a1a0a0000000d494844520000"), "it begins neither as pcap or pcapng"],
  ["zstd", bytesOf("28b52ffd2475410000112233445566778899"), "it is compressed by zstd"],
  ["zip", bytesOf("504b0304140000000800112233445566778899"), "it is compressed by zip"],
  ["a letter", new TextEncoder().encode("Dear Sir or Madam,\n"), "Cannot find a message in the text"],
];

test("cli: a file that is no capture gives exit code 1, and the reason on the standard error", async () => {
  for (const [name, bytes, said] of UNREADABLE) {
    for (const command of ["decode", "stats"]) {
      const { code, err } = await hsms([command, "-"], { stdin: chunks(bytes, 7) });
      assertEquals(code, 1, name);
      assertStringIncludes(err, said);
    }
    const check = await hsms(["check", "-"], { stdin: chunks(bytes, 7) });
    assertEquals(check.code, 1, name);
    assertStringIncludes(check.out, said);
  }
});

test("cli: what cannot be read stands apart from the messages", async () => {
  const cut = captureFile(NAME).slice(0, -10);
  const { code, out, err } = await hsms(["decode", "-"], { stdin: chunks(cut, 4096) });
  assertEquals(code, 1);
  assertEquals(out.includes("trouble"), false);
  assertStringIncludes(err, "trouble at byte ");
});

test("cli: a record that is still on its way when following ends is no trouble", async () => {
  await withFolder(async (path) => {
    writeFileSync(path("grows.pcapng"), captureFile(NAME).slice(0, -10));
    const run = new Run(["decode", path("grows.pcapng"), "--follow"]);
    await run.until(/ #140 /);
    const { code, err } = await run.interrupt();
    assertEquals([code, err], [0, ""]);
  });
});

test("cli: a capture of something else says that nothing was found, and how to see it anyway", async () => {
  const nothing = "No message of HSMS or SECS-I was found";
  const hint = ": 1 connection carries something else (--port takes one for HSMS)\n";
  const capture = webTraffic();
  const decoded = await hsms(["decode", "-"], { stdin: chunks(capture, 50) });
  assertEquals(decoded, { code: 0, out: "", err: nothing + hint });
  const checked = await hsms(["check", "-"], { stdin: chunks(capture, 50) });
  assertEquals([checked.code, checked.out.endsWith(nothing + hint)], [0, true]);
  const elsewhere = await hsms(["decode", captured(NAME), "--port", "7"]);
  const passed = `${nothing}: 1 connection is of other addresses or ports\n`;
  assertEquals(elsewhere, { code: 0, out: "", err: passed });
  const filtered = await hsms(["decode", captured(NAME), "--filter", "S99"]);
  assertEquals(filtered, { code: 0, out: "", err: "" });
});

test("cli: who is the host may be said where no message tells", async () => {
  const log = new TextEncoder().encode("12:00:00 SEND S1F1 W.\n12:00:01 RECV S1F2\n<L>.\n");
  const lines = async (...args: string[]) => {
    const { out } = await hsms(["decode", "-", "--time", "none", ...args], { stdin: chunks(log, 9) });
    return out.match(/^\S+/gm);
  };
  assertEquals(await lines("--host-is", "local"), ["H→E", "E→H"]);
  assertEquals(await lines("--host-is", "remote"), ["E→H", "H→E"]);
});

test("cli: packets that cannot be looked into are a warning, for the file is read to its end", async () => {
  const { code, out } = await hsms(["check", "-"], { stdin: chunks(pcap(147, [new Uint8Array(60)]), 50) });
  assertEquals(code, 0);
  assertStringIncludes(out, "link type 147 is not known");
  assertStringIncludes(out, "0 errors, 1 warning, 0 notes");
});

/** A request and an answer that are no HSMS. */
function webTraffic(): Uint8Array {
  const request = new TextEncoder().encode("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n");
  const answer = new TextEncoder().encode("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  return pcap(101, [ipPacket([40_000, 80], request), ipPacket([80, 40_000], answer)]);
}

function ipPacket([from, to]: [number, number], data: Uint8Array): Uint8Array {
  const packet = new Uint8Array(40 + data.length);
  const view = new DataView(packet.buffer);
  packet[0] = 0x45;
  view.setUint16(2, packet.length);
  packet.set([64, 6], 8); // time to live, TCP
  packet.set(from === 80 ? [192, 0, 2, 20, 192, 0, 2, 10] : [192, 0, 2, 10, 192, 0, 2, 20], 12);
  view.setUint16(20, from);
  view.setUint16(22, to);
  packet.set([0x50, 0x18], 32); // five words of header, PSH and ACK
  packet.set(data, 40);
  return packet;
}

function pcap(linkType: number, packets: readonly Uint8Array[]): Uint8Array {
  const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
  const header = words(0xa1b2c3d4, 4 << 16 | 2, 0, 0, 65_535, linkType);
  const records = packets.flatMap((packet, i) => [words(1, i, packet.length, packet.length), packet]);
  return Uint8Array.from([header, ...records].flatMap((part) => [...part]));
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g)!, (pair) => parseInt(pair, 16));
}
