// Words of a filter that have a meaning: messages by stream and function, and control messages by name.
import { STYPE } from "../hsms/header.ts";
import { glob } from "./filter_values.ts";
import type { MessageRecord } from "./reading.ts";

/** Whether a message is what a word means. */
export type WordTest = (record: MessageRecord) => boolean;

const MESSAGE = /^s(\d+|[\d?*]+)(?:f(\d+|[\d?*]+))?$/i;

/** Control messages by what one may call them. */
export const CONTROL_WORDS: Readonly<Record<string, readonly number[]>> = /* @__PURE__ */ Object.freeze<
  Record<string, readonly number[]>
>({
  "select": [STYPE.SELECT_REQ, STYPE.SELECT_RSP],
  "select.req": [STYPE.SELECT_REQ],
  "select.rsp": [STYPE.SELECT_RSP],
  "deselect": [STYPE.DESELECT_REQ, STYPE.DESELECT_RSP],
  "deselect.req": [STYPE.DESELECT_REQ],
  "deselect.rsp": [STYPE.DESELECT_RSP],
  "linktest": [STYPE.LINKTEST_REQ, STYPE.LINKTEST_RSP],
  "linktest.req": [STYPE.LINKTEST_REQ],
  "linktest.rsp": [STYPE.LINKTEST_RSP],
  "reject": [STYPE.REJECT_REQ],
  "reject.req": [STYPE.REJECT_REQ],
  "separate": [STYPE.SEPARATE_REQ],
  "separate.req": [STYPE.SEPARATE_REQ],
});

/** The test of a word that stands for messages; undefined for any other word. */
export function messageWord(word: string): WordTest | undefined {
  const sTypes = CONTROL_WORDS[word.toLowerCase()];
  if (sTypes !== undefined) {
    return ({ message: { header } }) => header !== undefined && sTypes.includes(header.sType);
  }
  const match = MESSAGE.exec(word);
  return match === null ? undefined : dataTest(numberMask(match[1], 127), numberMask(match[2] ?? "*", 255));
}

/** By number: whether a pattern of digits, `*` and `?` means it. */
function numberMask(pattern: string, most: number): Uint8Array {
  const expression = new RegExp(`^${glob(pattern)}$`);
  return Uint8Array.from({ length: most + 1 }, (_, i) => {
    return expression.test(String(i)) || (/^\d+$/.test(pattern) && Number(pattern) === i) ? 1 : 0;
  });
}

function dataTest(streams: Uint8Array, functions: Uint8Array): WordTest {
  return ({ message: { header } }) =>
    header !== undefined && header.sType === STYPE.DATA && streams[header.byte2 & 0x7f] === 1 &&
    functions[header.byte3] === 1;
}
