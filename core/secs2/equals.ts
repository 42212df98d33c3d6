// Whether two items say the same.
import { count, type Item } from "./item.ts";

/**
 * Whether two items have the same format and the same elements. NaN equals NaN, −0 is not 0, `lengthBytes` has no
 * meaning, and a value may be a scalar, a plain or a typed array.
 */
export function equals(a: Item, b: Item): boolean {
  if (a === b) return true;
  if (a.format !== b.format || count(a) !== count(b)) return false;
  if (a.format === "L") return a.value.every((element, i) => equals(element, (b as typeof a).value[i]));
  if (a.format === "W" && a.encoding !== (b as typeof a).encoding) return false;
  if (typeof a.value === "string") return a.value === b.value;
  return sameElements(elements(a.value), elements(b.value));
}

function elements(value: unknown): ArrayLike<unknown> {
  return typeof value === "object" ? value as ArrayLike<unknown> : [value];
}

function sameElements(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  for (let i = 0; i < a.length; i++) {
    if (!Object.is(a[i], b[i])) return false;
  }
  return true;
}
