// A SECS-I entity with a peer played by hand: blocks go in and out by their headers, news are read back as lines.
import { assert, assertEquals } from "@std/assert";
import type { DataMessage, Primary } from "../core/link.ts";
import {
  type Block,
  type BlockHeader,
  decodeBlock,
  encodeBlock,
  Entity,
  type EntityOptions,
  type EntityOutput,
} from "../core/secs1/mod.ts";

export const ENQ = 5, EOT = 4, ACK = 6, NAK = 21;
export const T1 = 500, T2 = 10_000, T3 = 45_000, T4 = 45_000, T5 = 10_000, WRITE = 120_000;

/** Header fields of a message, from its name: "S1F1 W". */
export function named(name: string): Pick<BlockHeader, "stream" | "function" | "replyExpected"> {
  const [, stream, fn, w] = /^S(\d+)F(\d+)( W)?$/.exec(name)!;
  return { stream: Number(stream), function: Number(fn), replyExpected: w !== undefined };
}

export const primary = (name: string, more: Partial<Primary> = {}): Primary => ({ ...named(name), ...more });

/** A text of so many bytes, each different from its neighbours. */
export const text = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i * 7);

export class Rig {
  readonly entity: Entity;
  readonly role: "host" | "equipment";
  now = 0;
  lines: string[] = [];
  written: number[] = [];
  messages: DataMessage[] = [];

  constructor(options: Partial<EntityOptions> = {}) {
    this.entity = new Entity({ role: "equipment", ...options });
    this.role = options.role ?? "equipment";
  }

  /** Tells a fact or gives a command, and drains. */
  do(act: (entity: Entity, now: number) => void): this {
    act(this.entity, this.now);
    for (let output = this.entity.poll(); output !== undefined; output = this.entity.poll()) {
      this.#take(output);
    }
    return this;
  }

  connected(): this {
    return this.do((e, now) => e.start(now)).do((e, now) => e.connected(now)).forget();
  }

  /** Forgets what was told and written so far. */
  forget(): this {
    this.lines = [];
    this.written = [];
    this.messages = [];
    return this;
  }

  rx(...bytes: (number | Uint8Array)[]): this {
    const chunk = Uint8Array.from(bytes.flatMap((piece) => typeof piece === "number" ? piece : [...piece]));
    return this.do((e, now) => e.received(chunk, now));
  }

  elapse(milliseconds: number): this {
    this.now += milliseconds;
    return this.do((e, now) => e.elapsed(now));
  }

  send(name: string, more: Partial<Primary> = {}): number {
    let systemBytes = -1;
    this.do((e, now) => systemBytes = e.send(primary(name, more), now));
    return systemBytes;
  }

  /** The peer sends a block: number 1 and the last one unless told otherwise. */
  block(name: string, systemBytes: number, more: Partial<BlockHeader> = {}, data?: Uint8Array): this {
    const reverse = this.role === "host";
    const header = { ...named(name), reverse, device: 0, end: true, number: 1, systemBytes, ...more };
    return this.rx(ENQ).rx(encodeBlock(header, data));
  }

  /** The peer sends a message in as many blocks as it takes. */
  message(name: string, systemBytes: number, body: Uint8Array): this {
    const count = Math.max(1, Math.ceil(body.length / 244));
    for (let number = 1; number <= count; number++) {
      this.block(
        name,
        systemBytes,
        { number, end: number === count },
        body.slice(number * 244 - 244, number * 244),
      );
    }
    return this;
  }

  /** The peer takes the block that was asked for, and acknowledges it. */
  take(): Block {
    assertEquals(this.written.at(-1), ENQ, "the entity has asked to send");
    this.written = [];
    this.rx(EOT);
    const block = decodeBlock(Uint8Array.from(this.written));
    assert(typeof block !== "string", `sent no block: ${block}`);
    this.written = [];
    this.rx(ACK);
    return block;
  }

  #take(output: EntityOutput): void {
    if (output.type === "write") this.written.push(...output.bytes);
    else this.lines.push(lineOf(output));
    if (output.type === "message" || output.type === "reply") this.messages.push(output.message);
  }
}

const nameOf = (message: DataMessage): string =>
  `S${message.stream}F${message.function}${message.replyExpected ? " W" : ""} #${message.systemBytes}`;

/** News and orders in words. */
export function lineOf(output: EntityOutput): string {
  switch (output.type) {
    case "message":
    case "reply":
      return `${output.type} ${nameOf(output.message)}`;
    case "unmatched":
      return `unmatched ${nameOf(output.message)}: ${output.reason}`;
    case "noReply":
      return `noReply #${output.systemBytes}: ${output.reason}`;
    case "discarded":
      return `discarded ${output.reason} ${hexOf(output.header)}`;
    case "send failed":
      return `send failed #${output.systemBytes} ${hexOf(output.header)}`;
    case "state":
      return `state ${output.to}: ${output.cause}`;
    case "sent":
    case "received":
      return `${output.type} ${hexOf(output.header)} + ${output.text.length}`;
    case "duplicate":
      return `duplicate ${hexOf(output.header)}`;
    default: {
      const { type, ...rest } = output;
      return [type, ...Object.values(rest)].join(" ");
    }
  }
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
