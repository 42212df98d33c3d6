// The program as a process: exit codes, colours, pipes that close, Ctrl-C, and what is left after a kill.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync } from "node:fs";
import { Capture } from "../core/capture/capture.ts";
import { captureFile } from "./captures_truth.ts";
import { Listening, NetPeer } from "./cli_net.ts";
import { Process } from "./cli_process.ts";
import { captured, hsms, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 60_000 };
const SESSION = captured("secsgem-gem-session.pcapng");
const ESCAPE = String.fromCharCode(27);

test("process: prints what the program prints in this process", LIMIT, async () => {
  const { code, out, err } = await new Process(["decode", SESSION, "--sml"]).done;
  assertEquals({ code, out, err }, await hsms(["decode", SESSION, "--sml"]));
});

test("process: exit codes come out", LIMIT, async () => {
  const codes = [["check", captured("secsgem-large.pcapng")], ["check", SESSION, "--fail-on", "note"], [
    "check",
  ]];
  const left = await Promise.all(codes.map((args) => new Process(args).done));
  assertEquals(left.map(({ code }) => code), [0, 1, 2]);
});

test("process: reads its standard input", LIMIT, async () => {
  const run = new Process(["decode", "-"]);
  run.stdin.end(captureFile("secsgem-gem-session.pcapng"));
  assertEquals((await run.done).out, (await hsms(["decode", SESSION])).out);
});

test("process: colours by FORCE_COLOR, none by NO_COLOR, none into a pipe", LIMIT, async () => {
  const runs = [{}, { FORCE_COLOR: "1" }, { FORCE_COLOR: "0" }, { FORCE_COLOR: "1", NO_COLOR: "1" }];
  const left = await Promise.all(runs.map((env) => new Process(["decode", SESSION], env).done));
  assertEquals(left.map(({ out }) => out.includes(ESCAPE)), [false, true, false, false]);
});

test("process: ends quietly when nobody reads its output any more", LIMIT, async () => {
  const run = new Process(["decode", captured("secsgem-large.pcapng"), "--hex"]);
  await run.until(/#0/);
  run.hangUp();
  const { code, err } = await run.done;
  assertEquals([code, err], [0, ""]);
});

test("process: Ctrl-C ends the reading of an open standard input", LIMIT, async () => {
  const run = new Process(["decode", "-", "--follow"]);
  run.stdin.write(captureFile("secsgem-gem-session.pcapng"));
  await run.until(/ #137 /);
  run.kill("SIGINT");
  const { code, err } = await run.done;
  assertEquals([code, err], [0, ""]);
});

test("process: what a proxy has recorded is there after a kill", LIMIT, async () => {
  await withFolder(async (path) => {
    const server = await Listening.open();
    const args = ["proxy", "127.0.0.1:0", `127.0.0.1:${server.port}`, "--record", path("x.pcapng")];
    const run = new Process(args);
    const [, port] = await run.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
    const client = await NetPeer.connect(Number(port));
    const other = await server.next();
    await client.send(Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 1));
    await other.received(14);
    const end = performance.now() + 5000;
    while (kindsIn(readFileSync(path("x.pcapng"))).length === 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    run.kill("SIGKILL");
    assertEquals((await run.done).signal, "SIGKILL");
    await Promise.all([client.close(), other.close()]);
    await server.close();
    assertEquals(kindsIn(readFileSync(path("x.pcapng"))), [5]);
  });
});

test("process: a proxy goes on when nobody reads its output any more", LIMIT, async () => {
  const server = await Listening.open();
  const run = new Process(["proxy", "127.0.0.1:0", `127.0.0.1:${server.port}`, "--decode"]);
  const [, port] = await run.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
  run.hangUp();
  const client = await NetPeer.connect(Number(port));
  const other = await server.next();
  const linktest = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 1);
  for (let i = 1; i <= 5; i++) {
    await client.send(linktest);
    await other.received(14 * i);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all([client.close(), other.close()]);
  run.kill("SIGINT");
  assertEquals((await run.done).code, 0);
  await server.close();
});

test("process: a proxy ends by Ctrl-C", LIMIT, async () => {
  const run = new Process(["proxy", "127.0.0.1:0", "127.0.0.1:1"]);
  await run.until(/Listening/, "err");
  run.kill("SIGINT");
  const { code, err } = await run.done;
  assertEquals(code, 0);
  assertStringIncludes(err, "passing on to 127.0.0.1:1");
});

function kindsIn(bytes: Uint8Array): (number | undefined)[] {
  const capture = new Capture({ audit: false });
  const kinds: (number | undefined)[] = [];
  capture.push(bytes);
  capture.end();
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
    assert(output.type !== "trouble");
    if (output.type === "message") kinds.push(output.message.header?.sType);
  }
  return kinds;
}
