// What a person types to a simulated tool, line by line: events, alarms, values, faults, what an operator does.
import type { FaultProfile } from "../driver/profile.ts";
import type { Simulator } from "../driver/simulator.ts";
import { UsageError } from "./command.ts";

/** What can be typed: words, what they do, and who does it. */
const LINES: Readonly<Record<string, readonly [usage: string, help: string, work: Work]>> = {
  event: ["event NAME [VARIABLE=VALUE …]", "raise an event, after variables were given values", raise],
  alarm: ["alarm NAME on|off", "set or clear an alarm", alarm],
  set: ["set NAME VALUE", "give a variable or constant a value", set],
  get: ["get NAME", "tell the value of a variable or constant", get],
  fault: ["fault [SxFy] KIND [SECONDS] [xTIMES] [PERCENT%]", "make something go wrong, once", fault],
  faults: ["faults off", "nothing goes wrong any more", noFaults],
  online: ["online", "the operator asks to go on-line", operate((equipment, now) => equipment.goOnLine(now))],
  offline: ["offline", "the operator goes off-line", operate((equipment, now) => equipment.goOffLine(now))],
  local: ["local", "the operator's switch to LOCAL", operate((equipment, now) => equipment.setLocal(now))],
  remote: [
    "remote",
    "the operator's switch to REMOTE",
    operate((equipment, now) => equipment.setRemote(now)),
  ],
  say: ["say WORDS", "the operator sends a text to the host", say],
  state: ["state", "tell where the tool stands", state],
  drop: ["drop", "end the connection at once", drop],
};

type Work = (words: readonly string[], simulator: Simulator) => unknown;
type Operation = Parameters<Simulator["operate"]>[0];

/** Does what a line says, and returns what there is to say of it. Throws with what to type instead. */
export function obey(simulator: Simulator, line: string): string {
  const [word, ...words] = wordsOf(line);
  const known = Object.hasOwn(LINES, word) ? LINES[word] : undefined;
  if (known === undefined) {
    throw new Error(`Cannot ${word}: it is one of ${Object.keys(LINES).join(", ")}, help`);
  }
  return String(known[2](words, simulator) ?? "");
}

/** What can be typed, and the names of the tool. */
export function helpText({ profile }: Simulator): string {
  const rows = Object.values(LINES).map(([usage, help]) => `  ${usage.padEnd(52)}${help}`);
  const names = (things: readonly { readonly name?: string; readonly id: number | string }[] = []) =>
    things.map(({ name, id }) => name ?? id).join(", ");
  return [
    ...rows,
    `Events: ${names(profile.events)}`,
    `Alarms: ${names(profile.alarms)}`,
    `Faults: ${KINDS.join(", ")}`,
    "",
  ].join("\n");
}

/** Words at spaces; what stands in quotes is one. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|((?:[^\s"]|(?<==)"[^"]*")+)/g)].map(([, quoted, plain]) =>
    quoted ?? plain.replace(/="(.*)"$/, "=$1")
  );
}

function raise([name, ...given]: readonly string[], simulator: Simulator): void {
  const values = given.map((pair) => {
    const [, variable, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (variable === undefined) throw new Error(`Cannot take ${pair}: it is VARIABLE=VALUE`);
    return [variable, value];
  });
  simulator.trigger(idOf(name, "the event"), Object.fromEntries(values));
}

function alarm([name, how = "on"]: readonly string[], simulator: Simulator): string {
  if (how !== "on" && how !== "off") throw new Error(`Cannot take ${how}: it is on or off`);
  const changed = simulator.alarm(idOf(name, "the alarm"), how === "on");
  return changed ? "" : `It is ${how} already`;
}

function set([name, ...value]: readonly string[], simulator: Simulator): void {
  simulator.set(idOf(name, "the variable"), value.join(" "));
}

function get([name]: readonly string[], simulator: Simulator): string {
  const value = simulator.get(idOf(name, "the variable"));
  if (value === undefined) throw new Error(`Cannot tell ${name}: the profile has no such variable`);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function fault(words: readonly string[], simulator: Simulator): void {
  simulator.fault(faultOf(words.join(" ")));
}

function noFaults(_: readonly string[], simulator: Simulator): void {
  simulator.noFaults();
}

function operate(work: Operation): Work {
  return (_, simulator) => simulator.operate(work) === false ? "It cannot, in this state" : "";
}

function say(words: readonly string[], simulator: Simulator): string {
  const posted = simulator.operate((equipment, now) => equipment.sendText(words.join(" "), now));
  return posted === "sent" ? "" : `The text was ${posted}`;
}

function state(_: readonly string[], simulator: Simulator): string {
  const { communication, control, processes } = simulator.state;
  return [communication, control, ...processes].join(", ");
}

function drop(_: readonly string[], simulator: Simulator): void {
  simulator.disconnect();
}

/** An id where it is a number, otherwise a name. */
function idOf(text: string | undefined, what: string): string | number {
  if (text === undefined) throw new Error(`Cannot do it: ${what} is missing`);
  return /^\d+$/.test(text) ? Number(text) : text;
}

// ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────

const KINDS: readonly FaultProfile["fault"][] = [
  "delay",
  "drop",
  "reject",
  "abort",
  "wrong reply",
  "bad body",
  "disconnect",
  "slow",
];

/** A fault from words: `S1F3 delay 60`, `wrong reply x3 10%`. Throws {@linkcode UsageError}. */
export function faultOf(text: string): FaultProfile {
  const kind = KINDS.find((kind) => new RegExp(`(?:^|\\s)${kind}(?:\\s|$)`).test(text));
  if (kind === undefined) {
    throw new UsageError(`Cannot make the fault ${text}: it is one of ${KINDS.join(", ")}`);
  }
  const fault: { -readonly [K in keyof FaultProfile]: FaultProfile[K] } = { fault: kind };
  for (const word of text.replace(kind, "").trim().split(/\s+/)) {
    if (/^S\d{1,3}F\d{1,3}$/i.test(word)) fault.on = word.toUpperCase();
    else if (/^\d+(?:\.\d+)?$/.test(word)) fault.seconds = Number(word);
    else if (/^x[1-9]\d*$/.test(word)) fault.times = Number(word.slice(1));
    else if (/^\d+(?:\.\d+)?%$/.test(word)) fault.probability = Number(word.slice(0, -1)) / 100;
    else if (word !== "") {
      throw new UsageError(`Cannot make the fault ${text}: ${word} is no message, time or count`);
    }
  }
  return fault;
}
