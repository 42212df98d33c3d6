// The gate: every check, then the tests. A check either passes or says what is wrong; none is skipped.
import { CHECKS } from "./checks.ts";
import { closingLine, runTests, type Tally } from "./test.ts";

async function runChecks(): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const [name, check] of Object.entries(CHECKS)) {
    const started = performance.now();
    const fault = await check().then(() => undefined, (error: Error) => error.message);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (fault === undefined) tally.passed++;
    else tally.failed++;
    console.log(
      fault === undefined ? `ok ${name} (${seconds} s)` : `FAILED ${name} (${seconds} s)\n${fault}\n`,
    );
  }
  return tally;
}

const checks = await runChecks();
const tests = await runTests();
const tally = { passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
console.log(closingLine(tally));
if (tally.failed > 0) Deno.exit(1);
