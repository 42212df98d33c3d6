// Test-only: conversations for the audit, written by hand or taken from the captures of tests/captures, and what it says.
import { type Header, readHeader } from "../core/hsms/header.ts";
import { Audit } from "../core/audit/audit.ts";
import type { AuditOptions } from "../core/audit/audit_options.ts";
import type { AuditOutput } from "../core/audit/audit_news.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Connection,
  Direction,
  Disruption,
  Finding,
  StreamBytes,
  StreamGap,
} from "../core/framing/model.ts";

/** What an audit takes. */
export type Fact = CaptureOutput | StreamBytes;

/** Nanoseconds of a second. */
export const S = 1e9;

/** What is different from the usual connection. */
export interface OpenOptions {
  readonly index?: number;
  readonly midStream?: boolean;
  readonly client?: string;
}

/** What is different from the usual message. */
export interface MessageOptions {
  readonly session?: number;
  readonly pType?: number;
  readonly text?: Uint8Array | readonly number[];
  readonly byte2?: number;
  readonly byte3?: number;
  readonly connection?: number;
  readonly carrier?: CapturedMessage["carrier"];
  readonly absent?: readonly (keyof Header)[];
}

/** A conversation written line by line; times are seconds since the capture began, and never go back. */
export class Conversation {
  readonly facts: Fact[] = [];
  readonly #connections: Map<number, Connection> = new Map();
  readonly #offsets: Map<string, number> = new Map();
  #messages = 0;
  #frames = 0;

  /** A TCP connection is opened; with `midStream`, it is there already. */
  open(at = 0, options: OpenOptions = {}): this {
    const { index = 0, midStream = false, client = "192.0.2.10:50123" } = options;
    const firstFrame = ++this.#frames;
    const connection: Connection = {
      index,
      client,
      server: "192.0.2.20:5000",
      firstFrame,
      ...(!midStream && { synFrame: firstFrame }),
      start: at * S,
    };
    this.#connections.set(index, connection);
    this.facts.push({ type: "opened", connection });
    return this;
  }

  /** A selected session of HSMS-SS. */
  selected(): this {
    return this.open().control(0, 0, 1, 1).control(0.1, 1, 2, 1);
  }

