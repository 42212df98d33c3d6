// The commands of the host's prompt that are there for every tool.
import {
  disableEvents,
  display,
  enableAllEvents,
  goOffLine,
  goOnLine,
  listAlarms,
  readClock,
  subscribe,
  unsubscribe,
} from "../core/gem/mod.ts";
import { describeMessage } from "../core/messages/describe.ts";
import { catalogue } from "../core/messages/standard.ts";
import type { PlainValue } from "../driver/profile_values.ts";
import { Failure } from "./command.ts";
import { download, recipes, remove, upload } from "./host_recipes.ts";
import type { HostSession } from "./host_session.ts";
import { assignmentOf, idOf, valueOf, valueText } from "./host_values.ts";
import { pause } from "./pause.ts";

/** What a word may be completed by. */
export type Words =
  | "variables"
  | "constants"
  | "readable"
  | "events"
  | "news"
  | "recipes"
  | "commands"
  | "everything";

/** A command of the prompt. */
export interface HostCommand {
  /** What follows the name. */
  readonly usage: string;
  readonly help: string;
  /** What its words are. */
  readonly words?: Words;
  /** Whether a `=` follows each of them. */
  readonly assigns?: true;
  run(session: HostSession, words: readonly string[]): Promise<void> | void;
}

/** Every command by name. */
export const HOST_COMMANDS: Readonly<Record<string, HostCommand>> = {
  help: {
    usage: "[COMMAND|SxFy]",
    help: "this list, or what is known of one of them",
    words: "everything",
    run: help,
  },
  state: { usage: "", help: "how far the connection and the tool are", run: state },
  read: { usage: "[NAME|ID …]", help: "values of variables and constants", words: "readable", run: read },
  write: { usage: "NAME=VALUE …", help: "set constants", words: "constants", assigns: true, run: write },
  subscribe: {
    usage: "[EVENT …]",
    help: "report these events, with their reports; all when none is given",
    words: "events",
    run: subscribeTo,
  },
  unsubscribe: {
    usage: "[EVENT …]",
    help: "report these events no more",
    words: "events",
    run: unsubscribeFrom,
  },
  wait: { usage: "EVENT|ALARM [SECONDS]", help: "until it comes (60 s)", words: "news", run: wait },
  alarms: { usage: "", help: "the alarms of the tool, and which are set", run: alarms },
  events: { usage: "", help: "the events of the profile", run: events },
  commands: { usage: "", help: "the commands of the profile, with their parameters", run: commands },
  recipes: { usage: "", help: "the recipes (process programs) of the tool", run: recipes },
  upload: {
    usage: "RECIPE [FILE]",
    help: "fetch a recipe, and show it or write it to a file",
    words: "recipes",
    run: upload,
  },
  download: { usage: "RECIPE FILE", help: "give the tool a recipe", words: "recipes", run: download },
  delete: { usage: "RECIPE …", help: "delete recipes of the tool", words: "recipes", run: remove },
  online: { usage: "", help: "ask to go on-line", run: (session) => change(session, goOnLine()) },
  offline: { usage: "", help: "ask to go off-line", run: (session) => change(session, goOffLine()) },
  clock: { usage: "", help: "the time of the tool", run: clock },
  display: { usage: "TEXT", help: "show a text to the operator", run: displayText },
  sleep: { usage: "SECONDS", help: "do nothing for a while", run: sleep },
  quit: { usage: "", help: "leave (Ctrl-D)", run: (session) => session.quit() },
};

async function help(session: HostSession, [name]: readonly string[]): Promise<void> {
  if (name === undefined) return await session.say(overview(session));
  const command = Object.hasOwn(HOST_COMMANDS, name) ? HOST_COMMANDS[name] : undefined;
  if (command !== undefined) return await session.say(`${name} ${command.usage}\n  ${command.help}`);
  const numbers = /^S(\d+)F(\d+)$/i.exec(name);
  const message = numbers === null ? undefined : catalogue.get(Number(numbers[1]), Number(numbers[2]), "H→E");
  if (message !== undefined) return await session.say(describeMessage(message));
  if (Object.hasOwn(session.profile.commands ?? {}, name)) {
    return await session.say(commandText(session, name));
  }
  throw new Failure(`Cannot help with ${name}: there is no such command or message`);
}

