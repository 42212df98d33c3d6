// The names in an equipment profile, for the messages of its tool.
import type { NameData, NameList } from "../core/reading/names.ts";
import type { Profile, ProfileId } from "../driver/profile.ts";
import { reportId, variableId } from "../driver/profile_facts.ts";
import { loadProfile, ProfileError } from "../driver/profile_file.ts";
import { Failure } from "./command.ts";

/** The names in a profile. Throws {@linkcode Failure} with every problem of the file. */
export async function namesOfProfile(file: string): Promise<NameData> {
  try {
    const { profile } = await loadProfile(file);
    return namesOf(profile);
  } catch (error) {
    if (error instanceof ProfileError) throw new Failure(error.message);
    throw error;
  }
}

function namesOf(profile: Profile): NameData {
  const { variables, dataVariables, constants, events = [], alarms = [], reports = [] } = profile;
  return {
    names: {
      SVID: list(variables),
      DVID: list(dataVariables),
      ECID: list(constants),
      CEID: list(events),
      ALID: list(alarms.map(({ id, name, text }) => ({ id, name: name ?? text }))),
      RPTID: list(reports),
    },
    reports: Object.fromEntries(
      reports.map(({ id, variables }) => [String(id), variables.map((each) => variableId(profile, each))]),
    ),
    links: Object.fromEntries(
      events.filter(({ reports }) => reports !== undefined)
        .map(({ id, reports = [] }) => [String(id), reports.map((each) => reportId(profile, each))]),
    ),
  };
}

interface Named {
  readonly id: ProfileId;
  readonly name?: string;
  readonly units?: string;
}

/** Things without a name are left out. */
function list(things: readonly Named[] = []): NameList {
  return Object.fromEntries(
    things.flatMap(({ id, name, units }) =>
      name === undefined ? [] : [[String(id), units === undefined ? name : { name, units }]]
    ),
  );
}
