// The messages of a capture in columns of numbers, about 90 bytes each; their own bytes stay in the file.
import { type capture, hsms } from "../../mod.ts";
import { Column } from "./columns.ts";
import type { Source } from "./source.ts";

type CapturedMessage = capture.CapturedMessage;
type Connection = capture.Connection;

const CARRIERS = ["HSMS", "SECS-I", "log"] as const;
const HAS_HEADER = 8;
const KEPT = 16;
const NO_BYTES = new Uint8Array(0);

/** Messages by index. */
export class MessageColumns {
  readonly time: Column = new Column(Float64Array);
  readonly flags: Column = new Column(Uint8Array);
  readonly connection: Column = new Column(Uint32Array);
  readonly length: Column = new Column(Uint32Array);
  readonly session: Column = new Column(Uint16Array);
  readonly byte2: Column = new Column(Uint8Array);
  readonly byte3: Column = new Column(Uint8Array);
  readonly pType: Column = new Column(Uint8Array);
  readonly sType: Column = new Column(Uint8Array);
  readonly systemBytes: Column = new Column(Uint32Array);
  readonly frame: Column = new Column(Uint32Array);
  readonly firstFrame: Column = new Column(Uint32Array);
  readonly deliveredTime: Column = new Column(Float64Array);
  readonly offset: Column = new Column(Float64Array);
  readonly #firstPiece: Column = new Column(Uint32Array);
  readonly #pieces: Column = new Column(Float64Array);
  readonly #kept: Map<number, Uint8Array> = new Map();
  readonly #absent: Map<number, readonly (keyof hsms.Header)[]> = new Map();
  readonly #connections: readonly Connection[];
  readonly #source: Source;

  constructor(connections: readonly Connection[], source: Source) {
    this.#connections = connections;
    this.#source = source;
  }

  get count(): number {
    return this.time.length;
  }

  add(message: CapturedMessage): void {
    const { index, header, pieces } = message;
    this.time.set(index, message.time);
    this.flags.set(
      index,
      message.direction | CARRIERS.indexOf(message.carrier) << 1 | (header === undefined ? 0 : HAS_HEADER) |
        (pieces === undefined ? KEPT : 0),
    );
    this.connection.set(index, message.connection.index);
    this.length.set(index, message.length);
    this.frame.set(index, message.frame);
    this.firstFrame.set(index, message.firstFrame);
    this.deliveredTime.set(index, message.deliveredTime);
    this.offset.set(index, message.offset);
    if (header !== undefined) this.#header(index, header);
    this.#firstPiece.set(index, this.#pieces.length);
    if (pieces === undefined) this.#kept.set(index, message.bytes.slice());
    else for (const number of pieces) this.#pieces.push(number);
    if (message.absent !== undefined) this.#absent.set(index, message.absent);
  }

  #header(index: number, header: hsms.Header): void {
    this.session.set(index, header.session);
    this.byte2.set(index, header.byte2);
    this.byte3.set(index, header.byte3);
    this.pType.set(index, header.pType);
    this.sType.set(index, header.sType);
    this.systemBytes.set(index, header.systemBytes);
  }

  direction(index: number): capture.Direction {
    return (this.flags.get(index) & 1) as capture.Direction;
  }

  hasHeader(index: number): boolean {
    return (this.flags.get(index) & HAS_HEADER) !== 0;
  }

  /** The message as the stages of decoding know it. Its bytes are read when they are asked for. */
  message(index: number): CapturedMessage {
    return new StoredMessage(this, index);
  }

  carrier(index: number): capture.Carrier {
    return CARRIERS[(this.flags.get(index) >> 1) & 3];
  }

  absent(index: number): readonly (keyof hsms.Header)[] | undefined {
    return this.#absent.get(index);
  }

  connectionOf(index: number): Connection {
    return this.#connections[this.connection.get(index)];
  }

  header(index: number): hsms.Header | undefined {
    if (!this.hasHeader(index)) return undefined;
    return {
      session: this.session.get(index),
      byte2: this.byte2.get(index),
      byte3: this.byte3.get(index),
      pType: this.pType.get(index),
      sType: this.sType.get(index),
      systemBytes: this.systemBytes.get(index),
    };
  }

  pieces(index: number): number[] | undefined {
    if ((this.flags.get(index) & KEPT) !== 0) return undefined;
    const end = index + 1 < this.count ? this.#firstPiece.get(index + 1) : this.#pieces.length;
    const pieces = [];
    for (let at = this.#firstPiece.get(index); at < end; at++) pieces.push(this.#pieces.get(at));
    return pieces;
  }

  /** Header and text, from the file. */
  bytes(index: number): Uint8Array {
    const kept = this.#kept.get(index);
    if (kept !== undefined) return kept;
    const pieces = this.pieces(index)!;
    if (pieces.length === 0) return NO_BYTES;
    if (pieces.length === 2) return this.#source.read(pieces[0], pieces[1]);
    const bytes = new Uint8Array(this.length.get(index));
    let done = 0;
    for (let at = 0; at < pieces.length; at += 2) {
      bytes.set(this.#source.read(pieces[at], pieces[at + 1]), done);
      done += pieces[at + 1];
    }
    return bytes;
  }

  /** The message before one with the same sender, connection, stream, function and type. */
  alikeBefore(index: number): number | undefined {
    const same = [this.connection, this.byte2, this.byte3, this.sType];
    for (let at = index - 1; at >= 0; at--) {
      if (this.direction(at) === this.direction(index) && same.every((c) => c.get(at) === c.get(index))) {
        return at;
      }
    }
    return undefined;
  }

  /** Bytes of memory, about. */
  get memory(): number {
    return Object.values(this).reduce((sum, part) => sum + (part instanceof Column ? part.bytes : 0), 0) +
      this.#pieces.bytes + this.#firstPiece.bytes;
  }
}

/** A message that reads its fields from the columns. */
class StoredMessage implements CapturedMessage {
  readonly #columns: MessageColumns;
  readonly index: number;
  #bytes: Uint8Array | undefined;

  constructor(columns: MessageColumns, index: number) {
    this.#columns = columns;
    this.index = index;
  }

  get connection(): Connection {
    return this.#columns.connectionOf(this.index);
  }

  get direction(): capture.Direction {
    return this.#columns.direction(this.index);
  }

  get carrier(): capture.Carrier {
    return this.#columns.carrier(this.index);
  }

  get time(): number {
    return this.#columns.time.get(this.index);
  }

  get frame(): number {
    return this.#columns.frame.get(this.index);
  }

  get firstFrame(): number {
    return this.#columns.firstFrame.get(this.index);
  }

  get deliveredTime(): number {
    return this.#columns.deliveredTime.get(this.index);
  }

  get offset(): number {
    return this.#columns.offset.get(this.index);
  }

  get length(): number {
    return this.#columns.length.get(this.index);
  }

  get header(): hsms.Header | undefined {
    return this.#columns.header(this.index);
  }

  get absent(): readonly (keyof hsms.Header)[] | undefined {
    return this.#columns.absent(this.index);
  }

  get pieces(): number[] | undefined {
    return this.#columns.pieces(this.index);
  }

  get bytes(): Uint8Array {
    return this.#bytes ??= this.#columns.bytes(this.index);
  }

  get text(): Uint8Array {
    return this.#columns.hasHeader(this.index) ? this.bytes.subarray(hsms.HEADER_LENGTH) : NO_BYTES;
  }
}
