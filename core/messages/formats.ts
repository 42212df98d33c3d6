// Formats in words, and what every kind of data item says about the format it met.
import type { Format } from "../secs2/format.ts";
import { count, type Item } from "../secs2/item.ts";
import { type DataItem, formatsOf, INTEGERS, isIntegerFormat, UNSIGNED } from "./data_item.ts";
import type { Shape } from "./schema.ts";
import type { Misfit, Trail } from "./trail.ts";

/** Warns of a format that E5, or E30, does not permit. */
export function note(data: DataItem, format: Format, trail: Trail): void {
  if (!trail.strict) return;
  const permitted = formatsOf(data);
  if (permitted !== undefined && !permitted.includes(format)) {
    trail.warn(`E5 permits ${words(permitted)}, found ${format}`);
  } else if (data.gem !== undefined && !data.gem.includes(format)) {
    trail.warn(`E30 permits ${words(data.gem)}, found ${format}`);
  }
}

/**
 * Whether an item of this format has a meaning as a name or value: never a list where an item is due, nor an item
 * where a list is due; of names only what may be one.
 */
export function mayBe(data: DataItem, format: Format): boolean {
  const formats = formatsOf(data);
  if (formats === undefined || formats.includes(format)) return true;
  if (data.kind === "name") {
    return format === "B" || format === "J" || format === "W" || isIntegerFormat(format);
  }
  return format !== "L" && formats.some((permitted) => permitted !== "L");
}

/** Formats as a list in words: `A or an integer`. */
export function words(formats: readonly Format[]): string {
  const group = [INTEGERS, UNSIGNED].find((group) => group.every((format) => formats.includes(format)));
  const rest = formats.filter((format) => !(group as readonly Format[] | undefined)?.includes(format));
  const names: string[] = group === undefined
    ? [...rest]
    : [...rest, group === INTEGERS ? "an integer" : "an unsigned integer"];
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** What a shape expects, in words: `L [2]`, `A or an integer`. */
export function expected(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return `L [${shape.fields.length}]`;
    case "listOf":
      return "L";
    case "optional":
      return `${expected(shape.of)} or nothing`;
    case "either":
      return shape.of.map(expected).join(" or ");
    case "packed":
    case "vector":
      return `ids (${words(formatsOf(shape.of)!)})`;
    case "unspecified":
      return "anything";
    case "bytes":
      return shape.length === undefined ? "B" : `B [${shape.length}]`;
  }
  const formats = formatsOf(shape);
  return formats === undefined ? "an item" : words(formats);
}

/** What is wrong with an item that has not the format expected. */
export function wrongItem(shape: Shape, item: Item | undefined, trail: Trail): Misfit {
  return trail.misfit(`expected ${expected(shape)}, found ${found(item)}`);
}

function found(item: Item | undefined): string {
  if (item === undefined) return "nothing";
  return item.format === "L" || item.format === "B" ? `${item.format} [${count(item)}]` : item.format;
}

/** What is wrong with an item that has not exactly one value. */
export function notOne(item: Item, trail: Trail): Misfit {
  return trail.misfit(`expected one value, found ${item.format} [${count(item)}]`);
}
