// The host scripts of examples/, each as a process of this runtime, against the simulated etcher.
import { assert, assertMatch } from "@std/assert";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Simulator } from "../driver/simulator.ts";
import { root, test } from "./harness.ts";

const PROFILE = fileURLToPath(new URL("profiles/etcher.yaml", root));
const extension = import.meta.url.slice(import.meta.url.lastIndexOf(".")); // Node 20 runs a build
const flags = "Deno" in globalThis ? ["run", "-A", "--no-check", "--quiet"] : [];

/** Runs a script to its end, and gives what it has written. */
async function run(name: string): Promise<string> {
  const file = fileURLToPath(new URL(`../examples/${name}${extension}`, import.meta.url));
  await using simulator = await Simulator.start(PROFILE, { host: "127.0.0.1", connection: { port: 0 } });
  const args = [...flags, file, PROFILE, String(simulator.address!.port)];
  return await new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      args,
      { timeout: 45_000, env: { ...process.env, NO_COLOR: "1" } },
      (error, out, err) =>
        error === null ? resolve(out) : reject(new Error(`${name}: ${error.message}\n${out}${err}`)),
    )
  );
}

const EXPECTED: Readonly<Record<string, readonly RegExp[]>> = {
  host_deno: [
    /^ETCH-01 is (on-line|remote): ETCHER-300 2\.1$/m,
    /^event PROCESS_START/m,
    /^START: later, and PROCESS_END with /m,
  ],
  host_bun: [
    /^ETCH-01: [\d.]+ Pa, [\d.]+ °C$/m,
    /^MaxRFPower is 900$/m,
    /^event PROCESS_START$/m,
    /^event PROCESS_END$/m,
  ],
  host_node: [
    /^S1F2 \{\s+MDLN: ['"]ETCHER-300['"]/m,
    /^S1F4 \[\s*[\d.]+\s*\]$/m,
    /TEST_1.*"STEP 1 TIME 5\\n"$/m,
    /^refused: Cannot command START: /m,
  ],
};

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`examples: ${name} does what it says, in less than 30 lines`, { timeout: 60_000 }, async () => {
    const lines = readFileSync(new URL(`examples/${name}.ts`, root), "utf8").trimEnd().split("\n");
    assert(lines.length < 30, `${lines.length} lines`);
    const out = await run(name);
    for (const pattern of expected) assertMatch(out, pattern);
  });
}
