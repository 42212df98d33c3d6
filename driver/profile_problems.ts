// What is found wrong between the parts of a profile, by the path of the part concerned.
import type { Profile, ProfileId } from "./profile.ts";
import { placeOf, type ProfileProblem, type Tree } from "./profile_tree.ts";

/** The way to a part of a profile. */
export type Path = readonly (string | number)[];

/** What has an id and a name. */
export interface Thing {
  readonly id: ProfileId;
  readonly name?: string;
}

/** Lists that share ids and names. */
export type Space =
  readonly ("variables" | "dataVariables" | "constants" | "reports" | "events" | "alarms")[];

/** A VID may be any variable or constant. */
export const VARIABLES: Space = ["variables", "dataVariables", "constants"];
export const REPORTS: Space = ["reports"];
export const EVENTS: Space = ["events"];
export const ALARMS: Space = ["alarms"];

/** The names in some lists of a profile. */
export function namesOf(profile: Profile, lists: Space): string[] {
  return lists.flatMap((list) => (profile[list] ?? []) as readonly Thing[]).flatMap(({ name }) => name ?? []);
}

/** Collects what is wrong with a profile. */
export class Problems {
  readonly found: ProfileProblem[] = [];
  readonly #profile: Profile;
  readonly #tree: Tree;

  constructor(profile: Profile, tree: Tree) {
    this.#profile = profile;
    this.#tree = tree;
  }

  add(path: Path, message: string): void {
    this.found.push({ ...placeOf(this.#tree, path), message: `${path.join(".")}: ${message}` });
  }

  /** Something of this id or name has to be in one of the lists. */
  need(path: Path, lists: Space, wanted: ProfileId | undefined, what: string): void {
    if (wanted === undefined) return;
    const is = ({ id, name }: Thing) => id === wanted || name === wanted;
    if (lists.some((list) => ((this.#profile[list] ?? []) as readonly Thing[]).some(is))) return;
    this.add(path, `there is no ${what} ${JSON.stringify(wanted)}`);
  }
}
