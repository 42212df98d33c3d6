// SML on messages, beside JSON of the equivalent document and beside secs4js.
import * as secs4js from "secs4js";
import { encode } from "../core/secs2/mod.ts";
import { parse, print, toJSON } from "../core/sml/mod.ts";
import { foreign, type Report, reports } from "./corpus.ts";
import { calls, type Contender, type Pace, race } from "./measure.ts";
import type { Figure } from "./report.ts";

/** What a contender does, and the text that it writes or reads. */
interface Task {
  readonly name: string;
  readonly text: string;
  run(): unknown;
}

/** Megabytes a second of each contender's own text, printed and parsed. */
export async function sml(pace: Pace): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const report of reports()) {
    figures.push(...await timed(`${report.name} print`, printers(report), pace));
    figures.push(...await timed(`${report.name} parse`, parsers(report), pace));
  }
  return figures;
}

async function timed(title: string, tasks: Task[], pace: Pace): Promise<Figure[]> {
  const times = await race(tasks.map(contender), pace);
  return tasks.map(({ name, text }) => ({
    group: "sml",
    name: `${title}: ${name}`,
    unit: "MB/s",
    value: 1000 * text.length / times.get(name)!,
  }));
}

function contender({ name, run }: Task): Contender {
  return calls(name, run);
}

function printers({ item }: Report): Task[] {
  const text = encode(item);
  const document = toJSON(item);
  const other = new secs4js.SecsMessage(6, 11, true, foreign(item));
  const tasks: [name: string, write: () => string][] = [
    ["fabwire", () => print({ ...HEADER, text })],
    ["fabwire, from an item", () => print({ ...HEADER, item })],
    ["JSON.stringify", () => JSON.stringify(document)],
    ["secs4js", () => other.toSml()],
  ];
  return tasks.map(([name, write]) => ({ name, text: write(), run: () => flat(write()) }));
}

const HEADER = { stream: 6, function: 11, replyExpected: true };

/** A text of which every character is in its place: engines put off joining the parts of one. */
function flat(text: string): number {
  return text.charCodeAt(text.length >> 1);
}

function parsers({ item }: Report): Task[] {
  const text = print({ ...HEADER, item });
  const json = JSON.stringify(toJSON(item));
  return [
    { name: "fabwire", text, run: () => parse(text) },
    { name: "JSON.parse", text: json, run: () => JSON.parse(json) },
    { name: "secs4js", text, run: () => secs4js.SmlParser.parse(text) },
  ];
}
