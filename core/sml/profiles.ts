// The dialects of SML that are printed, as data. What each of them writes and reads is in docs/sml.md.

/** A dialect to print. */
export type ProfileName = "canonical" | "secs4net" | "secs4java8" | "secsgem" | "go-secs" | "go-secs-fast";

/** How a dialect writes. */
export interface Profile {
  /** `S1F1 W`, `'S1F1' W`, or no header at all. */
  readonly header: "bare" | "quoted" | "none";
  /** Whether a name may stand before the header. */
  readonly names: boolean;
  /** Whether the final period has a line of its own. */
  readonly periodLine: boolean;
  /** What an item begins with, before the name of its format. */
  readonly open: "<" | "< ";
  /** What stands between the name of a format and the size. */
  readonly beforeSize: "" | " ";
  /** Which items have a size. */
  readonly sizes: "all" | "lists" | "none";
  /** What stands before the `>` of an item that is no list. */
  readonly close: ">" | " >";
  /** Whether an empty list takes two lines, as others do. */
  readonly emptyListLines: boolean;
  /** Whether empty text is written as a pair of quotes. */
  readonly emptyText: boolean;
  /** Spaces per level. */
  readonly indent: number;
  /** What stands around text. */
  readonly quote: '"' | "'";
  /**
   * How text is written: `tokens` puts what is no printable ASCII, the quote and `escaped` outside of the quotes, as
   * `0xHH`; `raw` keeps everything inside, `raw lines` everything but line breaks.
   */
  readonly text: "tokens" | "raw" | "raw lines";
  /** Printable characters that are written as `0xHH` all the same. */
  readonly escaped: string;
  /** The type name of truth values. */
  readonly booleanName: "BOOLEAN" | "Boolean";
  /** How truth values are written. */
  readonly booleans: readonly [no: string, yes: string];
  /** What stands before an LSH other than 2. */
  readonly lsh: "lsh=" | "";
}

const CANONICAL: Profile = /* @__PURE__ */ Object.freeze<Profile>({
  header: "bare",
  names: true,
  periodLine: false,
  open: "<",
  beforeSize: " ",
  sizes: "all",
  close: ">",
  emptyListLines: false,
  emptyText: false,
  indent: 2,
  quote: '"',
  text: "tokens",
  escaped: "",
  booleanName: "BOOLEAN",
  booleans: ["FALSE", "TRUE"],
  lsh: "lsh=",
});

const GO_SECS: Profile = /* @__PURE__ */ Object.freeze<Profile>({
  ...CANONICAL,
  beforeSize: "",
  emptyText: true,
  escaped: "\\>",
  booleans: ["False", "True"],
  lsh: "",
});

/** The profiles by name. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = /* @__PURE__ */ Object.freeze({
  "canonical": CANONICAL,
  "secs4net": {
    ...CANONICAL,
    header: "quoted",
    periodLine: true,
    emptyListLines: true,
    emptyText: true,
    indent: 4,
    quote: "'",
    text: "raw lines",
    booleanName: "Boolean",
    booleans: ["False", "True"],
  },
  "secs4java8": { ...CANONICAL, names: false, emptyText: true },
  "secsgem": {
    ...CANONICAL,
    header: "none",
    open: "< ",
    sizes: "lists",
    close: " >",
    booleans: ["0x0", "0x1"],
  },
  "go-secs": GO_SECS,
  "go-secs-fast": { ...GO_SECS, text: "raw" },
});
