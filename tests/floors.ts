// What a source file may import and name, and how long it may be: the floors of the project as data, and a reader of
// source text that knows enough of the language to hold files against them.

/** Where the files of a floor may import from besides their own folder, and which modules of others they may use. */
interface Floor {
  readonly path: string;
  readonly imports: readonly string[];
  readonly modules?: RegExp;
}

const LINK = ["core/machine.ts", "core/link.ts", "core/separation.ts"];
const WIRE = [...LINK, "core/hsms/", "core/secs1/"];

const TEXTS = ["core/secs2/", "core/messages/", "core/sml/"];
const CAPTURED = ["core/packets/", "core/framing/", "core/reading/"];

/** From the ground up. A file belongs to the first floor that begins its path. */
const FLOORS: readonly Floor[] = [
  { path: "core/machine.ts", imports: [] },
  { path: "core/link.ts", imports: ["core/machine.ts"] },
  { path: "core/separation.ts", imports: [] },
  { path: "core/secs2/", imports: [] },
  { path: "core/sml/", imports: ["core/secs2/"] },
  { path: "core/messages/", imports: ["core/secs2/"] },
  { path: "core/hsms/", imports: LINK },
  { path: "core/secs1/", imports: LINK },
  { path: "core/gem/", imports: [...LINK, "core/secs2/", "core/messages/"] },
  { path: "core/packets/", imports: ["core/secs2/"] },
  { path: "core/framing/", imports: ["core/packets/", "core/hsms/", "core/secs1/", ...TEXTS] },
  { path: "core/reading/", imports: ["core/packets/", "core/framing/", "core/hsms/", ...TEXTS] },
  { path: "core/audit/", imports: [...CAPTURED, "core/hsms/", ...TEXTS] },
  { path: "core/capture/", imports: [...CAPTURED, "core/audit/", "core/hsms/"] },
  { path: "mod.ts", imports: ["core/"] },
  { path: "adapters/node", imports: [...WIRE, "adapters/"], modules: /^node:(net|tls)$/ },
  { path: "adapters/deno", imports: [...WIRE, "adapters/"], modules: /^node:tls$/ },
  { path: "adapters/file_", imports: ["core/gem/", "adapters/"], modules: /^node:fs$/ },
  { path: "adapters/", imports: WIRE },
  { path: "driver/", imports: ["mod.ts", "adapters/"], modules: /./ },
  { path: "cli/", imports: [""], modules: /./ },
  { path: "devtool/build.ts", imports: ["devtool/"], modules: /^(esbuild|node:[a-z]+)$/ },
  { path: "devtool/", imports: ["mod.ts"], modules: /^(preact(\/hooks)?|@preact\/signals)$/ },
];

/** The folders and files that stand on the floors. */
export const HOUSE: readonly string[] = ["core", "mod.ts", "adapters", "driver", "cli", "devtool"];

const LONGEST_FILE = 350; // lines

const IMPURE = new RegExp(
  String
    .raw`(?<![\w$]|(?<!\.\.)\.)(?:Date|Math\s*\.\s*random|performance|Promise|async|await|console|crypto|fetch|` +
    String.raw`process|Buffer|Deno|Bun|globalThis|import\s*\.\s*meta|queueMicrotask|eval|Atomics|` +
    String.raw`(?:set|clear)(?:Timeout|Interval|Immediate))(?![\w$])`,
  "g",
);

/** The one file of the core that looks at what the platform offers, and may name these for it. */
const PLATFORM = { file: "core/secs2/platform.ts", names: ["globalThis", "Buffer", "Deno", "Bun"] };

/** Everything in which a file departs from its floor. */
export function breaches(file: string, source: string): string[] {
  const floor = FLOORS.find(({ path }) => file.startsWith(path));
  if (floor === undefined) return ["stands on no floor"];
  return [...importBreaches(file, source, floor), ...purityBreaches(file, source), ...sizeBreaches(source)];
}

function importBreaches(file: string, source: string, floor: Floor): string[] {
  return importsOf(source)
    .filter((specifier) => !mayImport(file, specifier, floor))
    .map((specifier) => `imports ${specifier}`);
}

function mayImport(file: string, specifier: string, floor: Floor): boolean {
  if (!/^\.\.?\//.test(specifier)) return floor.modules?.test(specifier) ?? false;
  const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
  const ownFolder = floor.path.endsWith("/") ? floor.path : "\0";
  return [ownFolder, ...floor.imports].some((path) => target.startsWith(path));
}

/** Names of time, chance, I/O and platforms in the core, where there is none of them. */
function purityBreaches(file: string, source: string): string[] {
  if (!file.startsWith("core/") && file !== "mod.ts") return [];
  const allowed = file === PLATFORM.file ? PLATFORM.names : [];
  const found = withoutComments(source, "").matchAll(IMPURE);
  return [...new Set([...found].map(([name]) => name))].filter((name) => !allowed.includes(name))
    .map((name) => `names ${name}`);
}

function sizeBreaches(source: string): string[] {
  const lines = source.trimEnd().split("\n").length;
  return lines > LONGEST_FILE ? [`has ${lines} lines`] : [];
}

const IMPORT = /(?<![\w$.])(?:from|import)\s*\(?\s*(["'])(.*?)\1/g;

/** The specifiers that a source imports or exports from, types and dynamic imports included. */
export function importsOf(source: string): string[] {
  return [...withoutComments(source).matchAll(IMPORT)].map(([, , specifier]) => specifier);
}

const PIECE = new RegExp(
  [
    String.raw`(?<comment>\/\/.*|\/\*[^]*?\*\/)`,
    String.raw`(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')`,
    String
      .raw`(?<regex>(?<=(?:^|[=(,:[!&|?{};+\-*%<>~]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/)`,
    "(?<template>`)",
    "(?<brace>[{}])",
  ].join("|"),
  "gm",
);
const TEMPLATE_TEXT = /(?:\\[^]|[^`\\$]|\$(?!\{))*(`|\$\{)/y;

/** The code of a source without its comments; strings, templates and regular expressions become `blank` if given. */
export function withoutComments(source: string, blank?: string): string {
  let code = "";
  let at = 0;
  const open: number[] = []; // for each template expression around this place: how many braces it has open
  const keep = (end: number) => code += source.slice(at, at = end);
  const skip = (end: number) => blank === undefined ? keep(end) : (code += blank, at = end);
  const skipTemplateText = () => {
    TEMPLATE_TEXT.lastIndex = at;
    if (TEMPLATE_TEXT.exec(source)?.[1] === "${") open.push(0);
    skip(TEMPLATE_TEXT.lastIndex || source.length);
  };
  for (PIECE.lastIndex = 0;;) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(source);
    if (piece === null) return code + source.slice(at);
    const { comment, string, regex, template } = piece.groups!;
    keep(piece.index);
    if (comment !== undefined) at = PIECE.lastIndex;
    else if (string !== undefined || regex !== undefined) skip(PIECE.lastIndex);
    else {
      keep(PIECE.lastIndex);
      if (template !== undefined) skipTemplateText();
      else if (piece[0] === "{") open.length > 0 && open[open.length - 1]++;
      else if (open.length > 0 && open[open.length - 1]-- === 0) {
        open.pop();
        skipTemplateText();
      }
    }
  }
}
