// Messages by name: those of the profile, and those of the catalogue.
import {
  type DataMessage,
  decode,
  encode,
  from,
  type gem,
  type Item,
  messages,
  type Native,
  type Primary,
  type SML,
} from "../mod.ts";
import type { MessageProfile, Profile } from "./profile.ts";
import { isItem, plainBody, withIds } from "./tool_bodies.ts";
import { filled, readFields, writeFields } from "./tool_fields.ts";

/**
 * The body of a message to send: for a message of the profile the values by name; for one of the catalogue its body, in
 * which names may stand for ids; for any other an item, or what one is inferred from.
 */
export type Body = Native | readonly unknown[] | Readonly<Record<string, unknown>>;

/** A message that was received. */
export interface ToolMessage {
  /** `S1F4`, or the name that the profile has for it. */
  readonly name: string;
  /** The body by name, as the profile or the catalogue has it, with plain values; undefined in a header-only message. */
  readonly body: unknown;
  /** The item; undefined in a header-only message. */
  readonly item: Item | undefined;
  /** The message. */
  readonly message: DataMessage;
}

/** What is known of a tool. */
export interface Knowledge {
  readonly profile: Profile;
  readonly facts: gem.ToolFacts;
}

type Read = (message: DataMessage) => unknown;

/** A message to send, and how its reply is read. */
interface Outgoing {
  readonly primary: Primary;
  readonly read: Read;
}

const { catalogue } = messages;
const NUMBERED = /^S(\d{1,3})F(\d{1,3})$/;

/** The message of this name with this body. Throws `TypeError` or `RangeError` when there is none, or the body does not fit. */
export function outgoing(known: Knowledge, name: string, body: Body | undefined): Outgoing {
  const own = ownMessage(known.profile, name);
  const numbers = numbersOf(name, own);
  if (numbers === undefined) {
    throw new TypeError(`Cannot send ${name}: the profile has no such message, and it is no SxFy`);
  }
  return own === undefined
    ? ofCatalogue(known, numbers, undefined, body)
    : ofProfile(known, name, numbers, own, body);
}

/** A received message with its body, by the reader that is meant for it. Throws `DecodeError` when its text is no item. */
export function received(message: DataMessage, read: Read): ToolMessage {
  const item = message.text.length === 0 ? undefined : decode(message.text);
  return { name: `S${message.stream}F${message.function}`, body: read(message), item, message };
}

/** A primary of the tool, by the profile or by the catalogue. Throws `DecodeError` when its text is no item. */
export function incoming({ profile }: Knowledge, message: DataMessage): ToolMessage {
  const found = ownNamed(profile, message);
  if (found !== undefined && typeof found.own.body === "object") {
    const { body } = found.own;
    return { ...received(message, (message) => readFields(body, message)), name: found.name };
  }
  const standard = catalogue.of(message, "E→H");
  const plain = received(message, (message) => readBy(standard, message));
  return found === undefined ? plain : { ...plain, name: found.name };
}

/** The text of the answer to a primary of the tool. Throws `TypeError` or `RangeError` when the body does not fit. */
export function answer(
  { profile, facts }: Knowledge,
  message: DataMessage,
  body: Body | undefined,
): Uint8Array | undefined {
  const own = ownNamed(profile, message);
  if (own?.own.reply !== undefined) return encode(writeFields(own.name, own.own.reply, body));
  const standard = catalogue.of(message, "E→H");
  const reply = standard === undefined ? undefined : catalogue.replyTo(standard);
  if (reply === undefined || isItem(body)) return textOf(body);
  return reply.text(withIds(facts, reply.shape, body));
}

interface Numbers {
  readonly stream: number;
  readonly function: number;
}

function ownMessage({ messages = {} }: Profile, name: string): MessageProfile | undefined {
  return Object.hasOwn(messages, name) ? messages[name] : undefined;
}

/** The message of the profile with these numbers. */
function ownNamed({ messages = {} }: Profile, { stream, function: fn }: Numbers) {
  for (const [name, own] of Object.entries(messages)) {
    const numbers = numbersOf(name, own);
    if (numbers?.stream === stream && numbers.function === fn) return { name, own };
  }
  return undefined;
}

function numbersOf(name: string, own: MessageProfile | undefined): Numbers | undefined {
  const [, stream, fn] = NUMBERED.exec(name) ?? [];
  const numbers = { stream: own?.stream ?? Number(stream), function: own?.function ?? Number(fn) };
  return Number.isNaN(numbers.stream) || Number.isNaN(numbers.function) ? undefined : numbers;
}

// ── The catalogue ────────────────────────────────────────────────────────────────────────────────────────────────

function ofCatalogue(
  { facts }: Knowledge,
  { stream, function: fn }: Numbers,
  wait: boolean | undefined,
  body: Body | undefined,
): Outgoing {
  const message = catalogue.get(stream, fn, "H→E");
  const reply = message === undefined ? undefined : catalogue.replyTo(message);
  const read: Read = (received) => readBy(reply, received);
  if (message === undefined || isItem(body)) {
    const replyExpected = wait ?? (message === undefined ? fn % 2 === 1 : message.reply !== "-");
    return { primary: primaryOf(stream, fn, replyExpected, textOf(body)), read };
  }
  const options = wait === undefined ? {} : { replyExpected: wait };
  return { primary: message.build(withIds(facts, message.shape, body), options), read };
}

function textOf(body: Body | undefined): Uint8Array | undefined {
  return body === undefined ? undefined : encode(from(body as Native));
}

function primaryOf(
  stream: number,
  fn: number,
  replyExpected: boolean,
  text: Uint8Array | undefined,
): Primary {
  return { stream, function: fn, replyExpected, ...(text === undefined ? {} : { text }) };
}

/** A body that does not fit its message is still worth seeing. */
function readBy(message: messages.AnyMessage | undefined, received: DataMessage): unknown {
  if (message === undefined || message.function !== received.function) return readAny(received);
  try {
    return plainBody(message.read(received));
  } catch (error) {
    if (error instanceof TypeError) return readAny(received);
    throw error;
  }
}

function readAny({ text }: DataMessage): unknown {
  return text.length === 0 ? undefined : plainBody(decode(text));
}

// ── The profile ──────────────────────────────────────────────────────────────────────────────────────────────────

function ofProfile(
  known: Knowledge,
  name: string,
  numbers: Numbers,
  own: MessageProfile,
  body: Body | undefined,
): Outgoing {
  const { stream, function: fn } = numbers;
  const standard = catalogue.get(stream, fn, "H→E");
  const sent: Outgoing = own.body === undefined && standard !== undefined
    ? ofCatalogue(known, numbers, own.wait, body)
    : {
      primary: primaryOf(stream, fn, own.wait ?? true, ownText(name, own, body)),
      read: readerOf(standard),
    };
  const { reply } = own;
  return reply === undefined ? sent : { ...sent, read: (message) => readFields(reply, message) };
}

function readerOf(standard: messages.AnyMessage | undefined): Read {
  const reply = standard === undefined ? undefined : catalogue.replyTo(standard);
  return (message) => readBy(reply, message);
}

function ownText(name: string, own: MessageProfile, body: Body | undefined): Uint8Array | undefined {
  if (own.body === undefined) return textOf(body);
  if (typeof own.body === "object") return encode(writeFields(name, own.body, body));
  return encode(filled(name, own.body, (body ?? {}) as Readonly<Record<string, SML.SmlValue>>));
}
