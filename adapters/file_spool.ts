// A GEM spool in a file: a log of what came and what went, which a power cut can cut short but not spoil.
//
// How it works: each record is its length, a CRC-32 and its body, and is on the disk before anything is said of it. When
// the file is opened its records are done again; a record that is not whole, and all behind it, never was.
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, readSync } from "node:fs";
import type { SpooledMessage, SpoolStore } from "../core/gem/store.ts";
import { crc32, replaceFile, syncFolder, writeAll } from "./file_access.ts";

export type { SpooledMessage, SpoolStore };

/** How much a spool takes. */
export interface FileSpoolOptions {
  /** Most messages; 100 000 when absent. */
  readonly messages?: number;
  /** Most bytes of all messages; 256 MiB when absent. */
  readonly bytes?: number;
}

const PUSH = 1, SHIFT = 2; // kinds of records
const HEAD = 8; // bytes of length and CRC-32
const FACTS = 4; // bytes of a body before the text: kind, stream, function, W-bit
const WASTE = 1024 * 1024; // bytes of what has gone, from which on the file is written anew

/** Where the record of a message stands in the file. */
interface Entry {
  readonly at: number;
  readonly length: number;
}

/**
 * Keeps spooled messages in a file. What `push` has returned true for is there after a power cut, and what `shift` has
 * removed is not. One program at a time may have it open; `close` it at the end.
 */
export class FileSpool implements SpoolStore {
  readonly #path: string;
  readonly #messages: number;
  readonly #bytes: number;
  #file: number;
  #entries: Entry[] = [];
  #end = 0;
  #live = 0;
  #first: SpooledMessage | undefined;

  /** Opens the file, or makes it. Throws what the system says when it cannot. */
  constructor(path: string, options: FileSpoolOptions = {}) {
    this.#path = path;
    this.#messages = options.messages ?? 100_000;
    this.#bytes = options.bytes ?? 256 * 1024 * 1024;
    this.#file = openSync(path, "a+");
    closeSync(this.#file);
    syncFolder(path);
    this.#file = openSync(path, "r+");
    this.#replay(readFileSync(path));
  }

  /** How many there are. */
  get length(): number {
    return this.#entries.length;
  }

  /** Adds a message; false when there is no room for it, here or on the disk. */
  push(message: SpooledMessage): boolean {
    const { stream, function: fn, replyExpected, text } = message;
    const length = HEAD + FACTS + text.length;
    if (this.#entries.length >= this.#messages || this.#live + length > this.#bytes) return false;
    const body = new Uint8Array(FACTS + text.length);
    body.set([PUSH, stream, fn, replyExpected ? 1 : 0]);
    body.set(text, FACTS);
    const at = this.#end;
    if (!this.#append(body)) return false;
    this.#entries.push({ at, length });
    this.#live += length;
    return true;
  }

  /** The oldest one, read from the file; `undefined` when there is none. */
  first(): SpooledMessage | undefined {
    const [entry] = this.#entries;
    return this.#first ??= entry && this.#read(entry);
  }

  /** Removes the oldest one. Throws when the disk has no room to say so. */
  shift(): void {
    const entry = this.#entries.shift();
    if (entry === undefined) return;
    this.#first = undefined;
    this.#live -= entry.length;
    if (this.#entries.length === 0) this.#empty();
    else if (!this.#append(Uint8Array.of(SHIFT))) throw new Error("Cannot shift the spool: the disk is full");
    else if (this.#end - this.#live > WASTE && this.#end > 2 * this.#live) this.#compact();
  }

  /** Removes all. */
  clear(): void {
    this.#entries = [];
    this.#first = undefined;
    this.#live = 0;
    this.#empty();
  }

  /** Closes the file; the spool is of no use any more. */
  close(): void {
    closeSync(this.#file);
  }

  /** Writes a record behind the others; where that fails, nothing of it stays. */
  #append(body: Uint8Array): boolean {
    const record = recordOf(body);
    try {
      writeAll(this.#file, record, this.#end);
      fsyncSync(this.#file);
    } catch (error) {
      ftruncateSync(this.#file, this.#end);
      const full = ["ENOSPC", "EDQUOT", "EFBIG"].includes((error as { code?: string }).code ?? "");
      if (full) return false;
      throw error;
    }
    this.#end += record.length;
    return true;
  }

  #empty(): void {
    ftruncateSync(this.#file, 0);
    fsyncSync(this.#file);
    this.#end = 0;
  }

  #read({ at, length }: Entry): SpooledMessage {
    const body = new Uint8Array(length - HEAD);
    for (let done = 0; done < body.length;) {
      const read = readSync(this.#file, body, done, body.length - done, at + HEAD + done);
      if (read === 0) throw new Error("Cannot read the spool: the file has become shorter");
      done += read;
    }
    return { stream: body[1], function: body[2], replyExpected: body[3] === 1, text: body.slice(FACTS) };
  }

  /** Does again what the records say, and cuts off what is not whole. */
  #replay(bytes: Uint8Array): void {
    for (let length = wholeRecord(bytes, 0); length > 0; length = wholeRecord(bytes, this.#end)) {
      if (bytes[this.#end + HEAD] === PUSH) this.#entries.push({ at: this.#end, length });
      else this.#entries.shift();
      this.#end += length;
    }
    this.#live = this.#entries.reduce((sum, { length }) => sum + length, 0);
    if (this.#end < bytes.length) ftruncateSync(this.#file, this.#end);
  }

  /** Writes anew what is still there. */
  #compact(): void {
    const [{ at }] = this.#entries, bytes = readFileSync(this.#path).subarray(at, this.#end);
    const live = new Uint8Array(this.#live);
    let end = 0;
    this.#entries = this.#entries.map((entry) => {
      live.set(bytes.subarray(entry.at - at, entry.at - at + entry.length), end);
      end += entry.length;
      return { at: end - entry.length, length: entry.length };
    });
    closeSync(this.#file);
    replaceFile(this.#path, live);
    this.#file = openSync(this.#path, "r+");
    this.#end = end;
  }
}

function recordOf(body: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEAD + body.length), view = new DataView(record.buffer);
  view.setUint32(0, body.length);
  view.setUint32(4, crc32(body));
  record.set(body, HEAD);
  return record;
}

/** How long the record at a place is; 0 when there is none, or not a whole one. */
function wholeRecord(bytes: Uint8Array, at: number): number {
  if (at + HEAD >= bytes.length) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at), length = view.getUint32(0);
  if (length === 0 || at + HEAD + length > bytes.length) return 0;
  const body = bytes.subarray(at + HEAD, at + HEAD + length);
  return crc32(body) === view.getUint32(4) ? HEAD + length : 0;
}
