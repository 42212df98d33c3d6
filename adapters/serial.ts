// Serial ports: what is shaped like a port of npm's `serialport` becomes a `Dial`.
import { type Dial, type Socket, toError, type Wire } from "./socket.ts";

/** What is used of a serial port. A port of npm's `serialport` is one. */
export interface SerialPortLike {
  /** The name of the port, which a connection gives as its host. */
  readonly path?: string;
  /** Writes all of these bytes, some time. */
  write(bytes: Uint8Array): unknown;
  /** Calls back when everything written has left. */
  drain(done: () => void): unknown;
  /** Closes the port, also one that is still opening, and calls back: when it was not open too. */
  close(done: () => void): unknown;
  /** Stops reading. */
  pause(): unknown;
  /** Reads on. */
  resume(): unknown;
  /** Adds a handler. */
  on(event: "open" | "close", handler: () => void): unknown;
  /** Adds a handler of what arrives. */
  on(event: "data", handler: (bytes: Uint8Array) => void): unknown;
  /** Adds a handler of what goes wrong. */
  on(event: "error", handler: (error: Error) => void): unknown;
}

/**
 * A dial for `connectOver` and `openOver`. `open` makes a port that opens by itself, each time a connection is to be had:
 * at first, and T5 after the port was not there or has gone. A port is full until its bytes have left, so T2 begins with
 * the last of them.
 *
 * ```ts
 * import { connectOver, serial, type SerialPortLike } from "@fabwire/hsms/node";
 *
 * // import { SerialPort } from "serialport"; // of npm
 * declare const SerialPort: new (options: { path: string; baudRate: number }) => SerialPortLike;
 *
 * const dial = serial(() => new SerialPort({ path: "/dev/ttyUSB0", baudRate: 9600 }));
 * await using tool = await connectOver(dial, { protocol: "secs1", role: "host", session: 1 });
 * ```
 */
export function serial(open: () => SerialPortLike): Dial {
  return (wire) => {
    const line = new SerialLine(open(), wire);
    return () => line.destroy();
  };
}

/** A port for as long as it is open, or is to be. */
class SerialLine implements Socket {
  readonly local: { host: string; port: number };
  readonly #port: SerialPortLike;
  readonly #wire: Wire;
  #ended = false;
  #error: Error | undefined;

  constructor(port: SerialPortLike, wire: Wire) {
    this.#port = port;
    this.#wire = wire;
    this.local = { host: port.path ?? "serial port", port: 0 };
    port.on("open", () => this.#opened());
    port.on("data", (bytes) => this.#tell(() => wire.received(new Uint8Array(bytes))));
    port.on("error", (error) => this.#fail(error));
    port.on("close", () => this.#closed());
  }

  get remote(): { host: string; port: number } {
    return this.local;
  }

  /** A port that was given up may open all the same. */
  #opened(): void {
    if (this.#ended) this.#port.close(() => {});
    else this.#wire.opened(this);
  }

  #tell(news: () => void): void {
    if (!this.#ended) news();
  }

  /** It must be closed before it can be opened again. */
  #fail(error: Error): void {
    this.#error ??= toError(error);
    this.destroy();
  }

  #closed(): void {
    this.#tell(() => {
      this.#ended = true;
      this.#wire.closed(this.#error);
    });
  }

  write(bytes: Uint8Array): boolean {
    this.#port.write(bytes);
    this.#port.drain(() => this.#tell(() => this.#wire.drained()));
    return false;
  }

  end(): void {
    this.#port.drain(() => this.destroy());
  }

  destroy(): void {
    this.#port.close(() => this.#closed());
  }

  pause(): void {
    this.#port.pause();
  }

  resume(): void {
    this.#port.resume();
  }
}
