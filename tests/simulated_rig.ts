// A simulated equipment and a bare host on a simulated wire, told the time.
import type { Equipment } from "../core/gem/equipment.ts";
import { Entity, type EntityNews } from "../core/hsms/mod.ts";
import type { DataMessage } from "../core/link.ts";
import type { BuiltMessage } from "../core/messages/mod.ts";
import { decode } from "../core/secs2/decode.ts";
import { toNative } from "../core/secs2/from.ts";
import type { Profile } from "../driver/profile.ts";
import {
  SimulatedEquipment,
  type SimulatedOptions,
  type SimulationNews,
} from "../driver/simulate_equipment.ts";
import { GemRig, type Outcome } from "./gem_rig.ts";

/** A rig whose equipment is simulated. */
export class SimulatedRig {
  readonly rig: GemRig;
  readonly tool: SimulatedEquipment<EntityNews>;

  constructor(profile: Profile, options: SimulatedOptions = {}) {
    const entity = new Entity({ mode: "passive", timers: { T3: 10, T5: 1 } });
    const tool = this.tool = new SimulatedEquipment<EntityNews>(entity, profile, options);
    class Rig extends GemRig {
      override make(): Equipment<EntityNews> {
        return tool as unknown as Equipment<EntityNews>;
      }
    }
    this.rig = new Rig({ MDLN: "", SOFTREV: "" });
    this.rig.start();
  }

  /** Does something with the equipment, and lets the consequences happen. */
  do<T>(work: (tool: SimulatedEquipment<EntityNews>, now: number) => T, milliseconds = 10): T {
    return this.rig.do((_, now) => work(this.tool, now), milliseconds);
  }

  /** Lets seconds pass. */
  pass(seconds: number): void {
    this.rig.run(1000 * seconds);
  }

  /** Sends a primary of the host, and returns how it ended. */
  ask(message: BuiltMessage, milliseconds = 10): Outcome | undefined {
    return this.rig.ask(message, milliseconds);
  }

  /** The news of the simulation of one type. */
  told<T extends SimulationNews["type"]>(type: T): Extract<SimulationNews, { type: T }>[] {
    const news = this.rig.news as unknown as SimulationNews[];
    return news.filter((one) => one.type === type) as Extract<SimulationNews, { type: T }>[];
  }
}

/** What a message says, as plain values. */
export function said(outcome: Outcome | undefined): unknown {
  const { text } = outcome as DataMessage;
  return text.length === 0 ? undefined : toNative(decode(text));
}
