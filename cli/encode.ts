// `hsms encode`: SML to the bytes that go on the wire.
import { readFile } from "node:fs/promises";
import { dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { hex } from "../core/secs2/hex.ts";
import { encode as encodeItem } from "../core/secs2/encode.ts";
import { parse, type Sml } from "../core/sml/parse.ts";
import { SmlSyntaxError } from "../core/sml/syntax_error.ts";
import { reasonOf } from "./capture_options.ts";
import { type Call, type Command, type ExitCode, Failure, numberOf } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** The command. */
export const ENCODE: Command = {
  name: "encode",
  summary: "print the bytes of messages or items given as SML",
  usage: [
    "SML [--session ID] [--system-bytes N] [--binary]",
    "--file FILE|- [--session ID] [--system-bytes N] [--binary]",
  ],
  positionals: [0, 1],
  options: {
    "file": { type: "string", short: "f", value: "FILE|-", help: "read the SML from a file" },
    "session": { type: "string", short: "s", value: "ID", help: "session id (0)" },
    "system-bytes": {
      type: "string",
      value: "N",
      help: "system bytes of the first message, decimal or 0x… (1)",
    },
    "binary": { type: "boolean", help: "the bytes themselves instead of hexadecimal digits" },
  },
  examples: [
    ["hsms encode 'S1F3 W <L <U4 1001>>.'", "a message with its length and header"],
    ["hsms encode '<L <U4 1> <A \"LOT-7\">>'", "an item alone"],
  ],
  run: encode,
};

/** Runs `hsms encode`. */
async function encode({ values, positionals, terminal }: Call): Promise<ExitCode> {
  const session = numberOf(values, "session", 0, 0xffff) ?? 0;
  const first = numberOf(values, "system-bytes", 0, 0xffff_ffff) ?? 1;
  const source = await sourceOf(positionals[0], values.file as string | undefined, terminal);
  const { messages, items } = read(source);
  const texts = [
    ...messages.map((message, i) => {
      const systemBytes = (first + i) % 2 ** 32;
      return encodeMessage(dataHeader({ ...message, session, systemBytes }), message.text);
    }),
    ...items.map((item) => encodeItem(item)),
  ];
  for (const bytes of texts) {
    await terminal.stdout.write(values.binary === true ? bytes : `${hex(bytes, " ")}\n`);
  }
  return 0;
}

async function sourceOf(
  given: string | undefined,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  if (file === undefined && given !== undefined && given !== "-") return given;
  if ((file ?? given) === undefined) throw new Failure("Cannot encode: no SML is given");
  if ((file ?? given) === "-") return await textOf(terminal);
  return await readFile(file!, "utf8").catch((error) => {
    throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
  });
}

async function textOf({ stdin }: Terminal): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stdin) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function read(source: string): Sml {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof SmlSyntaxError || error instanceof RangeError) throw new Failure(error.message);
    throw error;
  }
}
