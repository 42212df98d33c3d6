// `hsms ping`: how long TCP, Select and linktests of a tool take, or what is in the way.
import type { AnyLink, Connection } from "../adapters/node.ts";
import { ControlError } from "../adapters/node.ts";
import { placeText, targetOf } from "./addresses.ts";
import { type Call, type Command, type ExitCode, Failure, numberOf, UsageError } from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf, openingOf } from "./connection_options.ts";
import { reach } from "./reach.ts";
import { pause } from "./pause.ts";

const { secs1: _, t3: __, ...OPTIONS } = CONNECTION_OPTIONS;

/** The command. */
export const PING: Command = {
  name: "ping",
  summary: "measure TCP, Select and linktests of a tool, or say what is in the way",
  usage: ["HOST:PORT [--count N] [--interval SECONDS] [--json]"],
  positionals: [1, 1],
  options: {
    "count": { type: "string", short: "c", value: "N", help: "linktests, 0: until interrupted (4)" },
    "interval": { type: "string", short: "i", value: "SECONDS", help: "time between linktests (1)" },
    "json": { type: "boolean", help: "the result as JSON" },
    ...OPTIONS,
  },
  examples: [
    ["hsms ping 10.0.0.17:5000", "whether a tool can be reached, and how fast it is"],
    ["hsms ping 10.0.0.17:5000 --count 0 --interval 10", "watch it until Ctrl-C"],
  ],
  run: ping,
};

/** Runs `hsms ping`. */
async function ping({ values, positionals: [target], terminal }: Call): Promise<ExitCode> {
  const place = targetOf(target, "the tool");
  const count = numberOf(values, "count", 0) ?? 4;
  const interval = numberOf(values, "interval", 0, 86_400) ?? 1;
  if (!Number.isInteger(count)) throw new UsageError(`Cannot take --count ${count}: it is a whole number`);
  const opening = await openingOf(connectionOf(values, place), "host");
  const { connection, tcp, select } = await reach(opening, place, (link) => link, terminal.interrupted);
  const say = async (text: string) =>
    values.json === true ? undefined : await terminal.stdout.write(`${text}\n`);
  await say(`${placeText(place)}: TCP connected in ${ms(tcp)}, SELECTED in ${ms(select)}`);
  const told: Linktests = { times: [], sent: 0 };
  try {
    await linktests(connection, { count, interval }, terminal.interrupted, told, say);
  } finally {
    await connection.close();
  }
  await say(summary(told));
  const { error } = told;
  if (values.json === true) await terminal.stdout.write(`${toJson(tcp, select, told)}\n`);
  if (error !== undefined) throw new Failure(error);
  return told.times.length < told.sent ? 1 : 0;
}

/** Linktests, as far as they came. */
interface Linktests {
  /** Milliseconds, in order. */
  readonly times: number[];
  sent: number;
  /** Why there are no more. */
  error?: string;
}

async function linktests(
  connection: Connection<AnyLink>,
  { count, interval }: { readonly count: number; readonly interval: number },
  interrupted: AbortSignal,
  told: Linktests,
  say: (text: string) => Promise<void>,
): Promise<void> {
  while (!interrupted.aborted && (count === 0 || told.sent < count)) {
    if (told.sent > 0) await pause(interval, interrupted);
    if (interrupted.aborted) return;
    told.sent += 1;
    try {
      const { milliseconds } = await connection.linktest();
      told.times.push(milliseconds);
      await say(`linktest ${told.sent}: ${ms(milliseconds)}`);
    } catch (error) {
      told.error = failureOf(error as Error, told.sent);
      return;
    }
  }
}

function failureOf(error: Error, number: number): string {
  if (error instanceof ControlError && error.outcome === "T6") {
    return `Cannot complete linktest ${number}: no response within T6, so the connection was given up`;
  }
  return `Cannot complete linktest ${number}: ${
    error.message.replace(/^Cannot complete Linktest\.req: /, "")
  }`;
}

function summary({ times, sent }: Linktests): string {
  const answered = `${sent} sent, ${times.length} answered`;
  if (times.length === 0) return answered;
  const { min, avg, p95, max } = statistics(times);
  return `${answered}; min/avg/p95/max ${[min, avg, p95, max].map((time) => time.toFixed(3)).join("/")} ms`;
}

function statistics(times: readonly number[]): Record<"min" | "avg" | "p95" | "max", number> {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    min: sorted[0],
    avg: sorted.reduce((sum, time) => sum + time, 0) / sorted.length,
    p95: sorted[Math.ceil(0.95 * sorted.length) - 1],
    max: sorted.at(-1)!,
  };
}

function toJson(tcp: number, select: number, { times, sent, error }: Linktests): string {
  const all = times.length === 0 ? {} : statistics(times);
  return JSON.stringify({
    tcp,
    select,
    sent,
    answered: times.length,
    ...all,
    ...(error === undefined ? {} : { error }),
  });
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 10 ? 3 : 1)} ms`;
}
