// The line editor of `hsms host`: a prompt, completion, history; what comes meanwhile is printed above the line.
import * as readline from "node:readline";
import { Failure } from "./command.ts";
import { complete } from "./host_complete.ts";
import type { History } from "./host_history.ts";
import type { HostSession } from "./host_session.ts";
import { StatementReader } from "./host_statement.ts";
import type { Keyboard, Sink } from "./terminal.ts";

const GOING_ON = "… ";

/** A prompt on a keyboard and a screen. */
export class Prompt {
  readonly #interface: readline.Interface;
  readonly #output: Keyboard["output"];
  readonly #history: History;
  readonly #style: Sink["style"];
  readonly #reader: StatementReader = new StatementReader();
  #session: HostSession | undefined;
  #busy = false;
  #leaving = false;
  #closed = false;
  #waiting: string[] = [];
  #ended: () => void = () => {};

  private constructor(keyboard: Keyboard, history: History, lines: string[], style: Sink["style"]) {
    this.#output = keyboard.output;
    this.#history = history;
    this.#style = style;
    this.#interface = readline.createInterface({
      input: keyboard.input,
      output: keyboard.output,
      terminal: true,
      history: lines,
      historySize: 1000,
      removeHistoryDuplicates: true,
      completer: (line: string) => this.#complete(line),
    });
  }

  /** A prompt with the lines typed before. */
  static async open(keyboard: Keyboard, history: History, style: Sink["style"]): Promise<Prompt> {
    return new Prompt(keyboard, history, await history.load(), style);
  }

  /** Prints above the line that is being typed, which stays as it is. */
  readonly say = (text: string): Promise<void> => {
    if (this.#busy) this.#output.write(`${text}\n`);
    else if (!this.#closed) {
      const { rows } = this.#interface.getCursorPos();
      readline.moveCursor(this.#output, 0, -rows);
      readline.cursorTo(this.#output, 0);
      readline.clearScreenDown(this.#output);
      this.#output.write(`${text}\n`);
      this.#ask();
    }
    return Promise.resolve();
  };

  /** Takes statements until the user leaves. */
  async run(session: HostSession, interrupted: AbortSignal): Promise<void> {
    this.#session = session;
    const ended = new Promise<void>((resolve) => this.#ended = resolve);
    const close = () => this.close();
    interrupted.addEventListener("abort", close);
    this.#interface.on("line", (line) => this.#line(line));
    this.#interface.on("SIGINT", () => this.#interrupt());
    this.#interface.on("close", () => {
      this.#closed = true;
      this.#ended();
    });
    session.tool.on("state", () => this.#busy ? undefined : this.#ask());
    this.#ask();
    await ended;
    session.abandon();
    interrupted.removeEventListener("abort", close);
    await this.#history.flush();
  }

  /** Takes no more lines. */
  close(): void {
    if (!this.#closed) this.#interface.close();
  }

  #complete(line: string): [string[], string] {
    const session = this.#session;
    return session === undefined || this.#reader.isPending ? [[], line] : complete(line, session);
  }

  /** Shows the prompt, with the cursor where it was. */
  #ask(): void {
    if (this.#session === undefined || this.#leaving || this.#closed) return;
    const { tool, profile } = this.#session;
    const state = tool.state === "ready" ? "" : ` (${tool.state})`;
    this.#interface.setPrompt(this.#reader.isPending ? GOING_ON : `${profile.equipment.id}${state}> `);
    this.#interface.prompt(true);
  }

  /** Lines that are typed ahead wait for what is under way. */
  #line(line: string): void {
    this.#history.add(line);
    this.#waiting.push(line);
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (
      let line = this.#waiting.shift();
      line !== undefined && !this.#leaving;
      line = this.#waiting.shift()
    ) {
      await this.#take(line);
    }
    this.#busy = false;
    if (this.#leaving) this.close();
    else this.#ask();
  }

  async #take(line: string): Promise<void> {
    const session = this.#session!;
    try {
      for (const statement of this.#reader.push(line)) await session.execute(statement);
    } catch (error) {
      this.#output.write(`${this.#style("red", failureText(error))}\n`);
    }
    this.#leaving = session.hasQuit;
  }

  /** Ctrl-C gives up what is under way, or clears the line; on an empty one it leaves. */
  #interrupt(): void {
    if (this.#busy) return this.#session?.abandon();
    const isEmpty = this.#interface.line === "" && !this.#reader.isPending;
    this.#output.write("^C\n");
    if (isEmpty) return this.close();
    this.#reader.clear();
    this.#interface.write(null, { ctrl: true, name: "e" });
    this.#interface.write(null, { ctrl: true, name: "u" });
    this.#ask();
  }
}

/** What went wrong, without the traces of programs. */
export function failureText(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? error.message : String(error);
}
