// Writes the generated parts of docs/gem.md anew: run it after a change of a table of transitions or of a test's title.
import { readFileSync, writeFileSync } from "node:fs";
import { withGenerated } from "../tests/gem_docs.ts";

const page = new URL("../docs/gem.md", import.meta.url);
writeFileSync(page, withGenerated(readFileSync(page, "utf8")));
