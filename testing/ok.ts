// The gate: every check, then the tests. A check passes or says what is wrong; none is skipped.
// `deno task ok [part of a check's name …]` runs some checks and no tests.
import { CHECKS } from "./checks.ts";
import { closingLine, runTests, type Tally } from "./test.ts";

async function runChecks(parts: string[]): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const [name, check] of Object.entries(CHECKS)) {
    if (parts.length > 0 && !parts.some((part) => name.includes(part))) continue;
    const started = performance.now();
    const fault = await faultOf(check);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (fault === undefined) tally.passed++;
    else tally.failed++;
    console.log(
      fault === undefined ? `ok ${name} (${seconds} s)` : `FAILED ${name} (${seconds} s)\n${fault}\n`,
    );
  }
  return tally;
}

async function faultOf(check: () => unknown): Promise<string | undefined> {
  try {
    await check();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const checks = await runChecks(Deno.args);
const tests = Deno.args.length > 0 ? { passed: 0, failed: 0 } : await runTests();
const tally = { passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
console.log(closingLine(tally));
if (tally.failed > 0 || tally.passed === 0) Deno.exit(1);
