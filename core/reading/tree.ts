// The bytes of a text as a tree of items: where each has its format byte, its length bytes and its value. A list is looked
// into when somebody asks, and what cannot be decoded is shown as far as it goes.
import { DecodeError, type DecodeFault, headerError, readLength } from "../secs2/decode_error.ts";
import { type Format, formatOf, SIZE_MASKS } from "../secs2/format.ts";
import { MAX_DEPTH } from "../secs2/limits.ts";
import { skipItems } from "../secs2/validate.ts";

/** An item and where its bytes are. The format byte is at `offset`, the length bytes follow it. */
export interface TreeNode {
  /** Indices from the root down to it. */
  readonly path: readonly number[];
  /** Format; undefined where the format byte is none. */
  readonly format: Format | undefined;
  /** Offset of the format byte. */
  readonly offset: number;
  /** Offset of the first byte of the value; that behind the text where the header is cut. */
  readonly bodyOffset: number;
  /** Offset of the first byte behind the item, with all it contains; behind the text where it is cut. */
  readonly end: number;
  /** The length in the header: elements of a list, bytes of anything else. */
  readonly length: number;
  /** Number of elements by the header. */
  readonly count: number;
  /** Why it could not be read to its end; `offset` is where that shows. */
  readonly fault?: TreeFault;
}

/** Why bytes are no item, and where. */
export interface TreeFault {
  /** Why. */
  readonly fault: DecodeFault;
  /** Offset of the header at fault, or of the first byte too many. */
  readonly offset: number;
}

/** Which part of an item a byte is. Bytes of the elements of a list are parts of these. */
export type TreePart = "format" | "length" | "value";

const EVERY = 256;
const NO_LIMIT = 0x7fff_ffff;

/** The items of a text by their bytes. The text must not change. */
export class ByteTree {
  /** The bytes. */
  readonly text: Uint8Array;
  /** The item; undefined in a header-only message. */
  readonly root: TreeNode | undefined;
  /** The first thing that is wrong, bytes behind the item included; undefined when nothing is. */
  readonly fault: TreeFault | undefined;
  /** By offset of a list: where every 256th of its elements begins, as far as that is known. */
  readonly #marks: Map<number, number[]> = new Map();

  /** The tree of these bytes, which must not change. */
  constructor(text: Uint8Array) {
    this.text = text;
    this.root = text.length === 0 ? undefined : readNode(text, 0, []);
    this.fault = this.root?.fault ?? this.#trailing();
  }

  /** Elements of a list from one index to before another, as far as they can be read; none of anything else. */
  children(node: TreeNode, from: number = 0, to: number = Infinity): TreeNode[] {
    const found: TreeNode[] = [];
    if (node.format !== "L") return found;
    const last = Math.min(to, node.length);
    let { index, offset } = this.#nearest(node, from);
    for (; index < last && offset < this.text.length; index++) {
      const child = readNode(this.text, offset, index < from ? node.path : [...node.path, index]);
      if (index >= from) found.push(child);
      offset = child.end;
      if (child.fault !== undefined) break;
    }
    return found;
  }

  /** The item at a path; undefined where there is none. */
  at(path: readonly number[]): TreeNode | undefined {
    let node = this.root;
    for (const index of path) node = node && this.children(node, index, index + 1)[0];
    return node;
  }

  /** The innermost item that a byte belongs to; undefined behind the item. */
  nodeAt(offset: number): TreeNode | undefined {
    let node = this.root;
    if (node === undefined || offset < 0 || offset >= node.end) return undefined;
    while (node.format === "L" && offset >= node.bodyOffset) {
      const child = this.#childAt(node, offset);
      if (child === undefined) return node;
      node = child;
    }
    return node;
  }

  #childAt(node: TreeNode, offset: number): TreeNode | undefined {
    const marks = this.#marksOf(node);
    while (marks[marks.length - 1] <= offset && this.#extend(node, marks));
    const from = marks.findLastIndex((mark) => mark <= offset) * EVERY;
    return this.children(node, from, from + EVERY).find((child) =>
      offset >= child.offset && offset < child.end
    );
  }

  /** The element to begin with on the way to an index: at most 256 before it, unless something is broken. */
  #nearest(node: TreeNode, index: number): { index: number; offset: number } {
    const marks = this.#marksOf(node);
    const window = Math.floor(Math.min(index, node.length) / EVERY);
    while (marks.length <= window && this.#extend(node, marks));
    const mark = Math.min(window, marks.length - 1);
    return { index: mark * EVERY, offset: marks[mark] };
  }

  #marksOf(node: TreeNode): number[] {
    let marks = this.#marks.get(node.offset);
    if (marks === undefined) this.#marks.set(node.offset, marks = [node.bodyOffset]);
    return marks;
  }

  /** Goes 256 elements further; false at the end of the list, and where one cannot be read. */
  #extend(node: TreeNode, marks: number[]): boolean {
    if (marks.length * EVERY >= node.length) return false;
    try {
      marks.push(skipItems(this.text, marks[marks.length - 1], EVERY, MAX_DEPTH, NO_LIMIT));
      return true;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      return false;
    }
  }

  #trailing(): TreeFault | undefined {
    const end = this.root?.end ?? 0;
    return end < this.text.length ? { fault: "bytes after the item", offset: end } : undefined;
  }
}

/** Which part of an item a byte is. */
export function partAt({ offset, bodyOffset }: TreeNode, at: number): TreePart {
  return at === offset ? "format" : at < bodyOffset ? "length" : "value";
}

/** The item at an offset, which is within the text, as far as it can be read. */
export function readNode(text: Uint8Array, offset: number, path: readonly number[]): TreeNode {
  const code = text[offset] >> 2;
  const format = formatOf(code);
  const lengthBytes = text[offset] & 3;
  const bodyOffset = Math.min(offset + 1 + lengthBytes, text.length);
  const isWhole = offset + 1 + lengthBytes <= text.length && lengthBytes > 0 && format !== undefined;
  const length = isWhole ? readLength(text, offset) : 0;
  const rest = { path, format, offset, bodyOffset, length, count: countOf(code, length) };
  const fault = isWhole ? undefined : faultOf(headerError(text, offset));
  if (fault !== undefined) return { ...rest, end: text.length, fault };
  try {
    return { ...rest, end: skipItems(text, offset, 1, MAX_DEPTH, NO_LIMIT) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { ...rest, end: text.length, fault: faultOf(error) };
  }
}

function countOf(code: number, length: number): number {
  if (code === 0o22) return length < 2 ? length : length - 2;
  return Math.floor(length / ((SIZE_MASKS[code] ?? 0) + 1 || 1));
}

function faultOf({ fault, offset }: DecodeError): TreeFault {
  return { fault, offset };
}
