// Acknowledge codes that say no.
import type { CodeName } from "../messages/data_item.ts";

/** A table of acknowledge codes, as the catalogue has them. */
export interface AcknowledgeCodes {
  /** Its name: `"DRACK"`. */
  readonly item: string;
  /** The name of a code. */
  readonly name: CodeName;
}

/** A part of what was asked that the equipment names as the reason: a parameter, a variable, a stream. */
export interface RefusedPart {
  /** What it is: `CPNAME "PPID"`, `VID 1001`. */
  readonly what: string;
  /** Its code. */
  readonly code: number;
  /** The name of the code. */
  readonly meaning: string;
}

/** The peer understood, and refused. */
export class AcknowledgeError extends Error {
  /** `"AcknowledgeError"`. */
  override readonly name = "AcknowledgeError";
  /** The acknowledge item: `"HCACK"`. */
  readonly item: string;
  /** Its value. */
  readonly code: number;
  /** Its name by E5, `"error 70"` for one of the equipment's own: `"CANNOT_NOW"`. */
  readonly meaning: string;
  /** What was refused: `"define reports"`. */
  readonly what: string;
  /** The parts at fault, as far as the equipment names them. */
  readonly parts: readonly RefusedPart[];

  /** `what` was refused with a code of a table. */
  constructor(what: string, codes: AcknowledgeCodes, code: number, parts: readonly RefusedPart[] = []) {
    const meaning = codes.name(code);
    const details = parts.map((part) => `, ${part.what}: ${part.code} (${part.meaning})`).join("");
    super(`Cannot ${what}: refused with ${codes.item} ${code} (${meaning})${details}`);
    this.item = codes.item;
    this.code = code;
    this.meaning = meaning;
    this.what = what;
    this.parts = parts;
  }
}

/** Returns a code that is among those which mean yes, and throws {@linkcode AcknowledgeError} for any other. */
export function accept(
  what: string,
  codes: AcknowledgeCodes,
  code: number,
  accepted: readonly number[] = [0],
): number {
  if (!accepted.includes(code)) throw new AcknowledgeError(what, codes, code);
  return code;
}

/** A part that was refused. */
export function refusedPart(what: string, codes: AcknowledgeCodes, code: number): RefusedPart {
  return { what, code, meaning: codes.name(code) };
}
