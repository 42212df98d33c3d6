// Values as they are typed and shown at the host's prompt.
import type { Format } from "../core/secs2/format.ts";
import type { PlainValue } from "../driver/profile_values.ts";
import { Failure } from "./command.ts";

/** `NAME=VALUE` in its two parts. Throws {@linkcode Failure}. */
export function assignmentOf(word: string): readonly [name: string, value: string] {
  const at = word.indexOf("=");
  if (at > 0) return [word.slice(0, at), word.slice(at + 1)];
  throw new Failure(`Cannot take ${word}: it is NAME=VALUE`);
}

/** A typed value for an item of a format; for an unknown one a number where it looks like one. */
export function valueOf(text: string, format: Format | undefined): PlainValue {
  if (format === undefined) return isNumber(text) ? Number(text) : text;
  if (/^[AJWL]/.test(format)) return text;
  if (format === "BOOLEAN") {
    return /^(?:true|t|yes|1)$/i.test(text) ? true : /^(?:false|f|no|0)$/i.test(text) ? false : text;
  }
  if (/^[IU]8$/.test(format) && /^[+-]?\d+$/.test(text)) return BigInt(text);
  const parts = text.split(",").map((part) => part.trim());
  if (!parts.every(isNumber)) return text;
  return parts.length === 1 ? Number(text) : parts.map(Number);
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}

/** An id: a number where it is one. */
export function idOf(word: string): number | string {
  return /^\d+$/.test(word) ? Number(word) : word;
}

/** A value for people. */
export function valueText(value: unknown): string {
  if (value instanceof Uint8Array) {
    return [...value].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  }
  if (typeof value === "string") return /^[\w.:+-]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return String(value);
  }
  if (value === undefined || value === null) return "-";
  if (ArrayBuffer.isView(value)) return [...value as unknown as Iterable<unknown>].map(String).join(",");
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  return JSON.stringify(value);
}
