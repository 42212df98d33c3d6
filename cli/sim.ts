// `hsms sim`: a simulated tool, to try a host against. It prints what passes and what happens, and takes commands by line.
import { Simulator } from "../driver/simulator.ts";
import type { SimulatorOptions } from "../driver/simulator_options.ts";
import { placeText } from "./addresses.ts";
import { TIME_OPTIONS } from "./capture_options.ts";
import { type Call, type Command, type ExitCode, Failure, numberOf, type Values } from "./command.ts";
import { LinkLog } from "./link_log.ts";
import { LinkTap } from "./link_tap.ts";
import { interruption } from "./pause.ts";
import { PRINT_OPTIONS } from "./printer.ts";
import { Recording } from "./proxy_recording.ts";
import { shippedProfile } from "../driver/profile_shipped.ts";
import { faultOf, helpText, obey } from "./sim_lines.ts";
import type { Style, Terminal } from "./terminal.ts";

/** The command. */
export const SIM: Command = {
  name: "sim",
  summary: "a simulated tool, from its profile, to try a host against",
  usage: ["PROFILE [--port PORT] [--fault WHAT] [--seed NUMBER] [--quiet]"],
  positionals: [1, 1],
  options: {
    "port": {
      type: "string",
      short: "p",
      value: "PORT",
      help: "listen, or connect, at this port (that of the profile)",
    },
    "address": { type: "string", value: "ADDRESS", help: "listen at, or connect to, this address" },
    "fault": {
      type: "string",
      short: "f",
      multiple: true,
      value: "WHAT",
      help: "what goes wrong: '[SxFy] KIND [SECONDS] [xTIMES] [PERCENT%]', as 'S1F3 delay 60'",
    },
    "seed": { type: "string", value: "NUMBER", help: "makes random things repeatable (that of the profile)" },
    "record": { type: "string", short: "r", value: "FILE", help: "record all traffic to a pcapng file" },
    "force": { type: "boolean", help: "overwrite that file" },
    "quiet": { type: "boolean", short: "q", help: "print neither messages nor what happens" },
    ...withoutShort(PRINT_OPTIONS),
    ...TIME_OPTIONS,
  },
  examples: [
    ["hsms sim etcher", "a tool of the profiles that come along, at the port of its profile"],
    ["hsms sim my_tool.yaml --port 6000 --sml", "one's own, with the bodies of the messages"],
    ["hsms sim etcher --fault 'S2F41 drop' --fault 'S1F3 delay 5 10%'", "that does not answer as it should"],
  ],
  run: sim,
};

/** `-f` is that of the faults. */
function withoutShort(options: Command["options"]): Command["options"] {
  return Object.fromEntries(Object.entries(options).map(([name, { short: _, ...option }]) => [name, option]));
}

/** Runs `hsms sim`. */
async function sim({ values, positionals: [given], terminal }: Call): Promise<ExitCode> {
  const profile = shippedProfile(given) ?? given;
  const { port: _, ...shown } = values; // not a filter of what is printed
  const recording = await Recording.begin(
    { ...shown, names: profile, decode: values.quiet !== true },
    terminal,
  );
  try {
    await using simulator = await start(profile, values, recording);
    const quiet = values.quiet === true;
    if (!quiet) tell(simulator, terminal);
    await terminal.stderr.write(greeting(simulator, terminal));
    const ended = interruption(terminal.interrupted);
    void listen(simulator, terminal);
    await ended;
  } finally {
    await recording.end();
  }
  return 0;
}

async function start(profile: string, values: Values, recording: Recording): Promise<Simulator> {
  const seed = numberOf(values, "seed", 0, 2 ** 32);
  const address = addressOf(values);
  const faults = [values.fault ?? []].flat().map((text) => faultOf(String(text)));
  try {
    const simulator = await Simulator.start(profile, {
      ...address,
      ...(seed === undefined ? {} : { seed }),
      over: (equipment) => new LinkTap(equipment, { tell: (fact) => tellWire(fact) }),
    });
    const tellWire = new LinkLog((event) => recording.event(event)).listener(() => ({
      local: simulator.connection.local!,
      remote: simulator.connection.remote!,
      isClient: !isPassive(simulator),
    }));
    for (const fault of faults) simulator.fault({ times: Infinity, ...fault });
    return simulator;
  } catch (error) {
    throw new Failure((error as Error).message);
  }
}

