// The head of a definition, `S2F41 H→E W S`: which message it is, who sends it, and what E5 says of reply and blocks.

/** Who sends a message: host, equipment, or either. */
export type Direction = "H→E" | "E→H" | "H↔E";

/** A direction as it may be typed: `->` and `<->` stand for the arrows that few keyboards have. */
export type TypedDirection = Direction | "H->E" | "E->H" | "H<->E";

/** Whether a reply is expected: always (`W`), as the sender chooses (`[W]`), or never (`-`). */
export type ReplyExpected = "W" | "[W]" | "-";

/** Whether a message fits one block of SECS-I (`S`) or may need several (`M`). */
export type Block = "S" | "M";

/** The head of a definition: `S2F41 H→E W S`, or `S2F41 H->E W S`. The block is left out where nobody says. */
export type Head = `S${number}F${number} ${TypedDirection} ${ReplyExpected}${"" | ` ${Block}`}`;

/** What a head says. */
export interface HeadFacts {
  /** `S2F41`. */
  readonly id: string;
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** Who sends it. */
  readonly direction: Direction;
  /** Whether a reply is expected. */
  readonly reply: ReplyExpected;
  /** Blocks of SECS-I; `undefined` where nobody says. HSMS has no such limit. */
  readonly block: Block | undefined;
}

const HEAD = /^(S(\d+)F(\d+)) (H(?:→|->|↔|<->)E|E(?:→|->)H) (W|\[W\]|-)(?: ([SM]))?$/;

/** Reads a head. Throws a `RangeError` for what is none, and for what no message can be. */
export function readHead(head: Head): HeadFacts {
  const match = HEAD.exec(head);
  if (match === null) throw new RangeError(`Cannot define ${head}: expected a head such as S2F41 H→E W S`);
  const facts = {
    id: match[1],
    stream: Number(match[2]),
    function: Number(match[3]),
    direction: withArrow(match[4] as TypedDirection),
    reply: match[5] as ReplyExpected,
    block: match[6] as Block | undefined,
  };
  check(facts);
  return facts;
}

/** A direction as the tables of E5 have it. */
export function withArrow(direction: TypedDirection): Direction {
  return direction.replace("<->", "↔").replace("->", "→") as Direction;
}

/** Whether there is such a stream and such a function. */
export function isMessageNumber(stream: number, fn: number): boolean {
  return isWithin(127, stream) && isWithin(255, fn);
}

function isWithin(most: number, value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function check({ id, stream, function: fn, reply }: HeadFacts): void {
  if (!isMessageNumber(stream, fn)) {
    throw new RangeError(`Cannot define ${id}: streams are 0 to 127, functions 0 to 255`);
  }
  if (reply !== "-" && (fn % 2 === 0 || fn === 255)) {
    throw new RangeError(`Cannot define ${id}: no reply follows ${fn === 255 ? "255" : "an even function"}`);
  }
}
