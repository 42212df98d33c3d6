// The page that shows captures: where it is, and how it is served or written with a capture inside.
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { reasonOf } from "./capture_options.ts";
import { Failure } from "./command.ts";
import type { LocalServer } from "./local_server.ts";

/** From the folder of this file upwards: where the build of a checkout puts it, and where the package has it. */
const PLACES = [
  "./hsms.html",
  "../devtool/hsms.html",
  "../build/devtool/hsms.html",
  "../../../devtool/hsms.html",
];

/** The page as text; from this file, where one is given. Throws {@linkcode Failure}. */
export async function loadPage(file?: string): Promise<string> {
  if (file !== undefined) {
    return await readFile(file, "utf8").catch((error) => {
      throw new Failure(`Cannot read the page ${file}: ${reasonOf(error)}`);
    });
  }
  const urls = PLACES.map((place) => new URL(place, import.meta.url));
  const found = urls.find((url) => url.protocol === "file:" && existsSync(url));
  if (found !== undefined) return await readFile(found, "utf8");
  return await fetched(urls) ?? missing();
}

/** Of a program that runs from an address of the web. */
async function fetched(urls: readonly URL[]): Promise<string | undefined> {
  for (const url of urls) {
    if (url.protocol !== "https:") return undefined;
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return await response.text();
    await response?.body?.cancel();
  }
}

function missing(): never {
  throw new Failure(
    "Cannot find the page: in a checkout `npm run devtool` builds it; elsewhere say where it is by --page FILE",
  );
}

/** Serves the page, and tells when nobody has it open any more. */
export function servePage(server: LocalServer, page: string, left: () => void = () => {}): void {
  const html = withPresence(page);
  server.on("", (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(html);
  });
  let open = 0;
  server.on("open", (request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(":\n\n");
    open += 1;
    request.on("close", () => {
      open -= 1;
      setTimeout(() => open === 0 && left(), LEFT_AFTER).unref?.();
    });
  });
}

/** Milliseconds that a page may take to load again. */
const LEFT_AFTER = 3000;

const PRESENCE = `new EventSource("open")`;

/** The page with a script in it that keeps a connection open as long as the page is. */
function withPresence(page: string): string {
  const hash = createHash("sha256").update(PRESENCE).digest("base64");
  return page.replace("script-src ", `script-src 'sha256-${hash}' `).replace(
    "</body>",
    () => `<script>${PRESENCE}</script></body>`,
  );
}

/** The page with a capture inside, which it opens at once. */
export function withCapture(page: string, name: string, bytes: Uint8Array): string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  const attributes = `id="embedded" type="application/octet-stream;base64" data-name="${escaped(name)}"`;
  return page.replace("<body>", () => `<body><script ${attributes}>${data}</script>`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
