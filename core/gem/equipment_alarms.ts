// Alarms: S5F1, F3, F5 and F7, and the events that belong to setting and clearing.
import type { Id, IdInput } from "../messages/data_item.ts";
import { S2F58 } from "../messages/stream2_definitions.ts";
import { S5F1, S5F3, S5F4, S5F5, S5F6, S5F7, S5F8 } from "../messages/stream5.ts";
import { type Capability, type Context, type Handlers, on } from "./capability.ts";
import { type IdValue, idValue, toId } from "./id.ts";
import type { AlarmModel } from "./model.ts";
import { idItem } from "./value.ts";

const SET = 0x80; // bit 8 of ALCD, and of ALED: enable
const ACCEPTED = 0, UNKNOWN_ALID = 1; // ACKC5

/** The alarms of an equipment: which are set, and which are reported. */
export class Alarms implements Capability {
  readonly name = "alarms";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #set = new Set<IdValue>();
  #enabled: Set<IdValue>;

  constructor(context: Context) {
    this.#context = context;
    this.#enabled = new Set(this.#restored());
    this.handlers = {
      S5F3: on(S5F3, ({ ALED, ALID }) => S5F4.build(this.#enable((ALED & SET) !== 0, ALID))),
      S5F5: on(S5F5, (ids) => S5F6.build(this.#selected(ids).map((id) => this.#describe(id)))),
      S5F7: on(S5F7, () => S5F8.build(this.enabled().map((id) => this.#known(id)))),
    };
  }

  /** The alarms that are set. */
  set(): Id[] {
    return this.#all().filter(({ value }) => this.#set.has(value));
  }

  /** The alarms that are reported. */
  enabled(): Id[] {
    return this.#all().filter(({ value }) => this.#enabled.has(value));
  }

  /** Sets or clears an alarm: reports it if it is enabled, and raises its event. False when it is so already. */
  change(alid: IdInput, set: boolean): boolean {
    const alarm = this.#alarm(idValue(alid));
    if (alarm === undefined) throw new RangeError(`Cannot change alarm ${idValue(alid)}: it is unknown`);
    const ALID = toId(alarm.ALID);
    if (this.#set.has(ALID.value) === set) return false;
    if (set) this.#set.add(ALID.value);
    else this.#set.delete(ALID.value);
    this.#context.setData("AlarmID", idItem(ALID));
    const { alarmReply: replyExpected = true } = this.#context.options;
    if (this.#enabled.has(ALID.value)) this.#context.post(S5F1.build(this.#known(ALID), { replyExpected }));
    const event = set ? alarm.setEvent : alarm.clearEvent;
    if (event !== undefined) this.#context.raise(event);
    return true;
  }

  #enable(enable: boolean, { value }: Id): number {
    const all = value === "";
    if (!all && this.#alarm(value) === undefined) return UNKNOWN_ALID;
    for (const key of all ? this.#context.index.alarms.keys() : [value]) {
      if (enable) this.#enabled.add(key);
      else this.#enabled.delete(key);
    }
    this.#context.store.write("enabled alarms", S2F58.text(this.enabled()));
    return ACCEPTED;
  }

  #alarm(key: IdValue): AlarmModel | undefined {
    return this.#context.index.alarms.get(key);
  }

  #all(): Id[] {
    return [...this.#context.index.alarms.values()].map(({ ALID }) => toId(ALID));
  }

  #selected(ids: readonly Id[]): readonly Id[] {
    return ids.length > 0 ? ids : this.#all();
  }

  #describe(ALID: Id): { ALCD?: number; ALID: Id; ALTX: string } {
    return this.#alarm(ALID.value) === undefined ? { ALID, ALTX: "" } : this.#known(ALID);
  }

  #known(ALID: Id): { ALCD: number; ALID: Id; ALTX: string } {
    const { category = 0, ALTX } = this.#alarm(ALID.value)!;
    return { ALCD: (this.#set.has(ALID.value) ? SET : 0) | category, ALID, ALTX };
  }

  #restored(): IdValue[] {
    const text = this.#context.store.read("enabled alarms");
    if (text !== undefined) return S2F58.read(text).map(({ value }) => value);
    return (this.#context.index.model.alarms ?? []).filter(({ enabled }) => enabled)
      .map(({ ALID }) => idValue(ALID));
  }
}
