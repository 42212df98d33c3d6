// Remote commands, by whichever message the tool takes them.
import { CEPACK, CMDA, CPACK, HCACK } from "../messages/codes_status_control.ts";
import type { IdInput, Name } from "../messages/data_item.ts";
import type { BuiltMessage } from "../messages/message.ts";
import { S2F21, S2F22 } from "../messages/stream2_programs_constants.ts";
import { S2F41, S2F42, S2F49, S2F50 } from "../messages/stream2_reports_commands.ts";
import type { Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import { AcknowledgeError, type RefusedPart, refusedPart } from "./acknowledge.ts";
import { askGranted } from "./host_inquire.ts";
import { ask, type Procedure, tell } from "./procedure.ts";
import { idOf, type ToolFacts } from "./tool.ts";
import { convert } from "./value.ts";

/** Parameters of a command: in their order, by name. */
export type CommandParameters =
  | Readonly<Record<string, Native>>
  | readonly { readonly name: Name; readonly value: Native }[];

/** How to send a command. */
export interface CommandOptions {
  /** OBJSPEC of S2F49; `""` when absent. */
  readonly object?: string;
  /** DATAID of S2F49; 0 when absent. */
  readonly DATAID?: IdInput;
}

/** How a command was accepted. */
export interface CommandOutcome {
  /**
   * `"done"`, or `"later"` when its completion is signalled by an event (HCACK 4); `"sent"` when the tool does not
   * answer commands.
   */
  readonly outcome: "done" | "later" | "sent";
  /** HCACK, or CMDA; absent when there was no answer. */
  readonly code?: number;
}

/**
 * Sends a remote command: S2F41, or what the tool takes instead. Throws `AcknowledgeError` when refused, with HCACK in
 * words and the parameters at fault; a `TypeError` for parameters where S2F21 has no place for them.
 */
export function* command(
  name: Name,
  parameters: CommandParameters = {},
  tool: ToolFacts = {},
  options: CommandOptions = {},
): Procedure<CommandOutcome> {
  const { command: carrier = "S2F41", commandReply = true } = tool.deviations ?? {};
  const entries = entriesOf(name, parameters, tool);
  const request = requestOf(carrier, name, entries, tool, options);
  if (!commandReply) {
    yield* tell(request);
    return { outcome: "sent" };
  }
  const what = `command ${nameText(name)}`;
  if (carrier === "S2F21") return oldResult(what, yield* ask(request, S2F22));
  if (carrier === "S2F41") return hostResult(what, yield* ask(request, S2F42));
  const DATAID = idOf(tool, "DATAID", options.DATAID ?? 0);
  return enhancedResult(what, yield* askGranted(what, request, S2F50, DATAID, tool));
}

interface Entry {
  readonly name: Name;
  readonly value: Item;
}

function entriesOf(command: Name, parameters: CommandParameters, { names }: ToolFacts): Entry[] {
  const known = names?.commands?.find(({ name }) => name === command)?.parameters;
  const given = isList(parameters)
    ? parameters
    : Object.entries(parameters).map(([name, value]) => ({ name, value }));
  return given.map(({ name, value }) => ({
    name,
    value: convert(value, known?.find((parameter) => parameter.name === name)?.format),
  }));
}

function isList(parameters: CommandParameters): parameters is Extract<CommandParameters, readonly unknown[]> {
  return Array.isArray(parameters);
}

function requestOf(
  carrier: "S2F41" | "S2F49" | "S2F21",
  name: Name,
  entries: readonly Entry[],
  tool: ToolFacts,
  { object = "", DATAID = 0 }: CommandOptions,
): BuiltMessage {
  switch (carrier) {
    case "S2F21":
      if (entries.length > 0) throw new TypeError("Cannot build S2F21: it has no place for parameters");
      return S2F21.build(name);
    case "S2F41":
      return S2F41.build({
        RCMD: name,
        parameters: entries.map(({ name, value }) => ({ CPNAME: name, CPVAL: value })),
      });
    case "S2F49":
      return S2F49.build({
        DATAID: idOf(tool, "DATAID", DATAID),
        OBJSPEC: object,
        RCMD: name,
        parameters: entries.map(({ name, value }) => ({ CPNAME: name, CEPVAL: value })),
      });
  }
}

function oldResult(what: string, code: number): CommandOutcome {
  if (code !== CMDA.DONE) throw new AcknowledgeError(what, CMDA, code);
  return { outcome: "done", code };
}

function hostResult(
  what: string,
  answer: { HCACK: number; parameters: { CPNAME: Name; CPACK: number }[] },
): CommandOutcome {
  const parts = answer.parameters.map((part) => refusedParameter(part.CPNAME, CPACK, part.CPACK));
  return result(what, answer.HCACK, parts);
}

function enhancedResult(
  what: string,
  answer: { HCACK: number; parameters: { CPNAME: Name; CEPACK: number | Item }[] },
): CommandOutcome {
  const parts = answer.parameters.flatMap(({ CPNAME, CEPACK: acknowledge }) =>
    codesIn(acknowledge).filter((code) => code !== CEPACK.NO_ERROR)
      .map((code) => refusedParameter(CPNAME, CEPACK, code))
  );
  return result(what, answer.HCACK, parts);
}

/** The codes of a list that mirrors a list of values, of any depth. */
function codesIn(acknowledge: number | Item): number[] {
  if (typeof acknowledge === "number") return [acknowledge];
  const { format, value } = acknowledge;
  if (format === "L") return value.flatMap(codesIn);
  return typeof value === "object" ? Array.from(value as ArrayLike<number>, Number) : [Number(value)];
}

function refusedParameter(name: Name, codes: typeof CPACK | typeof CEPACK, code: number): RefusedPart {
  return refusedPart(`CPNAME ${nameText(name)}`, codes, code);
}

function result(what: string, code: number, parts: readonly RefusedPart[]): CommandOutcome {
  if (code === HCACK.DONE) return { outcome: "done", code };
  if (code === HCACK.LATER) return { outcome: "later", code };
  throw new AcknowledgeError(what, HCACK, code, parts);
}

function nameText(name: Name): string {
  return typeof name === "string" ? name : String(name.value);
}
