// What an equipment tells its application, beside the news of its link.
import type { DataMessage } from "../link.ts";
import type { Id, Name } from "../messages/data_item.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { Item } from "../secs2/item.ts";
import type { CommunicationOutput } from "./communication.ts";
import type { ControlOutput } from "./control.ts";

/** A remote command that the host has given. Answer it by `respond` of the equipment. */
export interface RemoteCommand {
  /** Its name. */
  readonly RCMD: string;
  /** Its parameters, by CPNAME. */
  readonly parameters: Readonly<Record<string, Item>>;
  /** The object it is for; `""` when it names none. */
  readonly OBJSPEC: string;
  /** The message: S2F21, S2F41 or S2F49. */
  readonly message: DataMessage;
}

/** What became of a primary of the equipment. */
export type Posted = "sent" | "spooled" | "discarded";

/** News of an equipment. */
export type GemNews =
  /** The communication state has changed. */
  | Extract<CommunicationOutput, { type: "communication" }>
  /** The control state has changed. */
  | Extract<ControlOutput, { type: "control state" }>
  /** A collection event was raised, enabled or not. */
  | { readonly type: "event"; readonly CEID: Id; readonly posted: Posted | "disabled" }
  /** The host has given a command that nobody has answered yet: answer it by `respond`. */
  | { readonly type: "remote command"; readonly command: RemoteCommand }
  /** The host has changed constants. */
  | {
    readonly type: "constants changed";
    readonly constants: readonly { readonly ECID: Id; readonly ECV: Item }[];
  }
  /** The host has sent text for a terminal: no lines clear the display. */
  | {
    readonly type: "terminal";
    readonly TID: number;
    readonly lines: readonly Name[];
    readonly broadcast: boolean;
  }
  /** The host has sent or deleted a process program, or one that was asked for or announced has not come. */
  | {
    readonly type: "process program";
    readonly PPID: string;
    readonly change: "received" | "deleted" | "refused";
  }
  /** The host has set the clock. */
  | { readonly type: "clock set"; readonly TIME: string }
  /** The spool has changed its state. */
  | {
    readonly type: "spool";
    readonly state: "ACTIVE" | "INACTIVE" | "FULL" | "TRANSMIT" | "PURGE" | "NO OUTPUT";
  }
  /** A primary was received and answered here, or discarded (`trace`). `by` is the capability. */
  | {
    readonly type: "answered";
    readonly message: DataMessage;
    readonly by: string;
    readonly answer: "reply" | "abort" | "stream 9" | "later" | "nothing";
    readonly text?: Uint8Array;
  }
  /** The peer sent a message of stream 9. It is never answered. */
  | { readonly type: "stream 9"; readonly message: DataMessage }
  /** A message was received while not COMMUNICATING or OFF-LINE, and was not processed. */
  | { readonly type: "not processed"; readonly message: DataMessage; readonly state: string }
  /** A primary of the equipment was given up: there is no communication and no spool for it, or the link refused it. */
  | { readonly type: "not sent"; readonly message: BuiltMessage; readonly reason: string }
  /** What gives the value of a variable threw; `L,0` stands in its place. */
  | { readonly type: "value failed"; readonly VID: Id; readonly error: unknown }
  /** Code of the application threw while a message was handled; the host got SxF0. */
  | { readonly type: "handler failed"; readonly message: DataMessage; readonly error: unknown };
