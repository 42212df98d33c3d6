// What a tool tells by itself, as lines for people.
import type { Tool } from "../driver/tool.ts";
import type { ToolAlarm, ToolEvent } from "../driver/tool_news.ts";
import type { Output } from "./host_session.ts";
import { valueText } from "./host_values.ts";
import { numberOf as nameOf, titleOf } from "./message_name.ts";

/** Says everything that a tool tells, as it comes. */
export function tellNews(tool: Tool, { say, style }: Output, quiet: boolean): void {
  const line = (text: string) => void say(`${style("dim", timeText())} ${text}`);
  let lastFailure = "";
  tool.on("event", (event) => line(eventText(event, style)));
  tool.on("alarm", (alarm) => line(alarmText(alarm, style)));
  tool.on(
    "terminal",
    ({ TID, text }) => line(`${style("cyan", "operator")} (terminal ${TID}): ${valueText(text)}`),
  );
  tool.on(
    "trace",
    ({ TRID, sample, values }) =>
      line(`trace ${TRID.value} #${sample}: ${values.map(({ value }) => valueText(value)).join(" ")}`),
  );
  tool.on("message", (received) => {
    const { message } = received;
    line(
      `${style("yellow", nameOf(message))} ${titleOf(message)} came, which the host does not know: aborted`,
    );
    if (message.replyExpected) void tool.abort(received).catch(() => {});
  });
  tool.on("prepare-failed", (error) => line(style("red", (error as Error).message)));
  tool.on("error", (error) => line(style("red", (error as Error).message)));
  tool.on("connect-failed", ({ message }) => {
    if (message !== lastFailure) line(`${style("red", message)}; it is tried again`);
    lastFailure = message;
  });
  if (quiet) return;
  tool.on("state", ({ from, to }) => {
    lastFailure = "";
    if (to === "closed" || to === "disconnected") return;
    const words = to === "ready"
      ? `ready: ${identityOf(tool)}`
      : to === "connected" && from !== "disconnected"
      ? "no longer selected"
      : to;
    line(style("dim", words));
  });
  tool.on("disconnected", ({ cause }) => line(`${style("yellow", "disconnected")}: ${cause}`));
}

function identityOf({ equipment, control }: Tool): string {
  const { MDLN = "", SOFTREV = "" } = equipment ?? {};
  return [`${MDLN} ${SOFTREV}`.trim(), control].filter((part) => part !== "").join(", ");
}

function eventText({ id, name, values }: ToolEvent, style: Output["style"]): string {
  const told = Object.entries(values).map(([name, value]) => `${name}=${valueText(value)}`);
  return [style("green", "event"), name === undefined ? String(id) : `${name} (${id})`, ...told].join(" ");
}

function alarmText({ id, name, set, text }: ToolAlarm, style: Output["style"]): string {
  const what = set ? style("red", "alarm set") : style("green", "alarm cleared");
  return `${what} ${name === undefined || name === text ? id : `${name} (${id})`}: ${text}`;
}

/** Time of day. */
function timeText(): string {
  const now = new Date();
  const [hours, minutes, seconds] = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two);
  return `${hours}:${minutes}:${seconds}.${String(now.getMilliseconds()).padStart(3, "0")}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
