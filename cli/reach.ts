// Connecting to a tool once, and saying in words what went wrong and what to look at.
import type { AnyLink, Connection } from "../adapters/node.ts";
import type { Link } from "../core/link.ts";
import { SELECT_STATUS, selectStatusName } from "../core/hsms/names.ts";
import { type Place, placeText } from "./addresses.ts";
import { Failure } from "./command.ts";
import type { Opening } from "./connection_options.ts";

/** A connection that is SELECTED, and what it took. */
export interface Reached<M extends AnyLink> {
  readonly connection: Connection<M>;
  /** Milliseconds until TCP was connected. */
  readonly tcp: number;
  /** Milliseconds from there until SELECTED. */
  readonly select: number;
}

/** A machine over the entity. */
export type Over<M extends AnyLink> = (link: Link<{ readonly type: string }>) => M;

const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there: look at the port, and whether the tool's HSMS is enabled and passive",
  ETIMEDOUT: "nobody answers: look at the address, the network, and firewalls between",
  EHOSTUNREACH: "there is no way to it: look at the address and the network",
  ENETUNREACH: "there is no way to it: look at the address and the network",
  ENOTFOUND: "no such name is known",
  EAI_AGAIN: "the name cannot be looked up",
  ECONNRESET: "it broke the connection off: it may admit only certain hosts, or speak TLS",
};

/** What a Select.rsp other than 0 means for who has sent the Select.req. */
const REFUSALS: Readonly<Record<number, string>> = {
  [SELECT_STATUS.COMMUNICATION_ALREADY_ACTIVE]: "another host has selected the session, or we have before",
  [SELECT_STATUS.CONNECTION_NOT_READY]: "the tool is not ready: try again, or enable communication on it",
  [SELECT_STATUS.CONNECT_EXHAUST]: "another host is connected, and the tool takes only one",
};

/** Connects once and waits until SELECTED. Throws {@linkcode Failure} with what to look at. */
export async function reach<M extends AnyLink>(
  { options, sockets }: Opening,
  place: Place,
  over: Over<M>,
  signal: AbortSignal,
): Promise<Reached<M>> {
  const began = performance.now();
  const connection = sockets.open<M>({ ...options, reconnect: false, over });
  const story = new Story(connection);
  try {
    await connection.whenConnected({ signal });
    const connected = performance.now();
    await connection.whenSelected({ signal });
    return { connection, tcp: connected - began, select: performance.now() - connected };
  } catch (error) {
    await connection.close();
    if (signal.aborted) throw new Failure("Interrupted");
    throw new Failure(`Cannot connect to ${placeText(place)}: ${story.words(error as Error)}`);
  }
}

/** What happened on the way to a session. */
class Story {
  #connected = false;
  #status: number | undefined;
  #timer: string | undefined;
  #error: Error | undefined;

  constructor(connection: Connection<AnyLink>) {
    connection
      .on("connected", () => void (this.#connected = true))
      .on("connect-failed", (error) => void (this.#error = error))
      .on("closed", ({ error }) => void (this.#error ??= error))
      .on("news", (news) => this.#news(news as News));
  }

  #news(news: News): void {
    if (news.type === "control" && news.request === "Select.req" && news.status) this.#status = news.status;
    if (news.type === "timeout") this.#timer = news.timer;
  }

  /** Why there is no session. */
  words(error: Error): string {
    if (this.#status !== undefined) {
      const hint = REFUSALS[this.#status];
      const name = `Select.req was refused with status ${this.#status} (${selectStatusName(this.#status)})`;
      return hint === undefined ? name : `${name}: ${hint}`;
    }
    if (this.#connected && this.#timer === "T6") {
      return "TCP is connected, but Select.req was not answered within T6: what listens there may not speak HSMS, or serve another host";
    }
    if (this.#connected) {
      return "TCP was connected, but the peer closed it before the session was selected: it may admit only certain hosts, or serve another one";
    }
    return this.#unreachable(this.#error ?? error);
  }

  #unreachable(error: Error): string {
    const code = codeOf(error);
    if (code !== undefined && code in HINTS) return HINTS[code];
    return error.message.replace(/^Cannot [^:]+(?::\d+)?: /, "");
  }
}

type News =
  | { readonly type: "control"; readonly request: string; readonly status?: number }
  | { readonly type: "timeout"; readonly timer: string };

/** The code of the system, wherever the runtime has put it. */
function codeOf(error: Error & { code?: unknown }): string | undefined {
  const named = /\bE[A-Z_]{4,}\b/.exec(`${error.code ?? ""} ${error.message}`)?.[0];
  if (named !== undefined) return named;
  if (/refused/i.test(error.message)) return "ECONNREFUSED";
  if (/timed out|not connected within|in time/i.test(error.message)) return "ETIMEDOUT";
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
}
