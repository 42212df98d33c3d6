// Parts of a report: text that cannot become markup, tables, and a small bar chart.
import { grouped } from "../framing/clock.ts";
import type { Histogram } from "./statistics.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML; control characters become a replacement character. */
export function escape(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "\ufffd").replace(
    /[&<>"']/g,
    (character) => ENTITIES[character],
  );
}

/** A table; headings that begin with + stand to the right. */
export function table(headings: readonly string[], rows: readonly string[]): string {
  const head = headings.map((heading) =>
    heading.startsWith("+")
      ? `<th class="number">${escape(heading.slice(1))}</th>`
      : `<th>${escape(heading)}</th>`
  );
  return `<table>\n<tr>${head.join("")}</tr>\n${rows.join("\n")}\n</table>\n`;
}

/** A row: texts, then numbers, then one more text. */
export function row(texts: readonly string[], numbers: readonly string[], last: string): string {
  const all = [
    ...texts.map((text) => `<td>${escape(text)}</td>`),
    ...numbers.map((number) => `<td class="number">${escape(number)}</td>`),
    `<td>${escape(last)}</td>`,
  ];
  return `<tr>${all.join("")}</tr>`;
}

/** Messages by time, as bars; nothing for fewer than two steps. */
export function bar({ counts, step }: Histogram): string {
  if (counts.length < 2) return "";
  const most = counts.reduce((a, b) => Math.max(a, b));
  const bars = counts.map((count, i) => {
    const height = most === 0 ? 0 : Math.round((count / most) * 1000) / 10;
    return count === 0 ? "" : `<rect x="${i}" y="${100 - height}" width="0.9" height="${height}"></rect>`;
  });
  const minutes = step / 60e9;
  const words = `Messages per ${minutes === 1 ? "minute" : `${minutes} minutes`}, ${grouped(most)} at most`;
  return `<svg viewBox="0 0 ${counts.length} 100" preserveAspectRatio="none" role="img" aria-label="${words}">${
    bars.join("")
  }</svg>\n<div class="dim">${words}</div>\n`;
}
