// Stands between a host and an equipment on loopback, and spoils their TCP connections: cuts them off in the middle of
// a message, or holds up what is under way.

const HOST = "127.0.0.1";
const BUFFER = 65_536; // bytes read at a time

/** A listening port whose connections go on to `target`. */
export class Relay {
  /** The port of the equipment. */
  target = 0;

  readonly #listener: Deno.TcpListener = Deno.listen({ hostname: HOST, port: 0 });
  readonly #open: Set<Deno.TcpConn> = new Set();
  #held: Promise<unknown> = Promise.resolve();

  constructor() {
    void this.#accept();
  }

  /** The port of the relay itself. */
  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** Ends every connection at once; what was read and not yet written is lost. */
  cut(): void {
    for (const conn of this.#open) this.#close(conn);
  }

  /** Passes nothing on for so many milliseconds. */
  hold(milliseconds: number): void {
    this.#held = new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  close(): void {
    this.#listener.close();
    this.cut();
  }

  async #accept(): Promise<void> {
    for await (const near of this.#listener) void this.#join(near);
  }

  async #join(near: Deno.TcpConn): Promise<void> {
    this.#open.add(near);
    const far = await Deno.connect({ hostname: HOST, port: this.target }).catch(() => undefined);
    if (far !== undefined) {
      this.#open.add(far);
      await Promise.race([this.#copy(near, far), this.#copy(far, near)]);
      this.#close(far);
    }
    this.#close(near);
  }

  /** Copies until one of the two has ended. */
  async #copy(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(BUFFER);
    try {
      for (let count = await from.read(buffer); count !== null; count = await from.read(buffer)) {
        await this.#held;
        for (let at = 0; at < count;) at += await to.write(buffer.subarray(at, count));
      }
    } catch {
      // Cut off, or reset by the process that was killed.
    }
  }

  #close(conn: Deno.TcpConn): void {
    if (this.#open.delete(conn)) conn.close();
  }
}
