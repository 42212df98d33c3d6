// Which TCP connections are followed: all, or those of an address or a port.
import { type Endpoint, parseEndpoint } from "./address.ts";
import type { SegmentReader } from "./tcp_segment.ts";

/** Says whether the connection of a segment is followed. */
export class EndpointFilter {
  readonly #host: Endpoint | undefined;
  readonly #port: number | undefined;

  /** `host` is an address, with or without a port. Throws when it is neither. */
  constructor(host: string | undefined, port: number | undefined) {
    this.#host = host === undefined ? undefined : parseEndpoint(host);
    this.#port = port;
    if (host !== undefined && this.#host === undefined) {
      throw new RangeError(`Cannot follow the host ${host}: it is no address, nor address and port`);
    }
  }

  /** Whether one side of the segment is what is looked for. */
  accepts({ version, source, sourcePort, destination, destinationPort }: SegmentReader): boolean {
    const host = this.#host, port = this.#port;
    if (port !== undefined && port !== sourcePort && port !== destinationPort) return false;
    return host === undefined || (host.version === version &&
      (isAt(host, source, sourcePort) || isAt(host, destination, destinationPort)));
  }
}

function isAt(host: Endpoint, words: Int32Array, port: number): boolean {
  return (host.port === -1 || host.port === port) && host.words.every((word, i) => word === words[i]);
}
