// Finds the IP packet in what a link layer carries: Ethernet, VLAN tags, Linux cooked, BSD loopback, raw IP.

const NULL = 0;
const ETHERNET = 1;
const RAW_BSD = 12;
const RAW_OPENBSD = 14;
const RAW = 101;
const LOOP = 108;
const LINUX_SLL = 113;
const IPV4 = 228;
const IPV6 = 229;
const LINUX_SLL2 = 276;

/** Nothing of IP in this packet. */
const NOT_IP = -1;
/** A link type that is not known here. */
export const UNKNOWN_LINK = -2;

/** Where the IP header begins in a packet of this link type, `NOT_IP` or `UNKNOWN_LINK`. */
export function ipStart(linkType: number, bytes: Uint8Array): number {
  switch (linkType) {
    case ETHERNET:
      return behindEtherType(bytes, 12, 14);
    case LINUX_SLL:
      return behindEtherType(bytes, 14, 16);
    case LINUX_SLL2:
      return behindEtherType(bytes, 0, 20);
    case NULL:
    case LOOP:
      return behindFamily(bytes);
    case RAW:
    case RAW_BSD:
    case RAW_OPENBSD:
    case IPV4:
    case IPV6:
      return 0;
    default:
      return UNKNOWN_LINK;
  }
}

/** The type says IP, or a VLAN tag: two bytes of tag and the next type at the beginning of what is carried. */
function behindEtherType(bytes: Uint8Array, typeAt: number, carriedAt: number): number {
  switch ((bytes[typeAt] << 8) | bytes[typeAt + 1]) {
    case 0x0800:
    case 0x86dd:
      return carriedAt;
    case 0x8100:
    case 0x88a8:
    case 0x9100:
      return behindEtherType(bytes, carriedAt + 2, carriedAt + 4);
    default:
      return NOT_IP;
  }
}

/** A protocol family in four bytes, in the order of the machine that captured: the number is below 256 in one of them. */
function behindFamily(bytes: Uint8Array): number {
  if (bytes[1] !== 0 || bytes[2] !== 0 || (bytes[0] !== 0 && bytes[3] !== 0)) return NOT_IP;
  switch (bytes[0] | bytes[3]) {
    case 2: // IPv4; the others are IPv6 on one system or another
    case 10:
    case 23:
    case 24:
    case 28:
    case 30:
      return 4;
    default:
      return NOT_IP;
  }
}
