// A tap between clients and a server: passes bytes on, in both directions and unchanged, and tells what it saw. What it
// tells is worked off later; traffic never waits for it.
import net from "node:net";
import type { AddressInfo } from "node:net";
import type { Place } from "./addresses.ts";
import { Failure } from "./command.ts";
import { connectionAddresses } from "./tap_addresses.ts";
import { wallClock } from "./wall_clock.ts";

/** What happened on a connection through the tap. `time` is in nanoseconds since 1970. */
export type TapEvent =
  & { readonly connection: TappedConnection; readonly time: bigint }
  & (
    | { readonly type: "opened" }
    /** The target cannot be reached; `why` says so in words. */
    | { readonly type: "refused"; readonly why: string }
    /** Bytes from the client (0) or from the server (1). */
    | { readonly type: "bytes"; readonly direction: 0 | 1; readonly bytes: Uint8Array }
    /** That side sends no more. */
    | { readonly type: "finished"; readonly direction: 0 | 1 }
    /** That side has given the connection up. */
    | { readonly type: "aborted"; readonly direction: 0 | 1 }
  );

/** A connection through the tap. */
export interface TappedConnection {
  /** Number from 1. */
  readonly number: number;
  /** `address:port` of both ends, of one IP version. */
  readonly client: string;
  readonly server: string;
}

/** Longest wait for the target to answer, in milliseconds. */
const CONNECT_LIMIT = 30_000;
/** So long, in milliseconds, before a silent peer is asked whether it is still there. */
const KEEP_ALIVE = 60_000;

/** A tap that listens. */
export class Tap {
  readonly #target: Required<Place>;
  readonly #tell: (event: TapEvent) => void;
  readonly #server: net.Server;
  readonly #pairs: Set<Pair> = new Set();
  #count = 0;

  private constructor(target: Required<Place>, tell: (event: TapEvent) => void) {
    this.#target = target;
    this.#tell = tell;
    const options = { allowHalfOpen: true, pauseOnConnect: true, noDelay: true };
    this.#server = net.createServer(options, (client) => this.#accept(client));
  }