  /** A data message: `S1F3 W`, `S1F4`. */
  data(at: number, from: Direction, what: string, systemBytes: number, options: MessageOptions = {}): this {
    const match = /^S(\d+)F(\d+)( W)?$/.exec(what)!;
    const byte2 = Number(match[1]) | (match[3] === undefined ? 0 : 0x80);
    return this.#message(at, from, {
      session: 1,
      byte2,
      byte3: Number(match[2]),
      pType: 0,
      sType: 0,
      systemBytes,
    }, options);
  }

  /** A control message of an SType. */
  control(
    at: number,
    from: Direction,
    sType: number,
    systemBytes: number,
    options: MessageOptions = {},
  ): this {
    return this.#message(
      at,
      from,
      { session: 0xffff, byte2: 0, byte3: 0, pType: 0, sType, systemBytes },
      options,
    );
  }

  /** A length below 10. */
  short(at: number, from: Direction, length: number): this {
    return this.#put(at, from, undefined, new Uint8Array(length), {});
  }

  /** Bytes that are no whole message. */
  part(at: number, from: Direction, bytes: Uint8Array | number): this {
    return this.#bytes(at, from, typeof bytes === "number" ? new Uint8Array(bytes) : bytes, 0);
  }

  /** A side closes. */
  close(at: number, direction: Direction, how: "FIN" | "RST" | "refused" = "FIN", index = 0): this {
    const connection = this.#connections.get(index)!;
    this.facts.push({ type: "ended", connection, direction, how, time: at * S, frame: ++this.#frames });
    return this;
  }

  /** Bytes are missing. */
  gap(at: number, direction: Direction, length: number, cause: StreamGap["cause"] = "lost"): this {
    const connection = this.#connections.get(0)!;
    const offset = this.#advance(0, direction, length);
    this.facts.push({
      type: "gap",
      connection,
      direction,
      offset,
      length,
      cause,
      time: at * S,
      frame: ++this.#frames,
    });
    return this;
  }

  /** Framing fails. */
  disruption(at: number, direction: Direction, rest: Pick<Disruption, "cause"> & Partial<Disruption>): this {
    const connection = this.#connections.get(0)!;
    this.facts.push({
      type: "disruption",
      connection,
      direction,
      time: at * S,
      frame: ++this.#frames,
      offset: 0,
      length: 0,
      sample: new Uint8Array(0),
      ...rest,
    });
    return this;
  }

  #message(at: number, from: Direction, usual: Header, options: MessageOptions): this {
    const { session, pType, byte2, byte3, text = [] } = options;
    const header = {
      ...usual,
      ...(session !== undefined && { session }),
      ...(pType !== undefined && { pType }),
      ...(byte2 !== undefined && { byte2 }),
      ...(byte3 !== undefined && { byte3 }),
    };
    const bytes = new Uint8Array(10 + text.length);
    bytes.set(text, 10);
    return this.#put(at, from, header, bytes, options);
  }

  #put(
    at: number,
    direction: Direction,
    header: Header | undefined,
    bytes: Uint8Array,
    options: MessageOptions,
  ): this {
    const { connection: number = 0, carrier = "HSMS", absent } = options;
    const connection = this.#connections.get(number)!;
    const before = this.#offsets.get(`${number} ${direction}`) ?? 0;
    this.#bytes(at, direction, new Uint8Array(4 + bytes.length), number);
    const message: CapturedMessage = {
      index: this.#messages++,
      connection,
      direction,
      carrier,
      time: at * S,
      frame: this.#frames,
      firstFrame: this.#frames,
      deliveredTime: at * S,
      offset: before,
      length: bytes.length,
      header,
      ...(absent !== undefined && { absent }),
      bytes,
      text: bytes.subarray(10),
    };
    this.facts.push({ type: "message", message });
    return this;
  }

  #bytes(at: number, direction: Direction, bytes: Uint8Array, number: number): this {
    const connection = this.#connections.get(number)!;
    const offset = this.#advance(number, direction, bytes.length);
    const frame = ++this.#frames;
    const time = at * S;
    this.facts.push({
      type: "bytes",
      connection,
      direction,
      offset,
      bytes,
      time,
      frame,
      deliveredTime: time,
      deliveredFrame: frame,
    });
    return this;
  }

  #advance(number: number, direction: Direction, length: number): number {
    const key = `${number} ${direction}`;
    const offset = this.#offsets.get(key) ?? 0;
    this.#offsets.set(key, offset + length);
    return offset;
  }
}

/** All that an audit puts out for some facts. */
export function audited(facts: Iterable<Fact>, options: AuditOptions = {}, end?: number): AuditOutput[] {
  const audit = new Audit(options);
  const outputs: AuditOutput[] = [];
  const drain = () => {
    for (let output = audit.poll(); output !== undefined; output = audit.poll()) outputs.push(output);
  };
  for (const fact of facts) {
    audit.fact(fact);
    drain();
  }
  audit.end(end);
  drain();
  return outputs;
}

/** The findings among outputs. */
export function findingsOf(outputs: readonly AuditOutput[]): Finding[] {
  return outputs.filter((output) => output.type === "finding");
}

/** The findings of a conversation, as `kind: sentence`. */
export function said(conversation: Conversation, options: AuditOptions = {}, end?: number): string[] {
  return findingsOf(audited(conversation.facts, options, end === undefined ? undefined : end * S))
    .map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

/** Reads the header of bytes that begin with a length. */
export function headerBehindLength(bytes: Uint8Array): Header | undefined {
  return bytes.length < 14 ? undefined : readHeader(bytes, 4);
}
