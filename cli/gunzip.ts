// Takes gzip off a file, where it has it: captures are kept as .pcap.gz. Told by the first bytes.
import { pipeline } from "node:stream";
import { constants, createGunzip } from "node:zlib";

const OPTIONS = { chunkSize: 1 << 18, finishFlush: constants.Z_SYNC_FLUSH }; // of a file cut off all that is there

/** What is wrong with a compressed file. */
export class CompressionError extends Error {}

/** The chunks as they were before gzip; other chunks as they are. Throws {@linkcode CompressionError}. */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = chunks[Symbol.asyncIterator]();
  const head = await headOf(rest);
  const [a, b] = head.length === 1 ? head[0] : Buffer.concat(head);
  const whole = chain(head, rest);
  if (a !== 0x1f || b !== 0x8b) return yield* whole;
  const stream = pipeline(whole, createGunzip(OPTIONS), () => {});
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw /^(Z_|ERR_.*_ERROR$)/.test(code) ? new CompressionError(message) : error;
  }
}

/** The first chunks: two bytes, if there are as many. */
async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const head: Uint8Array[] = [];
  for (let length = 0; length < 2;) {
    const next = await chunks.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  return head;
}

async function* chain(head: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
