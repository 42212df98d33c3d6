// Bounds on what is decoded, so that hostile bytes cost neither the stack nor the memory.

/** Bounds of `decode`, `validate` and `ItemReader`. */
export interface Limits {
  /** Most lists around an item, itself included when it is one: 1 to 1024; 64 when absent. */
  readonly depth?: number;
  /** Most items, lists and their elements counted alike; 1,000,000 when absent. A tree takes 50 to 130 bytes each. */
  readonly items?: number;
  /** Most bytes of text; 64 MiB when absent. */
  readonly bytes?: number;
}

/** Lists nested deeper than this are neither decoded nor encoded, whatever the limits say. */
export const MAX_DEPTH = 1024;

/** The limits where none are given. */
export const DEFAULT_LIMITS: Readonly<Required<Limits>> = /* @__PURE__ */ Object.freeze({
  depth: 64,
  items: 1_000_000,
  bytes: 64 * 1024 * 1024,
});

/** The depth limit in force; throws a `RangeError` outside 1 to 1024. */
export function depthLimit(limits: Limits): number {
  const { depth = DEFAULT_LIMITS.depth } = limits;
  if (!Number.isInteger(depth) || depth < 1 || depth > MAX_DEPTH) {
    throw new RangeError(`Cannot limit the depth to ${depth}: it is outside 1 to ${MAX_DEPTH}`);
  }
  return depth;
}
