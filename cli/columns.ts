// Tables of text in columns.

/** A column: its heading, and whether it is of numbers, which stand to the right. */
export type Column = readonly [heading: string, side: "left" | "right"];

/** The lines of a table, headings first; columns without any text are left out. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const used = columns.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== ""));
  const widths = columns.map(([heading], i) => Math.max(heading.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]) => used.map((i) => cell(cells[i], columns[i], widths[i]));
  return [columns.map(([heading]) => heading), ...rows].map((cells) => line(cells).join("  ").trimEnd());
}

function cell(text: string, [, side]: Column, width: number): string {
  return side === "right" ? text.padStart(width) : text.padEnd(width);
}
