// Statements from `--execute` or from the standard input, one after the other.
import { type ExitCode, Failure, numberOf, type Values } from "./command.ts";
import { failureText } from "./host_prompt.ts";
import type { HostSession } from "./host_session.ts";
import { type Statement, StatementReader } from "./host_statement.ts";
import type { Terminal } from "./terminal.ts";

/** Waits for the tool, and does what the lines say. Exit code 1 when one failed. */
export async function runScript(session: HostSession, values: Values, terminal: Terminal): Promise<ExitCode> {
  const timeout = numberOf(values, "timeout", 0.001) ?? 30;
  const { interrupted } = terminal;
  const stop = () => session.abandon();
  interrupted.addEventListener("abort", stop);
  try {
    await session.tool.whenReady({ timeout, signal: interrupted }).catch((error) => {
      throw new Failure(interrupted.aborted ? "Interrupted" : failureText(error));
    });
    return await new Script(session, values, terminal).run();
  } finally {
    interrupted.removeEventListener("abort", stop);
  }
}

class Script {
  readonly #session: HostSession;
  readonly #values: Values;
  readonly #terminal: Terminal;
  readonly #reader: StatementReader = new StatementReader();
  #line = 0;
  #failed = false;

  constructor(session: HostSession, values: Values, terminal: Terminal) {
    this.#session = session;
    this.#values = values;
    this.#terminal = terminal;
  }

  async run(): Promise<ExitCode> {
    for await (const line of linesOf(this.#values, this.#terminal)) {
      this.#line += 1;
      await this.#take(() => this.#reader.push(line));
      if (this.#isOver) break;
    }
    if (!this.#isOver) await this.#take(() => this.#reader.end());
    return this.#failed ? 1 : 0;
  }

  get #isOver(): boolean {
    const stopped = this.#failed && this.#values["keep-going"] !== true;
    return stopped || this.#session.hasQuit || this.#terminal.interrupted.aborted;
  }

  async #take(read: () => Statement[]): Promise<void> {
    try {
      for (const statement of read()) await this.#session.execute(statement);
    } catch (error) {
      this.#failed = true;
      const { stderr } = this.#terminal;
      await stderr.write(`${stderr.style("red", `line ${this.#line}:`)} ${failureText(error)}\n`);
    }
  }
}

async function* linesOf({ execute }: Values, { stdin }: Terminal): AsyncGenerator<string> {
  if (execute !== undefined) return yield* [execute].flat() as string[];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stdin) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
