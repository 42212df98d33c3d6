// What a command sees of the world around it: where it writes, what it reads, whether a person is watching. A test gives
// one of its own.
import process from "node:process";
import { styleText } from "node:util";

/** Ways to write text: those of `styleText`. */
export type Style = Parameters<typeof styleText>[0];

/** An output. */
export interface Sink {
  /** Writes; resolves when it is written. */
  write(data: string | Uint8Array): Promise<void>;
  /** Whether a person looks at it. */
  readonly isTerminal: boolean;
  /** Characters in a line. */
  readonly columns: number;
  /** Text in a style, where colours are wanted; as it is elsewhere. */
  readonly style: (style: Style, text: string) => string;
}

/** Where a person types and looks: for a line editor. */
export interface Keyboard {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The world of a command. */
export interface Terminal {
  /** Absent where nobody types. */
  readonly keyboard?: Keyboard;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From now on the program goes on when nobody reads its output any more, for others depend on it. */
  outlive?(): void;
  /** Aborted when the user wants it to end (Ctrl-C). A command that goes on for long ends then, in order. */
  readonly interrupted: AbortSignal;
}

/** The terminal of this process. */
export function ownTerminal(): Terminal {
  const interruption = new AbortController();
  const { env } = process;
  let outlives = false;
  process.once("SIGINT", () => interruption.abort());
  process.once("SIGTERM", () => interruption.abort());
  return {
    get stdin() {
      return process.stdin;
    },
    get keyboard() {
      const isWatched = process.stdin.isTTY === true && process.stdout.isTTY === true;
      return isWatched ? { input: process.stdin, output: process.stdout } : undefined;
    },
    // Whoever read our output has enough of it: `hsms decode … | head`.
    stdout: sink(process.stdout, env, () => outlives || process.exit(0)),
    stderr: sink(process.stderr, env, () => {}),
    env,
    outlive: () => void (outlives = true),
    interrupted: interruption.signal,
  };
}

function sink(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, closed: () => void): Sink {
  const isTerminal = stream.isTTY === true;
  const coloured = wantsColour(isTerminal, env);
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed();
  });
  return {
    isTerminal,
    columns: stream.columns ?? 80,
    style: (style, text) => coloured ? styleText(style, text, { validateStream: false }) : text,
    write: (data) => new Promise((resolve) => stream.write(data, () => resolve())),
  };
}

/** NO_COLOR and FORCE_COLOR come first, as everywhere. */
function wantsColour(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  return isTerminal && env.TERM !== "dumb";
}
