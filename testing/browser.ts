// The tests of the page: built anew, and driven in Chromium by a program on Node. They run once, not on every runtime.
import { readReport } from "./junit.ts";
import { run } from "./process.ts";
import { findChromium, nodeBinary, root } from "./setup.mjs";
import type { Tally } from "./test.ts";

const FOLDER = "tests/browser";
const SECONDS = 240;

/** The files of tests in the browser with one of these parts in their name, or all. */
export function browserFiles(parts: readonly string[]): string[] {
  return [...Deno.readDirSync(`${root}/${FOLDER}`)]
    .map(({ name }) => `${FOLDER}/${name}`)
    .filter((file) => file.endsWith("_test.ts"))
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
}

/** Runs these files; without Chromium a line says that they are left out. */
export async function runInBrowser(files: readonly string[], report: string): Promise<Tally> {
  const chromium = files.length === 0 ? undefined : findChromium();
  if (chromium === undefined) return { passed: 0, failed: 0 };
  const started = performance.now();
  const built = await run([Deno.execPath(), "run", "-A", "devtool/build.ts"]);
  const tested = await run([...command(report), ...files], {
    seconds: SECONDS,
    env: { FABWIRE_CHROMIUM: chromium },
  });
  const cases = readReport(await Deno.readTextFile(report).catch(() => ""));
  const failed = cases.filter((test) => test.failed).length;
  const broken = cases.length === 0 || !built.ok || tested.ok !== (failed === 0);
  if (broken || failed > 0) console.log(`${built.output}${tested.output.trim()}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `browser: ${cases.length - failed} of ${cases.length} tests passed in ${seconds} s${
      broken ? ", and the run itself failed" : ""
    }`,
  );
  return { passed: cases.length - failed, failed: failed + (broken && failed === 0 ? 1 : 0) };
}

function command(report: string): string[] {
  const reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
  const own = ["--test-reporter=./testing/report.mjs", `--test-reporter-destination=${report}`];
  return [nodeBinary(24), "--test", "--test-concurrency=1", ...reporters, ...own];
}
