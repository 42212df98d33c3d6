// The entries that a place in a profile may have, by its rules.

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
