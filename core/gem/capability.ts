// What the capabilities of an equipment are made of, its own and those an application adds: handlers of messages.
import type { DataMessage, NoReplyReason } from "../link.ts";
import type { IdInput } from "../messages/data_item.ts";
import type { BuiltMessage, Message } from "../messages/message.ts";
import type { Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import type { Communication } from "./communication.ts";
import type { Control } from "./control.ts";
import type { GemNews, Posted } from "./equipment_news.ts";
import type { EquipmentOptions } from "./equipment_options.ts";
import type { ConstantRole, DataRole, EventRole } from "./model.ts";
import type { ModelIndex } from "./model_index.ts";
import type { Store } from "./store.ts";

/** What a handler answers. */
export type Answer =
  /** This message: the reply, of which only the text counts. */
  | BuiltMessage
  /** SxF0: it is not processed. */
  | "abort"
  /** S9F7: its text is not what it should be. */
  | "illegal data"
  /** Nothing now: the reply comes later, by `reply`. */
  | "later"
  /** What the equipment would answer without this handler; only for handlers of the application. */
  | "default"
  /** Hand it to the application as a `message`. */
  | "message"
  /** Nothing at all: no reply is due. */
  | undefined;

/** Answers a primary. What it throws becomes SxF0 and the news `handler failed`. */
export type Handler = (message: DataMessage, context: Context) => Answer;

/** Handlers by message: `{ S2F25: (message) => … }`. */
export type Handlers = { readonly [name in `S${number}F${number}`]?: Handler };

/** A part of what an equipment can do. */
export interface Capability {
  /** Its name, for logs. */
  readonly name: string;
  /** The primaries it answers. */
  readonly handlers: Handlers;
  /** When it wants to be told the time; `Infinity` when it does not. Never when absent. */
  readonly deadline?: number;
  /** Tells the time. Early or repeated calls have no effect. */
  elapsed?(now: number): void;
}

/** How a primary of the equipment ended: with its reply, or why there is none. */
export type Ended = (reply: DataMessage | undefined, reason: NoReplyReason | undefined) => void;

/** What capabilities work with. */
export interface Context {
  /** The time that was told last. */
  readonly now: number;
  /** The model. */
  readonly index: ModelIndex;
  /** The options. */
  readonly options: EquipmentOptions;
  /** The communication model. */
  readonly communication: Communication;
  /** The control model. */
  readonly control: Control;
  /** What outlives a power cycle. */
  readonly store: Store;
  /** The streams and functions that are answered. */
  readonly supported: ReadonlySet<string>;
  /** The value of a variable of any kind; `undefined` when there is none with this id. */
  value(vid: IdInput): Item | undefined;
  /** The value of one of E30's constants, as a number; `otherwise` where the model has it not. */
  constant(role: ConstantRole, otherwise: number): number;
  /** Sets one of E30's data variables, where the model has it. */
  setData(role: DataRole, value: Native): void;
  /** Raises an event: its report is sent when it is enabled. Values of data variables are set first. */
  raise(ceid: IdInput, values?: ReadonlyMap<IdInput, Native>): void;
  /** Raises one of E30's events, where the model has it. */
  raiseRole(role: EventRole, data?: { readonly [role in DataRole]?: Native }): void;
  /** The time as TIME; `""` when there is none. */
  time(): string;
  /** Sends a primary, spools it, or discards it, as the state wants it. `ended` is told once when it was sent and is done with. */
  post(message: BuiltMessage, ended?: Ended, options?: { readonly offLine?: boolean }): Posted;
  /** Expects a follow-up primary; S9F13 is sent when it does not come in time. False when too many are expected. */
  expect(expected: readonly `S${number}F${number}`[], id: Item): boolean;
  /** Answers a primary later. Without an answer SxF0. */
  reply(message: DataMessage, answer: BuiltMessage | undefined): void;
  /** Puts something off until the message at hand is answered. */
  defer(task: () => void): void;
  /** Tells news. */
  tell(news: GemNews): void;
}

/** A handler of one message of the catalogue: reads its body first, and has S9F7 sent when it is not as it should be. */
export function on<B>(message: Message<B>, answer: (body: B, message: DataMessage) => Answer): Handler {
  return (received) => {
    let body: B;
    try {
      body = message.read(received);
    } catch {
      return "illegal data";
    }
    return answer(body, received);
  };
}