function isPassive({ profile }: Simulator): boolean {
  return (profile.connection?.mode ?? "active") === "active";
}

function addressOf(values: Values): SimulatorOptions {
  const port = numberOf(values, "port", 0, 65_535), { address } = values as { address?: string };
  return {
    ...(address === undefined ? {} : { host: address }),
    connection: { ...(port === undefined ? {} : { port }), ...(address === undefined ? {} : { address }) },
  };
}

// ── What it says ─────────────────────────────────────────────────────────────────────────────────────────────────

function greeting({ profile, address, connection }: Simulator, { stdin, stderr }: Terminal): string {
  const { equipment } = profile;
  const where = address === undefined
    ? `connects to ${placeText({ host: profile.connection?.address, port: profile.connection!.port })}`
    : `listens at ${placeText(address.host === "0.0.0.0" ? { port: address.port } : address)}`;
  const who = [equipment.id, equipment.description ?? equipment.type].filter(Boolean).join(", ");
  const session = `session ${connection.session}`;
  const hint = (stdin as { isTTY?: boolean }).isTTY === true
    ? "\nType help for what can be done to it, Ctrl-C ends it"
    : "";
  return `${stderr.style("bold", who)} ${where}, ${session}${hint}\n`;
}

/** Tells what happens to the tool, beside its messages. */
function tell(simulator: Simulator, { stdout }: Terminal): void {
  const say = (style: Style, text: string) => void stdout.write(`${stdout.style(style, `    · ${text}`)}\n`);
  simulator.on("state", ({ communication, control }) => say("blue", `${communication}, ${control}`))
    .on("process", ({ variable = "process", from, to }) => say("green", `${variable}: ${from} → ${to}`))
    .on("command", ({ name, parameters, HCACK, why }) => {
      const what = `${name}${parametersText(parameters)}: HCACK ${HCACK}`;
      say(HCACK === 0 || HCACK === 4 ? "green" : "red", why === undefined ? what : `${what}, ${why}`);
    })
    .on("alarm", ({ text, set }) => say("yellow", `alarm ${set ? "set" : "cleared"}: ${text}`))
    .on("constants", (values) => say("blue", `constants: ${JSON.stringify(values)}`))
    .on("recipe", ({ PPID, change }) => say("blue", `recipe ${PPID} ${change}`))
    .on("terminal", ({ TID, lines }) => say("blue", `terminal ${TID}: ${lines.join(" / ")}`))
    .on("fault", ({ fault: { fault }, message }) => say("red", `fault: ${fault} for ${message}`))
    .on("connect-failed", (error) => say("red", error.message))
    .on("error", (error) => say("red", error instanceof Error ? error.message : String(error)));
}

function parametersText(parameters: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return texts.length === 0 ? "" : ` ${texts.join(" ")}`;
}

// ── What it is told ──────────────────────────────────────────────────────────────────────────────────────────────

/** Carries out what comes by line, until it ends or the user does. */
async function listen(simulator: Simulator, { stdin, stderr, interrupted }: Terminal): Promise<void> {
  const stop = () => void (stdin as { destroy?(): void }).destroy?.();
  interrupted.addEventListener("abort", stop, { once: true });
  let rest = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of stdin) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      rest = lines.pop()!;
      for (const line of lines) await stderr.write(answer(simulator, line));
      if (interrupted.aborted) return;
    }
  } catch {
    // the input was closed
  }
}

function answer(simulator: Simulator, line: string): string {
  if (line.trim() === "") return "";
  if (/^\s*(?:help|\?)\s*$/.test(line)) return helpText(simulator);
  try {
    const said = obey(simulator, line.trim());
    return said === "" ? "" : `${said}\n`;
  } catch (error) {
    return `${(error as Error).message}\n`;
  }
}
