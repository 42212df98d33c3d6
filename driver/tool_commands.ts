// Remote commands as a profile has them: parameters are checked before anything is sent.
import type { Format, Item } from "../mod.ts";
import type { CommandProfile, ParameterProfile, Profile, ProfileId } from "./profile.ts";
import { itemOf, type PlainValue } from "./profile_values.ts";

/** The event that tells of a command's completion. Throws `TypeError` when the profile names none. */
export function completionOf({ commands = {} }: Profile, name: string): ProfileId {
  const completes = commands[name]?.completes;
  if (completes !== undefined) return completes;
  throw new TypeError(`Cannot wait for the command ${name}: the profile has no event that completes it`);
}

/** The parameters of a command as items, in the order of the profile. Throws `TypeError` or `RangeError`, by name. */
export function commandItems(
  { commands = {} }: Profile,
  name: string,
  values: Readonly<Record<string, PlainValue | undefined>>,
): { name: string; value: Item }[] {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new TypeError(`Cannot give the command ${name}: ${knownText(commands)}`);
  const { parameters = [] } = command;
  const odd = Object.keys(values).find((key) => !parameters.some((parameter) => parameter.name === key));
  if (odd !== undefined) {
    const known = parameters.map(({ name }) => name).join(", ") || "none";
    throw new TypeError(`Cannot give the command ${name}: it has no parameter ${odd}; it has ${known}`);
  }
  return parameters.flatMap((parameter) => {
    const value = values[parameter.name] ?? parameter.default;
    if (value === undefined) return absent(name, parameter);
    return [{ name: parameter.name, value: checked(name, parameter, value) }];
  });
}

function knownText(commands: Readonly<Record<string, CommandProfile>>): string {
  const names = Object.keys(commands);
  return names.length === 0 ? "the profile has no commands" : `the profile has ${names.join(", ")}`;
}

function absent(command: string, { name, required }: ParameterProfile): [] {
  if (required !== true) return [];
  throw new TypeError(`Cannot give the command ${command}: the parameter ${name} is missing`);
}

function checked(
  command: string,
  { name, format, values, range }: ParameterProfile,
  value: PlainValue,
): Item {
  const where = `Cannot give the command ${command}: ${name}`;
  if (values !== undefined && !values.includes(value as string)) {
    throw new RangeError(`${where} is ${show(value)}, not one of ${values.map(show).join(", ")}`);
  }
  const item = converted(where, format, value);
  if (range !== undefined) checkRange(where, range, item, value);
  return item;
}

function converted(where: string, format: Format, value: PlainValue): Item {
  try {
    return itemOf(format, value);
  } catch (error) {
    throw new TypeError(`${where} is ${show(value)}, which is no ${format}`, { cause: error });
  }
}

/** Numbers are held against a range, and the lengths of texts. */
function checkRange(
  where: string,
  [least, most]: readonly [number, number],
  { value: found }: Item,
  given: PlainValue,
): void {
  const isText = typeof found === "string";
  const measured = isText
    ? [found.length]
    : typeof found === "object"
    ? Array.from(found as ArrayLike<number>)
    : [found];
  if (measured.every((number) => Number(number) >= least && Number(number) <= most)) return;
  const what = isText ? `${found.length} characters long` : show(given);
  throw new RangeError(`${where} is ${what}, not in ${least} to ${most}`);
}

function show(value: PlainValue): string {
  return typeof value === "bigint" ? `${value}` : JSON.stringify(value);
}
