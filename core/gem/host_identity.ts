// What a host asks of an equipment first: who it is, whether both communicate, and that it goes on-line or off-line.
import { COMMACK, OFLACK, ONLACK } from "../messages/codes_status_control.ts";
import { type Message, message } from "../messages/message.ts";
import { type Equipment, S1F1, S1F13, S1F14, S1F15, S1F16, S1F17, S1F18, S1F2 } from "../messages/stream1.ts";
import { accept } from "./acknowledge.ts";
import { ask, type Procedure, TransactionError } from "./procedure.ts";
import type { ToolFacts } from "./tool.ts";

/** S1F13 of a host towards tools that want two texts in it. */
const S1F13_WITH_TEXTS: Message<{ MDLN: string; SOFTREV: string }> = /* @__PURE__ */ message(
  "S1F13 H↔E W S",
  "Establish Communications Request (CR)",
  {
    MDLN: { item: "MDLN", kind: "text", doc: "Equipment model" },
    SOFTREV: { item: "SOFTREV", kind: "text", doc: "Software revision" },
  },
);

/** The S1F13 of a host. */
export function establishRequest({ deviations }: ToolFacts): ReturnType<typeof S1F13.build> {
  return deviations?.S1F13 === "L,2" ? S1F13_WITH_TEXTS.build({ MDLN: "", SOFTREV: "" }) : S1F13.build();
}

/**
 * Establishes communication (S1F13), and returns what the equipment is, where it tells. Throws `AcknowledgeError` when
 * it denies. A `Host` does this by itself.
 */
export function* establishCommunications(tool: ToolFacts = {}): Procedure<Equipment | undefined> {
  const { COMMACK: code, equipment } = yield* ask(establishRequest(tool), S1F14);
  accept("establish communications", COMMACK, code);
  return equipment;
}

/** Asks whether the equipment is there (S1F1), and returns what it is, where it tells. */
export function* areYouThere(): Procedure<Equipment | undefined> {
  return yield* ask(S1F1.build(), S1F2);
}

/**
 * Asks the equipment to go on-line (S1F17). That it is on-line already is as good. Throws `AcknowledgeError` when it may
 * not: then the operator has to let it.
 */
export function* goOnLine(): Procedure<"on-line" | "already on-line"> {
  const code = yield* ask(S1F17.build(), S1F18);
  accept("go on-line", ONLACK, code, [ONLACK.ACCEPTED, ONLACK.ALREADY_ON_LINE]);
  return code === ONLACK.ACCEPTED ? "on-line" : "already on-line";
}

/**
 * Asks the equipment to go off-line (S1F15). One that is off-line already answers S1F0, which is as good, and so does one
 * that will not: S1F1 tells which it is. Throws `TransactionError` when it stays on-line.
 */
export function* goOffLine(): Procedure<"off-line" | "already off-line"> {
  try {
    accept("go off-line", OFLACK, yield* ask(S1F15.build(), S1F16));
    return "off-line";
  } catch (error) {
    if (!isAbort(error) || (yield* isOnLine())) throw error;
    return "already off-line";
  }
}

/** OFF-LINE an equipment answers S1F1 by S1F0. */
function* isOnLine(): Procedure<boolean> {
  try {
    yield* areYouThere();
    return true;
  } catch (error) {
    if (isAbort(error)) return false;
    throw error;
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof TransactionError && error.reason === "aborted";
}
