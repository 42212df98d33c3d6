// Many tools in one process and a host for each in another: `deno task many [tools] [seconds] [runtime …]`, 500 tools for
// 10 seconds on Deno, Bun and Node when not told otherwise. Each tool tells an event and answers an S1F3 every second.
import type { Seen, Usage } from "./many_fleet.ts";
import { bunBinary, nodeBinary, root } from "./setup.mjs";

type Runtime = "deno" | "bun" | "node24";

const COMMANDS: Record<Runtime, () => string[]> = {
  deno: () => [Deno.execPath(), "run", "-A", "--no-check", "--quiet"],
  bun: () => [bunBinary()],
  node24: () => [nodeBinary(24)],
};

const START = 60; // seconds for all to start and to end

const numbers = Deno.args.filter((arg) => /^\d+$/.test(arg)).map(Number);
const [count = 500, seconds = 10] = numbers;
const chosen = Deno.args.filter((arg): arg is Runtime => arg in COMMANDS);
const unknown = Deno.args.find((arg) => !/^\d+$/.test(arg) && !(arg in COMMANDS));
if (unknown !== undefined) throw new TypeError(`Cannot run ${unknown}: known are deno, bun and node24`);

console.log(
  "| runtime | tools | ready | replies | events | without reply | S1F3 median | S1F3 slowest |" +
    " hosts: CPU | hosts: memory | tools: CPU | tools: memory |",
);
console.log(`| ${Array(12).fill("---").join(" | ")} |`);
for (const runtime of chosen.length > 0 ? chosen : Object.keys(COMMANDS) as Runtime[]) {
  const { hosts, tools } = await run(COMMANDS[runtime]());
  console.log(row(runtime, hosts, tools));
  if (hosts.failures > 0 || hosts.reconnects > 0 || hosts.replies < count) Deno.exitCode = 1;
}

/** One run: the tools first, then the hosts; the tools end after them. */
async function run(command: string[]): Promise<{ hosts: Seen & Usage; tools: Usage }> {
  const tools = start(command, "testing/many_tools.ts", count);
  const hosts = start(command, "testing/many_hosts.ts", seconds);
  const late = setTimeout(
    () => [tools, hosts].forEach(({ child }) => child.kill("SIGKILL")),
    (seconds + 2 * START) * 1000,
  );
  try {
    await hosts.write((await tools.lines.next()).value! + "\n");
    const seen = (await hosts.lines.next()).value;
    await tools.end();
    const taken = (await tools.lines.next()).value;
    if (seen === undefined || taken === undefined) {
      throw new Error("Cannot measure: a process has ended early");
    }
    return { hosts: JSON.parse(seen), tools: JSON.parse(taken) };
  } finally {
    clearTimeout(late);
    await Promise.all([tools, hosts].map(stopped));
  }
}

interface Running {
  readonly child: Deno.ChildProcess;
  readonly lines: AsyncIterator<string, undefined>;
  write(text: string): Promise<void>;
  end(): Promise<void>;
}

function start([program, ...args]: string[], file: string, argument: number): Running {
  const child = new Deno.Command(program, {
    args: [...args, file, String(argument)],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  return {
    child,
    lines: linesOf(child.stdout),
    write: (text) => writer.write(new TextEncoder().encode(text)),
    end: () => writer.close(),
  };
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string, undefined> {
  let held = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (held + text).split("\n");
    held = lines.pop()!;
    yield* lines;
  }
}

/** Ends a process that has not ended. */
async function stopped({ child, end }: Running): Promise<void> {
  await end().catch(() => {});
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await child.status;
  clearTimeout(late);
}

function row(runtime: string, hosts: Seen & Usage, tools: Usage): string {
  const percent = ({ cpu }: Usage): string => `${(100 * cpu / (hosts.ready + seconds)).toFixed(0)} %`;
  const memory = ({ peak }: Usage): string => `${peak.toFixed(0)} MB`;
  const cells = [
    runtime,
    hosts.tools,
    `${hosts.ready.toFixed(1)} s`,
    hosts.replies,
    hosts.events,
    hosts.failures,
    `${hosts.median.toFixed(1)} ms`,
    `${hosts.slowest.toFixed(0)} ms`,
    percent(hosts),
    memory(hosts),
    percent(tools),
    memory(tools),
  ];
  return `| ${cells.join(" | ")} |`;
}
