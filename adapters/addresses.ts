// IP addresses and CIDR blocks, for lists of allowed peers. An IPv4-mapped IPv6 address is the IPv4 address it maps.

/** A predicate on addresses: whether one lies in any of these addresses or CIDR blocks. Throws `TypeError`. */
export function allowList(entries: readonly string[]): (address: string) => boolean {
  const blocks = entries.map(parseBlock);
  return (address) => {
    const bytes = parseAddress(address);
    return bytes !== undefined && blocks.some((block) => contains(block, bytes));
  };
}

interface Block {
  readonly bytes: readonly number[];
  readonly bits: number;
}

function parseBlock(entry: string): Block {
  const [address, length, ...rest] = String(entry).split("/");
  const bytes = parseAddress(address!);
  if (bytes === undefined || rest.length > 0) throw invalid(entry, "not an IP address or CIDR block");
  if (length === undefined) return { bytes, bits: bytes.length * 8 };
  const mapped = bytes.length === 4 && address!.includes(":") ? 96 : 0;
  const bits = /^\d{1,3}$/.test(length) ? Number(length) - mapped : NaN;
  if (!(bits >= 0 && bits <= bytes.length * 8)) throw invalid(entry, "the prefix length is out of range");
  return { bytes, bits };
}

function invalid(entry: unknown, state: string): TypeError {
  return new TypeError(`Cannot allow ${JSON.stringify(entry)}: ${state}`);
}

function contains(block: Block, bytes: readonly number[]): boolean {
  if (block.bytes.length !== bytes.length) return false;
  return block.bytes.every((byte, i) => {
    const bits = Math.min(Math.max(block.bits - 8 * i, 0), 8);
    return ((byte ^ bytes[i]!) & (0xff00 >> bits)) === 0;
  });
}

/** The 4 or 16 bytes of an address, or `undefined` when the text is none. A zone (`%eth0`) is ignored. */
export function parseAddress(text: string): number[] | undefined {
  const address = text.replace(/%.*$/, "");
  const bytes = address.includes(":") ? parseIPv6(address) : parseIPv4(address);
  return bytes !== undefined && isMapped(bytes) ? bytes.slice(12) : bytes;
}

function isMapped(bytes: readonly number[]): boolean {
  return bytes.length === 16 && bytes.every((byte, i) => i > 11 || byte === (i < 10 ? 0 : 0xff));
}

function parseIPv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.map(Number);
}

function parseIPv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => parseGroups(half, i === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 16 ? head : undefined;
  const missing = 16 - head.length - tail.length;
  return missing >= 2 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Bytes of the groups between colons, of which the last of the address may be an IPv4 address. */
function parseGroups(text: string, last: boolean): number[] | undefined {
  const bytes: number[] = [];
  const groups = text === "" ? [] : text.split(":");
  for (const [i, group] of groups.entries()) {
    const dotted = last && i === groups.length - 1 && group.includes(".") ? parseIPv4(group) : undefined;
    if (dotted !== undefined) bytes.push(...dotted);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
