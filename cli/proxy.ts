// `hsms proxy`: stands between host and tool, passes everything on, and shows and records what passes.
import { NAME_OPTIONS, TIME_OPTIONS, TIMER_OPTIONS } from "./capture_options.ts";
import { placeOf, targetOf } from "./addresses.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { PRINT_OPTIONS } from "./printer.ts";
import { Recording } from "./proxy_recording.ts";
import { Tap } from "./tap.ts";
import type { Terminal } from "./terminal.ts";

/** The command. */
export const PROXY: Command = {
  name: "proxy",
  summary: "stand between host and tool: pass everything on, show it, record it",
  usage: ["[ADDRESS:]PORT HOST:PORT [--record FILE.pcapng] [--view] [--decode|--quiet]"],
  positionals: [2, 2],
  options: {
    "record": { type: "string", short: "r", value: "FILE", help: "record all traffic to a pcapng file" },
    "force": { type: "boolean", help: "overwrite that file" },
    "view": { type: "boolean", help: "show live traffic in the browser, on this machine only" },
    "view-port": { type: "string", value: "PORT", help: "port of that page (any free one)" },
    "no-open": { type: "boolean", help: "print the address of the page instead of opening a browser" },
    "page": { type: "string", value: "FILE", help: "the page itself, where it is not found" },
    "decode": { type: "boolean", help: "print messages (done anyway on a terminal)" },
    "quiet": { type: "boolean", short: "q", help: "print no messages" },
    ...PRINT_OPTIONS,
    ...TIME_OPTIONS,
    ...NAME_OPTIONS,
    ...TIMER_OPTIONS,
  },
  examples: [
    ["hsms proxy 5000 10.0.0.17:5000 --record today.pcapng", "hosts connect here instead of to the tool"],
    ["hsms proxy 127.0.0.1:5001 tool-7:5000 --view", "watch it live in the browser"],
  ],
  run: proxy,
};

/** Runs `hsms proxy`. */
async function proxy({ values, positionals: [listen, target], terminal }: Call): Promise<ExitCode> {
  const from = placeOf(listen, "LISTEN"), to = targetOf(target, "TARGET");
  terminal.outlive?.();
  const recording = await Recording.begin(values, terminal);
  try {
    const tap = await Tap.listen(from, to, (event) => recording.event(event));
    await terminal.stderr.write(
      `Listening at ${
        from.host === undefined ? "port " : `${from.host}:`
      }${tap.port}, passing on to ${target}\n`,
    );
    await interruption(terminal);
    await tap.close();
  } finally {
    await recording.end();
  }
  return 0;
}

function interruption({ interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener("abort", () => resolve(), { once: true });
  });
}
