// Things that stand in two places and must agree: the faces for JSR and npm, and the lock files.
import { VERSION } from "../cli/version.ts";
import { root } from "./setup.mjs";

interface DenoConfig {
  name: string;
  version: string;
  license: string;
  exports: Record<string, string>;
  links?: string[];
}

interface PackageConfig {
  name: string;
  version: string;
  license: string;
  exports: Record<string, { types: string; default: string }>;
}

interface LockFile {
  packages: Record<string, { resolved?: string; link?: boolean; integrity?: string }>;
}

/** The package is the same on JSR and on npm: name, version, licence, exports. */
export function checkFaces(): void {
  const deno = read<DenoConfig>("deno.json");
  const npm = read<PackageConfig>("package.json");
  const built = Object.entries(deno.exports).map(([path, file]) => {
    const stem = file.replace("./", "./build/npm/").replace(/\.ts$/, "");
    return [path, { types: `${stem}.d.ts`, default: `${stem}.js` }];
  });
  mustBeEqual("name", deno.name, npm.name);
  mustBeEqual("version", deno.version, npm.version);
  mustBeEqual("version in cli/version.ts", deno.version, VERSION);
  mustBeEqual("license", deno.license, npm.license);
  mustBeEqual("exports", Object.fromEntries(built), npm.exports);
}

/** `deno.jsr.json` is `deno.json` without `links`: for runs against the real `@std/assert`. */
export function checkJsrConfig(): void {
  const { links, ...rest } = read<DenoConfig>("deno.json");
  if (links === undefined) throw new Error("deno.json has no links");
  mustBeEqual("configuration", rest, read<DenoConfig>("deno.jsr.json"));
}

function mustBeEqual(what: string, one: unknown, other: unknown): void {
  const [a, b] = [JSON.stringify(one, null, 2), JSON.stringify(other, null, 2)];
  if (a !== b) throw new Error(`The ${what} should be\n${a}\nand is\n${b}`);
}

const LOCK_FILES = [
  "package-lock.json",
  "testing/runtimes/node20/package-lock.json",
  "testing/runtimes/node24/package-lock.json",
];

/** Lock files hold the hash of every package and no address to fetch it from, which differs from place to place. */
export function checkLockFiles(): void {
  for (const file of LOCK_FILES) {
    for (const [path, { resolved, link, integrity }] of Object.entries(read<LockFile>(file).packages)) {
      if (resolved?.includes(":")) throw new Error(`${file} names an address: ${resolved}`);
      const fetched = path.startsWith("node_modules/") && link !== true;
      if (fetched && integrity === undefined) throw new Error(`${file} has no hash of ${path}`);
    }
  }
}

function read<T>(file: string): T {
  return JSON.parse(Deno.readTextFileSync(`${root}/${file}`));
}
