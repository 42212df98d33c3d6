// Builds the page into one file, build/devtool/hsms.html: script, worker and styles inside, deflated. Prints its size.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Buffer } from "node:buffer";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { pack } from "./packing.ts";

const folder = new URL("./", import.meta.url);
const target = new URL("../build/devtool/", folder);

/** Where the page may be asked for bytes: its own origin, and this machine for live traffic. */
const HOSTS = ["localhost:*", "127.0.0.1:*"];
const CONNECT = ["'self'", ...HOSTS.flatMap((host) => [`http://${host}`, `ws://${host}`])].join(" ");

/**
 * Parts of the library that mod.ts exports by a name. Imported as they are, what the page does not use of them stays
 * out of the file.
 */
const NAMESPACES: Readonly<Record<string, string>> = namespaces();

const style = await bundle("page/main.css");
const script = await bundle("main.ts", { STYLE: JSON.stringify(style) });
const start = await bundle("page/start.ts");
const html = assemble(deflateRawSync(script, { level: 9, memLevel: 9 }));
mkdirSync(target, { recursive: true });
writeFileSync(new URL("hsms.html", target), html);
console.log(`build/devtool/hsms.html: ${Buffer.byteLength(html).toLocaleString("en")} bytes`);
await esbuild.stop();

async function bundle(file: string, define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(file, folder))],
    bundle: true,
    define,
    minify: true,
    write: false,
    charset: "utf8",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    plugins: [{ name: "namespaces", setup: ({ onLoad }) => onLoad({ filter: /devtool.*\.tsx?$/ }, load) }],
  });
  return outputFiles[0].text.trim();
}

function load({ path }: { path: string }): esbuild.OnLoadResult {
  const source = readFileSync(path, "utf8").replace(
    /^import \{ ([^}]+) \} from\s"(?:\.\.\/)+mod\.ts";$/gm,
    (_, names: string) => names.split(/,\s*/).filter((name) => name !== "").map(importOf).join(" "),
  );
  return { contents: source, loader: path.endsWith("x") ? "tsx" : "ts" };
}

function importOf(name: string): string {
  const [exported, local] = name.split(" as ");
  const file = NAMESPACES[exported];
  if (exported.startsWith("type ")) return "";
  if (file === undefined) {
    return `import { ${name} } from ${JSON.stringify(fileURLToPath(new URL("../mod.ts", folder)))};`;
  }
  return `import * as ${local ?? exported} from ${JSON.stringify(file)};`;
}

function namespaces(): Record<string, string> {
  const source = readFileSync(new URL("../mod.ts", folder), "utf8");
  const found = [...source.matchAll(/^export \* as (\w+) from\s"(.+)";$/gm)];
  return Object.fromEntries(
    found.map(([, name, file]) => [name, fileURLToPath(new URL(`../${file}`, folder))]),
  );
}

function assemble(packed: Uint8Array): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(start)}' blob:`,
    "worker-src blob:",
    "style-src 'none'", // styles are adopted by the script
    "img-src data: blob:",
    `connect-src ${CONNECT}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const parts: Record<string, string> = {
    POLICY: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    PACKED: `<script id="packed" type="text/plain" data-length="${packed.length}">${pack(packed)}</script>`,
    START: `<script>${start}</script>`,
  };
  const template = readFileSync(new URL("page/page.html", folder), "utf8");
  return template.replace(/<!-- ([A-Z]+) -->/g, (_, name) => parts[name]);
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
