// Options of printing, checked and worked out once for a print.
import { FORMATS } from "../secs2/format.ts";
import { latin1Bytes } from "../secs2/latin1.ts";
import { plainBytes } from "./print_text.ts";
import { type Profile, type ProfileName, PROFILES } from "./profiles.ts";

/** How to print. */
export interface PrintOptions {
  /** The dialect; `canonical` when absent. */
  readonly profile?: ProfileName;
  /** Spaces per level, 0 to 16; those of the dialect when absent. */
  readonly indent?: number;
  /** Everything in one line. Not with `secs4net`, which reads line by line. */
  readonly oneLine?: boolean;
  /** Whether items have sizes, as far as the dialect has any; true when absent. The reader of secs4net needs them. */
  readonly sizes?: boolean;
  /**
   * How many elements of an item to show at most, 0 or more: of lists, of arrays, characters of text. For the rest
   * stands `… 1,234 more`, which no parser reads. All when absent.
   */
  readonly elements?: number;
  /** Shows the number of length bytes where an item has more than it needs, as in `<A [5/3] "HELLO">`. */
  readonly lengthBytes?: boolean;
  /** Most lists around an item, itself included when it is one: 1 to 1024; 64 for bytes, 1024 for items when absent. */
  readonly depth?: number;
}

/** Options and dialect in the form that printing needs. */
export interface Style {
  readonly profile: Profile;
  readonly indent: number;
  readonly oneLine: boolean;
  readonly sizes: "all" | "lists" | "none";
  readonly elements: number;
  readonly lengthBytes: boolean;
  readonly quote: number;
  /** By format code: what an item begins with, without a size and up to the number of one. */
  readonly openings: readonly Uint8Array[];
  readonly sizedOpenings: readonly Uint8Array[];
  /** By byte, 1 where it may stand in quotes: of A and J, and of W, which is never raw. */
  readonly plain: Uint8Array;
  readonly unicodePlain: Uint8Array;
}

const styles: Partial<Record<ProfileName, Style>> = {};

/** The style of some options. Throws a `RangeError` for one that is out of range. */
export function styleOf(options: PrintOptions): Style {
  const { profile: name = "canonical" } = options;
  if (!Object.hasOwn(PROFILES, name)) {
    throw new RangeError(`Cannot print as "${name}": there is no such profile`);
  }
  const plain = styles[name] ??= plainStyle(PROFILES[name]);
  const { indent = plain.indent, elements = Infinity, oneLine = false, sizes = true, lengthBytes = false } =
    options;
  if (!Number.isInteger(indent) || indent < 0 || indent > 16) {
    throw new RangeError(`Cannot indent by ${indent}: it is outside 0 to 16`);
  }
  if (!(elements >= 0)) throw new RangeError(`Cannot show ${elements} elements: it is below 0`);
  if (indent === plain.indent && elements === Infinity && !oneLine && sizes && !lengthBytes) return plain;
  return {
    ...plain,
    indent,
    oneLine,
    elements: Math.floor(elements),
    sizes: sizes ? plain.sizes : "none",
    lengthBytes,
  };
}

function plainStyle(profile: Profile): Style {
  return {
    profile,
    indent: profile.indent,
    oneLine: false,
    sizes: profile.sizes,
    elements: Infinity,
    lengthBytes: false,
    quote: profile.quote.charCodeAt(0),
    openings: openings(profile, ""),
    sizedOpenings: openings(profile, `${profile.beforeSize}[`),
    plain: plainBytes(profile),
    unicodePlain: plainBytes({ ...profile, text: "tokens" }),
  };
}

function openings({ open, booleanName }: Profile, behind: string): Uint8Array[] {
  const byCode: Uint8Array[] = [];
  for (const [format, { code }] of Object.entries(FORMATS)) {
    byCode[code] = latin1Bytes(open + (format === "BOOLEAN" ? booleanName : format) + behind);
  }
  return byCode;
}
