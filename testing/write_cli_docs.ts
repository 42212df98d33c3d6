// Writes the generated parts of docs/cli.md anew: run it after a change of a command, then `deno fmt docs/cli.md`.
import { readFileSync, writeFileSync } from "node:fs";
import { arranged, generated } from "../tests/cli_docs.ts";
import { withGenerated } from "../tests/gem_docs.ts";

const page = new URL("../docs/cli.md", import.meta.url);
const parts = await generated();
writeFileSync(page, withGenerated(arranged(readFileSync(page, "utf8"), Object.keys(parts)), parts));
