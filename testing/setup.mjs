// Installs what the tests and checks need where it is missing or stale: the packages of package-lock.json, and the
// Nodes of testing/runtimes, and secsgem where there is a Python. Runs on Node 20 and on Deno alone, needs nothing
// but npm's registry (and Python's), and changes nothing outside this folder, but for tshark with CI set.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Where this project stands. */
export const root = resolve(fileURLToPath(new URL("..", import.meta.url)));

const NPM = "npm:npm@11.21.2"; // for machines with Deno and nothing else
const PIP = ["--no-deps", "--no-input", "--quiet"];
const deno = globalThis.Deno;
const windows = process.platform === "win32";

/** Installs the packages of this project. */
export function install() {
  // Packages run their install scripts by `node`.
  if (!isInstalled(root)) npmCi(root, nodeOnPath() ?? installNode(20));
}

/** Installs the Nodes that the tests run on and that are not on the path. */
export function installNodes() {
  for (const major of [20, 24]) nodeOnPath(major) ?? installNode(major);
}

/**
 * Installs Python's secsgem into build/, once, for the tests beside it; gives back the file of the Python that has it.
 * Without Python 3, or where pip fails, says so and gives back nothing; with CI set that is an error.
 */
export function installSecsgem() {
  const folder = join(root, "build", "secsgem");
  const python = join(folder, windows ? "Scripts/python.exe" : "bin/python");
  const requirements = join(root, "tests", "interop_secsgem_requirements.txt");
  const stamp = join(folder, "installed.txt"); // what is there, written last
  try {
    const wanted = readFileSync(requirements, "utf8");
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && succeeds(python, "--version")) {
      return python;
    }
    const system = systemPython();
    console.error(`Installing secsgem for Python into ${folder}`);
    rmSync(folder, { recursive: true, force: true });
    mustSucceed(system, "-m", "venv", folder);
    mustSucceed(python, "-m", "pip", "--disable-pip-version-check", "install", ...PIP, "-r", requirements);
    writeFileSync(stamp, wanted);
    return python;
  } catch (error) {
    if (process.env.CI) throw error;
    console.error(
      `Left out: tests/interop_secsgem*_test.ts, for want of Python's secsgem. ${
        error.message.split("\n")[0]
      }`,
    );
  }
}

/** The tshark for the tests beside it. */
export function findTshark() {
  return findProgram("tshark", "--version", "tests/interop_tshark_test.ts");
}

/** The socat that makes the pseudo-terminals of tests. */
export function findSocat() {
  return findProgram("socat", "-V", "tests/examples_serial_test.ts");
}

/** The tmux that is the terminal of tests. */
export function findTmux() {
  return findProgram("tmux", "-V", "tests/cli_terminal_test.ts");
}

/** The zsh that completes in tests. */
export function findZsh() {
  return findProgram("zsh", "--version", "tests/cli_completion_zsh_test.ts");
}

/** The fish that completes in tests. */
export function findFish() {
  return findProgram("fish", "--version", "tests/cli_completion_fish_test.ts");
}

/** The Chromium that shows the page to its tests: what FABWIRE_CHROMIUM names, or Debian's. */
export function findChromium() {
  const known = [process.env.FABWIRE_CHROMIUM, "/usr/bin/chromium"].find((file) => file && existsSync(file));
  if (known !== undefined) return known;
  const installed = findProgram("chromium", "--version", "tests/browser");
  return installed && existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined;
}

/**
 * A program that tests need: the one on the path. With CI set, a Debian's administrator gets it installed, and to be
 * without it is an error; elsewhere a line says that the tests are left out.
 */
