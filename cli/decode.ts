// `hsms decode`: a capture as lines, SML, hexadecimal dumps, NDJSON, CSV, or as a capture of its own.
import { PcapngSlice } from "../core/reading/export_pcapng.ts";
import { readCapture } from "./capture_file.ts";
import { CAPTURE_OPTIONS, captureOptions, loadNames, TIME_OPTIONS } from "./capture_options.ts";
import type { Call, Command, ExitCode, Values } from "./command.ts";
import { many, nothingText } from "./message_text.ts";
import { PRINT_OPTIONS, Printer, REDACT_OPTIONS, type Taker } from "./printer.ts";
import { RecordFile } from "./record_file.ts";

/** The command. */
export const DECODE: Command = {
  name: "decode",
  summary: "print the messages of a capture",
  usage: ["FILE|- [--sml|--json|--hex|--csv|--log|--write FILE] [--filter EXPR] [--names FILE] [--follow]"],
  positionals: [1, 1],
  options: {
    ...PRINT_OPTIONS,
    "follow": { type: "boolean", help: "go on with a file that grows; a line does not wait for the reply" },
    "write": {
      type: "string",
      short: "w",
      value: "FILE",
      help: "write the messages to a pcapng file instead",
    },
    "force": { type: "boolean", help: "overwrite that file" },
    ...REDACT_OPTIONS,
    ...TIME_OPTIONS,
    ...CAPTURE_OPTIONS,
  },
  examples: [
    [
      "hsms decode session.pcapng --filter 'S6F11 & latency>1s' --sml",
      "slow event reports with their bodies",
    ],
    ["tcpdump -i eth0 -U -w - port 5000 | hsms decode - --follow", "what happens now"],
    [
      "hsms decode session.pcapng --filter 'session=1' --redact --write part.pcapng",
      "a part of a capture, for others to see",
    ],
  ],
  run: decode,
};

/** Runs `hsms decode`. */
async function decode({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  const names = await loadNames(values);
  const slice = await sliceOf(values);
  const printer = new Printer(values, names, terminal, slice?.take);
  const follow = values.follow === true;
  const { whole, others } = await readCapture(file, { ...captureOptions(values), follow }, terminal, {
    output: (output) => printer.output(output),
    settled: async () => {
      await printer.settled();
      await slice?.file.drained();
    },
  });
  await printer.end();
  if (printer.heard === 0 && whole) await terminal.stderr.write(`${nothingText(others, values)}\n`);
  if (slice !== undefined) {
    await terminal.stderr.write(`${values.write}: ${many(await slice.end(), "message")}\n`);
  }
  return whole ? 0 : 1;
}

/** A file that takes the messages. */
interface Slice {
  readonly file: RecordFile;
  readonly take: Taker;
  /** Resolves with the number of messages in it. */
  end(): Promise<number>;
}

async function sliceOf({ write: name, force }: Values): Promise<Slice | undefined> {
  if (name === undefined) return undefined;
  const file = await RecordFile.create(String(name), force === true);
  const slice = new PcapngSlice();
  let count = 0;
  file.write(slice.begin());
  return {
    file,
    take: ({ message }, reading) => {
      for (const bytes of slice.message(message, reading)) file.write(bytes);
      count += 1;
    },
    end: async () => {
      await file.drained();
      await file.close();
      return count;
    },
  };
}
