// Test-only: an output as it is kept.
import { fileURLToPath } from "node:url";
import { FOLDER } from "./captures_truth.ts";
import type { Ran } from "./cli_rig.ts";

/** Both outputs and the exit code of a run, with captures named as in tests/captures. */
export function withoutFolder({ code, out, err }: Ran): string {
  const text = `${out}${err === "" ? "" : `--- standard error\n${err}`}--- exit code ${code}\n`;
  return text.replaceAll(fileURLToPath(FOLDER), "");
}
