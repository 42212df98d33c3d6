// Messages, sides and times in the words of findings: short, and the same everywhere.
import { type Header, STYPE } from "../hsms/header.ts";
import { sTypeName } from "../hsms/names.ts";
import type { Catalogue } from "../messages/catalogue.ts";
import type { Direction, Time } from "../framing/model.ts";

/** Nanoseconds in a second. */
export const SECOND = 1e9;

/** `sys=276`: system bytes as in the lines of messages and in filters. */
export function systemBytesText(systemBytes: number): string {
  return `sys=${systemBytes}`;
}

/** `S2F33`, `Select.req`. */
export function typeText({ sType, byte2, byte3 }: Header): string {
  return sType === STYPE.DATA ? `S${byte2 & 0x7f}F${byte3}` : sTypeName(sType);
}

/** `S2F34 sys=276`, `Select.req sys=257`. */
export function brief(header: Header): string {
  return `${typeText(header)} ${systemBytesText(header.systemBytes)}`;
}

/** `S2F33 Define Report sys=276`: with the name, where there is one. */
export function titled(header: Header, catalogue: Catalogue): string {
  const { sType, byte2, byte3 } = header;
  const name = sType === STYPE.DATA ? catalogue.get(byte2 & 0x7f, byte3)?.name : undefined;
  if (name === undefined) return brief(header);
  return `${typeText(header)} ${name} ${systemBytesText(header.systemBytes)}`;
}

/** `3.1 ms`, `45.0 s`. */
export function duration(time: Time): string {
  if (Number.isNaN(time)) return "an unknown time";
  if (time < 1e6) return `${Math.round(time / 1e3)} µs`;
  if (time < SECOND) return `${(time / 1e6).toFixed(1)} ms`;
  return `${(time / SECOND).toFixed(1)} s`;
}

/** `45 s`: a timer as set. */
export function timerText(seconds: number): string {
  return `${seconds} s`;
}

/** `1 message`, `3 messages`. */
export function counted(count: number, what: string): string {
  return `${numberText(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** `1,200,025`. */
export function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** With a capital, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first few of a list, and how many more there are. */
export function some(texts: readonly string[], most = 4): string {
  const shown = texts.slice(0, most).join(", ");
  return texts.length > most ? `${shown} and ${numberText(texts.length - most)} more` : shown;
}

/** The other direction. */
export function opposite(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}
