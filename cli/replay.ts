// `hsms replay`: acts as one side of a capture, and compares what comes with what was captured.
import type { AnyLink, Connection } from "../adapters/node.ts";
import { placeOf, placeText, targetOf } from "./addresses.ts";
import { CAPTURE_OPTIONS } from "./capture_options.ts";
import {
  type Call,
  type Command,
  type ExitCode,
  Failure,
  numberOf,
  UsageError,
  type Values,
} from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf, listeningTls, openingOf } from "./connection_options.ts";
import { LinkTap, type TapWork } from "./link_tap.ts";
import { many } from "./message_text.ts";
import { reach } from "./reach.ts";
import { type Pace, Player, type PlayNews } from "./replay_player.ts";
import { type Role, type Script, scriptsOf } from "./replay_script.ts";
import type { Terminal } from "./terminal.ts";

/** The command. */
export const REPLAY: Command = {
  name: "replay",
  summary: "act as one side of a capture, and report what the other side does differently",
  usage: [
    "CAPTURE --as equipment|host --listen [ADDRESS:]PORT [--fast|--speed N] [--strict]",
    "CAPTURE --as equipment|host --connect HOST:PORT [--fast|--speed N] [--strict]",
  ],
  positionals: [1, 1],
  options: {
    "as": { type: "string", choices: ["equipment", "host"], help: "the side to be" },
    "connect": { type: "string", value: "HOST:PORT", help: "connect to the other side" },
    "listen": { type: "string", value: "[ADDRESS:]PORT", help: "wait for the other side" },
    "fast": { type: "boolean", help: "send each as soon as what stood before it has happened" },
    "speed": { type: "string", value: "N", help: "so many times as fast as captured (1)" },
    "patience": {
      type: "string",
      value: "SECONDS",
      help: "how long to wait for what the other side is to send (10)",
    },
    "strict": { type: "boolean", help: "times and DATAIDs may not differ either" },
    "connection": {
      type: "string",
      short: "c",
      value: "N",
      help: "only this connection of the capture, from 1 (all, in order)",
    },
    "verbose": { type: "boolean", short: "v", help: "print what was as captured, too" },
    "json": { type: "boolean", help: "differences as NDJSON" },
    ...CONNECTION_OPTIONS,
    "format": CAPTURE_OPTIONS.format,
  },
  examples: [
    [
      "hsms replay session.pcapng --as equipment --listen 5000 --fast",
      "test a host against what a tool once said",
    ],
    [
      "hsms replay session.pcapng --as host --connect 10.0.0.17:5000",
      "ask a tool again what a host once asked",
    ],
  ],
  run: replay,
};

