// How much a connection holds before it makes either side wait.

/**
 * How much a connection holds for an application, or a peer, that is slower than the other side. While reading has
 * stopped, the peer's linktests are not answered either: it may take the link for dead after its T6.
 */
export interface Buffers {
  /** Received primaries that nobody has taken, above which reading stops; 1,024 when absent. */
  messages: number;
  /** Bytes of their texts, above which reading stops; 8 MiB when absent. */
  bytes: number;
  /** The same while own requests wait for their replies: reading must go on to find them. 65,536 when absent. */
  messagesWhileWaiting: number;
  /** The same in bytes; 64 MiB when absent. */
  bytesWhileWaiting: number;
  /** Bytes that wait for the socket, above which `send`, `request` and `reply` wait; 1 MiB when absent. */
  unsent: number;
}

/** Defaults of {@linkcode Buffers}. */
export const DEFAULT_BUFFERS: Readonly<Buffers> = {
  messages: 1024,
  bytes: 8 * 1024 * 1024,
  messagesWhileWaiting: 65_536,
  bytesWhileWaiting: 64 * 1024 * 1024,
  unsent: 1024 * 1024,
};

/** Buffers with every default filled in. Throws `RangeError`. */
export function settleBuffers(given: Partial<Buffers> | undefined): Buffers {
  if (given === undefined) return DEFAULT_BUFFERS;
  const buffers = { ...DEFAULT_BUFFERS };
  for (const name of Object.keys(buffers) as (keyof Buffers)[]) {
    const value = given[name] ?? buffers[name];
    if (!(value >= 1)) throw new RangeError(`Cannot set buffers.${name}: ${value} is not a number from 1 up`);
    buffers[name] = value;
  }
  return buffers;
}
