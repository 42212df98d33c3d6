// The measurements: `deno task bench [runtime …] [group …] [--quick] [--json[=file]]`. Each group runs in a process of
// its own, pinned to one core. Without a runtime it measures the one that runs it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import process from "node:process";
import type { Runtime } from "./goals.ts";
import { GROUPS } from "./groups.ts";
import { CORE, inProcess, PINNED, RUNTIME, RUNTIME_VERSION } from "./launch.ts";
import { type Figure, type Report, rowsOf } from "./report.ts";
import { printComparison, printReport } from "./table.ts";

interface Arguments {
  readonly runtimes: readonly Runtime[];
  readonly groups: readonly string[];
  readonly quick: boolean;
  /** Where the JSON goes: to a file, or instead of the tables. */
  readonly json: string | true | undefined;
}

const RUNTIMES: readonly Runtime[] = ["deno", "bun", "node20", "node24"];

await main(parse(process.argv.slice(2)));

async function main(args: Arguments): Promise<void> {
  const { runtimes, json } = args;
  const reports: Report[] = [];
  for (const runtime of runtimes) {
    reports.push(runtime === RUNTIME ? await measure(args) : await measureOn(runtime, args));
    if (json !== true) printReport(reports.at(-1)!);
  }
  if (reports.length > 1 && json !== true) printComparison(reports);
  const text = JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2);
  if (json === true) console.log(text);
  else if (json !== undefined) writeFileSync(json, `${text}\n`);
}

function parse(args: readonly string[]): Arguments {
  const runtimes = args.includes("all") ? RUNTIMES : RUNTIMES.filter((name) => args.includes(name));
  const groups = Object.keys(GROUPS).filter((name) => args.includes(name));
  const json = args.find((arg) => arg === "--json" || arg.startsWith("--json="));
  const known: string[] = [...RUNTIMES, "all", ...Object.keys(GROUPS), "--quick"];
  const unknown = args.find((arg) => !known.includes(arg) && arg !== json);
  if (unknown !== undefined) throw new TypeError(`Cannot measure ${unknown}: known are ${known.join(", ")}`);
  return {
    runtimes: runtimes.length > 0 ? runtimes : [RUNTIME],
    groups: groups.length > 0 ? groups : Object.keys(GROUPS),
    quick: args.includes("--quick"),
    json: json === "--json" ? true : json?.slice("--json=".length),
  };
}

async function measure({ groups, quick }: Arguments): Promise<Report> {
  const figures: Figure[] = [];
  for (const group of groups) {
    const { about, v8 } = GROUPS[group];
    console.error(`${RUNTIME}: ${group}: ${about}`);
    figures.push(...await inProcess<Figure[]>(group, { quick }, { core: CORE, v8 }));
  }
  return {
    runtime: RUNTIME,
    version: RUNTIME_VERSION,
    packages: Object.fromEntries(["msgpackr", "secs4js", "esbuild"].map((name) => [name, versionOf(name)])),
    machine: `${cpus().length} x ${cpus()[0]?.model}, ${process.platform} ${process.arch}`,
    date: new Date().toISOString(),
    quick,
    pinned: PINNED,
    figures,
    rows: rowsOf(figures, RUNTIME),
  };
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
}

// Other runtimes.

interface Setup {
  readonly root: string;
  bunBinary(): string;
  nodeBinary(major: number): string;
  denoBinary(): string;
  installNodes(): void;
}

/** The same measurements in a process of another runtime. */
async function measureOn(runtime: Runtime, { groups, quick }: Arguments): Promise<Report> {
  const setup: Setup = await import(new URL("../testing/setup.mjs", import.meta.url).href);
  const [file, ...args] = commandOf(runtime, setup);
  const { status, stdout } = spawnSync(file, [...args, ...groups, ...quick ? ["--quick"] : [], "--json"], {
    cwd: setup.root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`Cannot measure on ${runtime}: its process ended with ${status}`);
  return JSON.parse(stdout);
}

function commandOf(runtime: Runtime, setup: Setup): string[] {
  if (runtime === "deno") return [setup.denoBinary(), "run", "-A", "bench/main.ts"];
  if (runtime === "bun") return [setup.bunBinary(), "bench/main.ts"];
  setup.installNodes();
  if (runtime === "node24") return [setup.nodeBinary(24), "bench/main.ts"];
  build(setup);
  return [setup.nodeBinary(20), "build/bench/bench/main.js"];
}

/** Node 20 cannot read TypeScript. */
function build({ nodeBinary, root }: Setup): void {
  mkdirSync(`${root}/build`, { recursive: true });
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "bench/tsconfig.json"];
  const { status } = spawnSync(nodeBinary(20), tsc, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("Cannot measure on node20: tsc failed");
}
