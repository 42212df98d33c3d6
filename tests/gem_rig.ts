// An equipment over HSMS and a bare host on a simulated wire: the host asks, answers by a table, and sees everything.
import { Equipment } from "../core/gem/equipment.ts";
import type { GemNews } from "../core/gem/equipment_news.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { EquipmentModel } from "../core/gem/model.ts";
import { Entity, type EntityNews, type EntityOutput } from "../core/hsms/mod.ts";
import type { DataMessage, LinkOutput } from "../core/link.ts";
import { type BuiltMessage, catalogue, S1F13, S1F14, S1F2 } from "../core/messages/mod.ts";
import { encode } from "../core/secs2/encode.ts";
import { B } from "../core/secs2/build.ts";

type EquipmentOutput = LinkOutput | GemNews | EntityNews;

/** What the host answers to each primary: a text, or nothing at all. */
export type HostAnswers = Record<string, BuiltMessage | undefined>;

/** How a request of the host ended. */
export type Outcome = DataMessage | string;

const YES = encode(B(0));

/** A host that is nothing but HSMS, and an equipment to be tested. Times in milliseconds. */
export class GemRig {
  now = 0;
  readonly host: Entity;
  equipment: Equipment<EntityNews>;
  /** News of the equipment. */
  news: EquipmentOutput[] = [];
  /** Primaries that the host has received, with texts of their own. */
  primaries: DataMessage[] = [];
  /** Secondaries and failures that the host has seen. */
  outcomes: Outcome[] = [];
  /** What the host answers; where there is no entry, a code of 0. */
  answers: HostAnswers = {};
  /** Whether bytes get through. */
  cut = false;
  #wire: { at: number; run: () => void }[] = [];
  #connected = false;
  /** Set once something was lost: as TCP would, the connection delivers nothing more after the gap. */
  #lost = false;
  #listening = false;
  readonly #session: number;

  constructor(model: EquipmentModel, options: EquipmentOptions = {}, session = 0) {
    this.#session = session;
    this.host = new Entity({ mode: "active", session, timers: { T3: 10, T5: 1 } });
    this.equipment = this.make(model, options);
  }

  /** An equipment for this rig. */
  make(model: EquipmentModel, options: EquipmentOptions = {}): Equipment<EntityNews> {
    const link = new Entity({
      mode: "passive",
      session: this.#session,
      timers: { T3: 10, T5: 1 },
    });
    return new Equipment(link, model, options);
  }

  /** Starts both sides, and runs until both are COMMUNICATING. */
  start(): this {
    this.equipment.start(this.now);
    this.#drainEquipment();
    this.host.start(this.now);
    this.#drainHost();
    this.run(20);
    return this;
  }

  /** Sends a primary of the host, and returns how it ended. */
  ask(message: BuiltMessage, milliseconds = 10): Outcome | undefined {
    const before = this.outcomes.length;
    this.host.send({ ...message }, this.now);
    this.#drainHost();
    this.run(milliseconds);
    return this.outcomes[before];
  }

  /** Answers a primary that the table of answers left open. */
  answer(message: DataMessage, text: Uint8Array, milliseconds = 10): void {
    this.host.reply(message, text, this.now);
    this.#drainHost();
    this.run(milliseconds);
  }

  /** Does something with the equipment, and lets the consequences happen. */
  do<T>(work: (equipment: Equipment<EntityNews>, now: number) => T, milliseconds = 10): T {
    const result = work(this.equipment, this.now);
    this.#drainEquipment();
    this.run(milliseconds);
    return result;
  }

  /** The primaries of one kind that the host has received. */
  got(name: string): DataMessage[] {
    return this.primaries.filter((message) => nameOf(message) === name);
  }

  /** The news of one type. */
  told<T extends EquipmentOutput["type"]>(type: T): Extract<EquipmentOutput, { type: T }>[] {
    return this.news.filter((news) => news.type === type) as Extract<EquipmentOutput, { type: T }>[];
  }

  /** Forgets what was seen so far. */
  clear(): void {
    this.news = [];
    this.primaries = [];
    this.outcomes = [];
  }

