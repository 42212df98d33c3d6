// A gate before the sockets of one connection: while it is shut the connection waits, without attempts and without end.
// So a peer can be disabled and enabled, and whoever holds its connection keeps it.
import type { Dial, Socket, Wire } from "../adapters/socket.ts";

/** How long the last bytes and the peer's end may take, in milliseconds. */
const CLOSE_TIMEOUT = 2000;

/** A dial that goes through only while the gate is open. */
export class Gate {
  /** What the connection dials. */
  readonly dial: Dial;
  readonly #through: Dial;
  readonly #timeout: number;
  #isOpen = false;
  #waiting: Wire | undefined;
  #passage: Passage | undefined;

  /** `timeout` bounds an attempt, in milliseconds: Infinity for a side that waits for its peer. */
  constructor(through: Dial, timeout: number) {
    this.#through = through;
    this.#timeout = timeout;
    this.dial = (wire) => {
      this.#waiting = wire;
      if (this.#isOpen) this.#begin();
      return () => this.#giveUp(wire);
    };
  }

  /** Whether it is open. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether there is a socket. */
  get isConnected(): boolean {
    return this.#passage?.socket !== undefined;
  }

  /** Lets a connection that waits dial. */
  open(): void {
    this.#isOpen = true;
    if (this.#waiting !== undefined) this.#begin();
  }

  /** Begins no attempt any more and gives up the one there is; a socket stays as it is. */
  shut(): void {
    this.#isOpen = false;
    const passage = this.#passage;
    if (passage === undefined || passage.socket !== undefined) return;
    // Who waits for a peer waits on: for an attempt of its own it would have to wait T5.
    if (this.#timeout === Infinity) {
      this.#waiting = passage.wire;
      passage.wire = undefined;
    }
    passage.giveUp();
  }

  /** Ends the connection there is, in order, and resolves when it has ended. */
  async end(): Promise<void> {
    const passage = this.#passage;
    if (passage?.socket === undefined) return;
    passage.socket.end();
    await this.ended();
  }

  /** Resolves when there is no socket any more; it is destroyed when that takes too long. */
  async ended(): Promise<void> {
    const passage = this.#passage;
    if (passage?.socket === undefined) return;
    const late = setTimeout(() => passage.socket?.destroy(), CLOSE_TIMEOUT);
    await passage.over;
    clearTimeout(late);
  }

  #begin(): void {
    const wire = this.#waiting!;
    this.#waiting = undefined;
    const passage = this.#passage = new Passage(wire, (ended) => {
      if (this.#passage === ended) this.#passage = undefined;
    });
    passage.begin(this.#through, this.#timeout);
  }

  #giveUp(wire: Wire): void {
    if (this.#waiting === wire) {
      this.#waiting = undefined;
      wire.closed();
    } else this.#passage?.giveUp();
  }
}

/** One attempt to connect, and the socket that came of it. */
class Passage implements Wire {
  /** Who is told; nobody once the gate has been shut. */
  wire: Wire | undefined;
  socket: Socket | undefined;
  readonly over: Promise<void>;
  readonly #ended: (passage: Passage) => void;
  #resolve!: () => void;
  #giveUp: (() => void) | undefined;
  #late: Error | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(wire: Wire, ended: (passage: Passage) => void) {
    this.wire = wire;
    this.#ended = ended;
    this.over = new Promise((resolve) => this.#resolve = resolve);
  }

  begin(dial: Dial, timeout: number): void {
    if (timeout < Infinity) {
      this.#timer = setTimeout(() => {
        this.#late = new Error(`no answer within ${timeout / 1000} s`);
        this.giveUp();
      }, timeout);
    }
    this.#giveUp = dial(this);
  }

  giveUp(): void {
    const giveUp = this.#giveUp;
    this.#giveUp = undefined;
    giveUp?.();
  }

  opened(socket: Socket): void {
    clearTimeout(this.#timer);
    this.#giveUp = undefined;
    this.socket = socket;
    this.wire?.opened(socket);
  }

  received(chunk: Uint8Array): void {
    this.wire?.received(chunk);
  }

  drained(): void {
    this.wire?.drained();
  }

  closed(error?: Error): void {
    clearTimeout(this.#timer);
    this.socket = undefined;
    this.#ended(this);
    this.wire?.closed(this.#late ?? error);
    this.#resolve();
  }
}
