// The page as a server on this machine hands it out: with a file to open, or with live traffic.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { captureUrl, PAGE, pageTest, statusOf, until } from "./rig.ts";

const CAPTURE = readFileSync(captureUrl("secsgem-gem-session.pcapng"));
const listeners: ServerResponse[] = [];
const server = await serve();
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

after(() => {
  server.closeAllConnections();
  server.close();
});

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    switch (request.url) {
      case "/":
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        return response.end(readFileSync(PAGE));
      case "/tool/session.pcapng":
        return response.end(CAPTURE);
      case "/live":
        response.writeHead(200, { "content-type": "text/event-stream" });
        return listeners.push(response);
      default:
        response.writeHead(404);
        return response.end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function send(response: ServerResponse, bytes: Uint8Array): void {
  response.write(`data: ${Buffer.from(bytes).toString("base64")}\n\n`);
}

pageTest(
  "#file opens a file of the page's server",
  { url, hash: "#file=/tool/session.pcapng&q=S6F11" },
  async (page) => {
    await until(page, "hsms.status()?.phase === 'ready' && hsms.status().list.messages === 10");
    assert.equal((await statusOf(page)).messages, 146);
    assert.match(String(await page.evaluate("location.hash")), /file=%2Ftool%2Fsession.pcapng/);
  },
);

const LIST = "document.getElementById('messages')";
/** Whether the newest row can be seen. */
const AT_END =
  `${LIST}.scrollTop > 0 && ${LIST}.scrollTop >= ${LIST}.scrollHeight - ${LIST}.clientHeight - 1`;

pageTest("#live shows traffic as it comes", { url, hash: "#live=/live" }, async (page) => {
  await until(page, "hsms.status()?.phase === 'live'");
  for (const end = Date.now() + 5000; listeners.length === 0 && Date.now() < end;) {
    await page.waitForTimeout(20);
  }
  const [listener] = listeners;
  const half = CAPTURE.length >> 1;
  send(listener, CAPTURE.subarray(0, half));
  await until(page, "hsms.status().messages > 20");
  const { messages } = await statusOf(page);
  assert.ok(messages < 146);
  await until(page, AT_END);
  await page.getByRole("grid").press("g");
  await page.getByRole("row", { name: /S1F13/ }).first().click();
  await page.getByRole("treeitem").first().waitFor();
  const quarter = half + (half >> 1);
  for (let at = half; at < quarter; at += 1000) {
    send(listener, CAPTURE.subarray(at, Math.min(at + 1000, quarter)));
  }
  await until(page, `hsms.status().messages > ${messages + 10}`);
  assert.equal(await page.evaluate(`${LIST}.scrollTop`), 0, "the list stays where somebody looks");
  await page.evaluate(`${LIST}.scrollTop = ${LIST}.scrollHeight`);
  for (let at = quarter; at < CAPTURE.length; at += 1000) send(listener, CAPTURE.subarray(at, at + 1000));
  await until(page, "hsms.status().messages === 146");
  await until(page, AT_END);
  listener.write("event: end\ndata:\n\n");
  await until(page, "hsms.status().phase === 'ready'");
});

test("nothing else was asked of the server", () => assert.equal(listeners.length, 1));
