// An entity whose every step is checked against what must always hold, whatever the peer and the application do.
import { assert, assertEquals } from "@std/assert";
import type { NoReplyReason, Primary } from "../core/link.ts";
import { Entity, type EntityOptions, type EntityOutput, type State } from "../core/hsms/mod.ts";
import { lineOf } from "./hsms_rig.ts";

/** What the owner of the connection knows of it. */
type Phase = "stopped" | "waiting" | "connecting" | "open" | "closing";

/** Drives an entity as a faithful owner does, and asserts in passing. */
export class Witness {
  readonly entity: Entity;
  phase: Phase = "stopped";
  now = 0;
  blocked = false;
  /** All that was put out but written bytes. */
  readonly lines: string[] = [];
  /** All that was written. */
  readonly written: number[] = [];
  /** Primaries that wait, each with its system bytes. */
  readonly open: Map<Primary, number> = new Map();
  /** How each primary that was sent with W has ended. */
  readonly ends: Map<Primary, NoReplyReason | "reply"> = new Map();
  onMessage: (output: Extract<EntityOutput, { type: "message" }>) => void = () => {};
  #state: State = "NOT CONNECTED";
  readonly #selected = new Set<number>();

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

  start(): this {
    return this.do((e, now) => e.start(now));
  }

  connect(): this {
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
      if (!primary.replyExpected) return;
      assert(![...this.open.values()].includes(systemBytes), `system bytes ${systemBytes} are open`);
      this.open.set(primary, systemBytes);
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
    else if (output.type === "selected") this.#select(output.session);
    else if (output.type === "deselected") assert(this.#selected.delete(output.session), "deselected once");
    else if (output.type === "reply") this.#end(output.primary, "reply");
    else if (output.type === "noReply") this.#end(output.primary, output.reason);
    else if (output.type === "message") this.onMessage(output);
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

  #select(session: number): void {
    assert(!this.#selected.has(session), "selected once");
    this.#selected.add(session);
  }

  #end(primary: Primary, how: NoReplyReason | "reply"): void {
    assert(this.open.delete(primary), "a transaction ends once");
    this.ends.set(primary, how);
  }

  #check(): void {
    const { entity } = this;
    assertEquals(entity.state, this.#state);
    assertEquals(entity.state === "SELECTED", this.#selected.size > 0);
    assertEquals(entity.openTransactions, this.open.size);
    const { queuedBytes, messageLength } = entity.settings.limits;
    assert(entity.queuedBytes <= Math.max(queuedBytes, messageLength + 4) + 4097 * 14, "queue bounded");
    if (!this.blocked) assertEquals(entity.queuedBytes, 0);
    if (this.phase === "connecting" || this.phase === "closing" || this.phase === "stopped") {
      assertEquals(entity.deadline, Infinity, this.phase);
    }
  }
}
