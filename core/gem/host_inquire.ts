// Asking before what may take several blocks: over SECS-I an equipment may insist on it.
import type { IdInput } from "../messages/data_item.ts";
import { GRANT } from "../messages/codes_status_control.ts";
import type { BuiltMessage, Message } from "../messages/message.ts";
import { S2F39, S2F40 } from "../messages/stream2_reports_commands.ts";
import { accept } from "./acknowledge.ts";
import { ask, type Procedure } from "./procedure.ts";
import type { ToolFacts } from "./tool.ts";

/** Sends a primary of stream 2 and reads its reply, after S2F39 where the tool wants that for texts of this length. */
export function* askGranted<B>(
  what: string,
  request: BuiltMessage,
  reply: Message<B>,
  DATAID: IdInput,
  { deviations }: ToolFacts,
): Procedure<B> {
  const DATALENGTH = request.text.length;
  if (DATALENGTH > (deviations?.inquireAbove ?? Infinity)) {
    const code = yield* ask(S2F39.build({ DATAID, DATALENGTH }), S2F40);
    accept(what, GRANT, code);
  }
  return yield* ask(request, reply);
}
