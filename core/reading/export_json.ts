// Messages as NDJSON: one message a line, as docs/capture.schema.json has it.
import { STYPE } from "../hsms/header.ts";
import { latin1 } from "../secs2/latin1.ts";
import { seconds } from "../framing/clock.ts";
import type { CapturedMessage, Finding } from "../framing/model.ts";
import type { MessageRecord, Reading } from "./reading.ts";

/**
 * A message as one line of JSON, without line break. `time` is a number with nine decimals, exact as text; `text` is in
 * hexadecimal digits. The schema is docs/capture.schema.json.
 */
export function toNdjson(record: MessageRecord, reading: Reading = {}): string {
  const { message, findings = [] } = record;
  const time = seconds(message.time, reading.origin);
  const rest = JSON.stringify({
    ...addresses(message),
    length: message.length,
    ...headerFields(message),
    text: hexDigits(message.text),
    findings: findings.map(findingFields),
  });
  return `{"index":${message.index},"time":${time},${rest.slice(1)}`;
}

/** Sender and receiver of a message. */
export function addresses({ connection, direction }: CapturedMessage): { from: string; to: string } {
  const { client, server } = connection;
  return direction === 0 ? { from: client, to: server } : { from: server, to: client };
}

/** The header; of a control message bytes 2 and 3 as they are, of a message without header all its bytes. */
function headerFields({ header, absent = [], bytes }: CapturedMessage): Record<string, unknown> {
  if (header === undefined) return { malformed: hexDigits(bytes) };
  const { session, byte2, byte3, pType, sType, systemBytes } = header;
  return {
    session,
    replyExpected: byte2 > 0x7f,
    stream: byte2 & 0x7f,
    function: byte3,
    pType,
    sType,
    systemBytes,
    ...(sType === STYPE.DATA ? {} : { byte2, byte3 }),
    ...(absent.length === 0 ? {} : { absent }),
  };
}

function findingFields({ severity, kind, clause, sentence, offset }: Finding): Record<string, unknown> {
  return { severity, kind, clause, sentence, ...(offset === undefined ? {} : { offset }) };
}

const DIGITS = "0123456789abcdef";

/** Bytes as hexadecimal digits, for texts of megabytes too. */
function hexDigits(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    digits[2 * i] = DIGITS.charCodeAt(bytes[i] >> 4);
    digits[2 * i + 1] = DIGITS.charCodeAt(bytes[i] & 15);
  }
  return latin1(digits, 0, digits.length);
}
