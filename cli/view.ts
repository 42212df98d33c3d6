// `hsms view`: a capture in the browser; or as a page of its own, to be kept or sent.
import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { openBrowser } from "./browser.ts";
import { reasonOf } from "./capture_options.ts";
import { type Call, type Command, type ExitCode, Failure, numberOf, type Values } from "./command.ts";
import { CompressionError, gunzipped } from "./gunzip.ts";
import { LocalServer } from "./local_server.ts";
import { loadPage, servePage, withCapture } from "./page.ts";
import type { Terminal } from "./terminal.ts";

/** Largest capture that is put inside a page, in bytes. */
const MOST_EMBEDDED = 256 << 20;

/** The command. */
export const VIEW: Command = {
  name: "view",
  summary: "show a capture in the browser",
  usage: ["FILE [--no-open] [--port PORT]", "FILE --output PAGE.html"],
  positionals: [1, 1],
  options: {
    "no-open": { type: "boolean", help: "print the address of the page instead of opening a browser" },
    "port": {
      type: "string",
      short: "p",
      value: "PORT",
      help: "port of the page on this machine (any free one)",
    },
    "output": {
      type: "string",
      short: "o",
      value: "PAGE",
      help: "write the page with the capture inside to a file, and serve nothing",
    },
    "page": { type: "string", value: "FILE", help: "the page itself, where it is not found" },
  },
  examples: [
    ["hsms view session.pcapng", "ends with Ctrl-C, or when the page is closed"],
    ["hsms view session.pcapng --output session.html", "one file, for somebody who has no program"],
  ],
  run: view,
};

/** Runs `hsms view`. */
async function view({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  await mustBeFile(file);
  const page = await loadPage(values.page as string | undefined);
  if (values.output !== undefined) return await write(file, String(values.output), page, terminal);
  return await serve(file, page, values, terminal);
}

async function mustBeFile(file: string): Promise<void> {
  const found = await stat(file).catch((error) => {
    throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
  });
  if (!found.isFile()) throw new Failure(`Cannot show ${file}: it is no file`);
}

async function write(
  file: string,
  output: string,
  page: string,
  { stderr }: Terminal,
): Promise<ExitCode> {
  const html = withCapture(page, basename(file), await contentsOf(file));
  await writeFile(output, html).catch((error) => {
    throw new Failure(`Cannot write ${output}: ${reasonOf(error)}`);
  });
  await stderr.write(`${output}: the page with ${file} inside\n`);
  return 0;
}

/** The whole of a file. Throws {@linkcode Failure}. */
async function contentsOf(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of gunzipped(createReadStream(file))) {
      length += chunk.length;
      if (length > MOST_EMBEDDED) {
        throw new Failure(`Cannot put ${file} into a page: it has more than 256 MB`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (!(error instanceof CompressionError)) throw error;
    throw new Failure(`Cannot take gzip off ${file}: ${error.message}`);
  }
  return Buffer.concat(chunks);
}

async function serve(file: string, page: string, values: Values, terminal: Terminal): Promise<ExitCode> {
  const server = await LocalServer.listen(numberOf(values, "port", 0, 65_535) ?? 0);
  const name = basename(file);
  await new Promise<void>((resolve, reject) => {
    servePage(server, page, resolve);
    server.on(`file/${name}`, (_, response) => {
      response.writeHead(200, { "Content-Type": "application/octet-stream" });
      Readable.from(gunzipped(createReadStream(file))).on("error", reject).pipe(response);
    });
    terminal.interrupted.addEventListener("abort", () => resolve(), { once: true });
    const path = encodeURIComponent(`${server.base}file/${encodeURIComponent(name)}`);
    const url = `${server.url}#file=${path}`;
    void terminal.stdout.write(`${url}\n`);
    if (values["no-open"] !== true) openBrowser(url);
  }).finally(() => server.close());
  return 0;
}
