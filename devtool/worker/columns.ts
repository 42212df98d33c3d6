// Numbers of a million messages, side by side: growing arrays in blocks, so that growing copies nothing.

type Block = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const BITS = 14;
const SIZE = 1 << BITS;
const MASK = SIZE - 1;

/** A growing array of numbers. What was never set is 0. */
export class Column {
  readonly #blocks: Block[] = [];
  readonly #make: () => Block;
  #length = 0;

  constructor(kind: new (length: number) => Block) {
    this.#make = () => new kind(SIZE);
  }

  get length(): number {
    return this.#length;
  }

  get(index: number): number {
    const block = this.#blocks[index >> BITS];
    return block === undefined ? 0 : block[index & MASK];
  }

  set(index: number, value: number): void {
    const at = index >> BITS;
    while (this.#blocks.length <= at) this.#blocks.push(this.#make());
    this.#blocks[at][index & MASK] = value;
    if (index >= this.#length) this.#length = index + 1;
  }

  /** Adds a number; gives it back. */
  push(value: number): number {
    this.set(this.#length, value);
    return value;
  }

  /** Bytes of memory. */
  get bytes(): number {
    return this.#blocks.length * (this.#blocks[0]?.byteLength ?? 0);
  }
}

/** The first index in 0 to `count` at which `beyond` holds; it holds from there on. */
export function firstWhere(count: number, beyond: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (beyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
