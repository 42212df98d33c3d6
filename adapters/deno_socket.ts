// A connection of Deno's as a socket: a loop that reads into slabs, and a loop that writes what is queued.
import { type Address, type Socket, toError, type Wire } from "./socket.ts";

/** The members of `Deno.Conn`, `TcpConn` and `TlsConn` that are used here. */
export interface DenoConn {
  readonly localAddr: unknown;
  readonly remoteAddr: unknown;
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
  closeWrite(): Promise<void>;
  setNoDelay?(noDelay: boolean): void;
  handshake?(): Promise<unknown>;
}

/** Slabs grow while their connection is busy: a pending read keeps one in memory. */
const SMALLEST_SLAB = 512;
const LARGEST_SLAB = 64 * 1024;
/** Queued bytes above which a socket has enough, and up to which queued writes are joined. */
const ENOUGH = 64 * 1024;

/** An address as Deno gives it. */
export function addressOf(address: unknown): Address {
  const { hostname, port } = address as { hostname: string; port: number };
  return { host: hostname, port };
}

/** An open connection. */
export class DenoSocket implements Socket {
  readonly #conn: DenoConn;
  readonly #wire: Wire;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #writing: Promise<void> | undefined;
  #full = false;
  #ending = false;
  #destroyed = false;
  #error: Error | undefined;
  #resume: (() => void) | undefined;
  #paused: Promise<void> | undefined;

  constructor(conn: DenoConn, wire: Wire) {
    this.#conn = conn;
    this.#wire = wire;
    conn.setNoDelay?.(true);
  }

  get local(): Address {
    return addressOf(this.#conn.localAddr);
  }

  get remote(): Address {
    return addressOf(this.#conn.remoteAddr);
  }

  /** Tells the wire everything, from `opened` to `closed`. */
  async run(): Promise<void> {
    this.#wire.opened(this);
    try {
      await this.#readAll();
    } catch (error) {
      this.#error ??= this.#destroyed ? undefined : toError(error);
    }
    this.destroy();
    await this.#writing;
    this.#wire.closed(this.#error);
  }

  /** Reads into one region of a slab after the other: what was handed on is never overwritten. */
  async #readAll(): Promise<void> {
    let slab = new Uint8Array(SMALLEST_SLAB), start = 0;
    while (!this.#destroyed) {
      const count = await this.#conn.read(start === 0 ? slab : slab.subarray(start));
      if (this.#paused !== undefined) await this.#paused;
      if (count === null) return;
      if (!this.#ending) this.#wire.received(slab.subarray(start, start + count));
      start += count;
      if (slab.length - start >= Math.max(count, SMALLEST_SLAB / 2)) continue;
      slab = new Uint8Array(Math.min(Math.max(8 * count, SMALLEST_SLAB), LARGEST_SLAB));
      start = 0;
    }
  }

  write(bytes: Uint8Array): boolean {
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#writing ??= this.#writeAll();
    if (this.#queued > ENOUGH) this.#full = true;
    return !this.#full;
  }

  async #writeAll(): Promise<void> {
    try {
      for (let bytes = this.#next(); bytes !== undefined; bytes = this.#next()) {
        for (let at = 0; at < bytes.length && !this.#destroyed;) {
          at += await this.#conn.write(at === 0 ? bytes : bytes.subarray(at));
        }
        this.#queued -= bytes.length;
      }
    } catch (error) {
      return this.#fail(error);
    }
    this.#writing = undefined;
    if (this.#ending) return void this.#closeWrite();
    if (this.#full) {
      this.#full = false;
      this.#wire.drained();
    }
  }

  /** The next bytes to write; small ones that wait become one write. */
  #next(): Uint8Array | undefined {
    if (this.#queue.length < 2 || this.#queued > ENOUGH) return this.#queue.shift();
    const joined = new Uint8Array(this.#queued);
    let at = 0;
    for (const bytes of this.#queue.splice(0)) {
      joined.set(bytes, at);
      at += bytes.length;
    }
    return joined;
  }

  end(): void {
    this.#ending = true;
    if (this.#writing === undefined) void this.#closeWrite();
  }

  #closeWrite(): Promise<void> {
    return this.#conn.closeWrite().catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (!this.#destroyed) this.#error = toError(error);
    this.destroy();
  }

  /** The read that is pending is interrupted, and its loop tells `closed`. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#conn.close();
    this.resume();
  }

  pause(): void {
    this.#paused ??= new Promise((resolve) => this.#resume = resolve);
  }

  resume(): void {
    this.#paused = undefined;
    this.#resume?.();
  }
}