function overview({ style, profile }: HostSession): string {
  const rows = Object.entries(HOST_COMMANDS).map(([name, { usage, help }]) => {
    const left = `${name} ${usage}`.trimEnd();
    return `  ${style("bold", left)}${" ".repeat(Math.max(1, 28 - left.length))}${help}`;
  });
  const own = Object.keys(profile.commands ?? {});
  return [
    "A message:  S1F1 W    S1F3 W <L <U4 1001>>    (SML, over several lines too; help S1F3 says what it has)",
    own.length === 0
      ? "The profile has no commands; S2F41 gives one."
      : `A command:  ${own.slice(0, 6).join(", ")}${
        own.length > 6 ? " …" : ""
      } with NAME=VALUE; --completed waits for its end`,
    ...rows,
  ].join("\n");
}

async function state({ tool, say, control }: HostSession): Promise<void> {
  const { remote, session } = tool.connection;
  const { MDLN = "", SOFTREV = "" } = tool.equipment ?? {};
  await say([
    `tool     ${tool.profile.equipment.id}${MDLN === "" ? "" : `, ${MDLN} ${SOFTREV}`}`,
    `state    ${tool.state}, control state ${control()}`,
    `peer     ${remote === undefined ? "none" : `${remote.host}:${remote.port}`}, session ${session}`,
  ].join("\n"));
}

async function read(session: HostSession, words: readonly string[]): Promise<void> {
  const { tool, profile, call } = session;
  const { variables = [], constants = [] } = profile;
  const isConstant = (id: string | number) =>
    constants.some((constant) => constant.name === id || constant.id === id);
  const ids = words.length === 0 ? [...variables].map(({ name }) => name) : words.map(idOf);
  if (ids.length === 0) throw new Failure("Cannot read: the profile has no variables; give their ids");
  const some = ids.filter((id) => !isConstant(id)), fixed = ids.filter(isConstant);
  const values = some.length === 0 ? [] : await tool.read(some as string[], call());
  const more = fixed.length === 0 ? [] : await tool.readConstants(fixed as string[], call());
  const all = new Map([
    ...some.map((id, i) => [id, values[i]] as const),
    ...fixed.map((id, i) => [id, more[i]] as const),
  ]);
  await session.say(ids.map((id) => `${id} = ${valueText(all.get(id))}${unitsOf(session, id)}`).join("\n"));
}

function unitsOf({ profile: { variables = [], constants = [] } }: HostSession, id: string | number): string {
  const known = [...variables, ...constants].find((each) => each.name === id || each.id === id);
  return known?.units === undefined || known.units === "" ? "" : ` ${known.units}`;
}

async function write({ tool, profile, call, say }: HostSession, words: readonly string[]): Promise<void> {
  if (words.length === 0) throw new Failure("Cannot write: no NAME=VALUE is given");
  const values: Record<string, PlainValue> = {};
  for (const word of words) {
    const [name, text] = assignmentOf(word);
    const constant = profile.constants?.find((each) => each.name === name || String(each.id) === name);
    values[name] = valueOf(text, constant?.format);
  }
  await tool.writeConstants(values, call());
  await say(`Written: ${Object.keys(values).join(", ")}`);
}

async function subscribeTo(
  { tool, profile, call, say }: HostSession,
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) {
    await tool.run(enableAllEvents(), call());
    return await say("All events are reported");
  }
  const events = words.map((word) => ({ id: idOf(word), reports: reportsOf(profile, word) }));
  const used = new Set(events.flatMap(({ reports }) => reports.map(String)));
  const reports = (profile.reports ?? []).filter(({ id, name }) =>
    used.has(String(id)) || used.has(name ?? "")
  );
  const steps = ["define", "link", "enable"] as const;
  const done = await tool.run(subscribe({ events, reports }, tool.facts, { steps }), call());
  if (done.reports.length > 0) tool.connection.machine.learn({ reports: done.reports });
  await say(`Reported: ${words.join(", ")}`);
}

