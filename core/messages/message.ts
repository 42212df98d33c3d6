// A message defined once: what E5 says of it, and how to build and read it.
import { decode, type DecodeOptions } from "../secs2/decode.ts";
import { encode } from "../secs2/encode.ts";
import type { Item } from "../secs2/item.ts";
import {
  type Block,
  type Direction,
  type Head,
  type HeadFacts,
  readHead,
  type ReplyExpected,
} from "./head.ts";
import { readBody } from "./read.ts";
import { type Input, type Schema, type Shape, shapeOf, type TypeOf } from "./schema.ts";
import { Misfit, Trail, type Warning } from "./trail.ts";
import { writeBody } from "./write.ts";

/** What a definition says of a message, beside its body. */
export interface MessageFacts extends HeadFacts {
  /** Name by E5. */
  readonly name: string;
  /** Mnemonic by E5, a label only; `""` when there is none. */
  readonly mnemonic: string;
  /** Function of the reply, when there may be one. */
  readonly replyFunction: number | undefined;
  /** What the body looks like; `undefined` when it is header only. */
  readonly shape: Shape | undefined;
}

/** What to do with a message to send: give it to `send` of a link, or its `text` to `reply`. */
export interface BuiltMessage {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** The W-bit. */
  readonly replyExpected: boolean;
  /** The SECS-II text; no bytes when it is header only. */
  readonly text: Uint8Array<ArrayBuffer>;
}

/** A received message, as far as reading it goes. */
export interface ReceivedMessage {
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** The SECS-II text. */
  readonly text: Uint8Array;
}

/** How to build. */
export interface BuildOptions {
  /** The W-bit; what the definition says when absent, and set where it leaves the choice to the sender. */
  readonly replyExpected?: boolean;
  /** Strict mode: collects what E5 or E30 would have otherwise. */
  readonly warnings?: Warning[];
}

/** How to read. */
export interface ReadOptions extends DecodeOptions {
  /** Strict mode: collects what E5 or E30 would have otherwise. */
  readonly warnings?: Warning[];
}

/** What `build` and its kin take: the body where there is one, optional where it may be `undefined`. */
export type BuildArguments<B> = unknown extends B ? [body?: unknown, options?: BuildOptions]
  : [B] extends [void] ? [body?: undefined, options?: BuildOptions]
  : undefined extends B ? [body?: Input<B>, options?: BuildOptions]
  : [body: Input<B>, options?: BuildOptions];

/** Any message, when its body is not known to the compiler. */
export interface AnyMessage extends MessageFacts {
  /** See {@linkcode Message.build}. */
  build(body?: unknown, options?: BuildOptions): BuiltMessage;
  /** See {@linkcode Message.text}. */
  text(body?: unknown, options?: BuildOptions): Uint8Array<ArrayBuffer>;
  /** See {@linkcode Message.item}. */
  item(body?: unknown, options?: BuildOptions): Item | undefined;
  /** See {@linkcode Message.read}. */
  read(source: ReceivedMessage | Uint8Array | Item, options?: ReadOptions): unknown;
}

/** The body of a message: `BodyOf<typeof S2F41>`. */
export type BodyOf<M> = M extends Message<infer B> ? B : never;

/** A message of the catalogue, or one of your own: made by {@linkcode message}. */
export interface Message<in out B> extends MessageFacts {
  /**
   * The message with this body, for `send` of a link. Throws a `TypeError` or `RangeError` that names the place:
   * "Cannot build S2F41.parameters[0].CPNAME: expected a string or an item, found 5".
   */
  build(...[body, options]: BuildArguments<B>): BuiltMessage;
  /** The text of the message with this body, for `reply` of a link. Throws as `build` does. */
  text(...[body, options]: BuildArguments<B>): Uint8Array<ArrayBuffer>;
  /** The item of the message with this body; `undefined` when it is header only. Throws as `build` does. */
  item(...[body, options]: BuildArguments<B>): Item | undefined;
  /**
   * The body of a received message, of a text or of an item. Throws a `TypeError` that names the place: "Cannot read
   * S2F41.parameters[0].CPNAME: expected A or an integer, found F4"; a `DecodeError` when the text is no item.
   */
  read(source: ReceivedMessage | Uint8Array | Item, options?: ReadOptions): B;
}

