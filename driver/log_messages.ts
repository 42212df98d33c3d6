// Lines of messages that pass: as the trace of a link gives them, of HSMS and of SECS-I.
import { hex, hsms, SML } from "../mod.ts";
import type { LogLine } from "./log.ts";

/** News of a trace. */
export interface TracedNews {
  readonly type: "sent" | "received";
  /** Ten bytes. */
  readonly header: Uint8Array;
  readonly text: Uint8Array;
}

const FRAME = 2;
const BYTE = 3;

/** The line of a message; undefined when it is a control message and those are not wanted. */
export function frameLine(
  news: TracedNews,
  depth: number,
  sml: boolean,
  isHsms: boolean,
): LogLine | undefined {
  const { type, header, text } = news;
  if (!isHsms || (header[4] === 0 && header[5] === hsms.STYPE.DATA)) {
    return dataLine(news, depth, sml, isHsms);
  }
  if (depth < FRAME) return undefined;
  const read = hsms.readHeader(header);
  const name = read.pType === 0 ? hsms.sTypeName(read.sType) : hsms.pTypeName(read.pType);
  const { session, systemBytes } = read;
  const rest = octets(header, text, depth, isHsms);
  const fields = { type: "frame", direction: type, message: name, session, systemBytes, ...rest };
  return { level: "debug", message: `${hsms.describeHeader(read)} ${type}`, fields };
}

function dataLine(news: TracedNews, depth: number, sml: boolean, isHsms: boolean): LogLine {
  const { type, header, text } = news;
  const stream = header[2] & 0x7f, fn = header[3], replyExpected = header[2] >= 0x80;
  const name = `S${stream}F${fn}`;
  const fields = {
    type: "message",
    direction: type,
    message: name,
    session: (header[0] & (isHsms ? 0xff : 0x7f)) << 8 | header[1],
    replyExpected,
    systemBytes: new DataView(header.buffer, header.byteOffset, 10).getUint32(6),
    length: text.length,
    ...octets(header, text, depth, isHsms),
  };
  if (sml) {
    Object.defineProperty(fields, "sml", {
      get: () => written({ stream, function: fn, replyExpected, text }),
      enumerable: true,
      configurable: true,
    });
  }
  return { level: "debug", message: `${name}${replyExpected ? " W" : ""} ${type}`, fields };
}

/** The header, or all bytes: in HSMS as they stand on the wire, in SECS-I the header of the first block and the text. */
function octets(header: Uint8Array, text: Uint8Array, depth: number, isHsms: boolean): object {
  if (depth < FRAME) return {};
  if (depth < BYTE) return { header: hex(header, " ") };
  const length = new Uint8Array(isHsms ? 4 : 0);
  if (isHsms) new DataView(length.buffer).setUint32(0, header.length + text.length);
  const bytes = [length, header, text].map((part) => hex(part, " ")).filter((part) => part !== "").join(" ");
  return { header: hex(header, " "), bytes };
}

/** A text that is no item is no reason to log nothing. */
function written(message: SML.PrintableMessage): string {
  try {
    return SML.print(message);
  } catch (error) {
    return `Cannot print: ${(error as Error).message}`;
  }
}
