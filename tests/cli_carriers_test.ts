// Commands that talk to tools over SECS-I and over TLS.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { writeFileSync } from "node:fs";
import { AUTHORITY, SERVER } from "./adapters_certificates.ts";
import { hsms, Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };

/** `hsms listen` at a port of its own. */
async function listening(args: readonly string[]): Promise<{ run: Run; at: string }> {
  const run = new Run(["listen", "127.0.0.1:0", ...args]);
  const [, at] = await run.until(/Listening at (\S+)/, "err");
  return { run, at };
}

test("cli: SECS-I over TCP, sent, listened to and recorded", LIMIT, async () => {
  await withFolder(async (path) => {
    const { run, at } = await listening(["--secs1", "--record", path("x.pcapng")]);
    const { code, out, err } = await hsms(["send", at, "--secs1", "--establish", "S2F17 W."]);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "S2F18");
    assert(/H→E #\d+ S2F17 W/.test((await run.interrupt()).out));
    const decoded = await hsms(["decode", path("x.pcapng"), "--time", "none"]);
    assert(/H→E #\d+ S2F17 W .*→ S2F18/.test(decoded.out), decoded.out);
  });
});

test("cli: TLS, with an authority of one's own", LIMIT, async () => {
  await withFolder(async (path) => {
    for (const [name, text] of Object.entries({ ca: AUTHORITY, cert: SERVER.cert, key: SERVER.key })) {
      writeFileSync(path(name), text);
    }
    const { run, at } = await listening(["--cert", path("cert"), "--key", path("key")]);
    const host = at.replace("127.0.0.1", "localhost");
    const { code, out, err } = await hsms(["send", host, "--ca", path("ca"), "--establish", "S2F17 W."]);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "S2F18");
    const strange = await hsms(["ping", host, "--tls"]);
    assertEquals(strange.code, 1);
    assertStringIncludes(strange.err, "hsms ping: Cannot connect to localhost:");
    const missing = await hsms(["ping", host, "--ca", path("nothing")]);
    assertEquals(missing.code, 1);
    assertStringIncludes(missing.err, "there is no such file");
    assertEquals((await run.interrupt()).code, 0);
  });
});
