// Serial ports, and the example of one: a host and an equipment on the two ends of a pseudo-terminal, which socat makes.
// `npm test` says in FABWIRE_SOCAT what it is called; where it says nothing there are no tests.
import { assertEquals } from "@std/assert";
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { connectOver, openOver, serial, type SerialPortLike } from "../adapters/public.ts";
import { identify } from "../examples/serial.ts";
import { A, encode, L } from "../mod.ts";
import { echo, until } from "./adapters_loopback.ts";
import { test } from "./harness.ts";

const SOCAT = process.env.FABWIRE_SOCAT;

/** A port without any package: another socat joins the terminal to its standard streams. */
class SocatPort extends EventEmitter implements SerialPortLike {
  readonly path: string;
  readonly #child: ChildProcess;
  #writing = 0;
  #draining: (() => void)[] = [];

  constructor(path: string) {
    super();
    this.path = path;
    this.#child = spawn(SOCAT!, ["-", `${path},raw,echo=0`], { stdio: ["pipe", "pipe", "ignore"] });
    this.#child.stdout!.on("data", (bytes) => this.emit("data", bytes));
    this.#child.on("close", () => this.emit("close"));
    this.#child.once("spawn", () => this.emit("open"));
    this.#child.stdin!.on("error", () => {});
  }

  write(bytes: Uint8Array): void {
    this.#writing++;
    this.#child.stdin!.write(bytes, () => {
      if (--this.#writing === 0) { for (const done of this.#draining.splice(0)) done(); }
    });
  }

  drain(done: () => void): void {
    if (this.#writing > 0) this.#draining.push(done);
    else queueMicrotask(done);
  }

  pause = (): unknown => this.#child.stdout!.pause();
  resume = (): unknown => this.#child.stdout!.resume();

  close(done: () => void): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return queueMicrotask(done);
    this.#child.once("close", done);
    this.#child.kill();
  }
}

/** The `serialport` of npm, where it is installed and runs. */
function npmPort(): ((path: string) => SerialPortLike) | undefined {
  if ("Deno" in globalThis || "Bun" in globalThis) return undefined;
  try {
    const { SerialPort } = createRequire(import.meta.url)("serialport");
    return (path) => new SerialPort({ path, baudRate: 9600 });
  } catch {
    return undefined;
  }
}

/** Runs a body with the names of the two ends of a pseudo-terminal. */
async function withTerminal(body: (one: string, other: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fabwire-"));
  const ends = [join(folder, "host"), join(folder, "equipment")];
  const socat = spawn(SOCAT!, ends.map((end) => `pty,raw,echo=0,link=${end}`), { stdio: "ignore" });
  const gone = new Promise((resolve) => socat.on("close", resolve));
  try {
    await until(() => ends.every((end) => existsSync(end)), "a pseudo-terminal");
    await body(ends[0], ends[1]);
  } finally {
    socat.kill();
    await gone;
    rmSync(folder, { recursive: true });
  }
}

const PORTS: ((path: string) => SerialPortLike)[] = [(path: string) => new SocatPort(path), npmPort() ?? []]
  .flat();

function serialTest(name: string, body: () => Promise<void>): void {
  if (SOCAT !== undefined) test(name, { timeout: 30_000 }, body);
}

/** What is sent before the other end has opened its port is sent again after T2. */
const COMMON = { protocol: "secs1", session: 3, timers: { T2: 0.5 } } as const;

serialTest("serial: SECS-I over a pseudo-terminal, blocks both ways", async () => {
  for (const open of PORTS) await withTerminal((one, other) => exchange(open, one, other));
});

async function exchange(open: (path: string) => SerialPortLike, one: string, other: string): Promise<void> {
  const equipment = openOver(serial(() => open(other)), { ...COMMON, role: "equipment" });
  const host = await connectOver(serial(() => open(one)), { ...COMMON, role: "host" });
  try {
    for (const side of [host, equipment]) echo(side);
    await equipment.whenSelected();
    for (const side of [host, equipment, host]) {
      const text = Uint8Array.from({ length: 600 }, (_, i) => i);
      const reply = await side.request({ stream: 7, function: 3, text });
      assertEquals([reply.session, reply.text], [3, text]);
    }
    assertEquals(host.remote?.host, one);
  } finally {
    await Promise.all([host.close(), equipment.close()]);
  }
}

serialTest("serial: the example asks a tool what it is", async () => {
  for (const open of PORTS) {
    await withTerminal(async (one, other) => {
      const tool = openOver(serial(() => open(other)), { ...COMMON, role: "equipment" });
      tool.on("message", (message) => tool.reply(message, encode(L(A("EQ-100"), A("1.2.0")))));
      await tool.whenSelected();
      assertEquals(await identify(() => open(one), 3), '<L [2]\n  <A [6] "EQ-100">\n  <A [5] "1.2.0">\n>');
      await tool.close();
    });
  }
});

serialTest("serial: a port that is not there is told, and tried again", async () => {
  const told: string[] = [];
  const host = openOver(serial(() => PORTS.at(-1)!("/no/such/port")), {
    ...COMMON,
    role: "host",
    timers: { T5: 0.05 },
    on: { "connect-failed": () => told.push("failed"), "closed": ({ cause }) => told.push(cause) },
  });
  await until(() => told.length >= 2, "two failures");
  await host.close();
  assertEquals(new Set(told).size, 1);
});