  /** Listens. Throws {@linkcode Failure} when it cannot. */
  static async listen(
    listen: Place,
    target: Required<Place>,
    tell: (event: TapEvent) => void,
  ): Promise<Tap> {
    const tap = new Tap(target, tell);
    await listening(tap.#server, listen);
    return tap;
  }

  /** Where it listens. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections, and listens no more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const pair of this.#pairs) pair.close();
    await closed;
  }

  #accept(client: net.Socket): void {
    const pair = new Pair(++this.#count, client, this.#target, this.#tell);
    this.#pairs.add(pair);
    void pair.ended.then(() => this.#pairs.delete(pair));
  }
}

async function listening(server: net.Server, { host, port }: Place): Promise<void> {
  const { promise, resolve, reject } = withResolvers();
  server.once("error", reject);
  server.listen(host === undefined ? { port } : { host, port }, resolve);
  try {
    await promise;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE"
      ? "somebody else does already"
      : code === "EACCES"
      ? "it is not allowed"
      : message;
    throw new Failure(`Cannot listen at ${host === undefined ? "" : `${host}:`}${port}: ${why}`);
  }
}

/** A client's socket and the one to the target. */
class Pair {
  /** Resolves when both sockets are closed. */
  readonly ended: Promise<void>;
  readonly #sockets: readonly [client: net.Socket, server: net.Socket];
  readonly #tell: (event: TapEvent) => void;
  readonly #over: [boolean, boolean] = [false, false];
  #connection: TappedConnection;
  #connected = false;
  #aborted = false;

  constructor(number: number, client: net.Socket, target: Required<Place>, tell: (event: TapEvent) => void) {
    const server = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    this.#sockets = [client, server];
    this.#tell = tell;
    this.#connection = { number, ...connectionAddresses(client, undefined, target) };
    server.once("connect", () => this.#connectedTo(target));
    server.setTimeout(CONNECT_LIMIT, () => server.destroy(new Error("nobody answers")));
    const closed = this.#sockets.map((socket, side) => this.#watch(socket, side as 0 | 1));
    this.ended = Promise.all(closed).then(() => {});
  }

  /** The user has had enough. */
  close(): void {
    for (const side of [0, 1] as const) this.#finished(side);
    for (const socket of this.#sockets) socket.destroy();
  }

  #connectedTo(target: Required<Place>): void {
    const [client, server] = this.#sockets;
    if (client.destroyed) return void server.destroy();
    this.#connected = true;
    server.setTimeout(0);
    this.#connection = { ...this.#connection, ...connectionAddresses(client, server, target) };
    this.#event({ type: "opened" });
    for (const side of [0, 1] as const) {
      this.#sockets[side].setKeepAlive(true, KEEP_ALIVE);
      this.#pass(side);
    }
  }

  /** Passes on what comes from one side, no faster than the other takes it. */
  #pass(side: 0 | 1): void {
    const from = this.#sockets[side], to = this.#sockets[1 - side];
    to.on("drain", () => from.resume());
    from.on("data", (chunk: Uint8Array) => {
      if (this.#aborted) return;
      if (to.writable && !to.write(chunk)) from.pause();
      this.#event({ type: "bytes", direction: side, bytes: chunk });
    });
    from.on("end", () => {
      to.end();
      this.#finished(side);
    });
    from.resume();
  }

  #watch(socket: net.Socket, side: 0 | 1): Promise<void> {
    socket.on("error", (error: NodeJS.ErrnoException) => this.#failed(side, error));
    return new Promise((resolve) =>
      socket.once("close", () => {
        this.#closed(side);
        resolve();
      })
    );
  }

  #failed(side: 0 | 1, error: NodeJS.ErrnoException): void {
    if (!this.#connected && side === 1) this.#event({ type: "refused", why: reasonOf(error) });
    else if (this.#connected && !this.#aborted && !(this.#over[0] && this.#over[1])) {
      this.#aborted = true;
      this.#event({ type: "aborted", direction: side });
    }
    this.#over[side] = true;
    abort(this.#sockets[1 - side]);
  }

  /** A socket that is closed without a word takes the other with it. */
  #closed(side: 0 | 1): void {
    if (!this.#connected) this.#sockets[1 - side].destroy();
    else if (!this.#over[side]) {
      this.#finished(side);
      this.#sockets[1 - side].end();
    }
  }

  #finished(side: 0 | 1): void {
    if (this.#connected && !this.#over[side] && !this.#aborted) {
      this.#event({ type: "finished", direction: side });
    }
    this.#over[side] = true;
  }

  #event(
    event:
      | { type: "opened" }
      | { type: "refused"; why: string }
      | { type: "bytes"; direction: 0 | 1; bytes: Uint8Array }
      | { type: "finished" | "aborted"; direction: 0 | 1 },
  ): void {
    this.#tell({ ...event, connection: this.#connection, time: wallClock() } as TapEvent);
  }
}

/** Closes a connection so that the other side sees a RST, where the runtime can. */
function abort(socket: net.Socket): void {
  if (socket.destroyed) return;
  if (!socket.connecting && typeof socket.resetAndDestroy === "function") socket.resetAndDestroy();
  else socket.destroy();
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const words: Record<string, string> = {
    ECONNREFUSED: "it refuses connections",
    ETIMEDOUT: "nobody answers",
    EHOSTUNREACH: "there is no way to it",
    ENETUNREACH: "there is no way to it",
    ENOTFOUND: "no such name is known",
    EAI_AGAIN: "the name cannot be looked up",
  };
  return words[code ?? ""] ?? message;
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: unknown) => void } {
  let resolve!: () => void, reject!: (error: unknown) => void;
  const promise = new Promise<void>((yes, no) => [resolve, reject] = [yes, no]);
  return { promise, resolve, reject };
}
