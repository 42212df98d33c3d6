// The ratios to reach: what is compared with what, and how far it has to go.

export type Runtime = "deno" | "bun" | "node20" | "node24";

/** A ratio of two figures of a group (`of[0] / of[1]`), or one figure in terms of `per`. */
export interface Goal {
  readonly group: string;
  readonly name: string;
  readonly of: readonly [string, string?];
  /** What one figure is divided by, when there is no second. */
  readonly per?: number;
  /** The difference of the two, rather than their ratio. */
  readonly difference?: boolean;
  /** × when absent. */
  readonly unit?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly stretch?: number;
  /** `atLeast` where a runtime has its own. */
  readonly on?: Readonly<Partial<Record<Runtime, number>>>;
}

const DECODE = "S6F11 decode: fabwire";
const ENCODE = "S6F11 encode: fabwire ItemWriter";

const CODEC: Omit<Goal, "group">[] = [
  {
    name: "S6F11 decode vs own reader, time",
    of: [DECODE, "S6F11 decode: fabwire ItemReader"],
    atMost: 1.5,
    stretch: 1.2,
  },
  {
    name: "S6F11 decode vs msgpackr untagged",
    of: ["S6F11 decode: msgpackr untagged", DECODE],
    atLeast: 1,
    stretch: 1.2,
  },
  {
    name: "S6F11 decode vs msgpackr tagged records",
    of: ["S6F11 decode: msgpackr tagged", DECODE],
    atLeast: 2,
    stretch: 3,
  },
  {
    name: "S6F11 decode vs JSON.parse untagged",
    of: ["S6F11 decode: JSON untagged", DECODE],
    atLeast: 1.5,
    stretch: 2,
    on: { bun: 1.25 },
  },
  { name: "S6F11 decode vs secs4js", of: ["S6F11 decode: secs4js", DECODE], atLeast: 8, stretch: 15 },
  {
    name: "S6F11 validate vs memcpy, time",
    of: ["S6F11 decode: fabwire validate", "S6F11 decode: memcpy"],
    atMost: 7,
    stretch: 5,
  },
  {
    name: "U4[100,000] decode vs msgpackr",
    of: ["U4[100,000] decode: msgpackr untagged", "U4[100,000] decode: fabwire"],
    atLeast: 5,
    stretch: 15,
  },
  {
    name: "U4[100,000] decode vs JSON.parse",
    of: ["U4[100,000] decode: JSON untagged", "U4[100,000] decode: fabwire"],
    atLeast: 20,
    stretch: 40,
  },
  {
    name: "1,000 x [A, U4] decode vs msgpackr untagged",
    of: ["1,000 x [A, U4] decode: msgpackr untagged", "1,000 x [A, U4] decode: fabwire"],
    atLeast: 0.6,
    stretch: 0.9,
  },
  {
    name: "S6F11 encode vs msgpackr untagged",
    of: ["S6F11 encode: msgpackr untagged", ENCODE],
    atLeast: 1.4,
    stretch: 1.7,
  },
  {
    name: "S6F11 encode vs JSON.stringify untagged",
    of: ["S6F11 encode: JSON untagged", ENCODE],
    atLeast: 1.1,
    stretch: 1.25,
  },
  { name: "S6F11 encode vs secs4js", of: ["S6F11 encode: secs4js", ENCODE], atLeast: 15, stretch: 30 },
];

const SML: Omit<Goal, "group">[] = ["S6F11", "100 sensors"].flatMap((message) => [
  {
    name: `${message} print vs JSON.stringify, per byte`,
    of: [`${message} print: fabwire`, `${message} print: JSON.stringify`],
    atLeast: 0.5,
    stretch: 1,
  },
  {
    name: `${message} print vs secs4js`,
    of: [`${message} print: fabwire`, `${message} print: secs4js`],
    atLeast: 10,
  },
  {
    name: `${message} parse vs secs4js`,
    of: [`${message} parse: fabwire`, `${message} parse: secs4js`],
    atLeast: 2,
    stretch: 10,
  },
]);

