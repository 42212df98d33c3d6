// IP addresses as text and as four 32-bit words: `192.0.2.10`, `2001:db8::1`, and with a port `[2001:db8::1]:5000`.

/** Third word of an IPv4 address, whose fourth holds the address: as IPv6 maps them. */
const MAPPED = 0xffff;

/** Words of an address: signed, most significant first. */
export type AddressWords = Int32Array;

/** An address and a port. */
export interface Endpoint {
  readonly version: 4 | 6;
  readonly words: AddressWords;
  readonly port: number;
}

/** Text of an address. RFC 5952 for IPv6. */
function addressText(version: 4 | 6, words: AddressWords): string {
  return version === 4 ? ipv4Text(words[3]) : ipv6Text(words);
}

/** Text of an address and a port, `[address]:port` for IPv6. */
export function endpointText(version: 4 | 6, words: AddressWords, port: number): string {
  const address = addressText(version, words);
  return version === 4 ? `${address}:${port}` : `[${address}]:${port}`;
}

/** Reads `address:port`, `[address]:port` or an address alone (port -1); `undefined` when it is neither. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? -1 : Number(digits);
  if (port > 65_535) return undefined;
  if (plain !== undefined) return endpoint(4, parseIpv4(plain), port);
  return endpoint(6, parseIpv6(bracketed ?? text), port);
}

/** The words of an IPv4 address, from its one. */
function ipv4Words(address: number): AddressWords {
  return Int32Array.of(0, 0, MAPPED, address);
}

/** Whether `address:port` is at an address, with or without a port. */
export function isAt(end: string, address: string): boolean {
  if (end === address) return true;
  const alone = end.slice(0, end.lastIndexOf(":"));
  return alone === address || alone === `[${address}]`;
}

function endpoint(version: 4 | 6, words: AddressWords | undefined, port: number): Endpoint | undefined {
  return words && { version, words, port };
}

function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

function ipv6Text(words: AddressWords): string {
  if (words[0] === 0 && words[1] === 0 && words[2] === MAPPED) return `::ffff:${ipv4Text(words[3])}`;
  const groups = [...words].flatMap((word) => [word >>> 16, word & 0xffff]);
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function parseIpv4(text: string): AddressWords | undefined {
  const parts = text.split(".");
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return valid ? ipv4Words(parts.reduce((word, part) => (word << 8) | Number(part), 0)) : undefined;
}

function parseIpv6(text: string): AddressWords | undefined {
  const [head, tail, ...rest] = text.split("::");
  const before = parseGroups(head), after = parseGroups(tail ?? "");
  if (rest.length > 0 || before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...new Array<number>(missing).fill(0), ...after];
  return Int32Array.of(...[0, 2, 4, 6].map((i) => (groups[i] << 16) | groups[i + 1]));
}

/** Groups between colons; the last may be an IPv4 address. */
function parseGroups(text: string): number[] | undefined {
  const groups: number[] = [];
  for (const part of text === "" ? [] : text.split(":")) {
    const ipv4 = parseIpv4(part);
    if (ipv4 !== undefined) groups.push(ipv4[3] >>> 16, ipv4[3] & 0xffff);
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