/** Runs `hsms replay`. */
async function replay({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  const { as: role } = values as { as?: Role };
  if (role === undefined) throw new UsageError("Cannot replay: --as equipment or --as host is missing");
  if ((values.connect === undefined) === (values.listen === undefined)) {
    throw new UsageError("Cannot replay: one of --connect and --listen is needed");
  }
  const pace = paceOf(values);
  const scripts = chosen(await scriptsOf(file, role, captureValues(values), terminal), values);
  const report = new Report(values, terminal);
  for (const script of scripts) {
    if (terminal.interrupted.aborted) break;
    if (scripts.length > 1) await report.begin(script);
    await playOne(script, role, pace, values, report, terminal);
  }
  return await report.end();
}

/** Options of the capture; the timers are those of the connection. */
function captureValues({ format }: Values): Values {
  return { format };
}

function paceOf(values: Values): Pace {
  const speed = numberOf(values, "speed", 0.001);
  if (values.fast === true && speed !== undefined) {
    throw new UsageError("Cannot take --fast and --speed at once");
  }
  return {
    speed: values.fast === true ? undefined : speed ?? 1,
    patience: numberOf(values, "patience", 0, 86_400) ?? 10,
    strict: values.strict === true,
  };
}

function chosen(scripts: readonly Script[], values: Values): readonly Script[] {
  const number = numberOf(values, "connection", 1);
  if (number === undefined) return scripts;
  const script = scripts.find((script) => script.number === number);
  if (script !== undefined) return [script];
  throw new Failure(
    `Cannot replay connection ${number}: the capture has ${many(scripts.length, "connection")} with data`,
  );
}

async function playOne(
  script: Script,
  role: Role,
  pace: Pace,
  values: Values,
  report: Report,
  terminal: Terminal,
): Promise<void> {
  const player = new Player(script, pace, (news) => report.take(news), terminal.interrupted);
  const connection = await connected(script, role, values, { answer: player.answer }, terminal);
  if (connection === undefined) return;
  try {
    await player.play(connection);
  } finally {
    await connection.close();
    await report.flush();
  }
}

/** The connection, SELECTED; undefined when the user has enough. */
async function connected(
  script: Script,
  role: Role,
  values: Values,
  work: TapWork,
  terminal: Terminal,
): Promise<Connection<AnyLink> | undefined> {
  const isActive = values.connect !== undefined;
  const place = isActive
    ? targetOf(String(values.connect), "--connect")
    : placeOf(String(values.listen), "--listen");
  const mode = (role === "host") === isActive ? "active" : "passive";
  const profile = {
    ...connectionOf(values, place, mode),
    session: numberOf(values, "session", 0, 32_767) ?? script.session,
  };
  const opening = await openingOf(profile, role);
  const over = (link: ConstructorParameters<typeof LinkTap<{ readonly type: string }>>[0]) =>
    new LinkTap(link, work);
  if (isActive) return (await reach(opening, place, over, terminal.interrupted)).connection;
  listeningTls(values);
  const host = place.host ?? "0.0.0.0";
  const connection = opening.sockets.open<AnyLink>({ ...opening.options, host, over });
  connection.on(
    "listening",
    ({ port }) => void terminal.stderr.write(`Listening at ${placeText({ ...place, port })}\n`),
  );
  try {
    const taken = new Promise<never>((_, reject) => connection.on("connect-failed", reject));
    await Promise.race([connection.whenSelected({ signal: terminal.interrupted }), taken]);
    return connection;
  } catch (error) {
    await connection.close();
    if (terminal.interrupted.aborted) return undefined;
    throw new Failure((error as Error).message);
  }
}

/** What was the same and what was not, as it comes and in the end. */
class Report {
  readonly #values: Values;
  readonly #terminal: Terminal;
  #writing: Promise<void> = Promise.resolve();
  #same = 0;
  #differences = 0;

  constructor(values: Values, terminal: Terminal) {
    this.#values = values;
    this.#terminal = terminal;
  }

  async begin({ number, ends, steps }: Script): Promise<void> {
    await this.#terminal.stderr.write(
      `Connection ${number}: ${ends}, ${many(steps.length, "primary", "primaries")}\n`,
    );
  }

  take({ step, text, sentences }: PlayNews): void {
    if (sentences.length === 0) this.#same += 1;
    this.#differences += sentences.length;
    const place = step === undefined ? "" : `#${step.index} `;
    if (sentences.length === 0 && this.#values.verbose === true) this.#print(`${place}${text}: as captured`);
    for (const sentence of sentences) {
      const index = step?.index;
      if (this.#values.json === true) {
        this.#print(JSON.stringify({ ...(step === undefined ? {} : { index }), difference: sentence }));
      } else this.#print(`${this.#terminal.stdout.style("red", `${place}differs:`)} ${sentence}`);
    }
  }

  #print(text: string): void {
    this.#writing = this.#writing.then(() => this.#terminal.stdout.write(`${text}\n`));
  }

  async flush(): Promise<void> {
    await this.#writing;
  }

  async end(): Promise<ExitCode> {
    await this.flush();
    const { stderr, interrupted } = this.#terminal;
    await stderr.write(`${this.#same} as captured, ${many(this.#differences, "difference")}\n`);
    return this.#differences > 0 || interrupted.aborted ? 1 : 0;
  }
}