class Definition<in out B> implements Message<B> {
  readonly id: string;
  readonly stream: number;
  readonly function: number;
  readonly name: string;
  readonly mnemonic: string;
  readonly direction: Direction;
  readonly reply: ReplyExpected;
  readonly block: Block | undefined;
  readonly #schema: Schema | undefined;
  #shape: Shape | undefined;

  constructor(head: Head, name: string, schema?: Schema) {
    const facts = readHead(head);
    this.id = facts.id;
    this.stream = facts.stream;
    this.function = facts.function;
    this.direction = facts.direction;
    this.reply = facts.reply;
    this.block = facts.block;
    this.mnemonic = / \(([A-Z]+)\)$/.exec(name)?.[1] ?? "";
    this.name = this.mnemonic === "" ? name : name.slice(0, -this.mnemonic.length - 3);
    this.#schema = schema;
  }

  get replyFunction(): number | undefined {
    return this.reply === "-" ? undefined : this.function + 1;
  }

  get shape(): Shape | undefined {
    return this.#shape ??= this.#schema && shapeOf(this.#schema);
  }

  build(...[body, options = {}]: BuildArguments<B>): BuiltMessage {
    const { replyExpected = this.reply !== "-" } = options;
    const text = toText(this.#write(body, options));
    return { stream: this.stream, function: this.function, replyExpected, text };
  }

  text(...[body, options = {}]: BuildArguments<B>): Uint8Array<ArrayBuffer> {
    return toText(this.#write(body, options));
  }

  item(...[body, options = {}]: BuildArguments<B>): Item | undefined {
    return this.#write(body, options);
  }

  read(source: ReceivedMessage | Uint8Array | Item, options?: ReadOptions): B {
    const trail = new Trail("read", this.id, options?.warnings);
    return guarded(() => readBody(this.shape, this.#itemOf(source, options), trail)) as B;
  }

  #write(body: unknown, options: BuildOptions): Item | undefined {
    const trail = new Trail("build", this.id, options.warnings);
    return guarded(() => writeBody(this.shape, body, trail));
  }

  #itemOf(source: ReceivedMessage | Uint8Array | Item, options?: ReadOptions): Item | undefined {
    if (source instanceof Uint8Array) return source.length === 0 ? undefined : decode(source, options);
    if ("format" in source) return source;
    const { stream, function: fn, text } = source;
    if (stream === this.stream && fn === this.function) return this.#itemOf(text, options);
    throw new TypeError(`Cannot read ${this.id}: the message is S${stream}F${fn}`);
  }
}

/**
 * Defines a message: a head as in the tables of E5, a name with its mnemonic in parentheses, and the body as it looks
 * (see {@linkcode Schema}; none when it is header only). In the head, `->` and `<->` do for the arrows.
 *
 * ```ts
 * import { message } from "./message.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const LOTID = { item: "LOTID", kind: "text", doc: "Lot" } as const;
 * const S64F1 = message("S64F1 H→E W S", "Lot Request (LOTR)", { LOTID, wafers: [LOTID] });
 * const built = S64F1.build({ LOTID: "L-7", wafers: ["W-1", "W-2"] });
 * assertEquals(S64F1.read(built).wafers, ["W-1", "W-2"]);
 * ```
 *
 * Throws a `RangeError` for a head that is none, for streams and functions that do not exist, and for functions that
 * expect a reply though none can follow: even ones, and 255.
 */
export function message<const S extends Schema | undefined = undefined>(
  head: Head,
  name: string,
  body?: S,
): Message<S extends Schema ? TypeOf<S> : void> {
  return new Definition(head, name, body);
}

/** SxF0, the abort of a stream: what is sent in place of a reply. */
export function abort(stream: number): Message<void> {
  return message(`S${stream}F0 H↔E - S`, "Abort Transaction");
}

function toText(item: Item | undefined): Uint8Array<ArrayBuffer> {
  return item === undefined ? new Uint8Array(0) : encode(item);
}

/** Turns a misfit into the error that the caller gets. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Misfit ? error.error() : error;
  }
}