function findProgram(name, version, file) {
  if (succeeds(name, version)) return name;
  try {
    if (!process.env.CI || process.getuid?.() !== 0) {
      throw new Error(`Cannot find ${name}: it is not on the path`);
    }
    console.error(`Installing ${name}`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    mustSucceedIn(environment, "apt-get", "update", "-q");
    mustSucceedIn(environment, "apt-get", "install", "-y", "-q", "--no-install-recommends", name);
    return name;
  } catch (error) {
    if (process.env.CI) throw error;
    console.error(`Left out: ${file}. ${error.message}`);
  }
}

/** The file of a Node of this major version: the one on the path, or the one in testing/runtimes. */
export function nodeBinary(major) {
  return nodeOnPath(major) ?? packagedNode(major) ?? missing(`Node ${major}`);
}

/** The file of Deno: the one that runs this, or the one that `install` has installed. */
export function denoBinary() {
  const file = join(root, "node_modules", "deno", windows ? "deno.exe" : "deno");
  return deno?.execPath() ?? (existsSync(file) ? file : missing("Deno"));
}

/** The file of the Bun that `install` has installed. */
export function bunBinary() {
  const file = join(root, "node_modules", "bun", "bin", "bun.exe"); // named so on every system
  return existsSync(file) ? file : missing("Bun");
}

function missing(what) {
  throw new Error(`Cannot find ${what}: run \`npm run setup\` or \`deno task setup\` first`);
}

/** The Python 3 on the path. */
function systemPython() {
  return ["python3", "python"].find((name) =>
    succeeds(name, "-c", "import sys; assert sys.version_info >= (3, 8)")
  ) ??
    missingPython();
}

function missingPython() {
  throw new Error("Cannot find Python: version 3.8 or later is needed as `python3` or `python`");
}

function succeeds(command, ...args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function mustSucceed(command, ...args) {
  mustSucceedIn(process.env, command, ...args);
}

function mustSucceedIn(env, command, ...args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env });
  if (status === 0) return;
  throw new Error(`Cannot run ${[command, ...args].join(" ")}: ${error ?? `${stdout}${stderr}`}`);
}

/** The file of the Node on the path, where it is of this major version; of any when absent. */
function nodeOnPath(major) {
  const found = spawnSync("node", ["-p", "process.version + process.execPath"], { encoding: "utf8" });
  const [, version, file] = /^v(\d+)[\d.]*(.+)$/.exec(found.stdout?.trim() ?? "") ?? [];
  return major === undefined || version === String(major) ? file : undefined;
}

function installNode(major) {
  const folder = join(root, "testing", "runtimes", `node${major}`);
  if (!isInstalled(folder)) npmCi(folder);
  return packagedNode(major) ?? missing(`Node ${major} for ${process.platform} on ${process.arch}`);
}

function packagedNode(major) {
  const os = windows ? "win" : process.platform;
  const modules = join(root, "testing", "runtimes", `node${major}`, "node_modules");
  return [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`]
    .map((folder) => join(modules, folder, "bin", windows ? "node.exe" : "node"))
    .find((file) => existsSync(file));
}

/** Runs `npm ci` in a folder, with `node` for the install scripts of the packages. */
function npmCi(folder, node) {
  console.error(`Installing the packages of ${folder}`);
  const [command, ...args] = npmCommand();
  const path = node === undefined ? process.env.PATH : dirname(node) + delimiter + process.env.PATH;
  const done = spawnSync(command, [
    ...args,
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--update-notifier=false",
  ], {
    cwd: folder,
    env: { ...process.env, PATH: path, npm_config_local_prefix: folder },
    shell: windows,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (done.status !== 0 || !isInstalled(folder)) {
    throw new Error(`Cannot install the packages of ${folder}: npm ended with ${done.status ?? done.error}`);
  }
}

/** The beginning of a command line of npm's: the npm that runs this, that of the path, or one that Deno runs. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return ["node", script];
  if (deno === undefined || spawnSync("npm", ["--version"], { shell: windows }).status === 0) return ["npm"];
  return [deno.execPath(), "run", "-A", "--no-config", "--node-modules-dir=none", NPM];
}

/** Whether every package of the lock file is there in its version; one that is optional may be absent. */
function isInstalled(folder) {
  const hidden = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const present = packagesOf(hidden);
  return Object.entries(packagesOf(join(folder, "package-lock.json")))
    .filter(([path]) => path.startsWith("node_modules/"))
    .every(([path, wanted]) =>
      present[path] === undefined
        ? wanted.optional === true
        : present[path].version === wanted.version && present[path].integrity === wanted.integrity
    );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, "utf8")).packages;
}
