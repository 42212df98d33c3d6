// How a peer reaches its other side: it dials, or waits at a port that it may share.
import { admission, endpointOf } from "../adapters/options.ts";
import type { ConnectOptions } from "../adapters/node.ts";
import { type Endpoint, textOf } from "../adapters/socket.ts";
import { Gate } from "./peers_gate.ts";
import { platformOf } from "./peers_platform.ts";
import { type Door, Port, type PortOptions } from "./peers_port.ts";

/** What joins a peer to its sockets. */
export interface Joint {
  readonly gate: Gate;
  /** The peer may connect, or be connected to, from now on. */
  join(): void;
  /** It may not any more. Resolves when what was held for it is free. */
  leave(): Promise<void>;
  /** It will not be enabled again. */
  remove(): void;
}

/** Where a peer is, as its connection says it. */
export interface Whereabouts {
  /** What the adapter would be told. */
  readonly options: Pick<ConnectOptions, "mode" | "host" | "port" | "tls" | "allow">;
  readonly connectTimeout: number;
  readonly door: Omit<Door, "wire" | "allows">;
}

/** The listening ports of a manager, by their addresses. */
export class Ports {
  readonly #ports: Map<string, Port> = new Map();
  /** The peers of each, enabled or not. */
  readonly #doors: Map<string, Set<Door>> = new Map();
  readonly #options: PortOptions;

  constructor(options: PortOptions) {
    this.#options = options;
  }

  /** Those that listen. */
  get open(): Port[] {
    return [...this.#ports.values()].filter(({ address }) => address !== undefined);
  }

  /** Joins a peer to its sockets. Throws for options that cannot be, also together with those of other peers. */
  async joint(where: Whereabouts): Promise<Joint> {
    const { mode = "active", tls } = where.options;
    const endpoint = endpointOf({ ...where.options, connectTimeout: where.connectTimeout }, mode);
    const certificates = typeof tls === "object" ? (mode === "active" ? tls.cert : tls.ca) : undefined;
    const platform = await platformOf({ mutual: certificates !== undefined });
    platform.check?.(endpoint, mode);
    if (mode === "passive") {
      return this.#passive(endpoint, where, () => new Port(platform, endpoint, this.#options));
    }
    const gate = new Gate((wire) => platform.dial(endpoint, wire), endpoint.timeout);
    return { gate, join: () => {}, leave: () => Promise.resolve(), remove: () => {} };
  }

  #passive(endpoint: Endpoint, { options, door: given }: Whereabouts, make: () => Port): Joint {
    const key = JSON.stringify([textOf(endpoint), endpoint.tls ?? null]);
    const allows = options.allow === undefined ? undefined : admission(options.allow);
    const door: Door = {
      ...given,
      allows: allows && ((host) => allows({ host, port: 0 })),
      wire: undefined,
    };
    const doors = this.#doors.get(key) ?? new Set();
    this.#doors.set(key, doors.add(mustBeTold(door, doors)));
    const port = (): Port => {
      let port = this.#ports.get(key);
      if (port === undefined) this.#ports.set(key, port = make());
      return port;
    };
    return {
      gate: new Gate((wire) => port().wait(door, wire), Infinity),
      join: () => port().join(door),
      leave: () => port().leave(door),
      remove: () => void doors.delete(door),
    };
  }
}

/** Throws `TypeError` for a peer that could not be told from another: SECS-I does not say who speaks. */
function mustBeTold(door: Door, others: Iterable<Door>): Door {
  if (door.allows !== undefined) return door;
  for (const { allows, protocol } of others) {
    if (allows !== undefined || (protocol === "hsms" && door.protocol === "hsms")) continue;
    throw new TypeError(
      "Cannot share a port with SECS-I, which does not say who speaks: fix the address by allow",
    );
  }
  return door;
}
