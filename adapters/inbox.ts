// Received primaries that nobody has taken yet, and when reading stops for their sake.
import type { DataMessage } from "../core/link.ts";
import type { Buffers } from "./options.ts";
import { Queue } from "./queue.ts";

/** The reading of a connection. */
export interface Reading {
  readonly paused: boolean;
  pause(): void;
  resume(): void;
}

/** A queue of received primaries. */
export class Inbox {
  readonly queue: Queue<DataMessage> = new Queue((message) => this.#taken(message));
  readonly #buffers: Buffers;
  readonly #reading: Reading;
  readonly #openRequests: () => number;
  #bytes = 0;

  /** `openRequests` tells how many primaries of ours wait for their reply. */
  constructor(buffers: Buffers, reading: Reading, openRequests: () => number) {
    this.#openRequests = openRequests;
    this.#buffers = buffers;
    this.#reading = reading;
  }

  /** Hands a message to an iterator that waits, or queues it. */
  push(message: DataMessage): void {
    if (!this.queue.push(message)) return;
    this.#bytes += message.text.length;
    this.regulate();
  }

  #taken(message: DataMessage): void {
    this.#bytes -= message.text.length;
    if (this.#reading.paused) this.regulate();
  }

  /** Stops reading when too much waits, and goes on when half of it is gone. Open requests need reading longer. */
  regulate(): void {
    const { count } = this.queue, b = this.#buffers, reading = this.#reading;
    const waiting = this.#openRequests() > 0;
    const full = waiting
      ? Math.max(count / b.messagesWhileWaiting, this.#bytes / b.bytesWhileWaiting)
      : Math.max(count / b.messages, this.#bytes / b.bytes);
    if (full > 1) reading.pause();
    else if (reading.paused && (waiting || full <= 0.5)) reading.resume();
  }
}
