// An entity fed by hand: its time, its outputs as readable lines, and the table runner of the cell tests.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { DataMessage, Primary } from "../core/link.ts";
import {
  Entity,
  type EntityOptions,
  type EntityOutput,
  GENERIC,
  NotSelectedError,
} from "../core/hsms/mod.ts";
import { test } from "./harness.ts";
import { join, messagesIn, selectReq, selectRsp, toHex } from "./hsms_frames.ts";

/** The timers of every rig, in milliseconds: all different, all within the standard's ranges. */
export const T3 = 40_000, T5 = 11_000, T6 = 6_000, T7 = 13_000, T8 = 3_000, WRITE = 90_000;
/** No timer runs. */
export const NEVER: number = Infinity;
/** When the event of a cell happens; its state was reached at 0. */
export const EVENT = 1_000;

const TIMERS = { T3: 40, T5: 11, T6: 6, T7: 13, T8: 3, write: 90, linktest: Infinity };
const SHORT = { "NOT CONNECTED": "NC", "NOT SELECTED": "NS", "SELECTED": "SE" };

/** An entity, the clock it is told, and what it has put out since the last {@linkcode Rig.forget}. */
export class Rig {
  readonly entity: Entity;
  now = 0;
  /** Orders and news, without `write`. */
  lines: string[] = [];
  /** Messages ordered to be written. */
  written: string[] = [];
  /** Called for each output while draining, as an application that answers inside the loop. */
  onOutput: (output: EntityOutput) => void = () => {};

  constructor(options: EntityOptions) {
    this.entity = new Entity({ ...options, timers: { ...TIMERS, ...options.timers } });
  }

  get state(): string {
    return SHORT[this.entity.state];
  }

  /** Drains the entity; an order to connect or to disconnect must be its last word. */
  drain(): this {
    let ended = false;
    for (let output = this.entity.poll(); output !== undefined; output = this.entity.poll()) {
      assert(!ended, `${output.type} after the order that ends a turn`);
      if (output.type === "write") this.written.push(...messagesIn(output.bytes));
      else this.lines.push(lineOf(output));
      ended = output.type === "connect" || output.type === "disconnect";
      this.onOutput(output);
    }
    return this;
  }

