// The TCP connections of a capture, found by addresses and ports; a bounded number of them.
import type { TcpConnection } from "./tcp_connection.ts";
import type { Direction } from "./model.ts";
import type { SegmentReader } from "./tcp_segment.ts";

/** Connections by a hash that is the same for both directions. The last one found is tried first. */
export class TcpTable {
  /** How many there are. */
  size = 0;
  /** Which way the segment looked up last goes on the connection found. */
  direction: Direction = 0;

  readonly #byHash = new Map<number, TcpConnection>();
  #last: TcpConnection | undefined;

  /** The connection of a segment. */
  find(segment: SegmentReader): TcpConnection | undefined {
    if (this.#last !== undefined && this.#isOf(this.#last, segment)) return this.#last;
    let entry = this.#byHash.get(hashOf(segment));
    while (entry !== undefined && !this.#isOf(entry, segment)) entry = entry.sibling;
    if (entry !== undefined) this.#last = entry;
    return entry;
  }

  #isOf(entry: TcpConnection, segment: SegmentReader): boolean {
    const direction = entry.directionOf(segment);
    if (direction === -1) return false;
    this.direction = direction;
    return true;
  }

  /** Adds the connection of a segment. */
  add(entry: TcpConnection, segment: SegmentReader): void {
    const hash = hashOf(segment);
    entry.hash = hash;
    entry.sibling = this.#byHash.get(hash);
    this.#byHash.set(hash, entry);
    this.size++;
  }

  /** Takes a connection out. */
  remove(entry: TcpConnection): void {
    if (this.#last === entry) this.#last = undefined;
    this.size--;
    let before = this.#byHash.get(entry.hash);
    if (before === entry) {
      if (entry.sibling === undefined) this.#byHash.delete(entry.hash);
      else this.#byHash.set(entry.hash, entry.sibling);
      return;
    }
    while (before!.sibling !== entry) before = before!.sibling;
    before!.sibling = entry.sibling;
  }

  /** All of them, in order of their first frame. */
  all(): TcpConnection[] {
    const all: TcpConnection[] = [];
    for (let entry of this.#byHash.values()) {
      for (all.push(entry); entry.sibling !== undefined;) all.push(entry = entry.sibling);
    }
    return all.sort((a, b) => a.connection.firstFrame - b.connection.firstFrame);
  }

  /** Those to forget when there are too many: the closed ones, and the longest silent, a quarter of all at least. */
  leastWanted(): TcpConnection[] {
    const all = this.all().sort((a, b) => Number(b.over) - Number(a.over) || a.lastFrame - b.lastFrame);
    const open = all.findIndex((entry) => !entry.over);
    return all.slice(0, Math.max(Math.ceil(all.length / 4), open === -1 ? all.length >> 1 : open));
  }
}

function hashOf({ source, sourcePort, destination, destinationPort }: SegmentReader): number {
  return (hashOfEnd(source, sourcePort) + hashOfEnd(destination, destinationPort)) | 0;
}

function hashOfEnd(words: Int32Array, port: number): number {
  const mixed = Math.imul(words[0] ^ Math.imul(words[1], 31), 0x9e3779b1) ^ words[2];
  return Math.imul(Math.imul(mixed ^ words[3], 0x85ebca6b) + port, 0xc2b2ae35);
}
