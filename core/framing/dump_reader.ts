// Reads the rows of hex dumps: packets with all their headers, the two sides of a stream, or messages one a row.
import { readU32, writeU32 } from "../hsms/bytes.ts";
import type { DumpLine } from "./dump_line.ts";
import type { Framing } from "./framing.ts";
import type { LogSides } from "./log_fields.ts";
import { headerVerdict, messageVerdict } from "./plausible.ts";
import { BlockSearch } from "./recogniser.ts";
import { TcpReassembly } from "../packets/tcp.ts";
import type { TextContext, TextOutput } from "./text_output.ts";

/** Rows whose offsets follow each other. */
interface Block {
  readonly line: number;
  readonly context: TextContext;
  readonly server: boolean;
  /** Offset of its first row. */
  readonly start: number;
  readonly rows: Uint8Array[];
  length: number;
}

/** What a row of bytes ends with: a message that lacks some bytes, or a part of a length field. */
interface Tail {
  readonly lacking: number;
  readonly begun: Uint8Array;
}

const NO_TAIL: Tail = { lacking: 0, begun: new Uint8Array(0) };
const LENGTH_BYTES = 4;
/** No packet is longer: rows behind it belong to a stream. */
const LONGEST_PACKET = 256 * 1024;
/** Wireshark indents the rows of the server's side so far, by a tab where they have no offsets. */
const INDENT = 4;
/** `*` stands for so many bytes at most. */
const MOST_REPEATED = 16 * 1024 * 1024;
const ETHERNET = 1, RAW_IP = 101;
const CLIENT: LogSides = { from: "client", to: "server" };
const SERVER: LogSides = { from: "server", to: "client" };

/** The rows of a text. */
export class DumpReader {
  readonly #output: TextOutput;
  readonly #framing: Framing;
  #tcp: TcpReassembly | undefined;
  #packets = 0;
  #protocol: "HSMS" | "SECS-I" | undefined;
  #block: Block | undefined;
  /** Offset of the next row, of client and server. */
  readonly #next: [number, number] = [0, 0];
  #repeats = false;
  /** What the rows without offsets end with, by who sends. */
  readonly #tails = new Map<string, Tail>();

  constructor(output: TextOutput, framing: Framing) {
    this.#output = output;
    this.#framing = framing;
  }

  /** Whether anything was read. */
  get used(): boolean {
    return this.#protocol !== undefined || this.#tcp !== undefined || this.#block !== undefined;
  }

  /** Whether a row without an offset goes on with what the one before it began. */
  goesOn(row: DumpLine, context: TextContext): boolean {
    return !isWhole(this.#tails.get(sidesOfRow(row, context)?.from ?? "") ?? NO_TAIL);
  }

  /** Takes a row with an offset. */
  row({ offset = 0, indent, bytes }: DumpLine, line: number, context: TextContext): void {
    const server = indent >= INDENT, side = server ? 1 : 0;
    const expected = this.#next[side];
    if (offset !== expected || offset === 0 || this.#block?.server !== server) {
      this.#step(offset, expected, server, line, context);
    }
    this.#repeats = false;
    this.#add(bytes, server, offset, line, context);
    this.#next[side] = offset + bytes.length;
  }

  /** A row of `*`: the row before it goes on and on. */
  repeat(): void {
    this.#repeats = this.#block !== undefined;
  }

  /** Takes a row without an offset: a message, or a part of one. Says whether it is. */
  plain(row: DumpLine, line: number, said: TextContext): boolean {
    this.flush();
    const { bytes } = row, sides = sidesOfRow(row, said);
    const context = sides === undefined ? said : { ...said, sides };
    const before = this.#tails.get(sides?.from ?? "") ?? NO_TAIL;
    const goesOn = !isWhole(before);
    const after = walk(bytes, before);
    if (goesOn || after === NO_TAIL) return this.#take(bytes, line, context, after ?? NO_TAIL);
    const message = withLength(bytes);
    if (messageVerdict(message, 0, message.length, true) === "yes") return this.#take(message, line, context);
    if (after !== undefined) return this.#take(bytes, line, context, after);
    if (headerVerdict(message, 0, message.length) === "yes") return this.#take(message, line, context);
    return (this.#protocol === "SECS-I" || hasBlock(bytes)) && this.#take(bytes, line, context);
  }

  /** Whether an offset that stands alone is that of the end of the rows. */
  endsAt(offset: number | undefined): boolean {
    return offset !== undefined && this.#block !== undefined && this.#next.includes(offset);
  }

  #take(bytes: Uint8Array, line: number, context: TextContext, tail: Tail = NO_TAIL): true {
    this.#tails.set(context.sides?.from ?? "", tail);
    this.#stream(bytes, line, context);
    return true;
  }

  /** What came in rows with offsets is complete. */
  flush(): void {
    const block = this.#block;
    if (block === undefined) return;
    this.#block = undefined;
    const bytes = joined(block.rows);
    const linkType = block.start === 0 && this.#protocol === undefined ? linkTypeOf(bytes) : undefined;
    if (linkType !== undefined) this.#packet(bytes, linkType, block);
    else if (this.#tcp !== undefined) {
      this.#output.trouble(
        block.line,
        `Cannot read the packet of line ${block.line}: it is neither Ethernet nor IP`,
      );
    } else this.#stream(bytes, block.line, block.context, block.server);
  }

