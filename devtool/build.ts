// Builds the page into one file, build/devtool/hsms.html: script, worker and styles inside, deflated. Prints its size.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const folder = new URL("./", import.meta.url);
const target = new URL("../build/devtool/", folder);

/** Where the page may be asked for bytes: its own origin, and this machine for live traffic. */
const HOSTS = ["localhost:*", "127.0.0.1:*"];
const CONNECT = ["'self'", ...HOSTS.flatMap((host) => [`http://${host}`, `ws://${host}`])].join(" ");

const style = await bundle("page/main.css");
const packed = deflateRawSync(await bundle("main.ts"), { level: 9 }).toString("base64");
const start = await bundle("page/start.ts");
const html = assemble();
mkdirSync(target, { recursive: true });
writeFileSync(new URL("hsms.html", target), html);
console.log(`build/devtool/hsms.html: ${html.length.toLocaleString("en")} bytes`);
await esbuild.stop();

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [new URL(file, folder).pathname],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
  return outputFiles[0].text.trim();
}

function assemble(): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(start)}' blob:`,
    "worker-src blob:",
    `style-src '${hash(style)}'`,
    "img-src data: blob:",
    `connect-src ${CONNECT}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  const parts: Record<string, string> = {
    POLICY: policy.join("; "),
    STYLE: style,
    PACKED: packed,
    START: start,
  };
  const template = readFileSync(new URL("page/page.html", folder), "utf8");
  return template.replace(/\{\{([A-Z]+)\}\}/g, (_, name) => parts[name]);
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
