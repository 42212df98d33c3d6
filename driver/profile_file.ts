// Reading equipment profiles from YAML files: `extends`, the rules, and what parts say of each other.
import { readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import * as v from "valibot";
import type { Profile } from "./profile.ts";
import { PROFILE } from "./profile_definition.ts";
import { referenceProblems } from "./profile_references.ts";
import {
  merge,
  partOf,
  type Place,
  plain,
  type ProfileProblem,
  readTree,
  type Tree,
} from "./profile_tree.ts";
import { shippedProfile } from "./profile_shipped.ts";
import { problemsOf } from "./profile_words.ts";

/** A profile cannot be used. Every problem is told, with its file, line and column. */
export class ProfileError extends Error {
  /** `"ProfileError"`. */
  override readonly name = "ProfileError";
  /** What is wrong, in the order of the file. */
  readonly problems: readonly ProfileProblem[];

  /** Of a profile's problems; `file` is `""` for one that is data. */
  constructor(file: string, problems: readonly ProfileProblem[]) {
    const lines = problems.map(({ file, line, column, message }) =>
      file === "" ? `  ${message}` : `  ${file}:${line}:${column}: ${message}`
    );
    super(`Cannot use the profile ${file === "" ? "that is given as data" : file}:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/** A profile as read, and the folder to which the paths in it are relative. */
export interface LoadedProfile {
  /** What it says, with all that it extends. */
  readonly profile: Profile;
  /** The folder of the file. */
  readonly folder: string;
}

/**
 * Reads a profile and those that it extends: a file, or by its mere name, such as `etcher`, one that comes with the package.
 * Throws {@linkcode ProfileError} with all that is wrong in them.
 */
export async function loadProfile(name: string): Promise<LoadedProfile> {
  const file = shippedProfile(name) ?? name;
  const problems: ProfileProblem[] = [];
  const tree = await load(file, [], problems, { file, line: 1, column: 1 });
  if (tree === undefined || problems.length > 0) throw new ProfileError(file, problems);
  const profile = checked(located(tree), problems);
  if (profile === undefined || problems.length > 0) throw new ProfileError(file, problems);
  return { profile, folder: dirname(resolve(file)) };
}

/** The profile that a tree is; undefined when the rules say no. What is wrong is added to `problems`. */
function checked(tree: Tree, problems: ProfileProblem[]): Profile | undefined {
  const { output, issues } = v.safeParse(PROFILE, plain(tree));
  const found = issues === undefined
    ? referenceProblems(output as Profile, tree)
    : issues.flatMap((issue) => problemsOf(issue, tree));
  problems.push(...inOrder(found));
  return issues === undefined ? output as Profile : undefined;
}

/** File by file, from top to bottom. */
function inOrder(problems: readonly ProfileProblem[]): ProfileProblem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return [...problems].sort((a, b) =>
    files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column
  );
}

/** Checks a profile that is data. Throws {@linkcode ProfileError} with the path of each problem. */
export function checkProfile(profile: Profile): void {
  const problems: ProfileProblem[] = [];
  const tree = readTree("", JSON.stringify(profile, undefined, 2), problems)!;
  checked(tree, problems);
  if (problems.length > 0) throw new ProfileError("", problems);
}

/** A file over those that it extends, without its `extends`. `from` is where it is named. */
async function load(
  file: string,
  above: readonly string[],
  problems: ProfileProblem[],
  from: Place,
): Promise<Tree | undefined> {
  const text = await read(file, above, problems, from);
  const tree = text === undefined ? undefined : readTree(file, text, problems);
  if (tree === undefined) return undefined;
  if (tree.type !== "map") {
    problems.push({ ...tree.at, message: "expected the entries of a profile" });
    return undefined;
  }
  const entries = new Map(tree.entries);
  entries.delete("extends");
  let merged: Tree | undefined;
  for (const base of basesOf(tree, problems)) {
    const extended = await load(pathOf(base.file, file), [...above, resolve(file)], problems, base.at);
    if (extended !== undefined) merged = merged === undefined ? extended : merge(merged, extended);
  }
  const own: Tree = { ...tree, entries };
  return merged === undefined ? own : merge(merged, own);
}

/** Where a profile is that a file extends: beside it, or, by its mere name, among those that come with the package. */
function pathOf(base: string, file: string): string {
  if (isAbsolute(base)) return base;
  return shippedProfile(base) ?? join(dirname(file), base);
}

async function read(
  file: string,
  above: readonly string[],
  problems: ProfileProblem[],
  from: Place,
): Promise<string | undefined> {
  if (above.includes(resolve(file))) {
    problems.push({ ...from, message: `extends: ${file} extends itself` });
    return undefined;
  }
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? `there is no such file${shippedHint(file)}` : message;
    problems.push({ ...from, message: `cannot read ${file}: ${why}` });
    return undefined;
  }
}

/** What somebody may have meant by `generic_gem.yaml` where there is no such file. */
function shippedHint(file: string): string {
  const name = basename(file, ".yaml");
  return shippedProfile(name) === undefined ? "" : `; the profile that comes along is called ${name}`;
}

/** A profile that another one extends, and where it says so. */
interface Base {
  readonly file: string;
  readonly at: Place;
}

function basesOf(tree: Tree, problems: ProfileProblem[]): Base[] {
  const part = partOf(tree, ["extends"]);
  if (part === undefined) return [];
  return (part.type === "list" ? part.items : [part]).flatMap((item) => {
    if (item.type === "scalar" && typeof item.value === "string") return [{ file: item.value, at: item.at }];
    problems.push({ ...item.at, message: "extends: expected a file name, or a list of them" });
    return [];
  });
}

/** Entries that name files, relative to the file that says so. */
const FILES = [
  ["connection", "tls", "ca"],
  ["connection", "tls", "cert"],
  ["connection", "tls", "key"],
  ["recipes", "folder"],
] as const;

/** The same with the whole paths of files, wherever in a family of profiles they are named. */
function located(tree: Tree): Tree {
  return FILES.reduce((tree, path) => {
    const part = partOf(tree, path);
    if (part?.type !== "scalar" || typeof part.value !== "string") return tree;
    return replaced(tree, path, { ...part, value: resolve(dirname(part.at.file), part.value) });
  }, tree);
}

/** A tree with another part at a path of maps. */
function replaced(tree: Tree, [key, ...rest]: readonly string[], part: Tree): Tree {
  if (key === undefined) return part;
  if (tree.type !== "map") return tree;
  const entry = tree.entries.get(key)!;
  return {
    ...tree,
    entries: new Map(tree.entries).set(key, { ...entry, tree: replaced(entry.tree, rest, part) }),
  };
}
