// Messages by name: those of the profile, and those of the catalogue.
import {
  type DataMessage,
  decode,
  encode,
  from,
  type Item,
  L,
  messages,
  type Native,
  type Primary,
  type SML,
  sml,
  toNative,
} from "../mod.ts";
import type { BodyProfile, MessageProfile, Profile } from "./profile.ts";
import { itemOf, type PlainValue } from "./profile_values.ts";

/**
 * The body of a message to send: for a message of the profile the values by name, for one of the catalogue its body, for
 * any other an item or what one is inferred from.
 */
export type Body = Native | Readonly<Record<string, unknown>>;

/** What was answered. */
export interface ToolReply {
  /** `S1F4`. */
  readonly name: string;
  /** The body by name, as the profile or the catalogue has it; the plain values where they do not know it. */
  readonly body: unknown;
  /** The item; undefined in a header-only message. */
  readonly item: Item | undefined;
  /** The message. */
  readonly message: DataMessage;
}

/** A message to send, and how its reply is read. */
interface Outgoing {
  readonly primary: Primary;
  readonly read: (reply: DataMessage) => unknown;
}

const { catalogue } = messages;
const NUMBERED = /^S(\d{1,3})F(\d{1,3})$/;

/** The message of this name with this body. Throws `TypeError` or `RangeError` when there is none, or the body does not fit. */
export function outgoing(profile: Profile, name: string, body: Body | undefined): Outgoing {
  const own = Object.hasOwn(profile.messages ?? {}, name) ? profile.messages![name] : undefined;
  if (own?.body !== undefined || (own !== undefined && !NUMBERED.test(name))) {
    return ofProfile(name, own, body);
  }
  const numbers = NUMBERED.exec(name);
  if (numbers === null) {
    throw new TypeError(`Cannot send ${name}: the profile has no such message, and it is no SxFy`);
  }
  return ofCatalogue(Number(numbers[1]), Number(numbers[2]), own?.wait, body);
}

/** What a reply says, by the reader of its request. */
export function replyOf(message: DataMessage, read: (reply: DataMessage) => unknown): ToolReply {
  const item = message.text.length === 0 ? undefined : decode(message.text);
  return { name: `S${message.stream}F${message.function}`, body: read(message), item, message };
}

// ── The catalogue ────────────────────────────────────────────────────────────────────────────────────────────────

function ofCatalogue(
  stream: number,
  fn: number,
  wait: boolean | undefined,
  body: Body | undefined,
): Outgoing {
  const message = catalogue.get(stream, fn, "H→E");
  if (message === undefined || isItem(body)) {
    const text = body === undefined ? undefined : encode(from(body as Native));
    const replyExpected = wait ?? (message === undefined ? fn % 2 === 1 : message.reply !== "-");
    return {
      primary: { stream, function: fn, replyExpected, ...(text === undefined ? {} : { text }) },
      read: readAny,
    };
  }
  const options = wait === undefined ? {} : { replyExpected: wait };
  const reply = catalogue.replyTo(message);
  return { primary: message.build(body, options), read: (received) => readBy(reply, received) };
}

function isItem(body: unknown): body is Item {
  return typeof body === "object" && body !== null && "format" in body;
}

/** A body that does not fit its message is still worth seeing. */
function readBy(message: messages.AnyMessage | undefined, received: DataMessage): unknown {
  if (message === undefined || message.function !== received.function) return readAny(received);
  try {
    return message.read(received);
  } catch (error) {
    if (error instanceof TypeError) return readAny(received);
    throw error;
  }
}

function readAny({ text }: DataMessage): unknown {
  return text.length === 0 ? undefined : toNative(decode(text));
}

// ── The profile ──────────────────────────────────────────────────────────────────────────────────────────────────

function ofProfile(name: string, message: MessageProfile, body: Body | undefined): Outgoing {
  const numbers = NUMBERED.exec(name) ?? [];
  const stream = message.stream ?? Number(numbers[1]), fn = message.function ?? Number(numbers[2]);
  const text = textOf(name, message.body, (body ?? {}) as Values);
  const { reply } = message;
  const primary = {
    stream,
    function: fn,
    replyExpected: message.wait ?? true,
    ...(text === undefined ? {} : { text }),
  };
  const known = catalogue.get(stream, fn, "H→E");
  const standard = known === undefined ? undefined : catalogue.replyTo(known);
  const read = (received: DataMessage) =>
    reply === undefined ? readBy(standard, received) : readFields(name, reply, decode(received.text));
  return { primary, read };
}

function textOf(
  name: string,
  body: MessageProfile["body"],
  values: Values,
): Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string") return encode(filled(name, body, values));
  return encode(writeFields(name, "", body, values)!);
}

type Values = Readonly<Record<string, SML.SmlValue>>;

const HOLE = /\$\{([^}]*)\}/;
const templates: Map<string, { strings: TemplateStringsArray; names: readonly string[] }> = new Map();

/** SML with a value for each `${name}`. */
function filled(message: string, source: string, values: Values): Item {
  const { strings, names } = templateOf(source);
  const holes = names.map((name) => {
    const value = values[name];
    if (value !== undefined) return value;
    throw new TypeError(`Cannot send ${message}: ${name} is missing`);
  });
  return sml.item(strings, ...holes);
}

function templateOf(source: string) {
  let template = templates.get(source);
  if (template === undefined) {
    const parts = source.trim().replace(/\.$/, "").split(HOLE);
    const texts = parts.filter((_, i) => i % 2 === 0);
    const names = parts.filter((_, i) => i % 2 === 1).map((name) => name.trim());
    template = { strings: Object.assign(texts, { raw: texts }), names };
    templates.set(source, template);
  }
  return template;
}

/** A body by its fields; a structure is a list of them in order. Undefined for one that is optional and not given. */
function writeFields(message: string, name: string, body: BodyProfile, value: unknown): Item | undefined {
  if ("fields" in body) {
    const values = (value ?? {}) as Readonly<Record<string, unknown>>;
    const fields = Object.entries(body.fields).map(([key, field]) =>
      writeFields(message, key, field, values[key])
    );
    return L(...fields.filter((field) => field !== undefined));
  }
  if ("list" in body) {
    if (!Array.isArray(value)) throw new TypeError(`Cannot send ${message}: ${name} is no list`);
    return L(
      ...value.map((one) => writeFields(message, name, body.list, one)).filter((one) => one !== undefined),
    );
  }
  const given = (value ?? body.value) as PlainValue | undefined;
  if (given !== undefined) return itemOf(body.format, given);
  if (body.optional === true) return undefined;
  throw new TypeError(`Cannot send ${message}: ${name} is missing`);
}

function readFields(message: string, body: BodyProfile, item: Item): unknown {
  if ("fields" in body || "list" in body) {
    if (item.format !== "L") {
      throw new TypeError(`Cannot read the reply to ${message}: expected L, found ${item.format}`);
    }
    if ("list" in body) return item.value.map((one) => readFields(message, body.list, one));
    const fields = Object.entries(body.fields);
    return Object.fromEntries(
      fields.slice(0, item.value.length).map((
        [key, field],
        i,
      ) => [key, readFields(message, field, item.value[i])]),
    );
  }
  return toNative(item);
}
