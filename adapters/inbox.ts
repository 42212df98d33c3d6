// Received primaries that nobody has taken yet, and when reading stops for their sake.
import type { DataMessage } from "../core/link.ts";
import type { Buffers } from "./buffers.ts";
import { Queue, type Taking } from "./queue.ts";

/** The reading of a connection. */
export interface Reading {
  readonly paused: boolean;
  pause(): void;
  resume(): void;
}

/** Takes what waits when nobody iterates any more. */
export interface Heir {
  inherit(): void;
}

/** A queue of received primaries. */
export class Inbox implements Taking<DataMessage> {
  readonly queue: Queue<DataMessage> = new Queue(this);
  readonly #buffers: Buffers;
  readonly #reading: Reading;
  readonly #link: { readonly openTransactions: number };
  readonly #heir: Heir;
  #bytes = 0;

  constructor(buffers: Buffers, reading: Reading, link: { readonly openTransactions: number }, heir: Heir) {
    this.#link = link;
    this.#heir = heir;
    this.#buffers = buffers;
    this.#reading = reading;
  }

  /** Hands a message to an iterator that waits, or queues it. */
  push(message: DataMessage): void {
    if (!this.queue.push(message)) return;
    this.#bytes += message.text.length;
    this.regulate();
  }

  /** A message has left the queue. */
  taken(message: DataMessage): void {
    this.#bytes -= message.text.length;
    if (this.#reading.paused) this.regulate();
  }

  left(): void {
    this.#heir.inherit();
  }

  /** Stops reading when too much waits, and goes on when half of it is gone. Open requests need reading longer. */
  regulate(): void {
    const { count } = this.queue, b = this.#buffers, reading = this.#reading;
    const waiting = this.#link.openTransactions > 0;
    const full = waiting
      ? Math.max(count / b.messagesWhileWaiting, this.#bytes / b.bytesWhileWaiting)
      : Math.max(count / b.messages, this.#bytes / b.bytes);
    if (full > 1) reading.pause();
    else if (reading.paused && (waiting || full <= 0.5)) reading.resume();
  }
}
