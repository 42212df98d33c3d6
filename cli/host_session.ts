// A session at the host's prompt, or of a script: does what statements say.
import { duration } from "../core/framing/clock.ts";
import type * as gem from "../core/gem/mod.ts";
import type { DataMessage, Primary } from "../core/link.ts";
import { print } from "../core/sml/mod.ts";
import type { Profile } from "../driver/profile.ts";
import type { PlainValue } from "../driver/profile_values.ts";
import type { Tool } from "../driver/tool.ts";
import { Failure } from "./command.ts";
import { HOST_COMMANDS } from "./host_commands.ts";
import type { Statement } from "./host_statement.ts";
import { assignmentOf, valueOf } from "./host_values.ts";
import { numberOf as nameOf, titleOf } from "./message_name.ts";
import { meant } from "../driver/nearest.ts";
import { messagesOf } from "./sml_source.ts";
import type { Sink } from "./terminal.ts";

/** What a session writes to. */
export interface Output {
  readonly style: Sink["style"];
  say(text: string): Promise<void>;
}

/** A tool, and what is done with it. */
export class HostSession {
  readonly tool: Tool;
  readonly style: Sink["style"];
  /** Writes a text, in lines of its own. */
  readonly say: Output["say"];
  /** The recipes that the tool was last seen to have. */
  recipes: readonly string[] = [];
  /** Whether the user wants to leave. */
  hasQuit = false;
  #attempt: AbortController = new AbortController();

  constructor(tool: Tool, output: Output) {
    this.tool = tool;
    this.style = output.style;
    this.say = output.say;
    this.recipes = Object.keys(tool.profile.recipes?.items ?? {});
  }

  /** What is known of the tool. */
  get profile(): Profile {
    return this.tool.profile;
  }

  /** Bounds of a call: what is under way ends by {@linkcode HostSession.abandon}. */
  readonly call = (): { signal: AbortSignal } => ({ signal: this.#attempt.signal });

  /** What the control state of the tool is taken for. */
  readonly control = (): string => this.tool.control;

  /** Leaves after this statement. */
  quit(): void {
    this.hasQuit = true;
  }

  /** Gives up what is under way. */
  abandon(): void {
    this.#attempt.abort(new Failure("Given up"));
  }

  /** Does what a statement says. Rejects with an error whose message says why it could not. */
  async execute(statement: Statement): Promise<void> {
    this.#attempt = new AbortController();
    if (statement.type === "words") return await this.#command(statement.words);
    for (const message of messagesOf(statement.source, "The message")) await this.#exchange(message);
  }

  async #command([name, ...words]: readonly string[]): Promise<void> {
    if (Object.hasOwn(HOST_COMMANDS, name)) return await HOST_COMMANDS[name].run(this, words);
    if (Object.hasOwn(this.profile.commands ?? {}, name)) return await this.#remote(name, words);
    if (Object.hasOwn(this.profile.messages ?? {}, name)) return await this.#named(name, words);
    const known = [HOST_COMMANDS, this.profile.commands ?? {}, this.profile.messages ?? {}].flatMap(
      Object.keys,
    );
    throw new Failure(
      `Cannot do ${name}: there is no such command${meant(name, known) || " (help lists them)"}`,
    );
  }

  /** A remote command; with `--completed` until the event that tells of its end. */
  async #remote(name: string, words: readonly string[]): Promise<void> {
    const completed = words.includes("--completed");
    const { parameters = [] } = this.profile.commands![name];
    const values: Record<string, PlainValue> = {};
    for (const word of words.filter((word) => word !== "--completed")) {
      const [key, text] = assignmentOf(word);
      values[key] = valueOf(text, parameters.find((parameter) => parameter.name === key)?.format);
    }
    const { outcome, code } = await this.tool.command(name, values, { ...this.call(), completed });
    await this.say(`${name}: ${outcome}${code === undefined ? "" : ` (HCACK ${code})`}`);
  }

  /** A message of the profile. */
  async #named(name: string, words: readonly string[]): Promise<void> {
    const values = Object.fromEntries(
      words.map(assignmentOf).map(([key, text]) => [key, valueOf(text, undefined)]),
    );
    const began = performance.now();
    const reply = await this.tool.send(name, values, this.call());
    if (reply !== undefined) await this.#show(reply.message, performance.now() - began);
  }

  async #exchange(primary: Primary): Promise<void> {
    if (primary.function % 2 === 0) {
      throw new Failure(`Cannot send ${nameOf(primary)}: it is a reply, nobody has asked for it`);
    }
    const began = performance.now();
    const reply = await this.tool.run(exchange(primary), this.call());
    if (reply !== undefined) return await this.#show(reply, performance.now() - began);
    await this.say(this.style("dim", `${nameOf(primary)} sent`));
  }

  async #show(reply: DataMessage, latency: number): Promise<void> {
    const title = titleOf(reply);
    const head = `// ${title === "" ? "" : `${title}, `}after ${duration(latency * 1e6)}`;
    await this.say(`${this.style("dim", head)}\n${print(reply)}`);
  }
}

/** A primary and its reply. */
function* exchange(primary: Primary): gem.Procedure<DataMessage | undefined> {
  return yield primary;
}