  /** No row follows. */
  end(): void {
    this.flush();
    this.#tcp?.end();
    this.#drain();
  }

  /** A row that does not follow the one before it. */
  #step(offset: number, expected: number, server: boolean, line: number, context: TextContext): void {
    const block = this.#block;
    const repeated = offset - expected;
    if (this.#repeats && block !== undefined && repeated > 0 && repeated <= MOST_REPEATED) {
      const row = block.rows[block.rows.length - 1];
      for (let left = repeated; left > 0; left -= row.length) {
        this.#add(row.subarray(0, Math.min(left, row.length)), server, expected, line, context);
      }
      return;
    }
    this.flush();
    if (offset === 0 || offset === expected) return;
    if (expected === 0) return; // the dump begins later
    this.#output.trouble(
      line,
      `Cannot go on in line ${line}: its offset is ${offset}, ${expected} was expected`,
    );
  }

  #add(bytes: Uint8Array, server: boolean, start: number, line: number, context: TextContext): void {
    this.#block ??= { line, context, server, start, rows: [], length: 0 };
    this.#block.rows.push(bytes);
    this.#block.length += bytes.length;
    if (this.#block.length > LONGEST_PACKET) this.flush();
  }

  #packet(bytes: Uint8Array, linkType: number, { context, line }: Block): void {
    this.#tcp ??= new TcpReassembly();
    const time = this.#output.begin("hex", context.time);
    this.#packets++;
    this.#tcp.packet({
      type: "packet",
      frame: line,
      time,
      linkType,
      bytes,
      length: bytes.length,
      fileOffset: 0,
    });
    this.#drain();
  }

  #drain(): void {
    for (let fact = this.#tcp?.poll(); fact !== undefined; fact = this.#tcp?.poll()) {
      if (fact.type === "trouble") this.#framing.put(fact);
      else this.#framing.fact(fact);
    }
  }

  #stream(bytes: Uint8Array, line: number, context: TextContext, server = false): void {
    const sides = context.sides ?? (server ? SERVER : CLIENT);
    const begins = walk(bytes, NO_TAIL) === undefined ? "anywhere" : "at a message";
    this.#protocol ??= begins === "anywhere" && hasBlock(bytes) ? "SECS-I" : "HSMS";
    this.#output.bytes({ ...context, sides }, bytes, line, begins, this.#protocol);
  }
}

/** Who sent a row without an offset, as the lines before it or its tab say. */
function sidesOfRow({ isTabbed }: DumpLine, { sides }: TextContext): LogSides | undefined {
  return sides ?? (isTabbed ? SERVER : undefined);
}

function isWhole({ lacking, begun }: Tail): boolean {
  return lacking === 0 && begun.length === 0;
}

/** What some bytes end with, if they go on where the row before them ended; undefined when they are no messages. */
function walk(bytes: Uint8Array, { lacking, begun }: Tail): Tail | undefined {
  if (lacking >= bytes.length) {
    return lacking === bytes.length ? NO_TAIL : { ...NO_TAIL, lacking: lacking - bytes.length };
  }
  const rest = joined([begun, bytes.subarray(lacking)]);
  let at = 0;
  while (rest.length - at >= LENGTH_BYTES) {
    const end = at + LENGTH_BYTES + readU32(rest, at);
    if (end !== rest.length && headerVerdict(rest, at, rest.length) === "no") return undefined;
    if (end > rest.length) return { ...NO_TAIL, lacking: end - rest.length };
    at = end;
  }
  return at === rest.length ? NO_TAIL : { ...NO_TAIL, begun: rest.subarray(at) };
}

function withLength(bytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(4 + bytes.length);
  writeU32(bytes.length, message, 0);
  message.set(bytes, 4);
  return message;
}

/** Whether a block of SECS-I is in these bytes, with or without ENQ before it. */
function hasBlock(bytes: Uint8Array): boolean {
  const ENQ = 0x05;
  const begun = new Uint8Array(1 + bytes.length);
  begun[0] = ENQ;
  begun.set(bytes, 1);
  return new BlockSearch().add(begun);
}

/** What kind of packet begins so, if any. */
function linkTypeOf(bytes: Uint8Array): number | undefined {
  if (isIp(bytes, 0)) return RAW_IP;
  let at = 12;
  while (bytes[at] === 0x81 && bytes[at + 1] === 0x00) at += 4; // VLAN tags
  const isEtherType = (bytes[at] === 0x08 && bytes[at + 1] === 0x00) ||
    (bytes[at] === 0x86 && bytes[at + 1] === 0xdd);
  return isEtherType && isIp(bytes, at + 2) ? ETHERNET : undefined;
}

function isIp(bytes: Uint8Array, at: number): boolean {
  const room = bytes.length - at;
  if (room >= 20 && bytes[at] >> 4 === 4 && (bytes[at] & 15) >= 5) {
    const length = bytes[at + 2] << 8 | bytes[at + 3];
    return length >= 20 && length <= room;
  }
  return room >= 40 && bytes[at] >> 4 === 6 && 40 + (bytes[at + 4] << 8 | bytes[at + 5]) <= room;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
