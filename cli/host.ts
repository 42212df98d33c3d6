// `hsms host`: a host at a prompt, or driven by a script.
import { resolve } from "node:path";
import type { ConnectionProfile, Profile } from "../driver/profile.ts";
import { loadProfile, ProfileError } from "../driver/profile_file.ts";
import { Tool } from "../driver/tool.ts";
import type { ToolOptions } from "../driver/tool_options.ts";
import { isTarget, type Place, placeOf, placeText, targetOf } from "./addresses.ts";
import { type Call, type Command, type ExitCode, Failure, UsageError, type Values } from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf } from "./connection_options.ts";
import { discoverTool } from "./discover.ts";
import { profileOf } from "./discover_profile.ts";
import { History, historyFile } from "./host_history.ts";
import { tellNews } from "./host_news.ts";
import { Prompt } from "./host_prompt.ts";
import { recordThrough } from "./host_record.ts";
import { runScript } from "./host_script.ts";
import { HostSession } from "./host_session.ts";
import type { Terminal } from "./terminal.ts";

/** The command. */
export const HOST: Command = {
  name: "host",
  summary: "be the host of a tool: type messages and commands, see events and alarms",
  usage: [
    "PROFILE|HOST:PORT [--execute LINE …] [--record FILE] [options]",
    "PROFILE|HOST:PORT [options] < SCRIPT",
  ],
  positionals: [1, 1],
  options: {
    "execute": {
      type: "string",
      short: "x",
      multiple: true,
      value: "LINE",
      help: "do this and exit; may be repeated",
    },
    "keep-going": { type: "boolean", short: "k", help: "go on with a script after a line that failed" },
    "timeout": {
      type: "string",
      value: "SECONDS",
      help: "how long a script waits for the tool to be ready (30)",
    },
    "at": { type: "string", value: "HOST:PORT", help: "where the tool is, instead of what the profile says" },
    "passive": { type: "boolean", help: "wait for the tool to connect, at [ADDRESS:]PORT" },
    "discover": { type: "boolean", help: "ask the tool for its names first, where there is no profile" },
    "no-events": { type: "boolean", help: "subscribe to no events" },
    "quiet": { type: "boolean", short: "q", help: "do not tell of the connection's states" },
    "record": { type: "string", short: "r", value: "FILE", help: "record all traffic to a pcapng file" },
    "force": { type: "boolean", help: "overwrite that file" },
    "history": {
      type: "string",
      value: "FILE|none",
      help: "where typed lines are kept (the user's state folder)",
    },
    ...CONNECTION_OPTIONS,
  },
  examples: [
    ["hsms host tool.yaml", "a prompt, with the names of the profile"],
    ["hsms host 10.0.0.17:5000 --discover", "without a profile: the tool tells its names"],
    [
      "hsms host profiles/etcher.yaml -x 'START RECIPE_ID=ALU_001 --completed'",
      "one command, until it is done",
    ],
    ["hsms host tool.yaml < morning.txt", "a script; exit code 1 when a line failed"],
  ],
  run: host,
};

/** Runs `hsms host`. */
async function host({ values, positionals: [what], terminal }: Call): Promise<ExitCode> {
  const profile = await profileFor(what, values, terminal);
  const recording = await recordThrough(values, connectionFor(profile, values), terminal);
  const options: ToolOptions = {
    connection: { ...connectionFor(profile, values), ...recording?.connection },
    ...(values["no-events"] === true ? { events: false } : {}),
  };
  const prompt = await promptFor(values, terminal); // before the tool, so that nothing that it tells is missed
  try {
    const tool = await Tool.open<Profile>(profile, options);
    const done = prompt === undefined
      ? inScript(tool, values, terminal)
      : atPrompt(tool, prompt, values, terminal);
    return await done.finally(() => tool.close());
  } catch (error) {
    if (error instanceof Failure || error instanceof UsageError) throw error;
    if (error instanceof ProfileError || error instanceof TypeError || error instanceof RangeError) {
      throw new Failure(error.message);
    }
    throw error;
  } finally {
    prompt?.close();
    await recording?.end();
  }
}

/** A prompt, where a person types; undefined where a script is to be run. */
async function promptFor({ execute, history }: Values, terminal: Terminal): Promise<Prompt | undefined> {
  const { keyboard, env, stdout } = terminal;
  if (keyboard === undefined || execute !== undefined) return undefined;
  const file = history === undefined ? historyFile(env) : history === "none" ? undefined : String(history);
  return await Prompt.open(keyboard, new History(file), stdout.style);
}

async function inScript(tool: Tool, values: Values, terminal: Terminal): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const output = { style: stdout.style, say: (text: string) => stdout.write(`${text}\n`) };
  const asides = { style: stderr.style, say: (text: string) => stderr.write(`${text}\n`) };
  tellNews(tool, values.quiet === true ? asides : output, true);
  return await runScript(new HostSession(tool, output), values, terminal);
}

async function atPrompt(tool: Tool, prompt: Prompt, values: Values, terminal: Terminal): Promise<ExitCode> {
  const output = { style: terminal.stdout.style, say: prompt.say };
  tellNews(tool, output, values.quiet === true);
  await terminal.stdout.write("Type help for what there is, Tab to complete, Ctrl-D to leave.\n");
  await prompt.run(new HostSession(tool, output), terminal.interrupted);
  return 0;
}

/** A profile from its file, or one of an address: what the tool tells, or nothing. */
async function profileFor(what: string, values: Values, terminal: Terminal): Promise<Profile> {
  const isPort = values.passive === true && /^\d+$/.test(what);
  if (!isTarget(what) && !isPort) return await profileOfFile(what);
  const place = placeOf(what, "the tool");
  const connection = connectionOf(values, place, modeOf(values));
  const id = placeText(place);
  if (values.discover !== true) return { equipment: { id }, connection };
  if (values.passive === true) throw new UsageError("Cannot discover a tool that connects by itself");
  await terminal.stderr.write(`Asking ${id} for its names\n`);
  const model = await discoverTool(values, place as Required<Place>, terminal);
  return profileOf(model, connection, model.MDLN.trim() || id);
}

async function profileOfFile(file: string): Promise<Profile> {
  try {
    return absolute(await loadProfile(file));
  } catch (error) {
    if (error instanceof ProfileError) throw new Failure(error.message);
    throw error;
  }
}

/** TLS files are relative to the profile, not to where the program runs. */
function absolute({ profile, folder }: { profile: Profile; folder: string }): Profile {
  const tls = profile.connection?.tls;
  if (typeof tls !== "object") return profile;
  const files = Object.fromEntries(Object.entries(tls).map(([name, file]) => [name, resolve(folder, file)]));
  return { ...profile, connection: { ...profile.connection!, tls: files } };
}

function modeOf({ passive }: Values): ConnectionProfile["mode"] {
  return passive === true ? "passive" : "active";
}

/** The connection of the profile, with what the options say over it. */
function connectionFor({ connection }: Profile, values: Values): ConnectionProfile {
  const { at, passive } = values;
  if (connection === undefined && at === undefined) {
    throw new Failure("Cannot connect: the profile has no connection; --at HOST:PORT says where the tool is");
  }
  const place = at === undefined
    ? { host: connection!.address, port: connection!.port }
    : passive === true
    ? placeOf(String(at), "--at")
    : targetOf(String(at), "--at");
  const given = connectionOf(
    values,
    place as Place,
    passive === true ? "passive" : connection?.mode ?? "active",
  );
  return { ...connection, ...given, timers: { ...connection?.timers, ...given.timers } };
}
