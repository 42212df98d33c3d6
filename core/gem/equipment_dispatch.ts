// What an equipment does with what its link says: of a primary, in which order it is checked and who answers it.
import type { DataMessage, LinkNews, LinkOutput, Order } from "../link.ts";
import { abort } from "../messages/message.ts";
import type { Answer, Handler } from "./capability.ts";
import type { Core } from "./equipment_core.ts";
import type { GemNews } from "./equipment_news.ts";
import { type MessageFault, reportOf } from "./equipment_stream9.ts";

type AnswerKind = Extract<GemNews, { type: "answered" }>["answer"];

/** What the link says: handled here, or passed on. */
export function hear(core: Core, output: Order | LinkNews): LinkOutput | undefined {
  switch (output.type) {
    case "selected":
    case "deselected":
      core.selectedChanged(output.session, output.type === "selected");
      return output;
    case "message":
      core.spool.heard();
      return receive(core, output.message) ? output : undefined;
    case "reply":
      core.spool.heard();
      return core.sending.replied(output.primary, output.message) ? undefined : output;
    case "noReply":
      return core.sending.failed(output) ? undefined : output;
    case "send failed":
      core.undelivered(output.systemBytes);
      return output;
    case "discarded":
      core.discarded(output.reason, output.header);
  }
  return output;
}

/** Handles a primary. True when it is for the application. */
function receive(core: Core, message: DataMessage): boolean {
  if (message.stream === 9) return report(core, message);
  const fault = core.session !== undefined && message.session !== core.session;
  if (core.communication.state === "DISABLED") return discard(core, message, "DISABLED");
  if (fault) return refuse(core, message, "unrecognized device");
  if (!core.communication.communicating && !is(message, 1, 13)) return notCommunicating(core, message);
  if (!core.control.onLine && !isForOffLine(message)) return offLine(core, message);
  return dispatch(core, message);
}

/** Stream 9 is never answered, and the link has ended the transaction that it reports. */
function report(core: Core, message: DataMessage): boolean {
  core.tell({ type: "stream 9", message: kept(message) });
  return false;
}

function notCommunicating(core: Core, message: DataMessage): boolean {
  if (core.options.notCommunicating === "abort") core.reply(message, undefined);
  const { state } = core.communication;
  core.communication.messageReceived(core.now);
  return discard(core, message, state);
}

/** OFF-LINE the host may establish communications and ask to go on-line; anything else with W gets SxF0. */
function offLine(core: Core, message: DataMessage): boolean {
  core.reply(message, undefined);
  return discard(core, message, core.control.state);
}

function isForOffLine(message: DataMessage): boolean {
  return is(message, 1, 13) || is(message, 1, 17);
}

function is(message: DataMessage, stream: number, fn: number): boolean {
  return message.stream === stream && message.function === fn;
}

function discard(core: Core, message: DataMessage, state: string): boolean {
  core.tell({ type: "not processed", message: kept(message), state });
  return false;
}

// ── Who answers it ─────────────────────────────────────────────────────────────────────────────────────────────

/** Unknown stream, unknown function, too long, illegal data: in this order. */
function dispatch(core: Core, message: DataMessage): boolean {
  const name = `S${message.stream}F${message.function}` as const;
  const mine = core.options.handlers?.[name];
  const theirs = core.answering.get(name);
  if (mine === "message") return true;
  if (mine === undefined && theirs === undefined) return refuse(core, message, unknown(core, message));
  if (message.text.length > (core.options.maxLength ?? Infinity)) {
    return refuse(core, message, "data too long");
  }
  core.conversations.came(name, message);
  const own = kept(message);
  const first = mine === undefined ? "default" : answerOf(core, mine, own);
  if (first !== "default") return carryOut(core, message, first, "application");
  if (theirs === undefined) return carryOut(core, message, "abort", "application");
  return carryOut(core, message, answerOf(core, theirs.handler, own), theirs.by);
}

function unknown({ supported }: Core, { stream }: DataMessage): MessageFault {
  for (const name of supported) {
    if (name.startsWith(`S${stream}F`)) return "unrecognized function";
  }
  return "unrecognized stream";
}

function answerOf(core: Core, handler: Handler, message: DataMessage): Answer {
  try {
    return handler(message, core);
  } catch (error) {
    core.tell({ type: "handler failed", message, error });
    return "abort";
  }
}

function carryOut(core: Core, message: DataMessage, answer: Answer, by: string): boolean {
  switch (answer) {
    case "message":
      return true;
    case "illegal data":
      refuse(core, message, "illegal data", by);
      return false;
    case "abort":
    case "default":
      core.reply(message, abort(message.stream).build());
      return answered(core, message, by, "abort");
    case "later":
      return answered(core, message, by, "later");
    case undefined:
      return answered(core, message, by, "nothing");
  }
  core.reply(message, answer);
  return answered(core, message, by, answer.function === 0 ? "abort" : "reply", answer.text);
}

function refuse(core: Core, message: DataMessage, fault: MessageFault, by = "stream 9"): boolean {
  core.post(reportOf(fault, message), undefined, { offLine: true });
  return answered(core, message, by, "stream 9");
}

function answered(
  core: Core,
  message: DataMessage,
  by: string,
  answer: AnswerKind,
  text?: Uint8Array,
): boolean {
  if (core.options.trace) {
    core.tell({ type: "answered", message: kept(message), by, answer, ...(text && { text }) });
  }
  return false;
}

/** A message with a text of its own: what is read from it may be kept longer than the bytes received. */
function kept(message: DataMessage): DataMessage {
  return { ...message, text: message.text.slice() };
}
