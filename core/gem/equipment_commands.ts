// Remote commands: S2F21, F41 and F49, checked against the model before the application hears of them.
import type { DataMessage } from "../link.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { IdInput, Name } from "../messages/data_item.ts";
import { S2F21, S2F22 } from "../messages/stream2_programs_constants.ts";
import { S2F41, S2F42, S2F49, S2F50 } from "../messages/stream2_reports_commands.ts";
import { text } from "../secs2/access.ts";
import type { Item } from "../secs2/item.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { RemoteCommand } from "./equipment_news.ts";
import type { CommandResult } from "./equipment_options.ts";
import type { CommandParameter, RemoteCommandModel } from "./model.ts";
import { nameText, numberOf } from "./value.ts";

const UNKNOWN_COMMAND = 1, CANNOT_NOW = 2, INVALID_PARAMETER = 3, LATER = 4, UNKNOWN_OBJECT = 6; // HCACK
const UNKNOWN_CPNAME = 1, ILLEGAL_VALUE = 2, ILLEGAL_FORMAT = 3; // CPACK, CEPACK

/** A parameter as it was sent. */
interface Given {
  readonly CPNAME: Name;
  readonly value: Item;
}

/** A parameter at fault. */
interface Fault {
  readonly CPNAME: Name;
  readonly CPACK: number;
}

/** What came of checking a command, or of executing it. */
interface Outcome {
  readonly HCACK: number;
  readonly parameters?: readonly Fault[];
}

/** The remote commands of an equipment. */
export class Commands implements Capability {
  readonly name = "remote commands";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #open = new Set<DataMessage>();

  constructor(context: Context) {
    this.#context = context;
    this.handlers = {
      S2F21: on(S2F21, (RCMD, message) => this.#command(RCMD, [], "", message)),
      S2F41: on(
        S2F41,
        ({ RCMD, parameters }, message) =>
          this.#command(RCMD, parameters.map(({ CPNAME, CPVAL }) => ({ CPNAME, value: CPVAL })), "", message),
      ),
      S2F49: on(S2F49, ({ OBJSPEC, RCMD, parameters }, message) =>
        this.#command(
          RCMD,
          parameters.map(({ CPNAME, CEPVAL }) => ({ CPNAME, value: CEPVAL })),
          OBJSPEC,
          message,
        )),
    };
  }

  /** Answers a command that was told as news, once. */
  respond({ message }: RemoteCommand, result: CommandResult): void {
    if (!this.#open.delete(message)) throw new Error("Cannot respond: the command has been answered");
    this.#context.reply(message, answerTo(message, result));
  }

  /** The event that says that a command is done. Throws a `RangeError` where there is none. */
  completionEvent(RCMD: string): IdInput {
    const event = this.#context.index.commands.get(RCMD)?.completionEvent;
    if (event === undefined) throw new RangeError(`Cannot complete ${RCMD}: it has no event of completion`);
    return event;
  }

  /** Forgets commands that nobody has answered: the link that they came by has gone. */
  forget(): void {
    this.#open.clear();
  }

  #command(name: Name, given: readonly Given[], OBJSPEC: string, message: DataMessage): Answer {
    const RCMD = nameText(name), model = this.#context.index.commands.get(RCMD);
    const refusal = model === undefined ? { HCACK: UNKNOWN_COMMAND } : this.#refusal(model, given, OBJSPEC);
    if (refusal !== undefined) return answerTo(message, refusal);
    const parameters = Object.fromEntries(given.map(({ CPNAME, value }) => [nameText(CPNAME), value]));
    return this.#execute({ RCMD, parameters, OBJSPEC, message });
  }

  #refusal(model: RemoteCommandModel, given: readonly Given[], OBJSPEC: string): Outcome | undefined {
    const local = this.#context.control.state === "LOCAL" && model.inLocal !== true;
    if (local) return { HCACK: CANNOT_NOW };
    const known = OBJSPEC === "" || model.objects === undefined || model.objects.includes(OBJSPEC);
    if (!known) return { HCACK: UNKNOWN_OBJECT };
    const parameters = faultsOf(model.parameters ?? [], given);
    const missing = model.parameters?.some(({ CPNAME, required }) =>
      required === true && !given.some((one) => nameText(one.CPNAME) === CPNAME)
    );
    return parameters.length > 0 || missing ? { HCACK: INVALID_PARAMETER, parameters } : undefined;
  }

  /** Without the application's own way to execute it, it is told as news. A command without W is not waited for. */
  #execute(command: RemoteCommand): Answer {
    const result = this.#context.options.execute?.(command) ?? "news";
    if (typeof result === "object") return answerTo(command.message, result);
    this.#open.add(command.message);
    if (result === "news") this.#context.tell({ type: "remote command", command });
    return "later";
  }
}

/** Parameters that the command has not, that come twice, or whose value is none. */
function faultsOf(parameters: readonly CommandParameter[], given: readonly Given[]): Fault[] {
  const faults: Fault[] = [], seen = new Set<string>();
  for (const { CPNAME, value } of given) {
    const name = nameText(CPNAME);
    const model = parameters.find((parameter) => parameter.CPNAME === name);
    const CPACK = model === undefined || seen.has(name) ? UNKNOWN_CPNAME : faultOf(model, value);
    seen.add(name);
    if (CPACK !== 0) faults.push({ CPNAME, CPACK });
  }
  return faults;
}

function faultOf({ formats, allowed, min, max }: CommandParameter, item: Item): number {
  if (formats !== undefined && !formats.includes(item.format)) return ILLEGAL_FORMAT;
  if (allowed !== undefined && !allowed.includes(plainOf(item))) return ILLEGAL_VALUE;
  if (min === undefined && max === undefined) return 0;
  const number = numberOf(item);
  if (number === undefined) return ILLEGAL_FORMAT;
  return number >= (min ?? -Infinity) && number <= (max ?? Infinity) ? 0 : ILLEGAL_VALUE;
}

function plainOf(item: Item): string | number | boolean {
  if (item.format === "A" || item.format === "J" || item.format === "W") return text(item);
  return typeof item.value === "boolean" ? item.value : Number(numberOf(item) ?? NaN);
}

/** The reply in the form of the command: S2F22, S2F42 or S2F50. */
function answerTo(message: DataMessage, { HCACK, parameters = [] }: Outcome): BuiltMessage {
  if (message.function === 21) return S2F22.build(cmdaOf(HCACK));
  if (message.function === 41) return S2F42.build({ HCACK, parameters });
  const enhanced = parameters.map(({ CPNAME, CPACK }) => ({ CPNAME, CEPACK: CPACK }));
  return S2F50.build({ HCACK, parameters: enhanced });
}

/** CMDA knows 0 done, 1 unknown, 2 cannot now: what will be done counts as done. */
function cmdaOf(HCACK: number): number {
  if (HCACK === 0 || HCACK === LATER) return 0;
  return HCACK === UNKNOWN_COMMAND || HCACK >= 64 ? HCACK : CANNOT_NOW;
}
