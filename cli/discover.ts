// `hsms discover`: asks a tool for all that it can tell of itself, and writes a profile to start from.
import { writeFile } from "node:fs/promises";
import { discover as discovery, establishCommunications, goOnLine, type ToolModel } from "../core/gem/mod.ts";
import { type Place, placeText, targetOf } from "./addresses.ts";
import { type Call, type Command, type ExitCode, Failure, type Values } from "./command.ts";
import { CONNECTION_OPTIONS, connectionOf, openingOf } from "./connection_options.ts";
import { profileOf } from "./discover_profile.ts";
import { yamlOf } from "./discover_yaml.ts";
import { answeringHost, sessionOn } from "./gem_session.ts";
import { many } from "./message_text.ts";
import { reach } from "./reach.ts";
import type { Terminal } from "./terminal.ts";

/** A tool that is silent is waited for once a question: T3 in seconds, unless another is given. */
const PATIENCE = "10";

/** The command. */
export const DISCOVER: Command = {
  name: "discover",
  summary: "ask a tool for all that it can tell, and write a profile to start from",
  usage: ["HOST:PORT [--output FILE] [--id NAME] [--session ID] [--json]"],
  positionals: [1, 1],
  options: {
    "output": { type: "string", short: "o", value: "FILE", help: "write to a file (the standard output)" },
    "force": { type: "boolean", help: "overwrite that file" },
    "id": {
      type: "string",
      value: "NAME",
      help: "name of the tool in the profile (its model, or the address)",
    },
    "json": { type: "boolean", help: "what the tool told as JSON, not as a profile" },
    ...CONNECTION_OPTIONS,
    "t3": { type: "string", value: "SECONDS", help: `how long to wait for each answer (${PATIENCE})` },
  },
  examples: [
    ["hsms discover 10.0.0.17:5000 --output tool.yaml", "a profile for `hsms host tool.yaml`"],
  ],
  run: discover,
};

/** Runs `hsms discover`. */
async function discover({ values, positionals: [target], terminal }: Call): Promise<ExitCode> {
  const place = targetOf(target, "the tool");
  const model = await discoverTool(values, place, terminal);
  const { t3: _, ...rest } = values;
  const id = String(values.id ?? (model.MDLN.trim() || placeText(place)));
  const profile = profileOf(model, connectionOf(rest, place), id);
  const text = values.json === true ? jsonOf(model) : yamlOf(profile, model, placeText(place));
  await write(text, values, terminal);
  const { stderr } = terminal;
  await stderr.write(`${stderr.style("dim", summaryOf(model))}\n`);
  return 0;
}

/** Connects, establishes communication, and asks for everything. Throws {@linkcode Failure}. */
export async function discoverTool(values: Values, place: Place, terminal: Terminal): Promise<ToolModel> {
  const opening = await openingOf(connectionOf({ t3: PATIENCE, ...values }, place), "host");
  const { connection } = await reach(opening, place, answeringHost, terminal.interrupted);
  const stop = () => void connection.close();
  terminal.interrupted.addEventListener("abort", stop);
  try {
    const run = sessionOn(connection);
    await run(establishCommunications());
    await run(goOnLine()).catch(async ({ message }: Error) => {
      await terminal.stderr.write(`${message}: off-line, a tool tells little of itself\n`); // some all the same
    });
    return await run(discovery());
  } finally {
    terminal.interrupted.removeEventListener("abort", stop);
    await connection.close();
  }
}

function jsonOf(model: ToolModel): string {
  const plain = (_: string, value: unknown) => typeof value === "bigint" ? String(value) : value;
  return `${JSON.stringify(model, plain, 2)}\n`;
}

async function write(text: string, { output, force }: Values, terminal: Terminal): Promise<void> {
  if (output === undefined) return await terminal.stdout.write(text);
  const file = String(output);
  await writeFile(file, text, { flag: force === true ? "w" : "wx" }).catch((error) => {
    const exists = (error as { code?: string }).code === "EEXIST";
    const why = exists ? "there is such a file already (--force overwrites it)" : error.message;
    throw new Failure(`Cannot write to ${file}: ${why}`);
  });
  await terminal.stderr.write(`Written to ${file}; try hsms host ${file}\n`);
}

function summaryOf({ variables, constants, events, reports, alarms, programs, messages }: ToolModel): string {
  const answered = Object.values(messages).filter((outcome) => outcome === "answered").length;
  const parts = [
    many(variables.length, "variable"),
    many(constants.length, "constant"),
    many(events.length, "event"),
    many(reports.length, "report"),
    many(alarms.length, "alarm"),
    many(programs.length, "process program"),
  ];
  return `${parts.join(", ")}; ${answered} of ${many(Object.keys(messages).length, "question")} answered`;
}
