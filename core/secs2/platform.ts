// What the platform can do faster than portable code. This is the one file of the core that looks at globalThis, and
// it only looks: the codec is complete without any of it, gives the same results, and nothing is imported for it.

/** Native methods of Node's and Bun's `Buffer` that work on any `Uint8Array`. */
interface BufferMethods {
  latin1Slice?(this: Uint8Array, start: number, end: number): string;
  latin1Write?(this: Uint8Array, text: string, offset: number, length: number): number;
  swap16?(this: Uint8Array): unknown;
  swap32?(this: Uint8Array): unknown;
  swap64?(this: Uint8Array): unknown;
}

/** Decodes text of one encoding, as the platform's `TextDecoder` does. */
export interface PlatformDecoder {
  /** Name of the encoding, in lower case. */
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

interface PlatformEncoder {
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

interface Host {
  readonly Deno?: unknown;
  readonly Bun?: unknown;
  readonly Buffer?: { readonly prototype: BufferMethods };
  readonly TextDecoder?: new (label: string) => PlatformDecoder;
  readonly TextEncoder?: new () => PlatformEncoder;
}

const host = globalThis as unknown as Host;
const buffer: BufferMethods = host.Buffer?.prototype ?? {};
const runtime = host.Deno !== undefined ? "Deno" : host.Bun !== undefined ? "Bun" : "other";

/** Whether numbers lie in memory with their low byte first. */
export const LITTLE_ENDIAN: boolean = /* @__PURE__ */ isLittleEndian();

/** Longest text to read with one `String.fromCharCode`: a call into Bun's own code is cheap, into V8's it is not. */
export const SHORT_TEXT: number = runtime === "Bun" && buffer.latin1Slice !== undefined ? 3 : 24;

/** Longest text to write character by character. */
export const SHORT_WRITE: number = latin1WriteIsFast() ? 32 : 80;

/** Bytes `start` to `end` as text, one character each. */
export const latin1Slice: BufferMethods["latin1Slice"] = buffer.latin1Slice;

/** Writes text as one byte per character, cutting off what does not fit a byte. */
export const latin1Write: BufferMethods["latin1Write"] = latin1WriteIsFast() ? buffer.latin1Write : undefined;

/** From how many bytes on the swaps below beat a loop; never on Deno, where they are loops themselves. */
export const SWAP_FROM: number = /* @__PURE__ */ swapThreshold();

/** Reverse the bytes of each element in place; only to be called when {@linkcode SWAP_FROM} is finite. */
export const swap16 = buffer.swap16 as (this: Uint8Array) => unknown;
export const swap32 = buffer.swap32 as (this: Uint8Array) => unknown;
export const swap64 = buffer.swap64 as (this: Uint8Array) => unknown;

const encoder = host.TextEncoder === undefined ? undefined : /* @__PURE__ */ new host.TextEncoder();

/** Writes text into the target when it is ASCII, has the target's length, and the platform has an encoder for it. */
export function writeAscii(text: string, target: Uint8Array): boolean {
  return encoder !== undefined && encoder.encodeInto(text, target).read === text.length;
}

/** A decoder for an encoding by its label (`"shift_jis"`), or `undefined` where the platform has none. */
export function platformDecoder(label: string): PlatformDecoder | undefined {
  if (host.TextDecoder === undefined) return undefined;
  try {
    return new host.TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** On Node. Deno's is a loop, and on Bun telling that every character fits takes longer than `encodeInto`, which tells. */
function latin1WriteIsFast(): boolean {
  return runtime === "other" && buffer.latin1Write !== undefined;
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

function swapThreshold(): number {
  const { swap16, swap32, swap64 } = buffer;
  const missing = swap16 === undefined || swap32 === undefined || swap64 === undefined;
  if (missing || runtime === "Deno" || !LITTLE_ENDIAN) return Infinity;
  return runtime === "Bun" ? 256 : 2048;
}
