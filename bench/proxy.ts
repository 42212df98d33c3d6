// What a proxy between host and tool costs: round trips of 14 bytes over TCP, directly and through it, and what
// recording and printing add.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { RUNTIME } from "./launch.ts";
import { median, type Pace, QUICK } from "./measure.ts";
import type { Figure } from "./report.ts";

const HOST = "127.0.0.1";
const BATCH = 50; // round trips that are timed at once

/** Nanoseconds of a round trip. */
export async function proxy(pace: Pace): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "hsms-"));
  const target = await echo();
  const proxies = await Promise.all([
    launch(target, "--quiet"),
    launch(target, "--quiet", "--record", join(folder, "a.pcapng")),
    launch(target, "--decode", "--record", join(folder, "b.pcapng")),
  ]);
  const names = ["direct", "through the proxy", "through it, recorded", "through it, recorded and printed"];
  const ports = [target.port, ...proxies.map(({ port }) => port)];
  const clients = await Promise.all(ports.map((port) => Client.connect(port)));
  const times: number[][] = clients.map(() => []);
  const rounds = pace === QUICK ? 3 : 101;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < clients.length; i++) times[i].push(await clients[i].roundTrips(BATCH) / BATCH);
  }
  for (const client of clients) client.close();
  for (const { child } of proxies) child.kill("SIGKILL");
  target.server.close();
  rmSync(folder, { recursive: true });
  return names.map((name, i) => ({ group: "proxy", name, unit: "ns", value: 1e6 * median(times[i]) }));
}

interface Target {
  readonly server: net.Server;
  readonly port: number;
}

async function echo(): Promise<Target> {
  const server = net.createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("data", (chunk) => socket.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** A proxy in a process of this runtime. */
async function launch({ port }: Target, ...args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf(".")); // Node 20 runs a build
  const main = fileURLToPath(new URL(`../cli/main${extension}`, import.meta.url));
  const flags = RUNTIME === "deno" ? ["run", "-A", "--quiet"] : [];
  const command = [...flags, main, "proxy", `${HOST}:0`, `${HOST}:${port}`, ...args];
  const child = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  for await (const chunk of child.stderr!) {
    said += chunk;
    const [, found] = /Listening at [\d.]+:(\d+)/.exec(said) ?? [];
    if (found !== undefined) return { child, port: Number(found) };
  }
  throw new Error(`Cannot measure the proxy: ${said}`);
}

class Client {
  readonly #socket: net.Socket;
  #answered: () => void = () => {};

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", () => this.#answered());
  }

  static async connect(port: number): Promise<Client> {
    const socket = net.connect(port, HOST);
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    return new Client(socket);
  }

  /** Milliseconds for so many round trips of Linktest.req. */
  async roundTrips(count: number): Promise<number> {
    const bytes = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 1);
    const started = performance.now();
    for (let i = 0; i < count; i++) {
      const answered = new Promise<void>((resolve) => this.#answered = resolve);
      this.#socket.write(bytes);
      await answered;
    }
    return performance.now() - started;
  }

  close(): void {
    this.#socket.destroy();
  }
}
