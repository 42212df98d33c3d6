// What a tool's ids are called, looked up by value: for the events that come by the thousand.
import type { Id } from "../messages/data_item.ts";
import { type IdValue, idValue, toId } from "./id.ts";
import type { Names, ToolFacts } from "./tool.ts";

/** The names of a tool, made ready for look-ups. */
export class Directory {
  readonly #names: Names;
  #events: ReadonlyMap<IdValue, string> | undefined;
  #alarms: ReadonlyMap<IdValue, string> | undefined;
  #variables: ReadonlyMap<IdValue, string> | undefined;
  #reports: ReadonlyMap<IdValue, readonly Id[]> | undefined;

  constructor({ names = {} }: ToolFacts) {
    this.#names = names;
  }

  /** Name of an event. */
  eventName(CEID: Id): string | undefined {
    this.#events ??= namesOf(this.#names.events ?? []);
    return this.#events.get(CEID.value);
  }

  /** Name of an alarm. */
  alarmName(ALID: Id): string | undefined {
    this.#alarms ??= namesOf(this.#names.alarms ?? []);
    return this.#alarms.get(ALID.value);
  }

  /** Name of a variable or constant. */
  variableName(VID: Id): string | undefined {
    this.#variables ??= namesOf([...this.#names.constants ?? [], ...this.#names.variables ?? []]);
    return this.#variables.get(VID.value);
  }

  /** The variables of a report, in order. */
  variablesOf(RPTID: Id): readonly Id[] | undefined {
    this.#reports ??= new Map(
      (this.#names.reports ?? []).map(({ id, variables }) => [idValue(id), variables.map((id) => toId(id))]),
    );
    return this.#reports.get(RPTID.value);
  }
}

function namesOf(named: Required<Names>["events"]): ReadonlyMap<IdValue, string> {
  return new Map(named.map(({ id, name }) => [idValue(id), name]));
}
