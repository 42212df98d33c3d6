// What may stand at a place of a filter: for whoever types one.
import { CONTROL_WORDS } from "./filter_words.ts";
import { FILTER_FIELDS, itemPlaces } from "./filter_fields.ts";
import { catalogue } from "../messages/standard.ts";
import { NAME_KINDS } from "./telling.ts";
import type { Names } from "./names.ts";

/** What may replace a part of a filter. */
export interface Completions {
  /** Offset of the first character of the part to replace. */
  readonly from: number;
  /** Offset behind the last character of the part. */
  readonly to: number;
  /** The best first; 50 at most. */
  readonly options: readonly Completion[];
}

/** What may stand there. */
export interface Completion {
  /** What to put there. */
  readonly text: string;
  /** What it means, in a few words. */
  readonly doc: string;
}

const VALUES: Readonly<Record<string, readonly (readonly [text: string, doc: string])[]>> = {
  dir: [["h>e", "The host sends"], ["e>h", "The equipment sends"], ["client", "The client sends"], [
    "server",
    "The server sends",
  ]],
  severity: [["error", "Stops wafers or breaks a standard"], ["warning", "Out of the ordinary"], [
    "note",
    "Helps to understand",
  ]],
  outcome: [
    ["reply", "Answered"],
    ["no reply", "Not answered"],
    ["aborted", "Answered by SxF0"],
    ["rejected", "Answered by Reject.req"],
    ["stream 9", "Reported by stream 9"],
    ["mismatch", "Answered by another function"],
    ["deselected", "The session ended before"],
    ["disconnected", "The connection ended before"],
    ["open", "The capture ended before"],
  ],
  carrier: [["HSMS", ""], ["SECS-I", ""], ["log", ""]],
  latency: [[">1s", "Longer than a second"], [">100ms", "Longer than a tenth"]],
};

const MOST = 50;
const WORD = /[^\s&|!()=<>~,"']*$/;
const COMPARED = /([\w.#]+)\s*(?:==|!=|!~|<=|>=|[=<>~])\s*(?:[^\s&|()"']+,)*([^\s&|(),"']*)$/;

/**
 * What may stand at the caret, an offset in the text: fields, messages and operators, and behind a comparison the values
 * that are known. `names` are those of the equipment.
 */
export function completions(text: string, caret: number, names?: Names): Completions {
  const before = text.slice(0, caret);
  const compared = COMPARED.exec(before);
  if (compared !== null && !isInString(before)) {
    const [, field, begun] = compared;
    return from(caret, begun, valuesOf(field.toLowerCase(), names));
  }
  const begun = isInString(before) ? "" : WORD.exec(before)![0];
  if (begun === "" && isInString(before)) return { from: caret, to: caret, options: [] };
  return from(caret, begun, begun === "" ? starters() : words());
}

function isInString(before: string): boolean {
  return (before.replace(/\\./g, "").split('"').length - 1) % 2 === 1;
}

function from(caret: number, begun: string, all: readonly Completion[]): Completions {
  const wanted = begun.toLowerCase();
  const first = all.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const others = wanted === ""
    ? []
    : all.filter(({ text, doc }) =>
      !text.toLowerCase().startsWith(wanted) && `${text} ${doc}`.toLowerCase().includes(wanted)
    );
  return { from: caret - begun.length, to: caret, options: [...first, ...others].slice(0, MOST) };
}

/** What to show before anything is typed. */
function starters(): Completion[] {
  return [
    { text: "S6F11", doc: "Event reports" },
    { text: "S6F*", doc: "All of stream 6" },
    { text: "ceid=", doc: "An event" },
    { text: "latency>1s", doc: "Slow transactions" },
    { text: "severity>=warning", doc: "With findings" },
    ...fields(),
  ];
}

function words(): Completion[] {
  return [...fields(), ...items(), ...control(), ...messages()];
}

function fields(): Completion[] {
  return Object.entries(FILTER_FIELDS).map(([text, { doc, type }]) => {
    return { text: type === "value" || type === "variable" ? `${text}("` : text, doc };
  });
}

function items(): Completion[] {
  return [...itemPlaces().keys()].filter((text) => FILTER_FIELDS[text] === undefined).sort()
    .map((text) => ({ text, doc: `Data item ${text.toUpperCase()}` }));
}

function control(): Completion[] {
  return Object.keys(CONTROL_WORDS).map((text) => ({ text, doc: "Control message" }));
}

function messages(): Completion[] {
  return [...catalogue].map(({ id, name }) => ({ text: id, doc: name }));
}

function valuesOf(field: string, names: Names | undefined): Completion[] {
  const known = VALUES[field];
  if (known !== undefined) {
    return known.map(([text, doc]) => ({ text: /\s/.test(text) ? `"${text}"` : text, doc }));
  }
  if (field === "msg") return [...control(), ...messages()];
  const kind = NAME_KINDS[field.toUpperCase()];
  if (kind === undefined || names === undefined) return [];
  const kinds = kind === "VID" ? ["SVID", "DVID", "ECID"] as const : [kind];
  return kinds.flatMap((kind) => [...names.list(kind)]).map(([text, { name }]) => ({
    text: /[\s&|(),"']/.test(text) ? JSON.stringify(text) : text,
    doc: name,
  }));
}
