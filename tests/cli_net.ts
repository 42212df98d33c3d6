// Test-only: bare TCP peers over node:net, on any runtime.
import net from "node:net";
import type { AddressInfo } from "node:net";

const HOST = "127.0.0.1";

/** A server that keeps whoever comes. */
export class Listening {
  readonly #server: net.Server;
  readonly #peers: NetPeer[] = [];
  readonly #waiting: ((peer: NetPeer) => void)[] = [];

  private constructor() {
    this.#server = net.createServer({ allowHalfOpen: true }, (socket) => this.#take(new NetPeer(socket)));
  }

  /** Listens at a free port, or at this one. */
  static async open(port = 0): Promise<Listening> {
    const listening = new Listening();
    await new Promise<void>((resolve) => listening.#server.listen(port, HOST, resolve));
    return listening;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next that comes. */
  next(): Promise<NetPeer> {
    const peer = this.#peers.shift();
    if (peer !== undefined) return Promise.resolve(peer);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #take(peer: NetPeer): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#peers.push(peer);
    else next(peer);
  }
}

/** One end of a connection, and what it has received. */
export class NetPeer {
  /** When the other side sends no more. */
  readonly finished: Promise<void>;
  /** When the connection is gone. */
  readonly closed: Promise<void>;
  readonly #socket: net.Socket;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #grown: () => void = () => {};

  constructor(socket: net.Socket) {
    this.#socket = socket;
    this.finished = new Promise((resolve) => socket.once("end", resolve));
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("data", (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#grown();
    });
  }

  static async connect(port: number): Promise<NetPeer> {
    const socket = net.connect({ host: HOST, port, allowHalfOpen: true });
    await new Promise((resolve) => socket.once("connect", resolve));
    return new NetPeer(socket);
  }

  send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#socket.write(bytes, () => resolve()));
  }

  /** Everything received, once it is so long. */
  async received(length: number): Promise<Uint8Array> {
    while (this.#length < length) await new Promise<void>((resolve) => this.#grown = resolve);
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Sends no more. */
  finish(): void {
    this.#socket.end();
  }

  /** Gives the connection up by a RST, where the runtime can. */
  abort(): void {
    if (typeof this.#socket.resetAndDestroy === "function") this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }
}
