// Addresses as they are typed: `HOST:PORT`, `[v6]:PORT`, a port alone.
import { UsageError } from "./command.ts";

/** An address and a port to listen at or to connect to. */
export interface Place {
  /** All interfaces when absent. */
  readonly host?: string;
  readonly port: number;
}

const PLACE = /^(?:(?:\[([^\]]+)\]|([^:/\\]+)):)?(\d{1,5})$/;

/** `[ADDRESS:]PORT`. Throws {@linkcode UsageError}. */
export function placeOf(text: string, what: string): Place {
  const [, bracketed, plain, digits] = PLACE.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (digits === undefined || Number(digits) > 65_535) {
    throw new UsageError(`Cannot take ${text} for ${what}: it is [ADDRESS:]PORT`);
  }
  return { port: Number(digits), ...(host === undefined ? {} : { host }) };
}

/** `HOST:PORT`. Throws {@linkcode UsageError}. */
export function targetOf(text: string, what: string): Required<Place> {
  if (!isTarget(text)) throw new UsageError(`Cannot take ${text} for ${what}: it is HOST:PORT`);
  return placeOf(text, what) as Required<Place>;
}

/** Whether a text is `HOST:PORT`, and no file. */
export function isTarget(text: string): boolean {
  const [, bracketed, plain, digits] = PLACE.exec(text) ?? [];
  const port = Number(digits);
  return (bracketed ?? plain) !== undefined && port > 0 && port <= 65_535;
}

/** `HOST:PORT`, an IPv6 address in brackets. */
export function placeText({ host, port }: Place): string {
  if (host === undefined) return `port ${port}`;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
