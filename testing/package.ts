// The npm package: packs it as it would be published, installs it in an empty folder, and uses it from there on every
// runtime and in a browser bundle.
import { mustRun } from "./process.ts";
import { bunBinary, nodeBinary, npmCommand, root } from "./setup.mjs";

/** Packs and consumes the package; throws what does not work. */
export async function checkPackage(): Promise<void> {
  await Deno.mkdir(`${root}/build`, { recursive: true });
  const source = await Deno.makeTempDir({ dir: `${root}/build`, prefix: "package-" });
  const consumer = await Deno.makeTempDir({ prefix: "consumer-" });
  try {
    await install(await pack(source), consumer);
    await consume(consumer);
  } finally {
    await Deno.remove(source, { recursive: true });
    await Deno.remove(consumer, { recursive: true });
  }
}

const SOURCES = [
  "core",
  "adapters",
  "driver",
  "cli",
  "devtool",
  "profiles",
  "mod.ts",
  "package.json",
  "tsconfig.json",
  "tsconfig.npm.json",
];
const TEXTS = ["README.md", "LICENSE", "CHANGELOG.md"];

/** The path with the tools of this project and a Node, for npm's scripts. */
const PATH = [`${root}/node_modules/.bin`, nodeBinary(20).replace(/[/\\][^/\\]+$/, ""), Deno.env.get("PATH")]
  .join(Deno.build.os === "windows" ? ";" : ":");

/** Packs a copy of the project, so that nothing left in a build folder gets into the package. */
async function pack(folder: string): Promise<string> {
  for (const name of [...SOURCES, ...TEXTS]) await mustRun(["cp", "-R", `${root}/${name}`, folder]);
  await mustRun([...npmCommand(), "pack", "--loglevel=error"], { cwd: folder, env: { PATH } });
  const tarball = [...Deno.readDirSync(folder)].find(({ name }) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("Cannot pack: npm left no tarball");
  return `${folder}/${tarball.name}`;
}

async function install(tarball: string, consumer: string): Promise<void> {
  await Deno.writeTextFile(`${consumer}/package.json`, `{ "private": true }`);
  await mustRun([...npmCommand(), "install", "--offline", "--no-audit", "--no-fund", tarball], {
    cwd: consumer,
    env: { PATH },
  });
  await mustRun(["cp", "-R", `${root}/testing/consumer/.`, consumer]);
  checkContents(filesIn(`${consumer}/node_modules/@fabwire/hsms`));
}

const PAGE = "build/npm/devtool/hsms.html";

/** The package holds its texts, the page, JavaScript and declarations, each of them with the other, and nothing else. */
function checkContents(files: string[]): void {
  const wanted = (file: string) =>
    ["package.json", ...TEXTS, PAGE].includes(file) ||
    /^build\/npm\/(mod|(core|adapters|driver|cli)\/[\w/]+)\.(js|d\.ts)$/.test(file) ||
    /^profiles\/\w+\.yaml$/.test(file);
  const twin = (file: string) =>
    file.endsWith(".js") ? file.replace(/js$/, "d.ts") : file.replace(/d\.ts$/, "js");
  const built = files.filter((file) => file.startsWith("build") && file !== PAGE);
  const missing = [
    ...TEXTS,
    PAGE,
    "build/npm/mod.js",
    "profiles/etcher.yaml",
    ...built.map(twin),
  ]
    .filter((file) => !files.includes(file));
  const odd = files.filter((file) => !wanted(file));
  if (missing.length > 0) throw new Error(`The package lacks ${missing.join(", ")}`);
  if (odd.length > 0) throw new Error(`The package holds ${odd.join(", ")}`);
}

function filesIn(folder: string, path = ""): string[] {
  return [...Deno.readDirSync(`${folder}/${path}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(folder, `${path}${name}/`) : [`${path}${name}`]
  );
}

async function consume(cwd: string): Promise<void> {
  const deno = [Deno.execPath(), "run", "-A", "--no-config", "--node-modules-dir=manual"];
  await mustRun([nodeBinary(20), "import.mjs", "node"], { cwd });
  await mustRun([nodeBinary(20), "require.cjs"], { cwd });
  await mustRun([nodeBinary(24), "import.mjs", "node"], { cwd });
  await mustRun([nodeBinary(24), "require.cjs"], { cwd });
  await mustRun([bunBinary(), "import.mjs", "bun"], { cwd });
  await mustRun([...deno, "import.mjs", "deno"], { cwd });
  await useProgram(cwd, deno);
  await compile(cwd, "nodenext");
  await compile(cwd, "esnext");
  await bundle(cwd);
}

/** Runs the program of the package as it is installed. */
async function useProgram(cwd: string, deno: string[]): Promise<void> {
  const capture = `${root}/tests/captures/secsgem-gem-session.pcapng`;
  const program = "node_modules/.bin/hsms";
  const decode = async (command: string[]) => {
    const output = await mustRun([...command, "decode", capture, "--names", `${root}/profiles/etcher.yaml`], {
      cwd,
    });
    if (!output.includes("#137 ")) throw new Error(`hsms decode by ${command[0]} printed\n${output}`);
  };
  await decode([nodeBinary(20), program]);
  await decode([nodeBinary(24), program]);
  await decode([bunBinary(), program]);
  await decode([...deno, "node_modules/@fabwire/hsms/build/npm/cli/main.js"]);
  await mustRun([nodeBinary(20), program, "demo", "--fast"], { cwd });
  await mustRun([nodeBinary(20), program, "view", capture, "--output", "page.html"], { cwd });
}

/** Compiles a consumer, the declarations of the package included. */
async function compile(cwd: string, module: string): Promise<void> {
  const resolution = module === "esnext" ? "bundler" : module;
  const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--types", "", "--target", "es2024"];
  const lib = ["--lib", "es2024,esnext.disposable,dom"];
  const modules = ["--module", module, "--moduleResolution", resolution];
  const tsc = [nodeBinary(20), `${root}/node_modules/typescript/bin/tsc`];
  await mustRun([...tsc, ...options, ...lib, ...modules, "types.ts"], { cwd });
}

/** A name of a runtime that is used as a variable, not as a word of a text; or a module of Node's. */
const RUNTIME =
  /(?<![.\w$])(?:(?:Deno|Bun|process|Buffer)(?:\?\.)?[.[]|require\(|__dirname\b)|\btypeof (?:Deno|Bun|process|Buffer)\b|["'`]node:/;

async function bundle(cwd: string): Promise<void> {
  const esbuild = [`${root}/node_modules/esbuild/bin/esbuild`, "browser.mjs", "--outfile=bundle.js"];
  await mustRun([...esbuild, "--bundle", "--platform=browser", "--format=iife", "--minify"], { cwd });
  const found = RUNTIME.exec(await Deno.readTextFile(`${cwd}/bundle.js`));
  if (found !== null) throw new Error(`The browser bundle names ${found[0]}`);
  await mustRun([nodeBinary(24), "page.mjs", "bundle.js"], { cwd });
}
