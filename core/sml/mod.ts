// SML, the text notation of SECS-II messages: printing, parsing, a template tag, and a JSON form of items.
export { fromJSON, type JsonAttributes, type JsonFloat, type JsonItem, toJSON } from "./json.ts";
export type { Printable, PrintableMessage, SmlMessage, WrittenMessage } from "./message.ts";
export { parse, parseItem, parseMessage, type Sml, type SmlWarning } from "./parse.ts";
export { print, printChunks } from "./print.ts";
export type { PrintOptions } from "./print_style.ts";
export { type Profile, type ProfileName, PROFILES } from "./profiles.ts";
export type { ParseOptions, SmlWarningKind } from "./source.ts";
export { SmlSyntaxError } from "./syntax_error.ts";
export { sml, type SmlTag, type SmlValue } from "./template.ts";
