// Brings a capture in piece by piece, so that the worker answers in between.
import type { Pipeline } from "./pipeline.ts";
import type { LiveSource } from "./source.ts";

const CHUNK = 1 << 20;

/** What there is to tell while a capture comes in. */
export interface Loading {
  readonly signal: AbortSignal;
  /** So many bytes have been read. */
  progress(bytes: number): void;
}

/** Reads a file to its end. */
export async function loadBlob(blob: Blob, pipeline: Pipeline, { signal, progress }: Loading): Promise<void> {
  let next = read(blob, 0);
  for (let at = 0; at < blob.size; at += CHUNK) {
    const chunk = await next;
    next = read(blob, at + CHUNK); // the disk is at work while this is decoded
    if (signal.aborted) return;
    pipeline.push(chunk);
    progress(at + chunk.length);
  }
  pipeline.end();
}

async function read(blob: Blob, at: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(at, at + CHUNK).arrayBuffer());
}

/** Listens to a live stream until it ends: a WebSocket of binary messages, or an EventSource of base64. */
export function loadLive(
  url: string,
  source: LiveSource,
  pipeline: Pipeline,
  { signal, progress }: Loading,
): Promise<void> {
  const take = (chunk: Uint8Array) => {
    if (signal.aborted) return;
    source.append(chunk);
    pipeline.push(chunk.slice());
    progress(source.length);
  };
  return url.startsWith("ws") ? socket(url, take, signal) : events(url, take, signal);
}

function socket(url: string, take: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(url);
  let opened = false;
  socket.binaryType = "arraybuffer";
  socket.onopen = () => opened = true;
  socket.onmessage = ({ data }) => take(typeof data === "string" ? fromBase64(data) : new Uint8Array(data));
  socket.onclose = () => opened ? resolve() : reject(new Error(`Cannot connect to ${url}: nobody answers`));
  signal.addEventListener("abort", () => socket.close());
  return promise;
}

function events(url: string, take: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const events = new EventSource(url);
  let opened = false;
  const end = () => {
    events.close();
    resolve();
  };
  events.onopen = () => opened = true;
  events.onmessage = ({ data }) => take(fromBase64(data));
  events.addEventListener("end", end);
  events.onerror = () => {
    events.close();
    // After a break the server would begin again, and so would the capture.
    if (opened) resolve();
    else reject(new Error(`Cannot connect to ${url}: nobody answers`));
  };
  signal.addEventListener("abort", end);
  return promise;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
