// Plays a script over a connection: sends its primaries, answers those of the peer, and compares all that comes.
import { type AnyLink, type Connection, NoReplyError } from "../adapters/node.ts";
import { type DataMessage, headerOf, reportedHeader } from "../core/link.ts";
import { Answers } from "./answers.ts";
import type { Answer } from "./link_tap.ts";
import { numberOf as nameOf } from "./message_name.ts";
import { pause } from "./pause.ts";
import { differences } from "./replay_compare.ts";
import type { Script, Step } from "./replay_script.ts";

/** How a script is played. */
export interface Pace {
  /** Times as captured, divided by this; undefined: each as soon as what stood before it has happened. */
  readonly speed: number | undefined;
  /** How long to wait for what the peer is to send, in seconds. */
  readonly patience: number;
  readonly strict: boolean;
}

/** What happened, for whoever prints it. */
export interface PlayNews {
  /** A primary of ours has ended, or one of the peer has come; without sentences all was as captured. */
  readonly step: Step | undefined;
  readonly text: string;
  readonly sentences: readonly string[];
}

/** One play of a script. */
export class Player {
  readonly #script: Script;
  readonly #pace: Pace;
  readonly #tell: (news: PlayNews) => void;
  readonly #signal: AbortSignal;
  readonly #answers: Answers<Step> = new Answers<Step>({ loose: true });
  /** The steps of the peer that have happened. */
  readonly #happened: Set<Step> = new Set();
  /** Headers of what came, by the system bytes that it had in the capture. */
  readonly #headers: Map<number, Uint8Array> = new Map();
  /** Those of ours that were answered in the capture, and now wait. */
  readonly #open: Set<Promise<void>> = new Set();
  /** Those that were not: they wait until the end. */
  readonly #unanswered: Set<Promise<void>> = new Set();
  readonly #end: AbortController = new AbortController();
  readonly #missed: Set<Step> = new Set();
  /** Aborted when the session has ended. */
  readonly #lost: AbortController = new AbortController();
  #changed: () => void = () => {};

  constructor(script: Script, pace: Pace, tell: (news: PlayNews) => void, signal: AbortSignal) {
    this.#script = script;
    this.#pace = pace;
    this.#tell = tell;
    this.#signal = signal;
    for (const step of script.steps) if (!step.ours) this.#answers.add(step.message, step);
  }

