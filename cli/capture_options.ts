// What the commands that read captures have in common: their options, the file itself, and names for its ids.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { AuditTimers, CaptureFormat, CaptureOptions } from "../core/capture/mod.ts";
import type { NameData } from "../core/reading/names.ts";
import { namesFromCsv } from "../core/reading/names_csv.ts";
import { Failure, numberOf, type Option, UsageError, type Values } from "./command.ts";

const FORMATS: readonly CaptureFormat[] = ["pcap", "pcapng", "HSMS", "SECS-I", "hex", "log"];
const TIMERS = ["T3", "T5", "T6", "T7", "T8"] as const;

/** Options of every command that holds messages against the rules. */
export const TIMER_OPTIONS: Readonly<Record<string, Option>> = {
  "t3": { type: "string", value: "SECONDS", help: "reply timeout (45)" },
  "t5": { type: "string", value: "SECONDS", help: "connect separation (10)" },
  "t6": { type: "string", value: "SECONDS", help: "control transaction timeout (5)" },
  "t7": { type: "string", value: "SECONDS", help: "NOT SELECTED timeout (10)" },
  "t8": { type: "string", value: "SECONDS", help: "network intercharacter timeout (5)" },
};

/** Options of every command that prints ids. */
export const NAME_OPTIONS: Readonly<Record<string, Option>> = {
  "names": {
    type: "string",
    value: "FILE",
    help: "names of events, variables, alarms: CSV, JSON, or an equipment profile in YAML",
  },
};

/** Options of every command that reads a capture. */
export const FILE_OPTIONS: Readonly<Record<string, Option>> = {
  "host": {
    type: "string",
    value: "ADDRESS[:PORT]",
    help: "only connections of this address, whatever they carry",
  },
  "port": { type: "string", value: "PORT", help: "only connections of this TCP port, whatever they carry" },
  "host-is": {
    type: "string",
    value: "ADDRESS",
    help: "which side is the host; local or remote in a log",
  },
  "format": { type: "string", choices: FORMATS, help: "what the file is (told by its content)" },
  ...TIMER_OPTIONS,
};

/** Options of commands that read a capture and print its messages. */
export const CAPTURE_OPTIONS: Readonly<Record<string, Option>> = { ...NAME_OPTIONS, ...FILE_OPTIONS };

/** Options of every command that prints times. */
export const TIME_OPTIONS: Readonly<Record<string, Option>> = {
  "zone": { type: "string", value: "ZONE", help: "zone of the times: utc, local, or as +02:00 (local)" },
};

/** How to read a capture, by the options given. Throws {@linkcode UsageError}. */
export function captureOptions(values: Values): CaptureOptions {
  const { host, "host-is": hostIs, format } = values as Record<string, string | undefined>;
  const port = numberOf(values, "port", 1, 65_535);
  const timers: Record<string, number> = {};
  for (const timer of TIMERS) {
    const seconds = numberOf(values, timer.toLowerCase(), 0.001);
    if (seconds !== undefined) timers[timer] = seconds;
  }
  return {
    timers: timers as AuditTimers,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(hostIs === undefined ? {} : { hostIs }),
    ...(format === undefined ? {} : { format: format as CaptureFormat }),
  };
}

/** The names that `--names` gives. Throws {@linkcode Failure}. */
export async function loadNames({ names: file }: Values): Promise<NameData> {
  if (typeof file !== "string") return {};
  if (/^\.ya?ml$/i.test(extname(file))) {
    return await (await import("./profile_names.ts")).namesOfProfile(file);
  }
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new Failure(`Cannot read the names in ${file}: ${reasonOf(error)}`);
  });
  if (!/^\s*\{/.test(text)) return namesFromCsv(text);
  try {
    return JSON.parse(text) as NameData;
  } catch (error) {
    throw new Failure(`Cannot read the names in ${file}: ${(error as Error).message}`);
  }
}

/** Minutes that the zone asked for is ahead of UTC; of the local one, those of today. Throws {@linkcode UsageError}. */
export function zoneOf({ zone = "local" }: Values): number {
  const text = String(zone).toLowerCase();
  if (text === "local") return -new Date().getTimezoneOffset();
  if (text === "utc" || text === "z") return 0;
  const parts = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text);
  if (parts === null) throw new UsageError(`Cannot take --zone ${zone}: it is utc, local, or as +02:00`);
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === "-" ? -minutes : minutes;
}

/** Why the system refused something, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "it may not be read",
    EISDIR: "it is a folder",
  };
  return words[code ?? ""] ?? message;
}
