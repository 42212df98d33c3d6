// What can be wrong with a capture file and its packets, as plain data: nothing in a file makes a reader throw.

/**
 * What is wrong. `format`: no capture. `truncated`: the file ends inside a record. `length`: a length that cannot be.
 * `byte order`: a section without its mark. `interface`: a packet of an interface that was not described. `link type`:
 * packets that cannot be looked into. `fragments`: parts of an IP datagram that did not come together. `headers`: IP or
 * TCP headers that contradict themselves. `cut short`: a snap length that leaves no room for the TCP header. `text`: a
 * line of a text.
 */
export type TroubleFault =
  | "format"
  | "truncated"
  | "length"
  | "byte order"
  | "interface"
  | "link type"
  | "fragments"
  | "headers"
  | "cut short"
  | "text";

/** What concerns single packets, often of other protocols: the file itself is read to its end. */
const OF_PACKETS: ReadonlySet<TroubleFault> = new Set<TroubleFault>([
  "link type",
  "fragments",
  "headers",
  "cut short",
]);

/** Whether a part of the file is unread, and not only single packets. */
export function isUnread({ fault }: Trouble): boolean {
  return !OF_PACKETS.has(fault);
}

/** Something in the file that could not be read. Faults of packets are told once for the first packet that has them. */
export interface Trouble {
  /** What it is. */
  readonly type: "trouble";
  /** What kind of trouble. */
  readonly fault: TroubleFault;
  /** The packet concerned, or the number of packets read before. */
  readonly frame: number;
  /** Where it is in the file. */
  readonly fileOffset: number;
  /** One sentence: what could not be done, and why. */
  readonly sentence: string;
}
