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

/** The world of a command. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user wants it to end (Ctrl-C). A command that goes on for long ends then, in order. */
  readonly interrupted: AbortSignal;
}

/** The terminal of this process. */
export function ownTerminal(): Terminal {
  const interruption = new AbortController();
  const { env } = process;
  process.once("SIGINT", () => interruption.abort());
  process.once("SIGTERM", () => interruption.abort());
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: sink(process.stdout, env),
    stderr: sink(process.stderr, env),
    env,
    interrupted: interruption.signal,
  };
}

function sink(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Sink {
  const isTerminal = stream.isTTY === true;
  const coloured = wantsColour(isTerminal, env);
  stream.on("error", endQuietly);
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

/** Whoever read our output has enough of it: `hsms decode … | head`. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
