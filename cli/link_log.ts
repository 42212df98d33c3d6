// What passes over our own connections as the events of a tap, so that it is printed and recorded like other traffic.
import type { Address } from "../adapters/node.ts";
import type { WireFact } from "./link_tap.ts";
import type { TapEvent, TappedConnection } from "./tap.ts";
import { wallClock } from "./wall_clock.ts";

/** The ends of a connection of ours. */
export interface Ends {
  readonly local: Address;
  readonly remote: Address;
  /** Whether we have connected, so that we are the client. */
  readonly isClient: boolean;
}

/** Tells the events of our connections, one after another. */
export class LinkLog {
  readonly #take: (event: TapEvent) => void;
  #count = 0;

  constructor(take: (event: TapEvent) => void) {
    this.#take = take;
  }

  /** Hears of one connection after another of the same machine; `ends` is asked when one is opened. */
  listener(ends: () => Ends): (fact: WireFact) => void {
    let connection: TappedConnection = { number: 0, client: "", server: "" };
    let isClient = false;
    return (fact) => {
      if (fact.type === "opened") {
        const { local, remote, isClient: active } = ends();
        const [near, far] = [endpoint(local), endpoint(remote)];
        isClient = active;
        connection = {
          number: ++this.#count,
          ...(active ? { client: near, server: far } : { client: far, server: near }),
        };
      }
      this.#take({ ...eventOf(fact, isClient), connection, time: wallClock() } as TapEvent);
    };
  }
}

function eventOf(fact: WireFact, isClient: boolean) {
  const ours = isClient ? 0 : 1;
  switch (fact.type) {
    case "opened":
      return { type: "opened" };
    case "sent":
      return { type: "bytes", direction: ours, bytes: fact.bytes };
    case "received":
      return { type: "bytes", direction: 1 - ours, bytes: fact.bytes };
    case "ended":
      return { type: "finished", direction: fact.by === "us" ? ours : 1 - ours };
  }
}

/** `address:port`; an IPv4 address that comes as IPv6 as what it is. */
function endpoint({ host, port }: Address): string {
  const plain = host.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
  return plain.includes(":") ? `[${plain}]:${port}` : `${plain}:${port}`;
}
