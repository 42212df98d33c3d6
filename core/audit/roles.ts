// Who is the host and who is active on a connection, from what is said there: better evidence revises worse.
import { STYPE } from "../hsms/header.ts";
import type { Catalogue } from "../messages/catalogue.ts";
import type { AuditSettings } from "./audit_options.ts";
import { opposite, typeText } from "./audit_words.ts";
import type { CapturedMessage, Connection, Direction, Roles } from "../framing/model.ts";
import { isAt } from "../packets/address.ts";

/** How much each kind of evidence weighs, and is worth at most: words cannot outweigh what the user said. */
const WEIGHTS = { said: 1e9, reverse: 100, body: 10, catalogue: 5, stream9: 2, earlier: 1 } as const;
const MOST_WEIGHT = 1e6;
const MOST_SENTENCES = 4;

interface Evidence {
  readonly host: Direction;
  readonly sentence: string;
}

/** Finds out the roles of a connection. */
export class RoleFinder {
  readonly #connection: Connection;
  readonly #catalogue: Catalogue;
  /** For the client as host, and for the server. */
  readonly #weights: [number, number] = [0, 0];
  readonly #evidence: Evidence[] = [];
  #activeEvidence: string | undefined;
  #told: Roles | undefined;
  #active: Direction | undefined;
  /** Whose stream and function were evidence already. */
  readonly #seen: Set<number> = new Set();

  constructor(connection: Connection, { catalogue, hostIs }: AuditSettings) {
    this.#connection = connection;
    this.#catalogue = catalogue;
    if (connection.synFrame !== undefined) this.#opened(0);
    if (hostIs !== undefined) this.#given(hostIs);
  }

  /** Which direction comes from the host, as it looks now. */
  get host(): Direction | undefined {
    const [client, server] = this.#weights;
    return client === server ? undefined : client > server ? 0 : 1;
  }

  /** Which direction comes from the active side. */
  get active(): Direction | undefined {
    return this.#active;
  }

  /** What was found on an earlier connection to the same address. */
  earlier(host: Direction, connection: number): void {
    this.#vote(host, WEIGHTS.earlier, `as on connection ${connection}`);
  }

  /** Takes a message into account. */
  message(message: CapturedMessage): void {
    const { header, direction } = message;
    if (header === undefined) return;
    if (header.sType === STYPE.DATA) return this.#data(message);
    if (header.sType === STYPE.SELECT_REQ && this.#active === undefined) {
      this.#active = direction;
      this.#activeEvidence = `Select.req #${message.index} comes from ${this.#address(direction)}`;
    }
  }

  /** The roles, when they are not as told before. */
  news(): Roles | undefined {
    const { host, active } = this;
    const told = this.#told;
    if (host === undefined && active === undefined && told === undefined) return undefined;
    if (told !== undefined && told.host === host && told.active === active) return undefined;
    const evidence = this.#evidence.filter((each) => each.host === host).map(({ sentence }) => sentence);
    if (this.#activeEvidence !== undefined) evidence.push(this.#activeEvidence);
    return this.#told = { type: "roles", connection: this.#connection, host, active, evidence };
  }

  #opened(direction: Direction): void {
    this.#active = direction;
    this.#activeEvidence = `${this.#address(direction)} opened the connection`;
  }

  #given(host: string): void {
    const { client, server } = this.#connection;
    const isClient = isAt(client, host), isServer = isAt(server, host);
    if (isClient !== isServer) this.#vote(isClient ? 0 : 1, WEIGHTS.said, `${host} was given as the host`);
  }

  #data(message: CapturedMessage): void {
    const { direction, index, text, reverse } = message;
    if (reverse !== undefined) this.#reverse(message, reverse);
    const { byte2, byte3 } = message.header!;
    const stream = byte2 & 0x7f;
    const key = (stream << 8 | byte3) << 1 | direction;
    const fromBody = stream === 1 && (byte3 === 2 || byte3 === 13 || byte3 === 14);
    if (this.#seen.has(key)) return;
    if (!fromBody || text.length > 0) this.#seen.add(key);
    const host = fromBody ? hostOfBody(message) : this.#hostOfDirection(stream, byte3, direction);
    if (host === undefined) return;
    const what = `${typeText(message.header!)} #${index} comes from ${this.#address(direction)}`;
    const weight = stream === 9 ? WEIGHTS.stream9 : fromBody ? WEIGHTS.body : WEIGHTS.catalogue;
    this.#vote(
      host,
      weight,
      fromBody ? `${what} with the body of ${host === direction ? "a host" : "an equipment"}` : what,
    );
  }

  /** The R-bit of SECS-I says it outright. E4. */
  #reverse({ direction, index }: CapturedMessage, reverse: boolean): void {
    const key = -1 - direction;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const host = reverse ? opposite(direction) : direction;
    this.#vote(host, WEIGHTS.reverse, `the R-bit of #${index} is ${reverse ? 1 : 0}`);
  }

  /** By who may send it; function 0 may come from either side. */
  #hostOfDirection(stream: number, fn: number, direction: Direction): Direction | undefined {
    const sender = this.#catalogue.get(stream, fn)?.direction;
    if (sender === undefined || sender === "H↔E" || this.#bothWays(stream, fn)) return undefined;
    return sender === "H→E" ? direction : opposite(direction);
  }

  #bothWays(stream: number, fn: number): boolean {
    return this.#catalogue.get(stream, fn, "H→E") !== undefined &&
      this.#catalogue.get(stream, fn, "E→H") !== undefined;
  }

  #vote(host: Direction, weight: number, sentence: string): void {
    const { host: before } = this;
    this.#weights[host] = Math.min(this.#weights[host] + weight, Math.max(MOST_WEIGHT, weight));
    if (before === host && this.#evidence.length >= MOST_SENTENCES) return;
    this.#evidence.push({ host, sentence });
  }

  #address(direction: Direction): string {
    return direction === 0 ? this.#connection.client : this.#connection.server;
  }
}

/** S1F2, S1F13 and S1F14 hold an empty list when the host sends them, MDLN and SOFTREV when the equipment does. */
function hostOfBody({ direction, text, header }: CapturedMessage): Direction | undefined {
  if (text.length < 2) return undefined;
  if (header!.byte3 !== 14) return sideOfList(text, 0, direction);
  const isPair = text[0] === 1 && text[1] === 2 && text[2] === 0x21 && text[3] === 1;
  return isPair ? sideOfList(text, 5, direction) : undefined;
}

function sideOfList(text: Uint8Array, at: number, direction: Direction): Direction | undefined {
  if (text[at] !== 1) return undefined;
  return text[at + 1] === 0 ? direction : text[at + 1] === 2 ? opposite(direction) : undefined;
}
