// What the detail shows of the selected message: its tree, the lines of it, and what lights up in it.
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { capture } from "../../mod.ts";
import { detail, pointed } from "./state.ts";

/** Bytes of the dump that light up, in their three tones. */
export interface Lit {
  readonly start: number;
  /** First byte of the value: the format byte and the length bytes stand before it. */
  readonly body: number;
  readonly end: number;
  /** Of an item; otherwise of the header. */
  readonly isItem: boolean;
}

/** A line of the tree. */
export type TreeLine =
  | {
    readonly type: "item";
    readonly node: capture.TreeNode;
    readonly depth: number;
    readonly isOpen: boolean;
  }
  | { readonly type: "more"; readonly node: capture.TreeNode; readonly depth: number; readonly from: number };

/** Length bytes that stand before the header on the wire. */
const LENGTH_BYTES = 4;
const HEADER_BYTES = 10;
/** Elements of a list that are shown at first, and that are added at a time. */
const FIRST = 200;
const NEXT = 2000;

/** What the pointer is on. */
export const lit: Signal<Lit | undefined> = signal(undefined);
/** Offset of the item that is selected in the tree. */
export const chosenItem: Signal<number | undefined> = signal(undefined);
const closed: Signal<ReadonlySet<number>> = signal(new Set());
const shown: Signal<ReadonlyMap<number, number>> = signal(new Map());

/** Bytes as in the dump: of HSMS, the length field first. */
export const dump: ReadonlySignal<Uint8Array> = computed(() => {
  const message = detail.value;
  if (message === undefined) return new Uint8Array(0);
  const { bytes, row, carrier } = message;
  if (carrier !== "HSMS") return bytes;
  const whole = new Uint8Array(LENGTH_BYTES + bytes.length);
  new DataView(whole.buffer).setUint32(0, row.length);
  whole.set(bytes, LENGTH_BYTES);
  return whole;
});

/** Where the header begins in the dump. */
export const headerOffset: ReadonlySignal<number> = computed(() =>
  detail.value?.carrier === "HSMS" ? LENGTH_BYTES : 0
);
/** Where the text begins in the dump. */
export const textOffset: ReadonlySignal<number> = computed(() => headerOffset.value + HEADER_BYTES);

export const tree: ReadonlySignal<capture.ByteTree> = computed(() => {
  const message = detail.value;
  const isItem = message?.header !== undefined && message.header.sType === 0;
  return new capture.ByteTree(isItem ? message.bytes.subarray(HEADER_BYTES) : new Uint8Array(0));
});

/** What is known of items, by the offset of their format byte. */
export const annotations: ReadonlySignal<ReadonlyMap<number, capture.Annotation>> = computed(() =>
  new Map((detail.value?.annotations ?? []).map((annotation) => [annotation.offset, annotation]))
);

export const lines: ReadonlySignal<readonly TreeLine[]> = computed(() => {
  const found: TreeLine[] = [];
  const { root } = tree.value;
  if (root !== undefined) addLines(found, root, 0);
  return found;
});

function addLines(found: TreeLine[], node: capture.TreeNode, depth: number): void {
  const isOpen = !closed.value.has(node.offset);
  found.push({ type: "item", node, depth, isOpen });
  if (node.format !== "L" || !isOpen) return;
  const limit = shown.value.get(node.offset) ?? FIRST;
  for (const child of tree.value.children(node, 0, limit)) addLines(found, child, depth + 1);
  if (node.length > limit) found.push({ type: "more", node, depth: depth + 1, from: limit });
}

/** Opens or closes a list. */
export function toggle({ offset }: capture.TreeNode, open: boolean): void {
  const next = new Set(closed.value);
  if (open) next.delete(offset);
  else next.add(offset);
  closed.value = next;
}

/** Shows more elements of a list. */
export function showMore({ offset }: capture.TreeNode, from: number): void {
  shown.value = new Map(shown.value).set(offset, from + NEXT);
}

/** Lights the bytes of an item. */
export function light(node: capture.TreeNode | undefined): void {
  lit.value = node === undefined ? undefined : litBy(node);
}

export function litBy({ offset, bodyOffset, end, format }: capture.TreeNode): Lit {
  const base = textOffset.value;
  return {
    start: base + offset,
    body: base + bodyOffset,
    end: base + (format === "L" ? bodyOffset : end),
    isItem: true,
  };
}

/** Lights a field of the header; offsets in the header, the length field before it. */
export function lightHeader(start: number, end: number): void {
  const base = headerOffset.value;
  lit.value = { start: base + start, body: base + start, end: base + end, isItem: false };
}

/** The innermost item at a place of the dump. */
export function itemAt(at: number): capture.TreeNode | undefined {
  return tree.value.nodeAt(at - textOffset.value);
}

/** What lights up when the pointer is nowhere. */
export const resting: ReadonlySignal<Lit | undefined> = computed(() => {
  const offset = chosenItem.value;
  const node = offset === undefined ? undefined : tree.value.nodeAt(offset);
  return node === undefined ? undefined : litBy(node);
});

/** Begins anew with every message: closed again is what was opened. */
export function watchDetail(): void {
  effect(() => {
    void detail.value;
    lit.value = undefined;
    closed.value = new Set();
    shown.value = new Map();
    chosenItem.value = pointed.value;
  });
}
