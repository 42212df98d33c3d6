// `hsms send`: connects to a tool, sends messages, and prints what is answered.
import { type Connection, NoReplyError } from "../adapters/node.ts";
import { duration } from "../core/framing/clock.ts";
import { establishCommunications, goOnLine } from "../core/gem/mod.ts";
import type { DataMessage } from "../core/link.ts";
import { decode } from "../core/secs2/decode.ts";
import { print, type SmlMessage, toJSON } from "../core/sml/mod.ts";
import { targetOf } from "./addresses.ts";
import {
  type Call,
  type Command,
  type ExitCode,
  Failure,
  numberOf,
  UsageError,
  type Values,
} from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf, openingOf } from "./connection_options.ts";
import { answeringHost, type AnyHost, sessionOn } from "./gem_session.ts";
import { numberOf as nameOf, titleOf } from "./message_name.ts";
import { type Over, reach } from "./reach.ts";
import { messagesOf, textOf } from "./sml_source.ts";
import type { Terminal } from "./terminal.ts";

/** The command. */
export const SEND: Command = {
  name: "send",
  summary: "send messages to a tool, and print what it answers",
  usage: [
    "HOST:PORT SML… [--establish] [--repeat N] [--json] [--session ID]",
    "HOST:PORT --file FILE|- [options]",
  ],
  positionals: [1, 100],
  options: {
    "file": { type: "string", short: "f", value: "FILE|-", help: "read the SML from a file" },
    "establish": { type: "boolean", short: "e", help: "establish communication first (S1F13)" },
    "gem": { type: "boolean", help: "establish communication, and ask to go on-line (S1F17)" },
    "raw": { type: "boolean", help: "answer nothing of what the tool asks meanwhile (S1F13, S1F1, S6F11 …)" },
    "repeat": { type: "string", short: "n", value: "N", help: "send all of it so many times (1)" },
    "json": { type: "boolean", help: "replies as NDJSON" },
    ...CONNECTION_OPTIONS,
  },
  examples: [
    ["hsms send 10.0.0.17:5000 'S1F1 W.'", "who are you?"],
    ["hsms send 10.0.0.17:5000 --establish 'S1F3 W <L <U4 1001>>.'", "the value of a status variable"],
    ["hsms send 10.0.0.17:5000 --gem --file start.sml --t3 120", "a script, for a tool that thinks for long"],
  ],
  run: send,
};

/** Runs `hsms send`. */
async function send({ values, positionals: [target, ...texts], terminal }: Call): Promise<ExitCode> {
  const place = targetOf(target, "the tool");
  const repeat = numberOf(values, "repeat", 1) ?? 1;
  const messages = await primariesOf(texts, values, terminal);
  const opening = await openingOf(connectionOf(values, place), "host");
  const { connection } = await reach(opening, place, machineOf(values), terminal.interrupted);
  try {
    if (values.establish === true || values.gem === true) await establish(connection, values);
    const sender = new Sender(connection, values.json === true, terminal);
    for (let round = 0; round < repeat; round++) {
      for (const message of messages) await sender.send(message);
    }
    return sender.failed ? 1 : 0;
  } finally {
    await connection.close();
  }
}

async function primariesOf(
  texts: readonly string[],
  { file }: Values,
  terminal: Terminal,
): Promise<readonly SmlMessage[]> {
  const messages = texts.flatMap((text) => messagesOf(text, "the message"));
  if (file !== undefined) messages.push(...messagesOf(await textOf(String(file), terminal), String(file)));
  if (messages.length === 0) throw new UsageError("Cannot send: no message is given (as 'S1F1 W.')");
  const odd = messages.find(({ function: fn }) => fn % 2 === 0);
  if (odd !== undefined) {
    throw new Failure(`Cannot send ${nameOf(odd)}: it is a reply, nobody has asked for it`);
  }
  return messages;
}

/** Unless told otherwise, what the tool asks is answered. */
function machineOf({ raw }: Values): Over<AnyHost> {
  return raw === true ? (link) => link as unknown as AnyHost : answeringHost;
}

async function establish(connection: Connection<AnyHost>, { raw, gem: online }: Values): Promise<void> {
  if (raw === true) throw new UsageError("Cannot establish communication with --raw");
  const run = sessionOn(connection);
  await run(establishCommunications());
  if (online === true) await run(goOnLine());
}

/** Sends one message after the other. */
class Sender {
  readonly #connection: Connection<AnyHost>;
  readonly #json: boolean;
  readonly #terminal: Terminal;
  /** Whether any has had no reply. */
  failed = false;

  constructor(connection: Connection<AnyHost>, json: boolean, terminal: Terminal) {
    this.#connection = connection;
    this.#json = json;
    this.#terminal = terminal;
  }

  /** Sends and waits for the reply. Throws {@linkcode Failure} when there is no connection any more. */
  async send(message: SmlMessage): Promise<void> {
    if (this.#terminal.interrupted.aborted) throw new Failure("Interrupted");
    const began = performance.now();
    try {
      const reply = message.replyExpected
        ? await this.#connection.request(message, { signal: this.#terminal.interrupted })
        : await this.#connection.send(message).then(() => undefined);
      await this.#tell(message, reply, performance.now() - began);
    } catch (error) {
      await this.#fail(message, error as Error, performance.now() - began);
    }
  }

  async #tell(message: SmlMessage, reply: DataMessage | undefined, latency: number): Promise<void> {
    const text = reply === undefined
      ? `// ${nameOf(message)} sent, no reply is expected`
      : replyText(reply, latency);
    await this.#terminal.stdout.write(`${this.#json ? replyJson(message, reply, latency) : text}\n`);
  }

  async #fail(message: SmlMessage, error: Error, latency: number): Promise<void> {
    this.failed = true;
    if (this.#terminal.interrupted.aborted) throw new Failure("Interrupted");
    const reason = error instanceof NoReplyError ? error.reason : error.name;
    if (this.#json) await this.#terminal.stdout.write(`${failureJson(message, reason, error, latency)}\n`);
    const sentence = `${error.message}${HINTS[reason] ?? ""}`;
    if (this.#connection.state !== "SELECTED") throw new Failure(sentence);
    await this.#terminal.stderr.write(`${this.#terminal.stderr.style("red", "hsms send:")} ${sentence}\n`);
  }
}

/** What to try next. */
const HINTS: Readonly<Record<string, string>> = {
  T3: ". Some tools answer nothing before S1F13: try --establish; others want their device id: --session",
  aborted:
    ". The tool does not know it, or wants communication first: try --establish, or --gem to go on-line",
};

function replyText(reply: DataMessage, latency: number): string {
  const title = titleOf(reply);
  return `// ${title === "" ? "" : `${title}, `}after ${duration(latency * 1e6)}\n${print(reply)}`;
}

function replyJson(message: SmlMessage, reply: DataMessage | undefined, milliseconds: number): string {
  if (reply === undefined) return JSON.stringify({ sent: nameOf(message), reply: null });
  const { session, systemBytes, text } = reply;
  return JSON.stringify({
    sent: nameOf(message),
    reply: nameOf(reply),
    name: titleOf(reply),
    milliseconds,
    session,
    systemBytes,
    item: text.length === 0 ? null : toJSON(decode(text)),
  });
}

function failureJson(message: SmlMessage, reason: string, error: Error, milliseconds: number): string {
  return JSON.stringify({ sent: nameOf(message), reason, error: error.message, milliseconds });
}
