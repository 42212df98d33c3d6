// Writes what the calls of tests/cli_calls.ts print to tests/cli: run it when that is to change, and look at the changes.
import { CALLS, OUTPUTS } from "../tests/cli_calls.ts";
import { captured, hsms } from "../tests/cli_rig.ts";
import { withoutFolder } from "../tests/cli_text.ts";
import { root } from "./setup.mjs";

await Deno.mkdir(`${root}/${OUTPUTS}`, { recursive: true });
for (const [name, args] of CALLS) {
  const ran = await hsms(args.map((arg) => /\.pcap(ng)?$/.test(arg) ? captured(arg) : arg));
  await Deno.writeTextFile(`${root}/${OUTPUTS}${name}.txt`, withoutFolder(ran));
}
