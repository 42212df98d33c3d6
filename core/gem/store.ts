// Where an equipment keeps what must outlive a power cycle: definitions as texts by name, and the spool.

/** Keeps texts by name: definitions, constants, process programs. Non-volatile when its owner makes it so. */
export interface Store {
  /** What was written last under a name; `undefined` when nothing was. */
  read(name: string): Uint8Array | undefined;
  /** Keeps a text under a name. */
  write(name: string, text: Uint8Array): void;
}

/** A primary that could not be sent. */
export interface SpooledMessage {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 1 to 255, odd. */
  readonly function: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** The SECS-II text. */
  readonly text: Uint8Array<ArrayBuffer>;
}

/** Keeps primaries that could not be sent, in order. */
export interface SpoolStore {
  /** How many there are. */
  readonly length: number;
  /** Adds one at the end; false when there is no room. */
  push(message: SpooledMessage): boolean;
  /** The oldest one; `undefined` when there is none. */
  first(): SpooledMessage | undefined;
  /** Removes the oldest one. */
  shift(): void;
  /** Removes all. */
  clear(): void;
}

/** A {@linkcode Store} that lasts as long as the program. */
export class MemoryStore implements Store {
  readonly #texts = new Map<string, Uint8Array>();

  /** What was written last under a name. */
  read(name: string): Uint8Array | undefined {
    return this.#texts.get(name);
  }

  /** Keeps a text under a name. */
  write(name: string, text: Uint8Array): void {
    this.#texts.set(name, text);
  }
}

/** A {@linkcode SpoolStore} that lasts as long as the program. */
export class MemorySpool implements SpoolStore {
  readonly #most: number;
  #messages: SpooledMessage[] = [];

  /** Takes at most so many messages. */
  constructor(most = 10_000) {
    this.#most = most;
  }

  /** How many there are. */
  get length(): number {
    return this.#messages.length;
  }

  /** Adds one at the end; false when there is no room. */
  push(message: SpooledMessage): boolean {
    if (this.#messages.length >= this.#most) return false;
    this.#messages.push(message);
    return true;
  }

  /** The oldest one. */
  first(): SpooledMessage | undefined {
    return this.#messages[0];
  }

  /** Removes the oldest one. */
  shift(): void {
    this.#messages.shift();
  }

  /** Removes all. */
  clear(): void {
    this.#messages = [];
  }
}
