// Bodies as a profile describes them: SML with holes, or fields.
import { type DataMessage, decode, type Item, L, type SML, sml, toNative } from "../mod.ts";
import type { BodyProfile } from "./profile.ts";
import { itemOf, type PlainValue } from "./profile_values.ts";

const HOLE = /\$\{([^}]*)\}/;

interface Template {
  readonly strings: TemplateStringsArray;
  readonly names: readonly string[];
}

const templates: Map<string, Template> = new Map();

/** SML with a value for each `${name}`. Throws `TypeError` for one that is missing, `SmlSyntaxError` for what is no SML. */
export function filled(
  message: string,
  source: string,
  values: Readonly<Record<string, SML.SmlValue>>,
): Item {
  const { strings, names } = templateOf(source);
  const holes = names.map((name) => {
    const value = values[name];
    if (value !== undefined) return value;
    throw new TypeError(`Cannot send ${message}: ${name} is missing`);
  });
  return sml.item(strings, ...holes);
}

/** What is wrong with SML that may have holes; undefined when nothing is. */
export function smlProblem(source: string): string | undefined {
  const { strings, names } = templateOf(source);
  try {
    sml.item(strings, ...names.map(() => undefined as unknown as SML.SmlValue));
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
  }
  return undefined;
}

function templateOf(source: string): Template {
  let template = templates.get(source);
  if (template === undefined) {
    const parts = source.trim().replace(/\.$/, "").split(HOLE);
    const texts = parts.filter((_, i) => i % 2 === 0);
    const names = parts.filter((_, i) => i % 2 === 1).map((name) => name.trim());
    template = { strings: Object.assign(texts, { raw: texts }), names };
    templates.set(source, template);
  }
  return template;
}

/** A body by its fields; a structure is a list of them in order. Throws `TypeError` for one that is missing. */
export function writeFields(message: string, body: BodyProfile, value: unknown): Item {
  const item = write(message, "the body", body, value);
  if (item === undefined) throw missing(message, "the body");
  return item;
}

/** Undefined for what is optional and not given. */
function write(message: string, name: string, body: BodyProfile, value: unknown): Item | undefined {
  if ("fields" in body) return writeStructure(message, name, body.fields, value ?? {});
  if ("list" in body) return writeList(message, name, body.list, value);
  const given = (value ?? body.value) as PlainValue | undefined;
  if (given === undefined && body.optional !== true) throw missing(message, name);
  if (given === undefined) return undefined;
  try {
    return itemOf(body.format, given);
  } catch (error) {
    throw new TypeError(`Cannot send ${message}: ${name} is no ${body.format}`, { cause: error });
  }
}

function writeStructure(
  message: string,
  name: string,
  fields: Readonly<Record<string, BodyProfile>>,
  value: unknown,
): Item {
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new TypeError(`Cannot send ${message}: ${name} has no values by name`);
  }
  const values = value as Readonly<Record<string, unknown>>;
  const odd = Object.keys(values).find((key) => !Object.hasOwn(fields, key));
  if (odd !== undefined) throw new TypeError(`Cannot send ${message}: there is no ${odd} in ${name}`);
  return L(...present(Object.entries(fields).map(([key, field]) => write(message, key, field, values[key]))));
}

function writeList(message: string, name: string, body: BodyProfile, value: unknown): Item {
  if (value === undefined) throw missing(message, name);
  if (!Array.isArray(value)) throw new TypeError(`Cannot send ${message}: ${name} is no list`);
  return L(...present(value.map((one) => write(message, name, body, one))));
}

function present(items: readonly (Item | undefined)[]): Item[] {
  return items.filter((item) => item !== undefined);
}

function missing(message: string, name: string): TypeError {
  return new TypeError(`Cannot send ${message}: ${name} is missing`);
}

/** A received body by its fields; plain values where it is another. */
export function readFields(body: BodyProfile, { text }: DataMessage): unknown {
  return text.length === 0 ? undefined : read(body, decode(text));
}

function read(body: BodyProfile, item: Item): unknown {
  if ("format" in body || item.format !== "L") return toNative(item);
  if ("list" in body) return item.value.map((one) => read(body.list, one));
  const fields = Object.entries(body.fields);
  if (item.value.length > fields.length) return toNative(item);
  return Object.fromEntries(item.value.map((value, i) => [fields[i][0], read(fields[i][1], value)]));
}
