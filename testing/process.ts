// Runs a program to its end and gives back what it printed.
import { root } from "./setup.mjs";

/** What a program left: whether it ended with code 0 in time, and everything it printed. */
export interface Ended {
  ok: boolean;
  output: string;
}

/** Settings of {@linkcode run}. */
export interface RunOptions {
  /** Folder to run in; the project's when absent. */
  cwd?: string;
  /** Additions to the environment. */
  env?: Record<string, string>;
  /** Seconds after which the program is killed. */
  seconds?: number;
}

const KILLED_AFTER = 5; // seconds that a program has to end by itself, once its time is over

/** Runs a program without input. It is told to end when its time is over, and killed when it does not. */
export async function run(command: string[], options: RunOptions = {}): Promise<Ended> {
  const { cwd = root, env, seconds = 120 } = options;
  const child = new Deno.Command(command[0], {
    args: command.slice(1),
    cwd,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const terminate = setTimeout(() => kill(child, "SIGTERM"), seconds * 1000);
  const killing = setTimeout(() => kill(child, "SIGKILL"), (seconds + KILLED_AFTER) * 1000);
  const started = performance.now();
  const { success, stdout, stderr } = await child.output();
  clearTimeout(terminate);
  clearTimeout(killing);
  const late = performance.now() - started > seconds * 1000;
  const text = new TextDecoder();
  const output = text.decode(stdout) + text.decode(stderr);
  return { ok: success && !late, output: late ? `${output}\nEnded after more than ${seconds} s` : output };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended, and something it started holds its output open.
  }
}

/** Runs a program that must succeed; throws what it printed otherwise. */
export async function mustRun(command: string[], options?: RunOptions): Promise<string> {
  const { ok, output } = await run(command, options);
  if (!ok) throw new Error(`${command.join(" ")}\n${output.trim()}`);
  return output;
}