  /** Ends the connection as a broken wire does; both sides find out. Connecting fails while `cut`. */
  breakWire(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#wire = [];
    this.equipment.disconnected(this.now);
    this.#drainEquipment();
    this.host.disconnected(this.now);
    this.#drainHost();
  }

  /** Runs for this many milliseconds, jumping from event to event. */
  run(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.at > end) break;
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  #next(): { at: number; run: () => void } | undefined {
    const wire = this.#wire[0], timers = Math.min(this.equipment.deadline, this.host.deadline);
    if (wire !== undefined && wire.at <= timers) return { at: wire.at, run: () => this.#wire.shift()!.run() };
    if (timers === Infinity) return undefined;
    return { at: timers, run: () => this.#elapse() };
  }

  #elapse(): void {
    this.equipment.elapsed(this.now);
    this.#drainEquipment();
    this.host.elapsed(this.now);
    this.#drainHost();
  }

  #drainEquipment(): void {
    for (let output = this.equipment.poll(); output !== undefined; output = this.equipment.poll()) {
      this.news.push(output);
      if (output.type === "write") this.#carry(output.bytes, (bytes) => this.#toHost(bytes));
      else if (output.type === "connect") this.#listening = true;
      else if (output.type === "disconnect") this.#hangUp();
    }
  }

  #drainHost(): void {
    for (let output = this.host.poll(); output !== undefined; output = this.host.poll()) {
      this.#hostOutput(output);
    }
  }

  #hostOutput(output: EntityOutput): void {
    switch (output.type) {
      case "connect":
        return this.#later(() => this.#connect());
      case "write":
        return this.#carry(output.bytes, (bytes) => this.#toEquipment(bytes));
      case "disconnect":
        return this.#hangUp();
      case "message":
        return this.#answer({ ...output.message, text: output.message.text.slice() });
      case "reply":
        return void this.outcomes.push({ ...output.message, text: output.message.text.slice() });
      case "noReply":
        return void this.outcomes.push(output.reason);
    }
  }

  #answer(message: DataMessage): void {
    this.primaries.push(message);
    const name = nameOf(message);
    if (!message.replyExpected) return;
    if (name in this.answers) {
      const answer = this.answers[name];
      if (answer !== undefined) this.host.reply(message, answer.text, this.now, answer.function);
      return;
    }
    this.host.reply(message, usual(message), this.now);
  }

  #connect(): void {
    if (this.cut || !this.#listening) {
      this.host.disconnected(this.now);
      return this.#drainHost();
    }
    this.#connected = true;
    this.#lost = false;
    this.equipment.connected(this.now);
    this.#drainEquipment();
    this.host.connected(this.now);
    this.#drainHost();
  }

  #hangUp(): void {
    this.#later(() => this.breakWire());
  }

  #carry(bytes: Uint8Array, arrive: (bytes: Uint8Array) => void): void {
    this.#later(() => {
      this.#lost ||= this.cut;
      if (this.#connected && !this.#lost) arrive(bytes);
    });
  }

  #later(run: () => void): void {
    this.#wire.push({ at: this.now + 1, run });
  }

  #toHost(bytes: Uint8Array): void {
    this.host.received(bytes, this.now);
    this.#drainHost();
  }

  #toEquipment(bytes: Uint8Array): void {
    this.equipment.received(bytes, this.now);
    this.#drainEquipment();
  }
}

/** `S6F11` */
export function nameOf({ stream, function: fn }: { stream: number; function: number }): string {
  return `S${stream}F${fn}`;
}

function usual(message: DataMessage): Uint8Array {
  if (nameOf(message) === "S1F13") return S1F14.text({ COMMACK: 0 });
  if (nameOf(message) === "S1F1") return S1F2.text(undefined);
  return catalogue.get(message.stream, message.function + 1)?.shape === undefined ? new Uint8Array(0) : YES;
}

/** The host's own S1F13. */
export const HOST_S1F13: BuiltMessage = S1F13.build(undefined);
