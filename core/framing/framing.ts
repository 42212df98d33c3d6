// From the bytes of connections to their messages: finds out which connections carry HSMS or SECS-I, and cuts those.
import { isAt } from "../packets/address.ts";
import { HsmsStream } from "./hsms_stream.ts";
import type { CapturedMessage, CaptureOutput, Connection, Direction, StreamFact } from "./model.ts";
import { type Protocol, Recogniser } from "./recogniser.ts";
import { Secs1Line } from "./secs1_line.ts";
import { type FramingOutput, Sink } from "./sink.ts";

/** Which connections to look at, and what to believe. */
export interface FramingOptions {
  /** Only connections of this address, or `address:port`; they are shown whatever they look like. */
  readonly host?: string;
  /** Only connections of this TCP port; they are shown whatever they look like. */
  readonly port?: number;
  /** The protocol of all connections, when it is known. */
  readonly protocol?: "HSMS" | "SECS-I";
  /** Puts out the bytes too, before the messages that they complete; false when absent. */
  readonly tellBytes?: boolean;
  /** Largest length field that is believed; 32 MiB when absent. */
  readonly longest?: number;
}

/** The largest length field that is believed when nothing else is said. */
const LONGEST_MESSAGE: number = 32 * 1024 * 1024;

/**
 * How a stream begins: with a message, or anywhere. `both sides`: what both sides of a SECS-I line said is in one stream.
 */
export type Beginning = "at a message" | "anywhere" | "both sides";

/** Connections of which it is not known what they carry, at most. */
const MOST_WAITING = 4096;
/** Bytes of theirs that are held, at most. */
const MOST_HELD = 16 * 1024 * 1024;

/** A connection being looked at. */
interface Tracked {
  readonly connection: Connection;
  protocol: Protocol | undefined;
  /** Until the protocol is known. */
  recogniser: Recogniser | undefined;
  /** Whether it is shown whatever it carries. */
  readonly forced: boolean;
  streams: readonly [HsmsStream, HsmsStream] | undefined;
  line: Secs1Line | undefined;
}

/** The stage between TCP and the messages. Facts in, outputs out by `poll`. */
export class Framing {
  /** How many connections turned out to carry something else. */
  others: number = 0;
  readonly #sink: Sink = new Sink();
  readonly #options: FramingOptions;
  readonly #limit: number;
  readonly #tracked = new Map<number, Tracked>();
  /** Those without a protocol, the oldest first. */
  readonly #waiting = new Set<Tracked>();
  #held = 0;
  /** Servers that have been recognised: what comes to them later needs no evidence. */
  readonly #known = new Map<string, "HSMS" | "SECS-I">();
  #last: Tracked | undefined;

  /** Looks at all connections unless told otherwise. */
  constructor(options: FramingOptions = {}) {
    this.#options = options;
    this.#limit = options.longest ?? LONGEST_MESSAGE;
  }

  /** A stream that is no TCP connection begins: it is shown whatever it looks like. */
  open(connection: Connection, protocol: "HSMS" | "SECS-I", begins: Beginning): void {
    const tracked: Tracked = {
      connection,
      protocol,
      recogniser: undefined,
      forced: true,
      streams: undefined,
      line: undefined,
    };
    this.#tracked.set(connection.index, tracked);
    this.#start(tracked, protocol, begins);
  }

  /** Tells what happened to a connection. */
  fact(fact: StreamFact): void {
    const tracked = this.#find(fact.connection);
    if (tracked.protocol === undefined) this.#hold(tracked, tracked.recogniser!, fact);
    else this.#pass(tracked, fact);
    if (fact.type === "forgotten") this.#drop(tracked);
  }

  /** Puts in a message that needs no framing; it gets its number here. */
  message(message: Omit<CapturedMessage, "index">): void {
    this.#sink.put({ type: "message", message: { ...message, index: this.#sink.nextIndex++ } });
  }

  /** Puts in what goes through. */
  put(output: CaptureOutput): void {
    this.#sink.put(output);
  }

