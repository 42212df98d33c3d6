// The page as the program serves it: `hsms view` with a file, its copy with the file inside, `hsms proxy --view` live.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { dataHeader, encodeMessage } from "../../core/hsms/header.ts";
import { Listening, NetPeer } from "../cli_net.ts";
import { captured, hsms, Run } from "../cli_rig.ts";
import { pageTest, statusOf, temporary, until } from "./rig.ts";

const SESSION = captured("secsgem-gem-session.pcapng");

const view = new Run(["view", SESSION, "--no-open"]);
const [, viewUrl, viewHash] = await view.until(/(http:\S+)(#\S+)/);

const server = await Listening.open();
const proxy = new Run(["proxy", "127.0.0.1:0", `127.0.0.1:${server.port}`, "--view", "--no-open"]);
const [, port] = await proxy.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
const [, liveUrl, liveHash] = await proxy.until(/(http:\S+)(#\S+)/, "err");

after(async () => {
  await Promise.all([view.interrupt(), proxy.interrupt()]);
  await server.close();
});

pageTest("hsms view shows the file", { url: viewUrl, hash: viewHash }, async (page) => {
  await until(page, "hsms.status()?.phase === 'ready'");
  assert.equal((await statusOf(page)).messages, 146);
});

test("hsms view ends when its page is closed", { timeout: 30_000 }, async () => {
  assert.equal((await view.done).code, 0);
});

const copy = join(temporary(), "copy.html");
const { code } = await hsms(["view", SESSION, "--output", copy]);

pageTest(
  "hsms view --output writes a page that has the file inside",
  { url: pathToFileURL(copy).href },
  async (page) => {
    assert.equal(code, 0);
    await until(page, "hsms.status()?.phase === 'ready'");
    assert.equal((await statusOf(page)).messages, 146);
  },
);

pageTest("hsms proxy --view shows what passes", { url: liveUrl, hash: liveHash }, async (page) => {
  await until(page, "hsms.status()?.phase === 'live'");
  const client = await NetPeer.connect(Number(port));
  const other = await server.next();
  for (let systemBytes = 1; systemBytes <= 20; systemBytes++) {
    const header = dataHeader({ session: 1, stream: 1, function: 1, replyExpected: true, systemBytes });
    await client.send(encodeMessage(header, new Uint8Array(0)));
  }
  await until(page, "hsms.status().messages === 20");
  await Promise.all([client.close(), other.close()]);
});
