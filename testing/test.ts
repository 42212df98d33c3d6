// Runs the same test files on Deno, Bun, Node 20 and a newer Node, and holds what each of them ran against the others.
// The tests of the page run once, in Chromium. `deno task test [runtime …] [part of a file name …]` runs fewer:
// `deno task test bun node24 framer`, `deno task test browser`.
import { browserFiles, runInBrowser } from "./browser.ts";
import { readReport, type TestCase } from "./junit.ts";
import { type Ended, run } from "./process.ts";
import {
  bunBinary,
  findFish,
  findSocat,
  findTmux,
  findTshark,
  findZsh,
  installSecsgem,
  nodeBinary,
  root,
} from "./setup.mjs";

/** How many tests went which way, over all runtimes. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Runs the chosen tests; by default all of them, everywhere. */
export async function runTests(args: string[] = []): Promise<Tally> {
  const runtimes = chooseRuntimes(args);
  const parts = args.filter((arg) => !(arg in COMMANDS) && arg !== "browser");
  const inBrowser = runtimes.length === Object.keys(COMMANDS).length || args.includes("browser")
    ? browserFiles(parts)
    : [];
  const files = runtimes.length === 0 ? [] : withPrograms(chooseFiles(parts));
  if (files.length + inBrowser.length === 0) {
    throw new Error(`Cannot run tests: no file named like ${parts.join(", ")}`);
  }
  await Deno.mkdir(`${root}/build`, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: `${root}/build`, prefix: "tests-" });
  try {
    const runs = files.length === 0
      ? []
      : await inLanes(runtimes, (runtime) => runOn(runtime, files, folder));
    return sum(total(runs), await runInBrowser(inBrowser, `${folder}/browser.xml`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Much of a run is waiting for sockets and programs: two at a time take little more than one. */
const LANES = 2;

/** Does work for each of these, in their order, so many at a time. */
async function inLanes<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < all.length) {
      const at = next++;
      results[at] = await work(all[at]);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

function sum(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** The last line of every run: how many tests passed and failed. */
export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

type Runtime = "deno" | "bun" | "node20" | "node24";

interface RuntimeRun {
  runtime: Runtime;
  cases: TestCase[];
  /** The runner itself reported failure, or left no report. */
  broken: boolean;
}

const SECONDS = 480; // for all the tests on one runtime
const NODE = ["--test", "--enable-source-maps", "--test-reporter=spec", "--test-reporter-destination=stdout"];

/** How each runtime runs test files, leaving a JUnit report in a folder. */
const COMMANDS: Record<Runtime, (files: string[], report: string, folder: string) => string[]> = {
  deno: (files, report) => [Deno.execPath(), "test", "-A", "--no-check", `--junit-path=${report}`, ...files],
  bun: (files, report) => [
    bunBinary(),
    "test",
    "--reporter=junit",
    `--reporter-outfile=${report}`,
    ...files.map((file) => `./${file}`),
  ],
  node20: (files, report, folder) => [
    nodeBinary(20),
    ...nodeArguments(report),
    ...files.map((file) => `${folder}/node20/${file.replace(/ts$/, "js")}`),
  ],
  node24: (files, report) => [nodeBinary(24), ...nodeArguments(report), ...files],
};

function nodeArguments(report: string): string[] {
  return [...NODE, "--test-reporter=./testing/report.mjs", `--test-reporter-destination=${report}`];
}

function chooseRuntimes(args: string[]): Runtime[] {
  const all = Object.keys(COMMANDS) as Runtime[];
  const chosen = all.filter((runtime) => args.includes(runtime));
  return chosen.length > 0 || args.includes("browser") ? chosen : all;
}

function chooseFiles(parts: string[]): string[] {
  return [...Deno.readDirSync(`${root}/tests`)]
    .map((entry) => `tests/${entry.name}`)
    .filter((file) => file.endsWith("_test.ts"))
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
}

/** Tests beside a program: the variable that tells them which, and what finds or installs it. */
const BESIDE: Record<string, readonly [variable: string, find: () => string | undefined]> = {
  "tests/interop_secsgem_test.ts": ["FABWIRE_SECSGEM", installSecsgem],
  "tests/interop_secsgem_secs1_test.ts": ["FABWIRE_SECSGEM", installSecsgem],
  "tests/interop_gem_secsgem_test.ts": ["FABWIRE_SECSGEM", installSecsgem],
  "tests/interop_tshark_test.ts": ["FABWIRE_TSHARK", findTshark],
  "tests/interop_tshark_proxy_test.ts": ["FABWIRE_TSHARK", findTshark],
  "tests/examples_serial_test.ts": ["FABWIRE_SOCAT", findSocat],
  "tests/cli_terminal_test.ts": ["FABWIRE_TMUX", findTmux],
  "tests/cli_completion_zsh_test.ts": ["FABWIRE_ZSH", findZsh],
  "tests/cli_completion_fish_test.ts": ["FABWIRE_FISH", findFish],
};

/** Tells these tests where their programs are; on a machine without, leaves them out on every runtime. */
function withPrograms(files: string[]): string[] {
  return files.filter((file) => {
    if (!(file in BESIDE)) return true;
    const [variable, find] = BESIDE[file];
    Deno.env.delete(variable);
    const program = find();
    if (program !== undefined) Deno.env.set(variable, program);
    return program !== undefined;
  });
}

/** Node 20 cannot read TypeScript: its tests run from a build. */
function build(folder: string): Promise<Ended> {
  const tsc = [nodeBinary(20), "node_modules/typescript/bin/tsc", "-p", "tsconfig.tests.json"];
  return run([...tsc, "--outDir", folder]);
}

async function runOn(runtime: Runtime, files: string[], folder: string): Promise<RuntimeRun> {
  const report = `${folder}/${runtime}.xml`;
  const started = performance.now();
  const built = runtime === "node20" ? await build(`${folder}/node20`) : { ok: true, output: "" };
  const tested = await run(COMMANDS[runtime](files, report, folder), { seconds: SECONDS });
  const cases = readReport(await Deno.readTextFile(report).catch(() => ""));
  const failed = cases.filter((test) => test.failed).length;
  const broken = cases.length === 0 || !built.ok || tested.ok !== (failed === 0);
  if (broken || failed > 0) console.log(`${built.output}${tested.output.trim()}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const verdict = broken ? ", and the run itself failed" : "";
  console.log(
    `${runtime}: ${cases.length - failed} of ${cases.length} tests passed in ${seconds} s${verdict}`,
  );
  return { runtime, cases, broken };
}

/** A test that a runtime did not run has failed there. */
function total(runs: RuntimeRun[]): Tally {
  const tally = { passed: 0, failed: 0 };
  const most = mostOften(runs);
  for (const { runtime, cases, broken } of runs) {
    const failed = cases.filter((test) => test.failed).length;
    const missing = notRun(most, cases);
    for (const name of missing) console.log(`${runtime} did not run: ${name}`);
    tally.passed += cases.length - failed;
    tally.failed += failed + missing.length + (broken && failed + missing.length === 0 ? 1 : 0);
  }
  return tally;
}

/** How often each name stands in the run where it stands most often. */
function mostOften(runs: RuntimeRun[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const { cases } of runs) {
    for (const [name, count] of countNames(cases)) most.set(name, Math.max(most.get(name) ?? 0, count));
  }
  return most;
}

function notRun(most: Map<string, number>, cases: TestCase[]): string[] {
  const ran = countNames(cases);
  return [...most].flatMap(([name, count]) => Array<string>(count - (ran.get(name) ?? 0)).fill(name));
}

function countNames(cases: TestCase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of cases) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

if (import.meta.main) {
  const tally = await runTests(Deno.args);
  console.log(closingLine(tally));
  if (tally.failed > 0) Deno.exit(1);
}
