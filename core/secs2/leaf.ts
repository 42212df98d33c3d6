// Any item but a list, from its body.
import type { Item } from "./item.ts";
import { latin1 } from "./latin1.ts";
import * as n from "./numbers.ts";

/**
 * Builds the item with this format code and body; `undefined` for a code that E5 does not define. The body must lie
 * within `bytes`, and its length must be a multiple of the element size.
 */
export function leaf(code: number, bytes: Uint8Array, at: number, length: number): Item | undefined {
  // The codes stand here as literals, which engines turn into a jump table.
  switch (code) {
    case 0o10:
      return { format: "B", value: n.binary(bytes, at, length) };
    case 0o11:
      return { format: "BOOLEAN", value: length === 1 ? bytes[at] !== 0 : n.booleans(bytes, at, length) };
    case 0o20:
      return { format: "A", value: latin1(bytes, at, length) };
    case 0o21:
      return { format: "J", value: latin1(bytes, at, length) };
    case 0o22:
      return localized(bytes, at, length);
    case 0o30:
      return { format: "I8", value: length === 8 ? n.i8(bytes, at) : n.i8s(bytes, at, length) };
    case 0o31:
      return { format: "I1", value: length === 1 ? n.i1(bytes, at) : n.i1s(bytes, at, length) };
    case 0o32:
      return { format: "I2", value: length === 2 ? n.i2(bytes, at) : n.i2s(bytes, at, length) };
    case 0o34:
      return { format: "I4", value: length === 4 ? n.i4(bytes, at) : n.i4s(bytes, at, length) };
    case 0o40:
      return { format: "F8", value: length === 8 ? n.f8(bytes, at) : n.f8s(bytes, at, length) };
    case 0o44:
      return { format: "F4", value: length === 4 ? n.f4(bytes, at) : n.f4s(bytes, at, length) };
    case 0o50:
      return { format: "U8", value: length === 8 ? n.u8(bytes, at) : n.u8s(bytes, at, length) };
    case 0o51:
      return { format: "U1", value: length === 1 ? bytes[at] : n.u1s(bytes, at, length) };
    case 0o52:
      return { format: "U2", value: length === 2 ? n.u2(bytes, at) : n.u2s(bytes, at, length) };
    case 0o54:
      return { format: "U4", value: length === 4 ? n.u4(bytes, at) : n.u4s(bytes, at, length) };
  }
}

function localized(bytes: Uint8Array, at: number, length: number): Item {
  if (length < 2) return { format: "W", value: latin1(bytes, at, length) };
  return { format: "W", encoding: n.u2(bytes, at), value: latin1(bytes, at + 2, length - 2) };
}
