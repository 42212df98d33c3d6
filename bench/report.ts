// What a run gives: figures, and what they say of each ratio to reach.
import { type Goal, GOALS, type Runtime } from "./goals.ts";

/** One measured value. */
export interface Figure {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** Which time a median is of, which memory, or why a figure is not comparable. */
  readonly note?: string;
}

export type Unit = "ns" | "ns/B" | "ms" | "B" | "MB" | "MB/s" | "1/s";

/** A ratio to reach, with what was reached. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly stretch?: number;
  readonly reached: "stretch" | "goal" | "no";
}

/** Everything that one run on one runtime has measured. */
export interface Report {
  readonly runtime: Runtime;
  readonly version: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly machine: string;
  readonly date: string;
  readonly quick: boolean;
  readonly pinned: boolean;
  readonly figures: readonly Figure[];
  readonly rows: readonly Row[];
}

/** The ratios for which the figures suffice. */
export function rowsOf(figures: readonly Figure[], runtime: Runtime): Row[] {
  const named = new Map(figures.map((figure) => [`${figure.group}: ${figure.name}`, figure.value]));
  return GOALS.flatMap((goal) => {
    const value = evaluate(goal, named);
    return value === undefined ? [] : [rowOf(goal, value, runtime)];
  });
}

function evaluate(goal: Goal, figures: ReadonlyMap<string, number>): number | undefined {
  const [a, b] = goal.of.map((name) => figures.get(`${goal.group}: ${name}`));
  if (a === undefined || (goal.of.length === 2 && b === undefined)) return undefined;
  return goal.difference ? a - b! : a / (b ?? goal.per ?? 1);
}

function rowOf(goal: Goal, value: number, runtime: Runtime): Row {
  const { group, name, unit = "×", stretch } = goal;
  const atLeast = goal.on?.[runtime] ?? goal.atLeast;
  const { atMost } = goal;
  const reaches = (bound: number | undefined) =>
    bound !== undefined && (atLeast === undefined ? value <= bound : value >= bound);
  const reached = reaches(stretch) ? "stretch" : reaches(atLeast ?? atMost) ? "goal" : "no";
  return { group, name, value, unit, atLeast, atMost, stretch, reached };
}
