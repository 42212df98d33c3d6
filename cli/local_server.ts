// A web server for the browser of this machine alone: at 127.0.0.1, under a path that nobody can guess, and only for
// requests that name this machine as their host, so that no other page reaches it by a name that it lets point here.
import { randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "./command.ts";

/** Answers a request. */
export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** A server under way. */
export class LocalServer {
  /** `/…/`: what all paths begin with. */
  readonly base: string = `/${randomBytes(16).toString("base64url")}/`;
  readonly #server: http.Server;
  readonly #handlers: Map<string, Handler> = new Map();

  private constructor() {
    this.#server = http.createServer((request, response) => this.#answer(request, response));
  }

  /** Listens at a port of 127.0.0.1, any free one when it is 0. Throws {@linkcode Failure}. */
  static async listen(port: number): Promise<LocalServer> {
    const server = new LocalServer();
    await new Promise<void>((resolve, reject) => {
      server.#server.once("error", reject);
      server.#server.listen(port, "127.0.0.1", resolve);
    }).catch((error: Error) => {
      throw new Failure(`Cannot show the page at port ${port}: ${error.message}`);
    });
    return server;
  }

  /** Address of the page. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.base}`;
  }

  /** The port that it listens at. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Answers requests for this path below the base. */
  on(path: string, handler: Handler): void {
    this.#handlers.set(this.base + path, handler);
  }

  /** Ends all connections, and listens no more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { method = "", headers: { host = "" }, url = "" } = request;
    const handler = this.#handlers.get(pathOf(url));
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (host !== `127.0.0.1:${this.port}` && host !== `localhost:${this.port}`) refuse(response, 403);
    else if (handler === undefined) refuse(response, 404);
    else if (method !== "GET" && method !== "HEAD") refuse(response, 405);
    else handler(request, response);
  }
}

function pathOf(url: string): string {
  const [path] = url.split("?");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function refuse(response: http.ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Type": "text/plain" });
  response.end(`${status}\n`);
}
