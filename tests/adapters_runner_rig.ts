// A machine that does as it is told and complains when it is not drained, a socket that records, and a runner for both.
import { type Owner, Runner, type RunnerOptions } from "../adapters/runner.ts";
import type { Dial, Socket } from "../adapters/socket.ts";
import type { ConnectionFacts, Order } from "../core/link.ts";
import type { Machine } from "../core/machine.ts";
import { sleep } from "./adapters_loopback.ts";
import { test } from "./harness.ts";

export type Output = Order | { readonly type: "news"; readonly act?: () => void };

/** Records the facts it is told; its outputs are scripted. As every machine it wants to be drained before a fact. */
export class Puppet implements Machine<Output>, ConnectionFacts {
  deadline: number = Infinity;
  readonly facts: string[] = [];
  readonly outputs: Output[] = [];
  onFact: (fact: string) => void = () => {};
  #drained = true;

  #fact(fact: string): void {
    if (!this.#drained || this.outputs.length > 0) throw new Error(`Cannot tell ${fact}: not drained`);
    this.#drained = false;
    this.facts.push(fact);
    this.onFact(fact);
  }

  poll(): Output | undefined {
    const output = this.outputs.shift();
    if (this.outputs.length === 0) this.#drained = true;
    return output;
  }

  connected = (): void => this.#fact("connected");
  received = (chunk: Uint8Array): void => this.#fact(`received ${chunk.join()}`);
  blocked = (): void => this.#fact("blocked");
  drained = (): void => this.#fact("drained");
  paused = (): void => this.#fact("paused");
  resumed = (): void => this.#fact("resumed");
  disconnected = (): void => this.#fact("disconnected");
  elapsed = (): void => this.#fact("elapsed");
}

/** A socket that records what is done to it. */
export class FakeSocket implements Socket {
  readonly local = { host: "127.0.0.1", port: 1 };
  readonly remote = { host: "127.0.0.1", port: 2 };
  readonly acts: string[] = [];
  takes: boolean = true;
  onAct: (act: string) => void = () => {};

  #act(act: string): void {
    this.acts.push(act);
    this.onAct(act);
  }

  write(bytes: Uint8Array): boolean {
    this.#act(`write ${bytes.length > 20 ? bytes.length : bytes.join()}`);
    return this.takes;
  }

  end = (): void => this.#act("end");
  destroy = (): void => this.#act("destroy");
  pause = (): void => this.#act("pause");
  resume = (): void => this.#act("resume");
}

export const write = (...bytes: number[]): Output => ({ type: "write", bytes: Uint8Array.from(bytes) });
export const OPTIONS: RunnerOptions = { connectTimeout: 1000, closeTimeout: 1000 };

export interface Rig {
  readonly machine: Puppet;
  readonly runner: Runner<Output>;
  readonly socket: FakeSocket;
  readonly told: string[];
  /** Gives the machine outputs, as a command does. */
  command(...outputs: Output[]): void;
}

function rig(dial: Dial = () => () => {}, options: RunnerOptions = OPTIONS): Rig {
  const machine = new Puppet(), socket = new FakeSocket(), told: string[] = [];
  const owner: Owner<Output> = {
    output(output) {
      told.push(output.type);
      if (output.type === "news") output.act?.();
    },
    socketClosed: (error) => told.push(`closed${error === undefined ? "" : ` ${error.message}`}`),
  };
  const runner = new Runner<Output>(machine, owner, dial, options);
  const command = (...outputs: Output[]): void => {
    runner.now();
    machine.outputs.push(...outputs);
  };
  return { machine, runner, socket, told, command };
}

/** A test of a runner whose machine is connected. */
export function connectedTest(
  name: string,
  body: (rig: Rig) => Promise<void>,
  options: RunnerOptions = OPTIONS,
): void {
  rigTest(
    name,
    async (rig) => {
      rig.command({ type: "connect" });
      await turn();
      rig.runner.opened(rig.socket);
      await turn();
      await body(rig);
    },
    () => () => {},
    options,
  );
}

export function rigTest(
  name: string,
  body: (rig: Rig) => Promise<void>,
  dial?: Dial,
  options: RunnerOptions = OPTIONS,
): void {
  test(name, async () => {
    const made = rig(dial, options);
    try {
      await body(made);
    } finally {
      made.runner.dispose();
    }
  });
}

/** The end of this turn, and of those it has begun. */
export const turn = (): Promise<void> => sleep(0);
