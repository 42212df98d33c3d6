// What stands before and after the item of a message.
import type { Ink } from "./ink.ts";
import type { PrintableMessage } from "./message.ts";
import type { Style } from "./print_style.ts";

/** Writes the header of a message, up to where its item begins. */
export function headerLine(ink: Ink, message: PrintableMessage, item: boolean, style: Style): void {
  const { header, names } = style.profile;
  if (header === "none") return;
  const { stream, function: fn, replyExpected = false, name } = message;
  checkNumbers(stream, fn);
  if (name !== undefined && names) ink.string(`${label(name)}:${header === "quoted" ? "" : " "}`);
  ink.ascii(header === "quoted" ? `'S${stream}F${fn}'` : `S${stream}F${fn}`);
  if (replyExpected) ink.ascii(" W");
  if (item) ink.code(style.oneLine ? 0x20 : 0x0a);
}

/** Writes the period that ends a message. */
export function period(ink: Ink, item: boolean, { profile, oneLine }: Style): void {
  if (profile.header === "none") return;
  if (profile.periodLine && (item || !oneLine)) ink.code(oneLine ? 0x20 : 0x0a);
  ink.code(0x2e);
}

function checkNumbers(stream: number, fn: number): void {
  const fits = Number.isInteger(stream) && stream >= 0 && stream <= 127 &&
    Number.isInteger(fn) && fn >= 0 && fn <= 255;
  if (!fits) throw new RangeError(`Cannot print S${stream}F${fn}: it is outside S0F0 to S127F255`);
}

/** Longest name that is read without quotes. */
export const LONGEST_NAME = 256;

const IDENTIFIER = /^[\p{L}_](?:[\p{L}\p{N}_ -]*[\p{L}\p{N}_-])?$/u;

/** A name as a label: as it is where it is an identifier, otherwise in quotes. */
function label(name: string): string {
  if (name.length <= LONGEST_NAME && IDENTIFIER.test(name)) return name;
  const quote = name.includes('"') ? "'" : '"';
  if (name.includes(quote) || /[\r\n]/.test(name)) {
    throw new RangeError(`Cannot print the name ${JSON.stringify(name)}: it does not fit between quotes`);
  }
  return quote + name + quote;
}
