// A capture of 100 MB: the program that decodes it, beside tshark, and the library without a program around it.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Capture, type CaptureOptions } from "../core/capture/capture.ts";
import { PcapngWriter } from "../core/packets/pcapng_writer.ts";
import { TcpSynth } from "../core/packets/tcp_synth.ts";
import { dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { A, encode, L, U4 } from "../core/secs2/mod.ts";
import { eventReport } from "./corpus.ts";
import { RUNTIME } from "./launch.ts";
import { median, type Pace, QUICK } from "./measure.ts";
import type { Figure, Unit } from "./report.ts";

const FOLDER = "build/bench";
const CHUNK = 1 << 20;
const TSHARK = "tshark";

/** Times, megabytes and messages a second: `hsms decode` and `hsms check`, tshark, and the library alone. */
export function capture(pace: Pace): Promise<Figure[]> {
  const isQuick = pace === QUICK;
  const { file, messages } = captureOf(isQuick ? 2e6 : 100e6);
  const size = statSync(file).size;
  const rounds = isQuick ? 1 : 3;
  const contenders: [name: string, run: () => void][] = [
    ["hsms decode", () => runProgram("decode", file)],
    ["hsms decode --json", () => runProgram("decode", file, "--json")],
    ["hsms check", () => runProgram("check", file, "--fail-on", "error")],
    ...(hasTshark() ? [["tshark -T fields", () => runTshark(file)] as [string, () => void]] : []),
    ["library with audit", () => void count(file, {})],
    ["library without audit", () => void count(file, { audit: false })],
  ];
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach(([, run], i) => times[i].push(timed(run)));
  }
  const figures = contenders.flatMap(([name], i) => figuresOf(name, median(times[i]), size, messages));
  return Promise.resolve(figures);
}

function figuresOf(name: string, milliseconds: number, size: number, messages: number): Figure[] {
  const figure = (unit: Unit, value: number): Figure => ({
    group: "capture",
    name: unit === "ms" ? name : `${name}, ${unit === "MB/s" ? "bytes" : "messages"} a second`,
    unit,
    value,
  });
  return [
    figure("ms", milliseconds),
    figure("MB/s", size / 1e3 / milliseconds),
    figure("1/s", messages / milliseconds * 1e3),
  ];
}

function timed(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

/** The program, on this runtime, its output thrown away. */
function runProgram(...args: string[]): void {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf(".")); // Node 20 runs a build
  const main = fileURLToPath(new URL(`../cli/main${extension}`, import.meta.url));
  const flags = RUNTIME === "deno" ? ["run", "-A", "--quiet"] : [];
  mustRun(process.execPath, [...flags, main, ...args]);
}

function runTshark(file: string): void {
  const fields = ["frame.number", "hsms.header.stream", "hsms.header.function", "hsms.header.system"];
  const args = ["-n", "-r", file, "-d", "tcp.port==5000,hsms", "-Y", "hsms", "-T", "fields"];
  mustRun(TSHARK, [...args, ...fields.flatMap((field) => ["-e", field])]);
}

function mustRun(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`Cannot measure ${command}: it ended with ${status}\n${stderr}`);
}

function hasTshark(): boolean {
  return spawnSync(TSHARK, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Reads the file through the library; gives back how many messages it has. */
function count(file: string, options: CaptureOptions): number {
  const bytes = readFileSync(file);
  const capture = new Capture(options);
  let messages = 0;
  const drain = () => {
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
      if (output.type === "message") messages++;
    }
  };
  for (let at = 0; at < bytes.length; at += CHUNK) {
    capture.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at, Math.min(CHUNK, bytes.length - at)));
    drain();
  }
  capture.end();
  drain();
  return messages;
}

// The capture: a tool that reports events, each acknowledged, and a host that asks for variables in between.

/** A capture of about this many bytes, made once. */
function captureOf(size: number): { file: string; messages: number } {
  const file = `${FOLDER}/capture-${size / 1e6}.pcapng`;
  if (!existsSync(file)) make(file, size);
  return { file, messages: count(file, { audit: false }) };
}

function make(file: string, size: number): void {
  mkdirSync(FOLDER, { recursive: true });
  const handle = openSync(`${file}`, "w");
  let written = 0;
  for (const bytes of pieces()) {
    written += writeSync(handle, bytes);
    if (written > size) break;
  }
  closeSync(handle);
}

const START = 1_790_000_000_000_000_000n; // nanoseconds since 1970
const STEP = 1_000_000n;

function* pieces(): Generator<Uint8Array> {
  const writer = new PcapngWriter();
  const synth = new TcpSynth("192.0.2.10:50123", "192.0.2.20:5000");
  yield writer.begin("fabwire bench");
  let time = START;
  for (const bytes of synth.open()) yield writer.packet({ time, bytes });
  for (let round = 0;; round++) {
    const batch: Uint8Array[] = [];
    for (const [direction, bytes] of exchange(round)) {
      time += STEP;
      for (const packet of synth.data(direction, bytes)) batch.push(writer.packet({ time, bytes: packet }));
    }
    yield* batch;
  }
}

const REPORT = encode(eventReport());
const VALUES = (round: number) => encode(L(A("EXECUTING"), U4(round), U4(7)));

/** What crosses the connection in a round; the first selects. */
function* exchange(round: number): Generator<[direction: 0 | 1, bytes: Uint8Array]> {
  if (round === 0) {
    yield [0, Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1)];
    yield [1, Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 2, 0, 0, 0, 1)];
  }
  for (let i = 0; i < 8; i++) {
    const systemBytes = 1000 + round * 8 + i;
    yield [1, message(6, 11, systemBytes, REPORT)];
    yield [0, message(6, 12, systemBytes, Uint8Array.of(0x21, 1, 0))];
  }
  yield [0, message(1, 3, 0x8000_0000 + round, encode(L(U4(1001), U4(1002), U4(1003))))];
  yield [1, message(1, 4, 0x8000_0000 + round, VALUES(round))];
}

function message(stream: number, fn: number, systemBytes: number, text: Uint8Array): Uint8Array {
  const replyExpected = fn % 2 === 1;
  return encodeMessage(dataHeader({ session: 0, stream, function: fn, replyExpected, systemBytes }), text);
}
