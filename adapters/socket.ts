// What the runner asks of a runtime: sockets that tell a wire what happens, dialling and listening.

/** An end of a TCP connection. */
export interface Address {
  /** IP address. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
}

/** An open TCP or TLS connection, as a runtime's adapter gives it. */
export interface Socket {
  /** Our end. */
  readonly local: Address;
  /** The peer. */
  readonly remote: Address;
  /**
   * Writes all of these bytes in their order, which may take time: they must not change afterwards. False when the
   * socket has enough for now; it then tells its wire `drained`, once.
   */
  write(bytes: Uint8Array): boolean;
  /** Writes what is left, closes our direction and reads on, without telling, until the peer closes too. */
  end(): void;
  /** Closes at once; what was not written is lost. */
  destroy(): void;
  /** Stops reading. At most what was being read is told afterwards. */
  pause(): void;
  /** Reads on. */
  resume(): void;
}

/** What becomes of one attempt to connect: `closed`, exactly once and last; before it `opened`, and then the rest. */
export interface Wire {
  /** The connection is open. */
  opened(socket: Socket): void;
  /** Bytes arrived. The chunk is the receiver's from now on. */
  received(chunk: Uint8Array): void;
  /** Everything written has been taken. */
  drained(): void;
  /** The connection has ended, or did not come about. */
  closed(error?: Error): void;
}

/** Opens a connection for a wire. The function returned gives the attempt up: `closed` follows. */
export type Dial = (wire: Wire) => () => void;

/** TLS of a connection: certificates and keys are PEM texts. */
export interface TlsOptions {
  /**
   * Certificates of the authorities to trust. A client takes those of the runtime when absent. A listening side demands
   * a certificate of its clients when given (mutual TLS).
   */
  ca?: string | readonly string[];
  /** Our certificate chain; a listening side needs one. */
  cert?: string;
  /** Private key of `cert`. */
  key?: string;
  /** Name expected in the peer's certificate; the host connected to when absent. */
  serverName?: string;
  /** False: take any certificate of the listening side. For tests only. */
  verify?: boolean;
}

/** Where to connect to, or to listen. */
export interface Endpoint extends Address {
  readonly tls?: TlsOptions;
  /** Bound of connecting, and of a TLS handshake, in milliseconds. */
  readonly timeout: number;
}

/** An open listening port. */
export interface Server {
  readonly address: Address;
  /** Stops listening; connections that were accepted stay. Resolves when the port is free. */
  close(): Promise<void>;
}

/** Who may come in at a listening port. */
export interface Gate {
  /** Whether this peer may come at all: asked before a TLS handshake. Others are closed at once. */
  admits(remote: Address): boolean;
  /** The wire of a peer that is ready, which is told `opened` next; `undefined` to close it at once. */
  accept(remote: Address): Wire | undefined;
}

/** What a runtime provides. */
export interface Platform {
  /** Throws `TypeError` for what this runtime cannot do. */
  check?(endpoint: Endpoint, side: "active" | "passive"): void;
  /** Connects, until the function returned is called. */
  dial(endpoint: Endpoint, wire: Wire): () => void;
  /** Listens. Rejects when the port is not to be had. */
  listen(endpoint: Endpoint, gate: Gate): Promise<Server>;
}

/** Host and port as one text; an IPv6 address in brackets. */
export function textOf({ host, port }: Address): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** What an error says, and its code where the message does not name it; of a port that is taken, in words. */
export function reasonOf(error: Error & { readonly code?: unknown }): string {
  const { message, code } = error;
  if (code === "EADDRINUSE") return `another program listens there already (${code})`;
  return typeof code !== "string" || message.includes(code) ? message : `${message} (${code})`;
}

/** An error of whatever was thrown. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
