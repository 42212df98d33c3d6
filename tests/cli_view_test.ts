// `hsms view` and `hsms proxy --view`: what a browser of this machine gets, and nobody else.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { Capture } from "../core/capture/capture.ts";
import { dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { captureFile } from "./captures_truth.ts";
import { Listening, NetPeer } from "./cli_net.ts";
import { captured, hsms, Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };
const NAME = "secsgem-gem-session.pcapng";
const PAGE =
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-x' blob:">
<body><div id="page"></div></body>`;

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

function get(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { headers, method, agent: false }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      response.on("end", () => {
        const body = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
        resolve({ status: response.statusCode!, headers: response.headers, body });
      });
    });
    request.on("error", reject);
    request.end();
  });
}

/** Listens to server-sent events; `bytes` is what came in base64. */
class Events {
  text = "";
  readonly #request: http.ClientRequest;

  constructor(url: string) {
    this.#request = http.get(url, { agent: false }, (response) => {
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => this.text += chunk);
      response.on("error", () => {});
    });
    this.#request.on("error", () => {});
  }

  get bytes(): Uint8Array {
    const data = [...this.text.matchAll(/^data: (.+)\n\n/gm)].map(([, base64]) => atob(base64)).join("");
    return Uint8Array.from(data, (character) => character.charCodeAt(0));
  }

  close(): void {
    this.#request.destroy();
  }
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function withPage<T>(work: (page: string, path: (name: string) => string) => Promise<T>): Promise<T> {
  return withFolder(async (path) => {
    writeFileSync(path("page.html"), PAGE);
    return await work(path("page.html"), path);
  });
}

test("view: serves the page and the file under a path that nobody can guess", LIMIT, async () => {
  await withPage(async (page) => {
    const run = new Run(["view", captured(NAME), "--no-open", "--page", page]);
    const [url, base] = await run.until(/http:\/\/127\.0\.0\.1:\d+(\/[\w-]{22}\/)#file=\S+/);
    const { status, headers, body } = await get(url);
    const html = new TextDecoder().decode(body);
    assertEquals(status, 200);
    assertEquals(headers["access-control-allow-origin"], undefined);
    assertEquals(headers["cache-control"], "no-store");
    const [, hash] = /script-src '(sha256-[^']+)' 'sha256-x' blob:/.exec(html)!;
    const [, script] = /<script>([^<]+)<\/script><\/body>/.exec(html)!;
    assertEquals(hash, `sha256-${await sha256(script)}`);
    const path = decodeURIComponent(url.split("#file=")[1]);
    assertEquals(path, `${base}file/${NAME}`);
    const file = await get(new URL(path, url).href);
    assertEquals([file.status, file.body], [200, captureFile(NAME)]);
    assertEquals((await run.interrupt()).code, 0);
  });
});

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

test("view: refuses other hosts, other paths and other methods", LIMIT, async () => {
  await withPage(async (page) => {
    const run = new Run(["view", captured(NAME), "--no-open", "--page", page]);
    const [, url, port] = await run.until(/(http:\/\/127\.0\.0\.1:(\d+)\/[\w-]+\/)#/);
    const statuses = [
      await get(url, { Host: "attacker.example" }),
      await get(url, { Host: `attacker.example:${port}` }),
      await get(url, { Host: `localhost:${port}` }),
      await get(`http://127.0.0.1:${port}/`),
      await get(`http://127.0.0.1:${port}/AAAAAAAAAAAAAAAAAAAAAA/`),
      await get(`${url}file/other.pcapng`),
      await get(`${url}file/..%2F..%2Fetc%2Fpasswd`),
      await get(`${url}%`),
      await get(url, {}, "POST"),
    ].map(({ status }) => status);
    assertEquals(statuses, [403, 403, 200, 404, 404, 404, 404, 404, 405]);
    await run.interrupt();
  });
});

test("view: ends when the page is closed", LIMIT, async () => {
  await withPage(async (page) => {
    const run = new Run(["view", captured(NAME), "--no-open", "--page", page]);
    const [, url] = await run.until(/(http:\S+)#/);
    const open = new Events(`${url}open`);
    await until(() => open.text !== "", "the connection of the page");
    open.close();
    assertEquals((await run.done).code, 0);
  });
});

test("view: --output writes a page that has the capture inside", LIMIT, async () => {
  await withPage(async (page, path) => {
    const { code, err } = await hsms(["view", captured(NAME), "--page", page, "--output", path("out.html")]);
    assertEquals(code, 0);
    assertStringIncludes(err, "out.html");
    const html = readFileSync(path("out.html"), "utf8");
    const [, name, base64] =
      /<body><script id="embedded" type="application\/octet-stream;base64" data-name="([^"]+)">([^<]+)/
        .exec(html)!;
    assertEquals(name, NAME);
    assertEquals(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)), captureFile(NAME));
    assertEquals(html.replace(/<script id="embedded".*<\/script>/, ""), PAGE);
  });
});

test("proxy: pages get what there was, then what comes, and are told of the end", LIMIT, async () => {
  await withPage(async (page) => {
    const server = await Listening.open();
    const args = ["proxy", "127.0.0.1:0", `127.0.0.1:${server.port}`, "--view", "--no-open", "--page", page];
    const run = new Run(args);
    const [, port] = await run.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
    const [, url, live] = await run.until(/(http:\/\/127\.0\.0\.1:\d+)\/[\w-]{22}\/#live=(\S+)/, "err");
    const early = new Events(url + live);
    const client = await NetPeer.connect(Number(port));
    const other = await server.next();
    const message = (systemBytes: number) =>
      encodeMessage(
        dataHeader({ session: 1, stream: 1, function: 1, replyExpected: true, systemBytes }),
        new Uint8Array(0),
      );
    await client.send(message(1));
    await until(() => messagesIn(early.bytes) === 1, "the first message");
    const late = new Events(url + live);
    await until(() => messagesIn(late.bytes) === 1, "what there was");
    await client.send(message(2));
    await until(() => messagesIn(early.bytes) === 2 && messagesIn(late.bytes) === 2, "the second message");
    await Promise.all([client.close(), other.close()]);
    await run.until(/Connection 1 ended/, "err");
    assertEquals((await run.interrupt()).code, 0);
    await until(() => [early, late].every(({ text }) => text.endsWith("event: end\ndata:\n\n")), "the end");
    assertEquals(early.bytes, late.bytes);
    await server.close();
  });
});

test("proxy: the page is not served unless it is asked for", LIMIT, async () => {
  const run = new Run(["proxy", "127.0.0.1:0", "127.0.0.1:1"]);
  await run.until(/Listening/, "err");
  assertEquals((await run.interrupt()).err.includes("http"), false);
});

function messagesIn(bytes: Uint8Array): number {
  const capture = new Capture({ host: "127.0.0.1", audit: false });
  let count = 0;
  capture.push(bytes);
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
    assert(output.type !== "trouble");
    if (output.type === "message") count++;
  }
  return count;
}
