// What somebody may have meant by an entry that there is not.

type Key = string | number;

/** What is looked at of a rule, whatever its kind. */
interface Rule {
  readonly entries?: Readonly<Record<string, Rule>>;
  readonly wrapped?: Rule;
  readonly item?: Rule;
  readonly value?: Rule;
  readonly options?: readonly unknown[];
  readonly getter?: () => Rule;
}

/** The entries that the place at a path may have, in any of its forms. */
export function entriesAt(rules: unknown, path: readonly Key[]): string[] {
  const places = path.reduce<Rule[]>((rules, key) => rules.flatMap((rule) => under(rule, key)), [
    ...forms(rules as Rule),
  ]);
  return places.flatMap(({ entries = {} }) => Object.keys(entries));
}

/** The one of some names that comes nearest to one that is not among them; undefined where none is near. */
export function nearest(wrong: string, names: readonly string[]): string | undefined {
  const near = names.map((name) => ({ name, distance: distanceOf(wrong, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, name.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

/** What stands beneath a key, in each of its forms. */
function under({ entries, item, value }: Rule, key: Key): Rule[] {
  const rule = entries === undefined ? item ?? value : entries[key];
  return rule === undefined ? [] : [...forms(rule)];
}

/** A rule without what is around it, and each form of a choice. */
function* forms(rule: Rule): Generator<Rule> {
  if (rule.wrapped !== undefined) yield* forms(rule.wrapped);
  else if (rule.getter !== undefined) yield* forms(rule.getter());
  else if (rule.options !== undefined) { for (const form of rule.options) yield* forms(form as Rule); }
  else if (typeof rule === "object") yield rule;
}

/** How many letters must be changed, added or left out, capitals aside. */
function distanceOf(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
