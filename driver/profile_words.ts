// What is wrong with a part of a profile, in words: what was expected, and what stands there.
import type { BaseIssue } from "valibot";
import { PROFILE } from "./profile_definition.ts";
import { nearest } from "./nearest.ts";
import { entriesAt } from "./profile_hints.ts";
import type { ProfileProblem, Tree } from "./profile_tree.ts";
import { partOf, placeOf } from "./profile_tree.ts";

type Issue = BaseIssue<unknown>;

/** The problems that an issue of the rules tells of: it names but the first entry of a map that should not be there. */
export function problemsOf(issue: Issue, tree: Tree): ProfileProblem[] {
  const { path, issue: inner } = innermost(issue, []);
  if (inner.expected === "never") {
    const odd = oddEntries(tree, path.slice(0, -1));
    const message = `${path.join(".")}: does not go together with the entries beside it`;
    return odd.length > 0 ? odd : [{ ...placeOf(tree, path, true), message }];
  }
  return [{ ...placeOf(tree, path), message: wordsOf(inner, path) }];
}

function oddEntries(tree: Tree, path: Path): ProfileProblem[] {
  const known = entriesAt(PROFILE, path), map = partOf(tree, path);
  const names = map?.type === "map" ? [...map.entries.keys()] : [];
  return names.filter((name) => !known.includes(name)).map((name) => {
    const meant = nearest(name, known);
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    const at = [...path, name];
    return {
      ...placeOf(tree, at, true),
      message: `${at.join(".")}: there is no such entry in a profile${hint}`,
    };
  });
}

type Path = readonly (string | number)[];

/** Of a choice between several forms, the one that came furthest is what was meant. */
function innermost(issue: Issue, before: Path): { issue: Issue; path: Path } {
  const path = [...before, ...(issue.path ?? []).map(({ key }) => key as string | number)];
  const inner = (issue.issues ?? []).map((nested) => innermost(nested, path));
  const furthest = inner.sort((a, b) => b.path.length - a.path.length)[0];
  return furthest !== undefined && furthest.path.length > path.length ? furthest : { issue, path };
}

function wordsOf(issue: Issue, path: Path): string {
  const where = path.length === 0 ? "" : `${path.join(".")}: `;
  if (issue.received === "undefined") return `${where}is missing`;
  return `${where}expected ${expectation(issue)}, found ${found(issue.input)}`;
}

/** What was expected: the rules' own words without their quotes and bars. */
function expectation({ expected, message, requirement, type }: Issue): string {
  switch (type) {
    case "min_value":
      return `a number from ${requirement} up`;
    case "max_value":
      return `a number up to ${requirement}`;
    case "max_length":
      return `at most ${requirement} characters`;
    case "integer":
    case "safe_integer":
      return "a whole number";
    case "regex":
    case "check":
      return message.replace(/^Expected /, "");
  }
  const words: Record<string, string> = {
    Object: "entries",
    '!""': "a text that is not empty",
    "!0": "a text that is not empty",
    Array: "a list",
    string: "a text",
    number: "a number",
    boolean: "true or false",
  };
  const text = (expected ?? message).replace(/^\((.*)\)$/, "$1");
  const choices = text.split(" | ").map((choice) => words[choice] ?? choice.replace(/^"(.*)"$/, "$1"));
  return choices.length === 1 ? choices[0] : `one of ${choices.join(", ")}`;
}

function found(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "entries";
  return JSON.stringify(input);
}
