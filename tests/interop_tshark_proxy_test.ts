// What `hsms proxy` records and `hsms decode --write` writes, as tshark reads it. `npm test` finds or installs tshark and
// says in FABWIRE_TSHARK which; where it says nothing there are no tests.
import { assertEquals } from "@std/assert";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { loadCapture } from "./captures_truth.ts";
import { Listening, NetPeer } from "./cli_net.ts";
import { captured, hsms, Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const TSHARK = process.env.FABWIRE_TSHARK;

/** The values of these fields, a row a packet that passes. */
function fields(file: string, filter: string, port: number, ...names: string[]): string[][] {
  const args = ["-n", "-r", file, "-d", `tcp.port==${port},hsms`, "-Y", filter, "-T", "fields"];
  const checks = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
  const columns = names.flatMap((name) => ["-e", name]);
  const { stdout, stderr, status } = spawnSync(TSHARK!, [...args, ...checks, ...columns], {
    encoding: "utf8",
  });
  assertEquals([status, /cut short|damaged|error/i.test(stderr)], [0, false], stderr);
  return stdout.split("\n").filter((line) => line !== "").map((line) => line.split("\t"));
}

function mustBeClean(file: string, port: number): void {
  assertEquals(
    fields(
      file,
      "tcp.analysis.flags || tcp.checksum.status == 0 || ip.checksum.status == 0",
      port,
      "frame.number",
    ),
    [],
  );
}

async function record(file: string): Promise<number> {
  const server = await Listening.open();
  const run = new Run(["proxy", "127.0.0.1:0", `127.0.0.1:${server.port}`, "--record", file]);
  const [, port] = await run.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
  for (let i = 0; i < 3; i++) {
    const client = await NetPeer.connect(Number(port));
    const other = await server.next();
    const header = { session: 1, stream: 1, function: 1, replyExpected: true };
    const large = new Uint8Array(200_000);
    await client.send(encodeMessage(dataHeader({ ...header, systemBytes: 2 * i }), new Uint8Array(0)));
    await other.received(14);
    await other.send(encodeMessage(dataHeader({ ...header, systemBytes: 2 * i + 1 }), large));
    await client.received(200_014);
    await client.close();
    await other.finished;
    await other.close();
  }
  await run.until(/(Connection 3 ended[^]*){2}/, "err");
  await run.interrupt();
  const target = server.port;
  await server.close();
  return target;
}

if (TSHARK !== undefined) {
  test("interop: tshark reads what the proxy has recorded", { timeout: 60_000 }, async () => {
    await withFolder(async (path) => {
      const port = await record(path("x.pcapng"));
      mustBeClean(path("x.pcapng"), port);
      const messages = fields(
        path("x.pcapng"),
        "hsms",
        port,
        "hsms.length",
        "hsms.header.system",
        "tcp.stream",
      );
      assertEquals(
        messages,
        [0, 1, 2].flatMap((i) => [["10", `${2 * i}`, `${i}`], ["200010", `${2 * i + 1}`, `${i}`]]),
      );
    });
  });

  test("interop: tshark reads what decode has written", { timeout: 60_000 }, async () => {
    await withFolder(async (path) => {
      const name = "secsgem-gem-session.pcapng";
      assertEquals((await hsms(["decode", captured(name), "--write", path("x.pcapng")])).code, 0);
      const port = Number(loadCapture(name).truth.connections[0].server.split(":").at(-1));
      mustBeClean(path("x.pcapng"), port);
      const found = fields(path("x.pcapng"), "hsms", port, "hsms.header.system").flatMap(([values]) =>
        values.split(",")
      );
      const wanted = loadCapture(name).truth.connections[0].directions.flatMap(({ messages }) => messages);
      assertEquals(found.map(Number).sort(), wanted.map(({ systemBytes }) => systemBytes).sort());
    });
  });
}
