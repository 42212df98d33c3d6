// Reading equipment profiles from YAML files: `extends`, the rules, and what parts say of each other.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as v from "valibot";
import type { Profile } from "./profile.ts";
import { PROFILE } from "./profile_definition.ts";
import { referenceProblems } from "./profile_references.ts";
import { merge, partOf, plain, type ProfileProblem, readTree, type Tree } from "./profile_tree.ts";
import { problemOf } from "./profile_words.ts";

/** A profile cannot be used. Every problem is told, with its file, line and column. */
export class ProfileError extends Error {
  /** `"ProfileError"`. */
  override readonly name = "ProfileError";
  /** What is wrong, in the order of the file. */
  readonly problems: readonly ProfileProblem[];

  /** Of a profile's problems. */
  constructor(file: string, problems: readonly ProfileProblem[]) {
    const lines = problems.map(({ file, line, column, message }) =>
      `  ${file}:${line}:${column}: ${message}`
    );
    super(`Cannot use the profile ${file}:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/** A profile as read, and the folder to which the paths in it are relative. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly folder: string;
}

/** Reads a profile and those that it extends. Throws {@linkcode ProfileError}. */
export async function loadProfile(file: string): Promise<LoadedProfile> {
  const problems: ProfileProblem[] = [];
  const tree = await load(resolve(file), [], problems);
  if (tree === undefined || problems.length > 0) throw new ProfileError(file, problems);
  const { output, issues } = v.safeParse(PROFILE, plain(tree));
  if (issues !== undefined) throw new ProfileError(file, issues.map((issue) => problemOf(issue, tree)));
  const profile = output as Profile;
  problems.push(...referenceProblems(profile, tree));
  if (problems.length > 0) throw new ProfileError(file, problems);
  return { profile, folder: dirname(resolve(file)) };
}

/** Checks a profile that is data. Throws {@linkcode ProfileError} with the path of each problem. */
export function checkProfile(profile: Profile): void {
  const problems: ProfileProblem[] = [];
  const tree = readTree("profile", JSON.stringify(profile, undefined, 2), problems)!;
  const { issues } = v.safeParse(PROFILE, plain(tree));
  problems.push(...(issues ?? []).map((issue) => problemOf(issue, tree)));
  if (issues === undefined) problems.push(...referenceProblems(profile, tree));
  if (problems.length > 0) throw new ProfileError("given as data", problems);
}

/** A file over those that it extends, without its `extends`. */
async function load(
  file: string,
  above: readonly string[],
  problems: ProfileProblem[],
): Promise<Tree | undefined> {
  const text = await read(file, above, problems);
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
    const extended = await load(resolve(dirname(file), base), [...above, file], problems);
    if (extended !== undefined) merged = merged === undefined ? extended : merge(merged, extended);
  }
  const own: Tree = { ...tree, entries };
  return merged === undefined ? own : merge(merged, own);
}

async function read(
  file: string,
  above: readonly string[],
  problems: ProfileProblem[],
): Promise<string | undefined> {
  const from = above.at(-1) ?? file;
  if (above.includes(file)) {
    problems.push({ file: from, line: 1, column: 1, message: `extends: ${file} extends itself` });
    return undefined;
  }
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT"
      ? "there is no such file"
      : (error as Error).message;
    problems.push({ file: from, line: 1, column: 1, message: `Cannot read ${file}: ${why}` });
    return undefined;
  }
}

function basesOf(tree: Tree, problems: ProfileProblem[]): string[] {
  const part = partOf(tree, ["extends"]);
  if (part === undefined) return [];
  const names = [plain(part)].flat();
  if (names.every((name) => typeof name === "string")) return names as string[];
  problems.push({ ...part.at, message: "extends: expected a file name, or a list of them" });
  return [];
}
