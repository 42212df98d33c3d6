// `hsms demo`: a simulated tool and a host, told as a ladder. Ends with 0 only if every step has happened.
import { Simulator } from "../driver/simulator.ts";
import { Tool } from "../driver/tool.ts";
import { type Call, type Command, type ExitCode, Failure } from "./command.ts";
import { Ladder } from "./ladder.ts";
import { LinkLog } from "./link_log.ts";
import { LinkTap } from "./link_tap.ts";
import { pause } from "./pause.ts";
import { namesOfProfile } from "./profile_names.ts";
import { type Demo, type DemoStep, STEPS } from "./demo_steps.ts";
import { RecordFile } from "./record_file.ts";
import { SessionLog } from "./session_log.ts";
import { shippedProfile } from "../driver/profile_shipped.ts";
import type { Terminal } from "./terminal.ts";

const HOST = "127.0.0.1";

/** Events that the host of the demo subscribes to. */
const EVENTS = ["PROCESS_START", "PROCESS_END", "ALARM_SET"];

/** Seconds between steps, for a person to follow. */
const READING = 0.6;

/** The command. */
export const DEMO: Command = {
  name: "demo",
  summary: "a simulated tool and a host, told as a ladder of messages in ten seconds",
  usage: ["[--record FILE.pcapng]"],
  positionals: [0, 0],
  options: {
    "record": { type: "string", short: "r", value: "FILE", help: "record the session to a pcapng file" },
    "force": { type: "boolean", help: "overwrite that file" },
    "fast": { type: "boolean", help: "without pauses to read (done anyway where nobody looks)" },
  },
  examples: [
    ["hsms demo --record demo.pcapng", "and look at it again"],
    ["hsms view demo.pcapng", "in the browser"],
  ],
  run: demo,
};

/** Runs `hsms demo`. */
async function demo({ values, terminal }: Call): Promise<ExitCode> {
  const profile = shippedProfile("etcher");
  if (profile === undefined) throw new Failure("Cannot run the demo: its profile, etcher.yaml, is not there");
  const file = typeof values.record === "string"
    ? await RecordFile.create(
      values.record,
      values.force === true,
      (why) => void terminal.stderr.write(`${why}\n`),
    )
    : undefined;
  const wait = values.fast !== true && terminal.stdout.isTerminal ? READING : 0;
  try {
    return await session(profile, terminal, wait, file && { file, name: String(values.record) });
  } finally {
    await file?.close();
  }
}

/** The file to which the session is recorded. */
interface Recorded {
  readonly file: RecordFile;
  readonly name: string;
}

async function session(
  profile: string,
  terminal: Terminal,
  wait: number,
  recorded: Recorded | undefined,
): Promise<ExitCode> {
  const ladder = new Ladder(terminal.stdout, { left: "host", right: "ETCH-01" });
  const names = await namesOfProfile(profile);
  const log = new SessionLog(names, ladder, recorded?.file);
  const link = new LinkLog((event) => log.event(event));
  await using simulator = await Simulator.start(profile, {
    host: HOST,
    connection: { port: 0 },
    equipment: { asks: false, control: { initial: "HOST OFF-LINE" } },
    over: (equipment) =>
      new LinkTap(equipment, {
        tell: link.listener(() => ({
          local: simulator.address!,
          remote: simulator.connection.remote!,
          isClient: false,
        })),
      }),
  });
  const world: Demo = {
    ladder,
    simulator,
    open: () => open(profile, simulator),
    pause: (seconds) => pause(seconds, terminal.interrupted),
  };
  if (!await told(STEPS, world, terminal, wait)) return 1;
  await ended(STEPS, ladder, recorded);
  return 0;
}

/** The host. Its T3 is short, so that nobody has to wait for 45 seconds. */
function open(profile: string, simulator: Simulator): Promise<Tool> {
  const { port } = simulator.address!;
  return Tool.connect(profile, {
    connection: { address: HOST, port, timers: { T3: 2 } },
    events: EVENTS,
    timeout: 15,
  });
}

/** Whether all steps were told: not when somebody has interrupted. */
async function told(
  steps: readonly DemoStep[],
  world: Demo,
  terminal: Terminal,
  wait: number,
): Promise<boolean> {
  const { ladder, simulator } = world;
  ladder.text("");
  ladder.text(`A simulated etcher (profiles/etcher.yaml) listens at ${HOST}:${simulator.address!.port};`);
  ladder.text("a host connects to it. In green, what the host's program says:");
  ladder.text("");
  ladder.head();
  let tool: Tool | undefined;
  try {
    for (const { title, code, lines, run } of steps) {
      ladder.step(title, code, lines);
      await ladder.flush();
      tool = await run(world, tool as Tool) ?? tool;
      await settled(world);
      await pause(wait, terminal.interrupted);
      if (terminal.interrupted.aborted) return false;
    }
  } catch (error) {
    throw new Failure(`The demo has failed: ${(error as Error).message}`);
  } finally {
    await tool?.close();
    await ladder.flush();
  }
  return true;
}

/** What is still on its way belongs to the step that it comes from. */
async function settled({ ladder, pause }: Demo): Promise<void> {
  await pause(0.03);
  await ladder.flush();
}

async function ended(steps: readonly DemoStep[], ladder: Ladder, recorded?: Recorded): Promise<void> {
  ladder.step("Every step has happened");
  for (const { done } of steps) ladder.text(`✓ ${done}`);
  ladder.text("");
  const record = recorded === undefined ? "hsms demo --record demo.pcapng, then " : "";
  ladder.text(`Next: ${record}hsms view ${recorded?.name ?? "demo.pcapng"}`, "bold");
  ladder.text("      hsms sim etcher is the tool alone, for a host of your own");
  ladder.text("");
  await ladder.flush();
}
