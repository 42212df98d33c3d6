// Lines of messages and findings in colours.
import {
  answerText,
  fieldsText,
  type LineOptions,
  type MessageLine,
  messageLine,
} from "../core/reading/line.ts";
import { grouped } from "../core/framing/clock.ts";
import type { Finding, Severity } from "../core/framing/model.ts";
import type { MessageRecord, Reading } from "../core/reading/reading.ts";
import type { Trouble } from "../core/packets/trouble.ts";
import type { Values } from "./command.ts";
import type { Sink, Style } from "./terminal.ts";

const SEVERITY: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", note: "dim" };

/** The line of a message: `12:00:01.234 H→E #17 S6F11 W sys=100 Event Report Send CEID=300 → S6F12 3.1 ms`. */
export function messageText(
  record: MessageRecord,
  reading: Reading,
  options: LineOptions,
  { style }: Pick<Sink, "style">,
): string {
  let text = "";
  for (const part of parts(messageLine(record, reading, options), style)) {
    if (part !== "") text += text === "" ? part : ` ${part}`;
  }
  return text;
}

function parts(line: MessageLine, style: Sink["style"]): string[] {
  const { time, direction, index, kind, replyExpected, systemBytes, name, fields, answer, badges } = line;
  const fromHost = direction.startsWith("H") || direction.startsWith("C");
  return [
    time === "" ? "" : style("dim", time),
    style(fromHost ? "cyan" : "magenta", direction),
    style("dim", `#${index}`),
    style("bold", kind),
    replyExpected ? "W" : "",
    systemBytes === undefined ? "" : style("dim", `sys=${systemBytes}`),
    name,
    fieldsText(fields),
    answer === undefined ? "" : style(answer.outcome === "reply" ? "green" : "red", answerText(answer)),
    ...badges.map(({ severity, kind }) => style(SEVERITY[severity], `[${severity}: ${kind}]`)),
  ];
}

/** A finding: `error #17 t3-no-reply: … (E37 T3)`. */
export function findingText(
  { severity, kind, messages, sentence, clause }: Finding,
  { style }: Pick<Sink, "style">,
): string {
  const place = messages.length === 0 ? "" : ` #${messages[0]}`;
  return `${style(SEVERITY[severity], severity)}${place} ${style("bold", kind)}: ${sentence} ${
    style("dim", `(${clause})`)
  }`;
}

/** Something that could not be read: `trouble at byte 1234 of the file: …`. */
export function troubleText({ fileOffset, sentence }: Trouble, { style }: Pick<Sink, "style">): string {
  const place = fileOffset === 0 ? "" : ` at byte ${fileOffset} of the file`;
  return `${style("yellow", "trouble")}${place}: ${sentence}`;
}

/** Why there may be no message in a capture. `others`: connections that were passed over. */
export function nothingText(others: number, { host, port }: Values): string {
  const nothing = "No message of HSMS or SECS-I was found";
  if (others === 0) return nothing;
  return host === undefined && port === undefined
    ? `${nothing}: ${many(others, "connection carries", "connections carry")} something else ` +
      "(--port takes one for HSMS)"
    : `${nothing}: ${many(others, "connection is", "connections are")} of other addresses or ports`;
}

/** `1 message`, `1,200 messages`. */
export function many(count: number, what: string, plural: string = `${what}s`): string {
  return `${grouped(count)} ${count === 1 ? what : plural}`;
}
