// A profile as a tree that knows where each part stands, so that what is wrong can be shown in the file that says it.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";

/** A place in a file; line and column from 1. */
export interface Place {
  /** The file, as it was named. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/** A value with the place where it stands. */
export type Tree =
  | { readonly type: "map"; readonly at: Place; readonly entries: ReadonlyMap<string, Entry> }
  | { readonly type: "list"; readonly at: Place; readonly items: readonly Tree[] }
  | { readonly type: "scalar"; readonly at: Place; readonly value: unknown };

/** An entry of a map: where its key stands, and its value. */
export interface Entry {
  readonly at: Place;
  readonly tree: Tree;
}

/** Something wrong in a profile. */
export interface ProfileProblem extends Place {
  /** What was expected, and what stands there. */
  readonly message: string;
}

/** Most aliases in a file: each stands for all that its anchor has. */
const MOST_ALIASES = 1000;

/** Reads YAML, or JSON. Problems of the text are added to `problems`; undefined when there is no tree at all. */
export function readTree(file: string, text: string, problems: ProfileProblem[]): Tree | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    problems.push({ ...placeOf(pos[0]), message: `this is no YAML: ${message}` });
  }
  if (document.errors.length > 0) return undefined;
  return new Grower(document, placeOf, problems).grow(document.contents, { file, line: 1, column: 1 });
}

/** Grows the tree of a document. */
class Grower {
  readonly #document: Document.Parsed;
  readonly #placeOf: (offset: number) => Place;
  readonly #problems: ProfileProblem[];
  /** What the node that is grown stands in. */
  readonly #above: unknown[] = [];
  #aliases = 0;

  constructor(document: Document.Parsed, placeOf: (offset: number) => Place, problems: ProfileProblem[]) {
    this.#document = document;
    this.#placeOf = placeOf;
    this.#problems = problems;
  }

  grow(node: unknown, above: Place): Tree {
    const at = this.#placeIn(node, above);
    const target = isAlias(node) ? this.#targetOf(node, at) : node;
    this.#above.push(target);
    const tree = this.#treeOf(target, at);
    this.#above.pop();
    return tree;
  }

  #treeOf(node: unknown, at: Place): Tree {
    if (isMap(node)) return { type: "map", at, entries: this.#entriesOf(node, at) };
    if (isSeq(node)) return { type: "list", at, items: node.items.map((item) => this.grow(item, at)) };
    return { type: "scalar", at, value: isScalar(node) ? node.value : null };
  }

  #placeIn(node: unknown, above: Place): Place {
    const range = (node as Node | null)?.range;
    return range ? this.#placeOf(range[0]) : above;
  }

  #targetOf(alias: Alias, at: Place): unknown {
    const target = alias.resolve(this.#document);
    this.#aliases += 1;
    const wrong = this.#above.includes(target)
      ? `*${alias.source} stands in what it stands for`
      : this.#aliases > MOST_ALIASES
      ? `there are more than ${MOST_ALIASES} aliases`
      : undefined;
    if (wrong === undefined) return target;
    if (this.#aliases <= MOST_ALIASES + 1) this.#problems.push({ ...at, message: wrong });
    return undefined;
  }

  #entriesOf(map: YAMLMap, at: Place): Map<string, Entry> {
    const own: [string, Entry][] = [], merged: [string, Entry][] = [];
    for (const { key, value } of map.items) {
      const name = String(isScalar(key) ? key.value : key);
      const tree = this.grow(value, this.#placeIn(key, at));
      if (name === "<<") merged.push(...entriesIn(tree));
      else own.push([name, { at: this.#placeIn(key, at), tree }]);
    }
    return new Map([...merged.reverse(), ...own]);
  }
}

/** The entries that `<<` brings in: of a map, or of a list of them, of which the first counts. */
function entriesIn(tree: Tree): [string, Entry][] {
  if (tree.type === "map") return [...tree.entries];
  return tree.type === "list" ? tree.items.flatMap(entriesIn) : [];
}

/** The value of a tree. */
export function plain(tree: Tree): unknown {
  switch (tree.type) {
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, { tree }]) => [key, plain(tree)]));
    case "list":
      return tree.items.map(plain);
    case "scalar":
      return tree.value;
  }
}

/** A part of a tree, by its keys; undefined where there is none. */
export function partOf(tree: Tree, path: readonly (string | number)[]): Tree | undefined {
  let part: Tree | undefined = tree;
  for (const key of path) {
    if (part?.type === "map") part = part.entries.get(String(key))?.tree;
    else if (part?.type === "list") part = part.items[Number(key)];
    else return undefined;
  }
  return part;
}

/** Where a part stands; of one that is missing, where the part stands that lacks it. With `key`, where its key does. */
export function placeOf(tree: Tree, path: readonly (string | number)[], key = false): Place {
  for (let length = path.length; length > 0; length--) {
    const parent = partOf(tree, path.slice(0, length - 1));
    const entry = parent?.type === "map" ? parent.entries.get(String(path[length - 1])) : undefined;
    if (key && entry !== undefined && length === path.length) return entry.at;
    const part = partOf(tree, path.slice(0, length));
    if (part !== undefined) return part.at;
  }
  return tree.at;
}

/**
 * What two profiles say together: maps entry by entry, lists of things with an id or a name thing by thing; in all else
 * `over` counts.
 */
export function merge(base: Tree, over: Tree): Tree {
  if (base.type === "map" && over.type === "map") return mergeMaps(base, over);
  if (base.type === "list" && over.type === "list") return mergeLists(base, over);
  return over;
}

function mergeMaps(base: Tree & { type: "map" }, over: Tree & { type: "map" }): Tree {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? entry : { ...entry, tree: merge(before.tree, entry.tree) });
  }
  return { ...over, entries };
}

function mergeLists(base: Tree & { type: "list" }, over: Tree & { type: "list" }): Tree {
  const keys = base.items.map(keyOf);
  if (keys.includes(undefined) || over.items.some((item) => keyOf(item) === undefined)) return over;
  const items = [...base.items];
  for (const item of over.items) {
    const at = keys.indexOf(keyOf(item));
    if (at < 0) items.push(item);
    else items[at] = merge(items[at], item);
  }
  return { ...over, items };
}

/** By what a thing in a list is known: its id, or else its name. */
function keyOf(tree: Tree): string | undefined {
  for (const key of ["id", "name"]) {
    const part = partOf(tree, [key]);
    if (part?.type === "scalar" && part.value !== null) return `${key} ${part.value}`;
  }
  return undefined;
}