  forget(): this {
    this.lines = [];
    this.written = [];
    return this;
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  start(): this {
    this.entity.start(this.now);
    return this.drain();
  }
  connected(): this {
    this.entity.connected(this.now);
    return this.drain();
  }
  lost(): this {
    this.entity.disconnected(this.now);
    return this.drain();
  }
  /** All in one chunk. */
  rx(...messages: Uint8Array[]): this {
    this.entity.received(join(...messages), this.now);
    return this.drain();
  }
  elapse(now: number): this {
    this.now = now;
    this.entity.elapsed(now);
    return this.drain();
  }
  blocked(): this {
    this.entity.blocked(this.now);
    return this.drain();
  }
  drained(): this {
    this.entity.drained(this.now);
    return this.drain();
  }
  paused(): this {
    this.entity.paused(this.now);
    return this.drain();
  }
  resumed(): this {
    this.entity.resumed(this.now);
    return this.drain();
  }
  send(what: string, more: Partial<Primary> = {}): number {
    const systemBytes = this.entity.send({ ...primary(what), ...more }, this.now);
    this.drain();
    return systemBytes;
  }
  do(command: (entity: Entity, now: number) => void): this {
    command(this.entity, this.now);
    return this.drain();
  }

  /** Started and connected at time 0: NOT SELECTED. */
  notSelected(): this {
    return this.start().connected().forget();
  }

  /** SELECTED at time 0 by Select: the active side's own request has system bytes 1, a passive side was asked with A0. */
  selected(session: number = 0xffff): this {
    this.notSelected();
    return this.rx(
      this.entity.settings.mode === "active" ? selectRsp(1, 0, session) : selectReq(0xa0, session),
    )
      .forget();
  }
}

export function primary(what: string): Primary {
  const [, stream, fn, w] = /^S(\d+)F(\d+)( W)?$/.exec(what)!;
  return { stream: Number(stream), function: Number(fn), replyExpected: w !== undefined };
}

/** One line for an output: `#` system bytes, `@` session. */
export function lineOf(output: EntityOutput): string {
  switch (output.type) {
    case "state":
      return `${SHORT[output.from]} > ${SHORT[output.to]}: ${output.cause}`;
    case "selected":
    case "deselected":
      return `${output.type} @${output.session}`;
    case "message":
    case "reply":
      return `${output.type} ${messageLine(output.message)}`;
    case "unmatched":
      return `unmatched ${messageLine(output.message)}: ${output.reason}`;
    case "noReply":
      return `noReply #${output.systemBytes}: ${output.reason}${
        output.header ? " " + toHex(output.header) : ""
      }`;
    case "control":
      return `${output.request} #${output.systemBytes} ${output.outcome}${
        output.status === undefined ? "" : " " + output.status
      }`;
    case "fault":
      return `fault: ${output.fault}${output.length === undefined ? "" : " " + output.length}`;
    case "rejected":
      return `rejected #${output.header.systemBytes}: byte 2 ${output.header.byte2}, reason ${output.header.byte3}`;
    case "timeout":
      return `timeout ${output.timer}`;
    case "unusual timer":
      return `unusual timer ${output.timer} ${output.seconds} s (${output.range})`;
    case "sent":
    case "received":
      return `${output.type} ${toHex(output.header)} ${toHex(output.text)}`.trim();
    default:
      return output.type;
  }
}

function messageLine({ session, stream, function: fn, replyExpected, systemBytes }: DataMessage): string {
  return `S${stream}F${fn}${replyExpected ? " W" : ""} @${session} #${systemBytes}`;
}

// ── Cells ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const GENERIC_ACTIVE: EntityOptions = { mode: "active", profile: GENERIC };
export const GENERIC_PASSIVE: EntityOptions = { mode: "passive", profile: GENERIC };

/** What must be so after the event of a cell. */
export interface Expected {
  /** Messages ordered to be written; none when absent. */
  written?: Uint8Array[];
  /** Orders and news, in order; none when absent. */
  lines?: string[];
  state: "NC" | "NS" | "SE";
  /** When the next timer runs out. */
  deadline: number;
}

type Step = (rig: Rig) => unknown;

/** One cell: an entity brought to a state at 0 meets an event at {@linkcode EVENT}. The name names the cell. */
export function cell(
  name: string,
  options: EntityOptions,
  given: Step,
  event: Step,
  expected: Expected,
): void {
  test(name, () => {
    const rig = new Rig(options);
    given(rig);
    rig.forget().at(EVENT);
    event(rig);
    const actual = {
      written: rig.written,
      lines: rig.lines,
      state: rig.state,
      deadline: rig.entity.deadline,
    };
    const { written = [], lines = [], state, deadline } = expected;
    assertEquals(actual, { written: written.flatMap(messagesIn), lines, state, deadline });
  });
}

export const stopped: Step = () => {};
export const notSelected: Step = (rig) => rig.notSelected();
export const selected: Step = (rig) => rig.selected();
/** SELECTED, with S1F1 open under the next system bytes: 1 on a passive side. */
export const waiting: Step = (rig) => rig.selected().send("S1F1 W");

/** Bytes arrive, in one chunk. */
export const rx = (...messages: Uint8Array[]): Step => (rig) => rig.rx(...messages);
export const lost: Step = (rig) => rig.lost();

/** A command of the application. */
export const local = (command: (entity: Entity, now: number) => void): Step => (rig) => rig.do(command);

type ErrorClass = new (message?: string) => Error;

/** A command that the entity refuses: it throws, and nothing else happens. */
export function refused(
  says: string,
  command: (entity: Entity, now: number) => void,
  error: ErrorClass = Error,
): Step {
  return (rig) => {
    assertThrows(() => command(rig.entity, rig.now), error, `Cannot ${says}`);
    rig.drain();
  };
}

/** A command that needs a selected session. */
export const notSelectedError = (says: string, command: (entity: Entity, now: number) => void): Step =>
  refused(says, command, NotSelectedError);

/** Several steps at the same time. */
export const steps = (...all: Step[]): Step => (rig) => all.forEach((step) => step(rig));
