// What a host can tell of the equipment's control state from what the equipment says and does.
import type { DataMessage, Primary } from "../link.ts";
import { OFLACK, ONLACK } from "../messages/codes_status_control.ts";
import { S1F16, S1F18 } from "../messages/stream1.ts";
import type { ControlGuess } from "./host_news.ts";
import { readable } from "./value.ts";

/** The guess after a reply: an equipment that is OFF-LINE answers nothing but S1F13 and S1F17. */
export function controlAfterReply(
  guess: ControlGuess,
  { stream, function: fn }: Primary,
  reply: DataMessage,
): ControlGuess {
  if (stream === 1 && fn === 13) return guess;
  if (stream === 1 && fn === 15) {
    return readable(() => S1F16.read(reply)) === OFLACK.ACKNOWLEDGED ? "off-line" : guess;
  }
  if (stream === 1 && fn === 17) {
    const code = readable(() => S1F18.read(reply));
    return code === ONLACK.ACCEPTED || code === ONLACK.ALREADY_ON_LINE ? onLine(guess) : guess;
  }
  return onLine(guess);
}

/** The guess after an abort: it says OFF-LINE where nothing else is likely. */
export function controlAfterAbort(guess: ControlGuess, { stream, function: fn }: Primary): ControlGuess {
  return stream === 1 && (fn === 1 || fn === 15) ? "off-line" : guess;
}

/** The guess after an event: E30's own say it by name, every other is sent ON-LINE. */
export function controlAfterEvent(guess: ControlGuess, name = ""): ControlGuess {
  return BY_NAME[name.toLowerCase().replace(/[^a-z]/g, "")] ?? onLine(guess);
}

/** E30's events of the control model. */
const BY_NAME: Readonly<Record<string, ControlGuess>> = {
  equipmentoffline: "off-line",
  controlstatelocal: "local",
  controlstateremote: "remote",
};

function onLine(guess: ControlGuess): ControlGuess {
  return guess === "unknown" || guess === "off-line" ? "on-line" : guess;
}
