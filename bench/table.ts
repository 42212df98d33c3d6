// Reports as text: what was measured on one runtime, and the ratios of several side by side, in Markdown.
import type { Figure, Report, Row } from "./report.ts";

/** Prints all figures of a report, and its ratios. */
export function printReport(report: Report): void {
  console.log(`\n## ${title(report)}\n`);
  printTable(["measured", "", "unit", ""], report.figures.map(figureCells));
  if (report.rows.length === 0) return;
  console.log(`\n${report.quick ? "Quick run: these ratios mean nothing.\n\n" : ""}Ratios to reach\n`);
  printTable(
    ["row", "goal", "stretch", "measured", "reached"],
    report.rows.map((row) => [label(row), ...bounds(row), measured(row), row.reached]),
  );
}

/** Prints the ratios of several reports side by side. */
export function printComparison(reports: readonly Report[]): void {
  console.log(`\n## Ratios on ${reports.map(title).join(", ")}\n`);
  const rows = reports[0].rows.map((row) => [
    label(row),
    ...bounds(row),
    ...reports.map((report) => {
      const found = report.rows.find(({ group, name }) => group === row.group && name === row.name);
      return found === undefined ? "" : `${measured(found)}${MARKS[found.reached]}`;
    }),
  ]);
  printTable(["row", "goal", "stretch", ...reports.map(({ runtime }) => runtime)], rows);
  console.log("\n** stretch reached, * goal reached");
}

const MARKS: Record<Row["reached"], string> = { stretch: " **", goal: " *", no: "" };

function title({ runtime, version }: Report): string {
  return `${runtime} ${version}`;
}

function label({ group, name }: Row): string {
  return `${group}: ${name}`;
}

function bounds({ atLeast, atMost, stretch, unit }: Row): [string, string] {
  const sign = atLeast === undefined ? "≤" : "≥";
  const goal = `${sign} ${quantity((atLeast ?? atMost)!, unit)}`;
  return [goal, stretch === undefined ? "" : `${sign} ${quantity(stretch, unit)}`];
}

function measured({ value, unit }: Row): string {
  return quantity(value, unit);
}

function quantity(value: number, unit: string): string {
  return unit === "×" ? `${number(value)}×` : `${number(value)} ${unit}`;
}

function figureCells({ group, name, value, unit, note = "" }: Figure): string[] {
  return [`${group}: ${name}`, number(value), unit, note];
}

/** Three digits, and thousands grouped. */
function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((cell, i) => Math.max(cell.length, 3, ...rows.map((row) => row[i].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  for (const cells of [head, widths.map((width) => "-".repeat(width)), ...rows]) console.log(line(cells));
}
