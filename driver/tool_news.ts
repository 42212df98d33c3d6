// What a tool tells its application: events, alarms and the rest of GEM with the names of the profile.
import { type DataMessage, type gem, toNative } from "../mod.ts";
import type { Profile, ProfileId } from "./profile.ts";

/** A collection event. */
export interface ToolEvent {
  /** Tells it from an alarm. */
  readonly type: "event";
  /** CEID. */
  readonly id: number | bigint | string;
  /** Its name; undefined where the profile has none. */
  readonly name: string | undefined;
  /** The values of its reports by the names of their variables, or by their ids where they have none. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The reports as they were sent. */
  readonly reports: readonly gem.NewsReport[];
  /** The message. */
  readonly message: DataMessage;
}

/** An alarm that was set or cleared. */
export interface ToolAlarm {
  /** Tells it from an event. */
  readonly type: "alarm";
  /** ALID. */
  readonly id: number | bigint | string;
  /** Its name; undefined where the profile has none. */
  readonly name: string | undefined;
  /** Whether it is set, or cleared. */
  readonly set: boolean;
  /** Category of ALCD. */
  readonly category: number;
  /** ALTX. */
  readonly text: string;
  /** The message. */
  readonly message: DataMessage;
}

/** The event of a host's news. */
export function eventOf({ CEID, name, reports, message }: gem.EventNews): ToolEvent {
  return { type: "event", id: CEID.value, name, values: valuesOf(reports), reports, message };
}

/** The alarm of a host's news. */
export function alarmOf(profile: Profile, { ALID, set, category, text, message }: gem.AlarmNews): ToolAlarm {
  const alarm = profile.alarms?.find(({ id }) => sameValue(id, ALID.value));
  return { type: "alarm", id: ALID.value, name: alarm?.name ?? alarm?.text, set, category, text, message };
}

function valuesOf(reports: readonly gem.NewsReport[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  reports.forEach(({ RPTID, values: reported }) =>
    reported.forEach(({ VID, name, value }, i) => {
      values[name ?? (VID === undefined ? `${RPTID.value}.${i}` : String(VID.value))] = toNative(value);
    })
  );
  return values;
}

/** Whether an id is the one that a handler is for: by its number, however that is written, or by its name. */
export function isFor(wanted: ProfileId, id: number | bigint | string, name: string | undefined): boolean {
  return wanted === name || sameValue(wanted, id);
}

function sameValue(one: number | bigint | string, other: number | bigint | string): boolean {
  return one === other || String(one) === String(other);
}
