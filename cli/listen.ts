// `hsms listen`: a host or an equipment that shows what comes and answers it, for whatever there is to try.
import type { AnyLink, Listener } from "../adapters/node.ts";
import * as gem from "../core/gem/mod.ts";
import type { DataMessage, Link } from "../core/link.ts";
import { placeOf, placeText } from "./addresses.ts";
import { Answers } from "./answers.ts";
import { CAPTURE_OPTIONS, TIME_OPTIONS } from "./capture_options.ts";
import { type Call, type Command, type ExitCode, Failure, type Values } from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf, listeningTls, openingOf } from "./connection_options.ts";
import { LinkLog } from "./link_log.ts";
import { type Answer, LinkTap } from "./link_tap.ts";
import { numberOf as nameOf } from "./message_name.ts";
import { interruption } from "./pause.ts";
import { PRINT_OPTIONS } from "./printer.ts";
import { Recording } from "./proxy_recording.ts";
import { messagesOf, textOf } from "./sml_source.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** The command. */
export const LISTEN: Command = {
  name: "listen",
  summary: "wait for a host or a tool, show what comes, and answer it",
  usage: ["[ADDRESS:]PORT [--as equipment|host|nobody] [--answer SML|FILE] [--sml|--json] [--filter EXPR]"],
  positionals: [1, 1],
  options: {
    "as": {
      type: "string",
      choices: ["equipment", "host", "nobody"],
      help: "who answers: a GEM equipment with nothing in it, a GEM host, or nobody (equipment)",
    },
    "answer": {
      type: "string",
      short: "a",
      multiple: true,
      value: "SML|FILE",
      help: "a reply to give ('S1F4 <L <U4 7>>.'), or a file of them; behind a primary only to that one",
    },
    "establish": { type: "boolean", short: "e", help: "send S1F13 when somebody has connected" },
    "record": { type: "string", short: "r", value: "FILE", help: "record all traffic to a pcapng file" },
    "force": { type: "boolean", help: "overwrite that file" },
    "quiet": { type: "boolean", short: "q", help: "print no messages" },
    ...PRINT_OPTIONS,
    ...TIME_OPTIONS,
    "names": CAPTURE_OPTIONS.names,
    ...CONNECTION_OPTIONS,
  },
  examples: [
    ["hsms listen 5000", "an equipment that any host can connect to"],
    ["hsms listen 5000 --as host --sml", "a host for a tool that connects by itself, with the bodies"],
    ["hsms listen 5000 --answer 'S1F4 <L <U4 7>>.'", "with a value for S1F3"],
  ],
  run: listen,
};

/** Runs `hsms listen`. */
async function listen({ values, positionals: [at], terminal }: Call): Promise<ExitCode> {
  listeningTls(values);
  const place = placeOf(at, "the port");
  const answers = await answersOf(values, terminal);
  const side = values.as === "host" ? "host" : "equipment";
  const { options: { tls, ...options }, sockets } = await openingOf(
    connectionOf(values, place, side === "host" ? "passive" : "active"),
    side,
  );
  const recording = await Recording.begin({ ...values, decode: values.quiet !== true }, terminal);
  try {
    const listener: Listener<AnyLink> = await sockets.listen({
      ...options,
      ...(typeof tls === "object" ? { tls } : {}),
      host: place.host ?? "0.0.0.0",
      ...peersOf(values, answers, recording, () => listener.address.port),
    }).catch((error) => {
      throw new Failure((error as Error).message);
    });
    const { host, port } = listener.address;
    await terminal.stderr.write(
      `Listening at ${placeText(place.host === undefined ? { port } : { host, port })}\n`,
    );
    await interruption(terminal.interrupted);
    await listener.close();
  } finally {
    await recording.end();
  }
  return 0;
}

type AnyNews = { readonly type: string };
type AnyEntity = Link<AnyNews>;

/** What every peer gets: a log of its own traffic, the answers of the rules, and whoever answers the rest. */
function peersOf(values: Values, answers: Answers<Answer>, recording: Recording, port: () => number) {
  const log = new LinkLog((event) => recording.event(event));
  return {
    peer: (remote: { host: string; port: number }) => {
      const local = () => ({ host: localHost(remote.host), port: port() });
      const tell = log.listener(() => ({ local: local(), remote, isClient: false }));
      const answer = (message: DataMessage): Answer | undefined => answers.take(message)?.answer;
      return { over: (entity: AnyEntity) => machineOf(values, new LinkTap(entity, { tell, answer })) };
    },
  };
}

/** Our own end, of the same IP version, where the peer is all that is told. */
function localHost(remote: string): string {
  return remote.includes(":") && !/^::ffff:/i.test(remote) ? "::1" : "127.0.0.1";
}

function machineOf({ as = "equipment", establish }: Values, link: AnyEntity): AnyLink {
  const clock = { clock: Date.now, zone: -new Date().getTimezoneOffset() };
  const asks = establish === true;
  if (as === "nobody") return link;
  if (as === "host") return new gem.Host(link, { asks, ...clock });
  const control = { initial: "ON-LINE" } as const; // asks nobody, so that whatever comes is answered
  return new gem.Equipment(link, EQUIPMENT, { asks, control, notCommunicating: "abort", ...clock });
}

/** An equipment with what E30 says that every equipment has, and nothing else. */
const EQUIPMENT: gem.EquipmentModel = {
  MDLN: "hsms listen",
  SOFTREV: VERSION,
  statusVariables: [
    { SVID: 1, SVNAME: "Clock", role: "Clock", format: "A" },
    { SVID: 2, SVNAME: "ControlState", role: "ControlState", format: "U1" },
  ],
};

/** The replies of the rules. Throws {@linkcode Failure}. */
async function answersOf({ answer = [] }: Values, terminal: Terminal): Promise<Answers<Answer>> {
  const answers = new Answers<Answer>();
  for (const rule of [answer].flat()) {
    const isSml = /^\s*(?:[\w-]+\s*:\s*)?['"]?S\d+F\d+/i.test(String(rule));
    const source = isSml ? String(rule) : await textOf(String(rule), terminal);
    addRules(answers, source, isSml ? "--answer" : String(rule));
  }
  return answers;
}

function addRules(answers: Answers<Answer>, source: string, what: string): void {
  const messages = messagesOf(source, what);
  messages.forEach((message, i) => {
    const { stream, function: fn, text } = message;
    if (fn % 2 === 1) {
      const next = messages[i + 1];
      if (next?.stream === stream && (next.function === fn + 1 || next.function === 0)) return;
      throw new Failure(`${what}: Cannot answer ${nameOf(message)}: no reply stands behind it`);
    }
    const before = messages[i - 1];
    const asked = before !== undefined && before.stream === stream && before.function % 2 === 1
      ? before
      : undefined;
    if (fn === 0 && asked === undefined) {
      throw new Failure(
        `${what}: Cannot answer by ${nameOf(message)}: the primary has to stand in front of it`,
      );
    }
    answers.add(asked ?? { stream, function: fn - 1 }, { function: fn, text });
  });
}
