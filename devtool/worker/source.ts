// Where the bytes of a capture stand: a file on disk that is read again piece by piece, or a live stream that is kept.

/** Bytes by their offset, read when they are asked for. */
export interface Source {
  /** Bytes there are by now. */
  readonly length: number;
  /** A copy, or a view, of bytes that are there. Throws when the file cannot be read any more. */
  read(offset: number, length: number): Uint8Array;
}

/** The part of a worker's reader of blobs that is used here. */
interface BlobReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

declare const FileReaderSync: new () => BlobReader;

const BLOCK = 1 << 18;
const BLOCKS = 48; // 12 MB

/** A file, read again in blocks, of which the last few are kept. */
export class BlobSource implements Source {
  readonly blob: Blob;
  readonly #reader: BlobReader = new FileReaderSync();
  readonly #blocks: Map<number, Uint8Array> = new Map();

  constructor(blob: Blob) {
    this.blob = blob;
  }

  get length(): number {
    return this.blob.size;
  }

  read(offset: number, length: number): Uint8Array {
    const first = Math.floor(offset / BLOCK);
    const last = Math.floor((offset + length - 1) / BLOCK);
    if (first === last) {
      return this.#block(first).subarray(offset - first * BLOCK, offset - first * BLOCK + length);
    }
    return new Uint8Array(this.#reader.readAsArrayBuffer(this.blob.slice(offset, offset + length)));
  }

  #block(index: number): Uint8Array {
    let block = this.#blocks.get(index);
    if (block === undefined) {
      const slice = this.blob.slice(index * BLOCK, (index + 1) * BLOCK);
      block = new Uint8Array(this.#reader.readAsArrayBuffer(slice));
      if (this.#blocks.size >= BLOCKS) this.#blocks.delete(this.#blocks.keys().next().value!);
    } else {
      this.#blocks.delete(index);
    }
    this.#blocks.set(index, block);
    return block;
  }
}

/** What has come so far of a live stream. */
export class LiveSource implements Source {
  readonly #chunks: Uint8Array[] = [];
  readonly #starts: number[] = [];
  length = 0;

  append(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#starts.push(this.length);
    this.length += chunk.length;
  }

  read(offset: number, length: number): Uint8Array {
    const result = new Uint8Array(length);
    let at = this.#chunkOf(offset);
    for (let done = 0; done < length; at++) {
      const part = this.#chunks[at].subarray(offset + done - this.#starts[at]).subarray(0, length - done);
      result.set(part, done);
      done += part.length;
    }
    return result;
  }

  /** All of it, to save as a file. */
  chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  #chunkOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
