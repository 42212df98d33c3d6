// `hsms check`: holds a capture against the standards and says what is wrong, for people or as NDJSON.
import { clockTime, grouped, seconds } from "../core/framing/clock.ts";
import type { CaptureOutput, Connection, Finding, Severity } from "../core/framing/model.ts";
import { isUnread, type Trouble } from "../core/packets/trouble.ts";
import { type CaptureReader, readCapture } from "./capture_file.ts";
import { captureOptions, FILE_OPTIONS, TIME_OPTIONS, zoneOf } from "./capture_options.ts";
import type { Call, Command, ExitCode, Values } from "./command.ts";
import { findingText, many, nothingText, troubleText } from "./message_text.ts";
import { Paper } from "./paper.ts";
import type { Terminal } from "./terminal.ts";

const SEVERITIES: readonly Severity[] = ["note", "warning", "error"];

/** The command. */
export const CHECK: Command = {
  name: "check",
  summary: "say what is wrong in a capture, and why",
  usage: ["FILE|- [--t3 SECONDS] [--fail-on warning] [--show note] [--json]"],
  positionals: [1, 1],
  options: {
    "fail-on": {
      type: "string",
      choices: SEVERITIES,
      help: "least severity that makes the exit code 1 (error)",
    },
    "show": { type: "string", choices: SEVERITIES, help: "least severity that is printed (warning)" },
    "json": { type: "boolean", help: "as NDJSON, one finding a line" },
    ...TIME_OPTIONS,
    ...FILE_OPTIONS,
  },
  examples: [
    ["hsms check session.pcapng", "errors and warnings; exit code 1 if there is an error"],
    ["hsms check session.pcapng --t3 20 --fail-on warning --json", "for a script"],
  ],
  run: check,
};

/** Runs `hsms check`. */
async function check({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  const { show = "warning", "fail-on": failOn = "error" } = values as Record<string, Severity | undefined>;
  const report = new Report(SEVERITIES.indexOf(show), values.json === true, zoneOf(values), terminal);
  const { others } = await readCapture(file, captureOptions(values), terminal, report);
  await report.end(others, values);
  return report.worst >= SEVERITIES.indexOf(failOn) ? 1 : 0;
}

/** Prints findings as they come, and counts. */
class Report implements CaptureReader {
  /** Rank of the worst severity found; -1 when nothing was. */
  worst = -1;
  readonly #least: number;
  readonly #json: boolean;
  readonly #zone: number;
  readonly #terminal: Terminal;
  readonly #paper: Paper;
  /** How many there are of each kind. */
  readonly #counts: Readonly<Record<Severity, Map<string, number>>> = {
    error: new Map(),
    warning: new Map(),
    note: new Map(),
  };
  #origin: bigint | undefined;
  #messages = 0;
  #connections = 0;

  constructor(least: number, json: boolean, zone: number, terminal: Terminal) {
    this.#least = least;
    this.#json = json;
    this.#zone = zone;
    this.#terminal = terminal;
    this.#paper = new Paper(terminal.stdout);
  }

  output(output: CaptureOutput): void {
    switch (output.type) {
      case "origin":
        this.#origin = output.origin;
        return;
      case "opened":
        this.#connections += 1;
        return;
      case "message":
        this.#messages += 1;
        return;
      case "finding":
        return this.#finding(output);
      case "trouble":
        return this.#trouble(output);
    }
  }

  settled(): Promise<void> {
    return this.#paper.flush();
  }

  /** Sums up. `others`: connections that were passed over. */
  async end(others: number, values: Values): Promise<void> {
    await this.#paper.flush();
    const { stdout, stderr } = this.#terminal;
    const sink = this.#json ? stderr : stdout;
    const found = SEVERITIES.toReversed().map((severity) => many(sum(this.#counts[severity]), severity));
    const what = `${many(this.#messages, "message")} of ${many(this.#connections, "connection")}`;
    const lines = [sink.style("bold", `${found.join(", ")} in ${what}`), ...this.#kinds()];
    if (this.#messages === 0) lines.push(nothingText(others, values));
    await sink.write(`${lines.join("\n")}\n`);
  }

  /** `errors: 4 stream-9`: what there is most of first. */
  #kinds(): string[] {
    return SEVERITIES.toReversed().filter((severity) => this.#counts[severity].size > 0).map((severity) => {
      const kinds = [...this.#counts[severity]].sort(([, a], [, b]) => b - a);
      const hidden = SEVERITIES.indexOf(severity) < this.#least ? ` (printed with --show ${severity})` : "";
      return `${severity}s: ${kinds.map(([kind, count]) => `${grouped(count)} ${kind}`).join(", ")}${hidden}`;
    });
  }

  #count(severity: Severity, kind: string): void {
    const counts = this.#counts[severity];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    this.worst = Math.max(this.worst, SEVERITIES.indexOf(severity));
  }

  #finding(finding: Finding): void {
    this.#count(finding.severity, finding.kind);
    if (SEVERITIES.indexOf(finding.severity) < this.#least) return;
    const time = clockTime(finding.time, { origin: this.#origin, zone: this.#zone });
    const { stdout } = this.#terminal;
    const text = this.#json
      ? findingJson(finding, this.#origin)
      : `${stdout.style("dim", time)} ${findingText(finding, stdout)}`;
    this.#paper.line(text);
  }

  /** A file that cannot be read whole is as bad as an error in it: what is missing may be the fault looked for. */
  #trouble(trouble: Trouble): void {
    const severity = isUnread(trouble) ? "error" : "warning";
    const { fault, fileOffset, sentence } = trouble;
    const kind = `file: ${fault}`;
    this.#count(severity, kind);
    const json = { severity, kind, fileOffset, sentence };
    this.#paper.line(this.#json ? JSON.stringify(json) : troubleText(trouble, this.#terminal.stdout));
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}

/** A finding as one line of JSON, its time a number of seconds with nine decimals. */
function findingJson(finding: Finding, origin: bigint | undefined): string {
  const { severity, kind, time, connection, messages, clause, sentence, offset } = finding;
  const rest = { severity, kind, ...sides(connection), messages, clause, sentence, offset };
  return `{"time":${seconds(time, origin)},${JSON.stringify(rest).slice(1)}`;
}

function sides(
  connection: Connection | undefined,
): { connection?: number; client?: string; server?: string } {
  if (connection === undefined) return {};
  const { index, client, server } = connection;
  return { connection: index, client, server };
}
