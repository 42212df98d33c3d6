// What the program prints of captures, to the letter: outputs that are kept in tests/cli.
import { assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { CALLS, OUTPUTS } from "./cli_calls.ts";
import { captured, hsms } from "./cli_rig.ts";
import { withoutFolder } from "./cli_text.ts";
import { root, test } from "./harness.ts";

for (const [name, args] of CALLS) {
  test(`cli: hsms ${args.join(" ")} prints what tests/cli/${name}.txt has`, async () => {
    const ran = await hsms(args.map((arg) => /\.pcap(ng)?$/.test(arg) ? captured(arg) : arg));
    assertEquals(withoutFolder(ran), readFileSync(new URL(`${OUTPUTS}${name}.txt`, root), "utf8"));
  });
}
