// A SECS-I entity whose every step is checked against what must always hold, whatever the peer and the application do.
import { assert, assertEquals } from "@std/assert";
import type { NoReplyReason, Primary } from "../core/link.ts";
import { Entity, type EntityOptions, type EntityOutput, type State } from "../core/secs1/mod.ts";
import { lineOf } from "./secs1_rig.ts";

type Phase = "stopped" | "waiting" | "connecting" | "open" | "closing";

/** Drives an entity as a faithful owner does, and asserts in passing. */
export class Witness {
  readonly entity: Entity;
  phase: Phase = "stopped";
  now = 0;
  blocked = false;
  readonly lines: string[] = [];
  readonly written: number[] = [];
  readonly open: Map<Primary, number> = new Map();
  readonly ends: Map<Primary, NoReplyReason | "reply"> = new Map();
  #state: State = "NOT CONNECTED";
  #selected = false;

  constructor(options: EntityOptions) {
    this.entity = new Entity(options);
  }

  /** Tells a fact or gives a command, and drains. */
  do(act: (entity: Entity, now: number) => void): this {
    act(this.entity, this.now);
    for (let output = this.entity.poll(); output !== undefined; output = this.entity.poll()) {
      this.#take(output);
    }
    this.#check();
    return this;
  }

  connect(): this {
    if (this.phase === "stopped") this.do((e, now) => e.start(now));
    this.phase = "open";
    return this.do((e, now) => e.connected(now));
  }

  lose(): this {
    this.phase = "waiting";
    this.blocked = false;
    return this.do((e, now) => e.disconnected(now));
  }

  send(primary: Primary): void {
    this.do((e, now) => {
      const systemBytes = e.send(primary, now);
      if (primary.replyExpected) this.open.set(primary, systemBytes);
    });
  }

  /** Lets the next timer run out: the next deadline is later. */
  expire(): void {
    const { deadline } = this.entity;
    if (deadline === Infinity) return;
    this.now = Math.max(this.now, deadline);
    this.do((e, now) => e.elapsed(now));
    assert(this.entity.deadline > this.now, "time moves on");
  }

  #take(output: EntityOutput): void {
    if (output.type === "write") return this.#write(output.bytes);
    this.lines.push(lineOf(output));
    if (output.type === "connect") this.phase = "connecting";
    else if (output.type === "disconnect") this.phase = "closing";
    else if (output.type === "stopped") this.phase = "stopped";
    else if (output.type === "state") this.#move(output.from, output.to);
    else if (output.type === "selected") this.#select(true);
    else if (output.type === "deselected") this.#select(false);
    else if (output.type === "reply") this.#end(output.primary, "reply");
    else if (output.type === "noReply") this.#end(output.primary, output.reason);
  }

  #write(bytes: Uint8Array): void {
    assertEquals(this.phase, "open", "a write needs a connection");
    assert(!this.blocked, "nothing is written into a blocked socket");
    assert(bytes.length > 0);
    this.written.push(...bytes);
  }

  #move(from: State, to: State): void {
    assertEquals(from, this.#state, "each transition begins where the last one ended");
    assert(from !== to);
    this.#state = to;
  }

  #select(selected: boolean): void {
    assert(this.#selected !== selected, "selected and deselected in turn");
    this.#selected = selected;
  }

  #end(primary: Primary, how: NoReplyReason | "reply"): void {
    assert(this.open.delete(primary), "a transaction ends once");
    this.ends.set(primary, how);
  }

  #check(): void {
    assertEquals(this.entity.state, this.#state);
    assertEquals(this.entity.state === "SELECTED", this.#selected);
    assertEquals(this.entity.openTransactions, this.open.size);
    assert(this.entity.queuedBytes <= this.entity.settings.limits.queuedBytes, "queue bounded");
    if (this.phase !== "open" && this.phase !== "waiting") {
      assertEquals(this.entity.deadline, Infinity, this.phase);
    }
  }
}