  /** Answers a primary of the peer, as the other side of the capture was answered. */
  readonly answer = (message: DataMessage): Answer | undefined => {
    const name = nameOf(message);
    const taken = this.#answers.take(message);
    if (taken === undefined || (this.#happened.has(taken.answer) && !taken.exact)) {
      this.#tell({ step: undefined, text: name, sentences: [`${name} came, which is not in the capture`] });
      return { function: 0 };
    }
    const { answer: step } = taken;
    const again = this.#happened.has(step) ? [`${name} came again`] : [];
    const sentences = [...differences(step.message, message, this.#pace.strict), ...again];
    this.#tell({ step, text: name, sentences });
    this.#happened.add(step);
    this.#headers.set(step.systemBytes, headerOf(message));
    this.#changed();
    const { reply } = step;
    if (reply !== undefined) return { function: reply.function, text: reply.text };
    return message.replyExpected ? undefined : { function: 0 };
  };

  /** Plays to the end, or to that of the session. */
  async play(connection: Connection<AnyLink>): Promise<void> {
    const began = performance.now();
    const before: Step[] = [];
    connection.on("deselected", () => this.#lost.abort());
    let unsent = 0;
    for (const step of this.#script.steps) {
      if (!step.ours) before.push(step);
      else if (!this.#isOver) await this.#when(step, before, began);
      if (step.ours && this.#isOver) unsent += 1;
      else if (step.ours) this.#send(connection, step);
    }
    await this.#until(before, this.#pace.speed === undefined ? 0 : this.#rest(began));
    await Promise.all(this.#open);
    this.#end.abort();
    await Promise.all(this.#unanswered);
    this.#tellMissing(before, unsent);
  }

  get #isOver(): boolean {
    return this.#signal.aborted || this.#lost.signal.aborted;
  }

  #tellMissing(expected: readonly Step[], unsent: number): void {
    if (unsent > 0) {
      const sentence = `the session ended early: ${unsent} of our primaries were not sent`;
      this.#tell({ step: undefined, text: "", sentences: [sentence] });
    }
    for (const step of expected.filter((step) => !this.#happened.has(step))) {
      const name = nameOf(step.message);
      this.#tell({ step, text: name, sentences: [`${name} (#${step.index} of the capture) did not come`] });
    }
  }

  /** Waits until it is time for a primary of ours. */
  async #when({ time, message }: Step, before: readonly Step[], began: number): Promise<void> {
    const { speed } = this.#pace;
    if (speed === undefined) await Promise.all(this.#open);
    else await pause((began + time / speed - performance.now()) / 1000, this.#signal);
    // Stream 9 reports what has come.
    if (speed === undefined || message.stream === 9) await this.#until(before, 0);
  }

  /** Seconds of the capture that are left. */
  #rest(began: number): number {
    const last = this.#script.steps.at(-1)?.time ?? 0;
    return Math.max(0, (began + last / this.#pace.speed! - performance.now()) / 1000);
  }

  /** Waits until the peer has sent what stands before, as long as there is patience for; for none of it twice. */
  async #until(steps: readonly Step[], longer: number): Promise<void> {
    const end = performance.now() + (this.#pace.patience + longer) * 1000;
    const missing = () => steps.filter((step) => !this.#happened.has(step) && !this.#missed.has(step));
    while (!this.#isOver && missing().length > 0) {
      const left = (end - performance.now()) / 1000;
      if (left <= 0) { for (const step of missing()) this.#missed.add(step); }
      const news = new AbortController();
      this.#changed = () => news.abort();
      await pause(left, AbortSignal.any([news.signal, this.#signal, this.#lost.signal]));
    }
  }

  #send(connection: Connection<AnyLink>, step: Step): void {
    const set = step.reply === undefined ? this.#unanswered : this.#open;
    const under = this.#exchange(connection, step).finally(() => set.delete(under));
    set.add(under);
  }

  async #exchange(connection: Connection<AnyLink>, step: Step): Promise<void> {
    const { reply } = step;
    const message = this.#present(step.message);
    const text = nameOf(message);
    try {
      if (!message.replyExpected) return void await connection.send(message);
      const signal = AbortSignal.any(reply === undefined ? [this.#signal, this.#end.signal] : [this.#signal]);
      const found = await connection.request(message, { signal });
      const sentences = reply === undefined
        ? [`${text} was answered by ${nameOf(found)}, in the capture it was not`]
        : differences(reply, found, this.#pace.strict).map((sentence) => `the reply to ${text}: ${sentence}`);
      this.#tell({ step, text: `${text} → ${nameOf(found)}`, sentences });
    } catch (error) {
      if (!this.#signal.aborted) this.#tell({ step, text, sentences: this.#failure(step, error as Error) });
    }
  }

  /** A message as it is now: what stream 9 reports has the header that it came with. */
  #present(message: Step["message"]): Step["message"] {
    const reported = reportedHeader(message as DataMessage);
    const header = reported && this.#headers.get(new DataView(reported.slice().buffer).getUint32(6));
    if (header === undefined) return message;
    const text = message.text.slice();
    text.set(header, text.length - header.length);
    return { ...message, text };
  }

  /** What was not answered in the capture either is as it should be, if for the same reason. */
  #failure({ reply, message, outcome }: Step, error: Error): string[] {
    if (this.#end.signal.aborted && reply === undefined) return [];
    const reason = error instanceof NoReplyError ? error.reason : undefined;
    const isSilence = reason === "T3" || reason === "deselected" || reason === "disconnected";
    if (reason !== undefined && (reason === outcome || (isSilence && reply === undefined))) return [];
    return [error.message.replace(/^Cannot complete S\d+F\d+/, `${nameOf(message)} got no reply`)];
  }
}