function reportsOf({ events = [] }: HostSession["profile"], word: string): readonly (string | number)[] {
  return events.find(({ id, name }) => name === word || String(id) === word)?.reports ?? [];
}

async function unsubscribeFrom({ tool, call, say }: HostSession, words: readonly string[]): Promise<void> {
  if (words.length === 0) await tool.run(unsubscribe([], tool.facts), call());
  else await tool.run(disableEvents(words.map(idOf), tool.facts), call());
  await say(
    words.length === 0 ? "No event is reported any more" : `Not reported any more: ${words.join(", ")}`,
  );
}

async function wait(
  { tool, profile, call }: HostSession,
  [name, seconds = "60"]: readonly string[],
): Promise<void> {
  if (name === undefined) throw new Failure("Cannot wait: no event or alarm is given");
  const timeout = Number(seconds);
  if (!(timeout > 0)) throw new Failure(`Cannot wait ${seconds}: it is a number of seconds`);
  const isAlarm =
    profile.alarms?.some((alarm) => [alarm.name, alarm.text, String(alarm.id)].includes(name)) === true &&
    profile.events?.some((event) => event.name === name || String(event.id) === name) !== true;
  const options = { ...call(), timeout };
  if (isAlarm) await tool.once("alarm", idOf(name) as string, options);
  else await tool.once("event", idOf(name) as string, options);
}

async function alarms({ tool, call, say, style }: HostSession): Promise<void> {
  const listed = await tool.run(listAlarms([], tool.facts), call());
  const rows = listed.map(({ id, text, set }) =>
    `${set ? style("red", "set    ") : "       "} ${id.value} ${text}`
  );
  await say(rows.length === 0 ? "The tool lists no alarms" : rows.join("\n"));
}

async function events({ profile, say }: HostSession): Promise<void> {
  const rows = (profile.events ?? []).map(({ id, name, description }) =>
    `${id} ${name}${described(description)}`
  );
  await say(rows.length === 0 ? "The profile has no events" : rows.join("\n"));
}

async function commands(session: HostSession): Promise<void> {
  const names = Object.keys(session.profile.commands ?? {});
  const text = names.map((name) => commandText(session, name)).join("\n");
  await session.say(names.length === 0 ? "The profile has no commands" : text);
}

function commandText({ profile }: HostSession, name: string): string {
  const { parameters = [], description } = profile.commands![name];
  const rows = parameters.map(({ name, format, required, default: value, values, range, description }) => {
    const allowed = values !== undefined
      ? `, one of ${values.join(", ")}`
      : range !== undefined
      ? `, ${range.join(" to ")}`
      : "";
    const absent = value !== undefined
      ? `, ${valueText(value)} when absent`
      : required === true
      ? ", required"
      : "";
    return `  ${name}=${format}${absent}${allowed}${described(description)}`;
  });
  return [`${name}${described(description)}`, ...rows].join("\n");
}

function described(description: string | undefined): string {
  return description === undefined ? "" : `: ${description}`;
}

async function change(
  { tool, call, say }: HostSession,
  procedure: ReturnType<typeof goOnLine> | ReturnType<typeof goOffLine>,
): Promise<void> {
  await say(await tool.run(procedure as ReturnType<typeof goOnLine>, call()));
}

async function clock({ tool, call, say }: HostSession): Promise<void> {
  const { text } = await tool.run(readClock(), call());
  await say(text === "" ? "The tool has no time" : text);
}

async function displayText({ tool, call, say }: HostSession, words: readonly string[]): Promise<void> {
  await tool.run(display(words.join(" ")), call());
  await say("Shown");
}

async function sleep({ call }: HostSession, [seconds]: readonly string[]): Promise<void> {
  if (!(Number(seconds) >= 0)) throw new Failure(`Cannot sleep ${seconds}: it is a number of seconds`);
  await pause(Number(seconds), call().signal);
}
