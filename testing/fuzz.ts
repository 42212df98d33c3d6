// Runs the properties of the tests again and again, each time from another seed and ten times as often as in the gate,
// until the time is over: `deno task fuzz [minutes, 10 when absent] [part of a file name …]`. What fails is told with
// the command that repeats it: `deno task fuzz seed=… FILE`.
import { run } from "./process.ts";
import { root } from "./setup.mjs";
import { closingLine, type Tally } from "./test.ts";

const FACTOR = 10;
const LONGEST = 600; // seconds that one file may take

/** The test files with properties that take their runs from tests/fuzz.ts. */
function chooseFiles(parts: string[]): string[] {
  const files = [...Deno.readDirSync(`${root}/tests`)]
    .map(({ name }) => `tests/${name}`)
    .filter((file) => file.endsWith("_test.ts"))
    .filter((file) => Deno.readTextFileSync(`${root}/${file}`).includes(`from "./fuzz.ts"`))
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
  if (files.length === 0) {
    throw new Error(`Cannot fuzz: no file with properties is named like ${parts.join(", ")}`);
  }
  return files;
}

type Verdict = "passed" | "failed" | "cut short";

/** Runs a file with one seed, for so many seconds at most; tells what failed and how to repeat it. */
async function fuzz(file: string, seed: number, seconds: number): Promise<Verdict> {
  const started = performance.now();
  const { ok, output } = await run([Deno.execPath(), "test", "-A", "--no-check", "--quiet", file], {
    env: { FABWIRE_FUZZ_SEED: String(seed), FABWIRE_FUZZ_FACTOR: String(FACTOR) },
    seconds: Math.min(seconds, LONGEST),
  });
  if (ok) return "passed";
  const late = performance.now() - started > seconds * 1000;
  if (late && !output.includes("FAILED")) return "cut short";
  console.log(`${output.trim()}\n\nFAILED ${file}. To repeat it: deno task fuzz seed=${seed} ${file}\n`);
  return "failed";
}

/** Runs every file once with this seed. */
async function repeat(seed: number, files: string[]): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const file of files) {
    const verdict = await fuzz(file, seed, Infinity);
    tally[verdict === "passed" ? "passed" : "failed"]++;
  }
  return tally;
}

/** Runs file after file until the time is over; one that has failed is not run again. */
async function explore(minutes: number, files: string[]): Promise<Tally> {
  const ends = performance.now() + minutes * 60_000;
  const left = () => (ends - performance.now()) / 1000;
  const tally = { passed: 0, failed: 0 };
  const open = new Set(files);
  while (open.size > 0 && left() > 0) {
    const seed = 1 + Math.floor(Math.random() * 999_999_999);
    for (const file of open) {
      if (left() <= 0) break;
      const verdict = await fuzz(file, seed, left());
      if (verdict === "failed") open.delete(file);
      if (verdict !== "cut short") tally[verdict]++;
    }
  }
  return tally;
}

const seed = Deno.args.map((arg) => /^seed=(\d{1,9})$/.exec(arg)?.[1]).find((found) => found !== undefined);
const minutes = Deno.args.map(Number).find((number) => number > 0) ?? 10;
const files = chooseFiles(Deno.args.filter((arg) => !/^seed=|^[\d.]+$/.test(arg)));
const tally = seed === undefined ? await explore(minutes, files) : await repeat(Number(seed), files);
console.log(`Runs of ${files.length} files: ${closingLine(tally)}`);
if (tally.failed > 0 || tally.passed === 0) Deno.exit(1);
