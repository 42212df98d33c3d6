// Request and reply over TCP in several ways: bare sockets of the runtime, our connections, and the same entity with a
// write for each message.
import { Entity } from "../core/hsms/mod.ts";
import { RUNTIME } from "./launch.ts";
import { raw, type RawSocket } from "./raw.ts";

/** One way to do it. */
export interface Stack {
  /** Answers every request; gives the port. */
  serve(): Promise<number>;
  connect(port: number): Promise<Client>;
}

/** Whoever makes the requests. */
export interface Client {
  /** Makes so many requests, of which so many are outstanding at a time, and resolves with the last reply. */
  exchange(times: number, outstanding: number): Promise<void>;
}

/** Length of a message without text. */
const LENGTH = 14;
const HOST = "127.0.0.1";
const S1F1 = { stream: 1, function: 1 } as const;

/** Ways by name. */
export const STACKS: Readonly<Record<string, Stack>> = {
  "raw": {
    serve: async () => (await raw.listen((socket, chunk) => socket.write(chunk.slice()))).port,
    connect: (port: number) => rawClient(port, (socket, bytes) => socket.write(bytes)),
  },
  "raw, a write per message": {
    serve: async () => (await raw.listen((socket, chunk) => writeEach(socket, chunk.slice()))).port,
    connect: (port: number) => rawClient(port, writeEach),
  },
  "fabwire": { serve: serveFabwire, connect: connectFabwire },
  "fabwire, a write per message": { serve: serveEach, connect: connectEach },
};

// Bare sockets.

async function rawClient(
  port: number,
  write: (socket: RawSocket, bytes: Uint8Array) => void,
): Promise<Client> {
  let sent = 0, wanted = 0, received = 0, done = (): void => {};
  const messages = new Uint8Array(64 * LENGTH);
  const socket = await raw.connect(port, (_, chunk) => {
    received += chunk.length;
    if (received === wanted * LENGTH) return done();
    const answered = Math.floor(received / LENGTH) - Math.floor((received - chunk.length) / LENGTH);
    send(Math.min(answered, wanted - sent));
  });
  function send(count: number): void {
    sent += count;
    if (count > 0) write(socket, messages.subarray(0, count * LENGTH));
  }
  return {
    exchange: (times, outstanding) =>
      new Promise((resolve) => {
        sent = received = 0;
        wanted = times;
        done = resolve;
        send(Math.min(outstanding, times));
      }),
  };
}

function writeEach(socket: RawSocket, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += LENGTH) socket.write(bytes.subarray(at, at + LENGTH));
}

// Our connections.

/** The adapter of the runtime that runs this. */
export function adapter(): Promise<typeof import("../adapters/node.ts")> {
  if (RUNTIME === "deno") return import("../adapters/deno.ts");
  return RUNTIME === "bun" ? import("../adapters/bun.ts") : import("../adapters/node.ts");
}

async function serveFabwire(): Promise<number> {
  const { listen } = await adapter();
  const listener = await listen({
    host: HOST,
    port: 0,
    on: { message: (message, connection) => connection.reply(message) },
  });
  return listener.address.port;
}

async function connectFabwire(port: number): Promise<Client> {
  const { connect } = await adapter();
  const connection = await connect({ host: HOST, port });
  return {
    exchange: (times, outstanding) => requestAll(() => connection.request(S1F1), times, outstanding),
  };
}

/** As many loops as requests are to be outstanding, each of which awaits its reply before the next. */
async function requestAll(
  request: () => Promise<unknown>,
  times: number,
  outstanding: number,
): Promise<void> {
  let left = times;
  async function loop(): Promise<void> {
    while (left-- > 0) await request();
  }
  await Promise.all(Array.from({ length: Math.min(outstanding, times) }, loop));
}

// The same entity, with a write for each message: how it is done where nobody joins the writes.

class EachAtOnce {
  readonly entity: Entity;
  readonly #waiting = new Map<number, () => void>();
  #socket: RawSocket | undefined;
  selected = (): void => {};

  constructor(mode: "active" | "passive") {
    this.entity = new Entity({ mode });
    this.entity.start(performance.now());
    this.drain();
  }

  open(socket: RawSocket): void {
    this.#socket = socket;
    this.entity.connected(performance.now());
    this.drain();
  }

  received(chunk: Uint8Array): void {
    this.entity.received(chunk, performance.now());
    this.drain();
  }

  request(): Promise<void> {
    const systemBytes = this.entity.send({ ...S1F1, replyExpected: true }, performance.now());
    const reply = new Promise<void>((resolve) => this.#waiting.set(systemBytes, resolve));
    this.drain();
    return reply;
  }

  drain(): void {
    for (let output = this.entity.poll(); output !== undefined; output = this.entity.poll()) {
      if (output.type === "write") writeEach(this.#socket!, output.bytes);
      else if (output.type === "message") this.entity.reply(output.message, undefined, performance.now());
      else if (output.type === "selected") this.selected();
      else if (output.type === "reply") {
        this.#waiting.get(output.message.systemBytes)!();
        this.#waiting.delete(output.message.systemBytes);
      }
    }
  }
}

async function serveEach(): Promise<number> {
  const ends = new WeakMap<RawSocket, EachAtOnce>();
  const { port } = await raw.listen((socket, chunk) => {
    if (!ends.has(socket)) {
      const end = new EachAtOnce("passive");
      ends.set(socket, end);
      end.open(socket);
    }
    ends.get(socket)!.received(chunk.slice());
  });
  return port;
}

async function connectEach(port: number): Promise<Client> {
  const end = new EachAtOnce("active");
  const selected = new Promise<void>((resolve) => end.selected = resolve);
  end.open(await raw.connect(port, (_, chunk) => end.received(chunk.slice())));
  await selected;
  return { exchange: (times, outstanding) => requestAll(() => end.request(), times, outstanding) };
}