  /** Nothing more comes: what is still unknown gets the likeliest name. */
  end(): void {
    for (const tracked of [...this.#waiting]) this.#decide(tracked, tracked.recogniser!.finish());
  }

  /** The next output. */
  poll(): FramingOutput | undefined {
    return this.#sink.poll();
  }

  #find(connection: Connection): Tracked {
    if (this.#last?.connection === connection) return this.#last;
    const tracked = this.#tracked.get(connection.index) ?? this.#track(connection);
    return this.#last = tracked;
  }

  #track(connection: Connection): Tracked {
    const chosen = this.#isChosen(connection);
    const protocol = chosen === false
      ? "other"
      : this.#options.protocol ?? this.#known.get(connection.server);
    const tracked: Tracked = {
      connection,
      protocol,
      recogniser: undefined,
      forced: chosen === true,
      streams: undefined,
      line: undefined,
    };
    this.#tracked.set(connection.index, tracked);
    if (protocol === undefined) {
      tracked.recogniser = new Recogniser(connection);
      this.#waiting.add(tracked);
      if (this.#waiting.size > MOST_WAITING) this.#giveUpOldest();
    } else this.#open(tracked, protocol);
    return tracked;
  }

  /** Whether the user has asked for it; undefined when he has asked for nothing. */
  #isChosen({ client, server }: Connection): boolean | undefined {
    const { host, port } = this.#options;
    if (host === undefined && port === undefined) return undefined;
    const ends = [client, server];
    return (host === undefined || ends.some((end) => isAt(end, host))) &&
      (port === undefined || ends.some((end) => end.endsWith(`:${port}`)));
  }

  #hold(tracked: Tracked, recogniser: Recogniser, fact: StreamFact): void {
    const before = recogniser.held;
    const protocol = recogniser.add(fact) ?? (fact.type === "forgotten" ? recogniser.finish() : undefined);
    this.#held += recogniser.held - before;
    if (protocol !== undefined) this.#decide(tracked, protocol);
    else if (this.#held > MOST_HELD) this.#giveUpOldest();
  }

  #giveUpOldest(): void {
    const [oldest] = this.#waiting;
    this.#decide(oldest, oldest.recogniser!.finish());
  }

  /** From now on it is known what a connection carries: what was held is worked off, in order. */
  #decide(tracked: Tracked, found: Protocol | undefined): void {
    const recogniser = tracked.recogniser!;
    const protocol = tracked.forced && (found === undefined || found === "other") ? "HSMS" : found ?? "other";
    this.#waiting.delete(tracked);
    this.#held -= recogniser.held;
    tracked.recogniser = undefined;
    if (protocol !== "other") this.#learn(tracked.connection.server, protocol);
    this.#open(tracked, protocol);
    for (const fact of recogniser.facts) this.#pass(tracked, fact);
  }

  /** Connections to the same server carry the same, also those in which not a byte was sent. */
  #learn(server: string, protocol: "HSMS" | "SECS-I"): void {
    if (this.#known.has(server)) return;
    this.#known.set(server, protocol);
    for (const waiting of [...this.#waiting]) {
      if (waiting.connection.server === server) this.#decide(waiting, protocol);
    }
  }

  #open(tracked: Tracked, protocol: Protocol): void {
    const { connection } = tracked;
    tracked.protocol = protocol;
    if (protocol === "other") {
      this.others++;
      return;
    }
    this.#start(tracked, protocol, connection.synFrame === undefined ? "anywhere" : "at a message");
  }

  #start(tracked: Tracked, protocol: "HSMS" | "SECS-I", begins: Beginning): void {
    const { connection } = tracked, sink = this.#sink, midStream = begins === "anywhere";
    sink.put({ type: "opened", connection, carrier: protocol });
    const stream = (direction: Direction): HsmsStream =>
      new HsmsStream({ sink, connection, direction, limit: this.#limit, midStream });
    if (protocol === "HSMS") tracked.streams = [stream(0), stream(1)];
    else tracked.line = new Secs1Line(sink, connection, begins === "both sides");
  }

  #pass(tracked: Tracked, fact: StreamFact): void {
    const stage = tracked.streams ?? tracked.line;
    if (stage === undefined || fact.type === "opened") return;
    if (fact.type === "gap" || (fact.type === "bytes" && this.#options.tellBytes)) this.#sink.put(fact);
    if (tracked.line !== undefined) tracked.line.fact(fact);
    else if (tracked.streams !== undefined) passToStreams(tracked.streams, fact);
    if (fact.type === "ended") this.#sink.put(fact);
    if (fact.type === "forgotten") {
      this.#sink.put(tracked.line === undefined ? fact : { ...fact, line: tracked.line.counts });
    }
  }

  #drop(tracked: Tracked): void {
    this.#tracked.delete(tracked.connection.index);
    this.#last = undefined;
  }
}

function passToStreams(streams: readonly [HsmsStream, HsmsStream], fact: StreamFact): void {
  switch (fact.type) {
    case "bytes":
      return streams[fact.direction].bytes(fact);
    case "gap":
      return streams[fact.direction].gap(fact);
    case "ended":
      streams[fact.direction].end(fact.time, fact.frame);
      if (fact.how === "RST") streams[1 - fact.direction].end(fact.time, fact.frame);
      return;
    case "forgotten":
      for (const stream of streams) stream.end(fact.time, 0);
  }
}
