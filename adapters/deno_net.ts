// Connecting and listening with Deno's API, TLS included.
import { addressOf, type DenoConn, DenoSocket } from "./deno_socket.ts";
import { type Endpoint, type Gate, type Platform, type Server, type TlsOptions, toError } from "./socket.ts";

/** The members of `Deno` that are used here. */
export interface DenoNet {
  connect(options: { hostname: string; port: number; signal: AbortSignal }): Promise<DenoConn>;
  connectTls(
    options: { hostname: string; port: number; caCerts?: string[]; cert: string; key: string },
  ): Promise<DenoConn>;
  startTls(conn: DenoConn, options: { hostname: string; caCerts?: string[] }): Promise<DenoConn>;
  listen(options: { hostname: string; port: number }): DenoListener;
  listenTls(options: { hostname: string; port: number; cert: string; key: string }): DenoListener;
}

/** The members of `Deno.Listener` that are used here. */
export interface DenoListener {
  readonly addr: unknown;
  accept(): Promise<DenoConn>;
  close(): void;
}

const deno = (): DenoNet => (globalThis as unknown as { Deno: DenoNet }).Deno;

/** What Deno provides. */
export const DENO: Platform = {
  check({ tls }, side) {
    const what = side === "active" ? "connect" : "listen";
    if (side === "passive" && tls?.ca !== undefined) {
      throw new TypeError(`Cannot ${what} with client certificates: not in Deno, use the node adapter`);
    }
    if (tls?.verify === false || (tls?.serverName !== undefined && tls.cert !== undefined)) {
      throw new TypeError(`Cannot ${what} with these TLS options: not in Deno, use the node adapter`);
    }
  },

  dial(endpoint, wire) {
    const giveUp = new AbortController();
    dial(endpoint, giveUp.signal).then(
      (conn) => void new DenoSocket(conn, wire).run(),
      (error) => wire.closed(toError(error)),
    );
    return () => giveUp.abort();
  },

  listen: (endpoint, gate) => new Promise((resolve) => resolve(serve(endpoint, gate))),
};

/** Connects, with TLS until its handshake is done. Rejects when the signal says so. */
async function dial(endpoint: Endpoint, signal: AbortSignal): Promise<DenoConn> {
  const { host: hostname, port, tls } = endpoint;
  if (tls?.cert !== undefined) return secured(await dialWithCertificate(endpoint, tls, signal), signal);
  const conn = await deno().connect({ hostname, port, signal });
  if (tls === undefined) return conn;
  const caCerts = authorities(tls);
  return secured(await deno().startTls(conn, { hostname: tls.serverName ?? hostname, caCerts }), signal);
}

/** Of this one, Deno cannot be told to give up: what comes too late is closed. */
function dialWithCertificate(
  { host: hostname, port }: Endpoint,
  tls: TlsOptions,
  signal: AbortSignal,
): Promise<DenoConn> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    deno().connectTls({ hostname, port, caCerts: authorities(tls), cert: tls.cert!, key: tls.key! }).then(
      (conn) => signal.aborted ? conn.close() : resolve(conn),
      reject,
    );
  });
}

const authorities = ({ ca }: TlsOptions): string[] | undefined => ca === undefined ? undefined : [ca].flat();

/** Waits for the TLS handshake. */
async function secured(conn: DenoConn, signal: AbortSignal): Promise<DenoConn> {
  const close = (): void => closeQuietly(conn);
  signal.addEventListener("abort", close);
  try {
    signal.throwIfAborted();
    await conn.handshake!();
    signal.throwIfAborted();
    return conn;
  } catch (error) {
    close();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

/** A second close throws. */
function closeQuietly(conn: DenoConn): void {
  try {
    conn.close();
  } catch {
    // It is closed, which is all that is wanted.
  }
}

/** Listens. Throws when the port is not to be had. */
function serve({ host: hostname, port, tls, timeout }: Endpoint, gate: Gate): Server {
  const listener = tls === undefined
    ? deno().listen({ hostname, port })
    : deno().listenTls({ hostname, port, cert: tls.cert!, key: tls.key! });
  const closing = new AbortController();
  const accepting = acceptAll(listener, closing.signal, (conn) => {
    if (!gate.admits(addressOf(conn.remoteAddr))) closeQuietly(conn);
    else if (tls === undefined) admit(conn, gate);
    else void admitSecured(conn, gate, closing.signal, timeout);
  });
  return {
    address: addressOf(listener.addr),
    close: () => {
      if (!closing.signal.aborted) listener.close();
      closing.abort();
      return accepting;
    },
  };
}

async function acceptAll(
  listener: DenoListener,
  closing: AbortSignal,
  accepted: (conn: DenoConn) => void,
): Promise<void> {
  while (!closing.aborted) {
    try {
      accepted(await listener.accept());
    } catch {
      // One peer that left early, or too many open files, must not end the others' port.
      if (!closing.aborted) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function admitSecured(
  conn: DenoConn,
  gate: Gate,
  closing: AbortSignal,
  timeout: number,
): Promise<void> {
  const late = setTimeout(() => closeQuietly(conn), timeout);
  try {
    admit(await secured(conn, closing), gate);
  } catch {
    // The handshake failed: there is nobody to tell.
  } finally {
    clearTimeout(late);
  }
}

function admit(conn: DenoConn, gate: Gate): void {
  const wire = gate.accept(addressOf(conn.remoteAddr));
  if (wire === undefined) closeQuietly(conn);
  else void new DenoSocket(conn, wire).run();
}