const OTHERS: Goal[] = [
  {
    group: "allocation",
    name: "S6F11 decode, allocated",
    of: ["S6F11 decode"],
    per: 1024,
    unit: "KB",
    atMost: 2,
    stretch: 1.5,
  },
  {
    group: "many",
    name: "10 MB of 2.6 M items: reader vs tree",
    of: ["tree", "reader into columns"],
    atLeast: 5,
    stretch: 10,
  },
  {
    group: "many",
    name: "10 MB of 2.6 M items: reader, memory",
    of: ["reader into columns: peak memory"],
    unit: "MB",
    atMost: 100,
    stretch: 50,
  },
  {
    group: "framer",
    name: "byte by byte, per byte",
    of: ["10 KB byte by byte"],
    unit: "ns/B",
    atMost: 25,
    stretch: 10,
  },
  {
    group: "framer",
    name: "byte by byte, 100 KB vs 10 KB, per byte",
    of: ["100 KB byte by byte", "10 KB byte by byte"],
    atMost: 1.5,
  },
  {
    group: "framer",
    name: "10 KB byte by byte vs concat",
    of: ["10 KB byte by byte: concat", "10 KB byte by byte"],
    atLeast: 10,
  },
  {
    group: "framer",
    name: "10 MB in 64 KiB chunks vs concat",
    of: ["10 MB in 64 KiB chunks: concat", "10 MB in 64 KiB chunks"],
    atLeast: 10,
  },
  {
    group: "entity",
    name: "T3 start and stop vs a setTimeout pair",
    of: ["setTimeout and clearTimeout", "T3 start and stop"],
    atLeast: 5,
    stretch: 10,
  },
  {
    group: "loopback",
    name: "1 outstanding vs raw echo",
    of: ["two processes, 1 outstanding: fabwire", "two processes, 1 outstanding: raw"],
    atLeast: 0.8,
    stretch: 0.9,
  },
  {
    group: "loopback",
    name: "64 outstanding, a second",
    of: ["two processes, 64 outstanding: fabwire"],
    per: 1000,
    unit: "k/s",
    atLeast: 500,
    stretch: 1000,
  },
  {
    group: "loopback",
    name: "64 outstanding vs a write per message",
    of: [
      "two processes, 64 outstanding: fabwire",
      "two processes, 64 outstanding: fabwire, a write per message",
    ],
    atLeast: 5,
  },
  {
    group: "large",
    name: "16 MiB request and reply vs raw, time",
    of: ["16 MiB there and back: fabwire", "16 MiB there and back: raw"],
    atMost: 3,
    stretch: 1.5,
  },
  {
    group: "large",
    name: "16 MiB request and reply, memory of one side vs the message",
    of: ["16 MiB there and back: peak memory"],
    per: 16 * 1.048576,
    atMost: 2.5,
    stretch: 1.5,
  },
  {
    group: "idle",
    name: "an idle connection beyond a bare socket",
    of: ["fabwire", "bare socket"],
    difference: true,
    unit: "B",
    atMost: 2048,
    stretch: 1024,
  },
  {
    group: "capture",
    name: "hsms decode vs tshark -T fields",
    of: ["tshark -T fields", "hsms decode"],
    atLeast: 1,
    stretch: 3,
  },
  {
    group: "capture",
    name: "hsms check vs tshark -T fields",
    of: ["tshark -T fields", "hsms check"],
    atLeast: 1,
    stretch: 3,
  },
  {
    group: "proxy",
    name: "round trip through the proxy vs direct, time",
    of: ["through the proxy", "direct"],
    atMost: 5,
    stretch: 3,
  },
  {
    group: "proxy",
    name: "round trip, recorded vs not, time",
    of: ["through it, recorded", "through the proxy"],
    atMost: 1.5,
    stretch: 1.2,
  },
];

/** Every row of the table, in its order. */
export const GOALS: readonly Goal[] = [
  ...CODEC.map((goal) => ({ group: "codec", ...goal })),
  ...SML.map((goal) => ({ group: "sml", ...goal })),
  ...OTHERS,
];
