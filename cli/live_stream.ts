// A capture file that grows, as server-sent events for pages: each gets what there was, then what comes, in base64.
import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Bytes of packets that are kept for pages that are opened later. */
const HISTORY = 64 << 20;
/** Bytes that may wait for a page that does not read. */
const MOST_WAITING = 128 << 20;

/** A stream that pages listen to. */
export class LiveStream {
  readonly #head: Uint8Array;
  #history: Uint8Array[] = [];
  #held = 0;
  readonly #pages: Set<ServerResponse> = new Set();

  /** `head` is what every page gets first. */
  constructor(head: Uint8Array) {
    this.#head = head;
  }

  /** More of the file: whole packets. */
  push(bytes: Uint8Array): void {
    this.#history.push(bytes);
    this.#held += bytes.length;
    if (this.#held > 2 * HISTORY) this.#forget();
    const text = eventOf(bytes);
    for (const page of this.#pages) this.#send(page, text);
  }

  /** Lets a page listen. */
  serve(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
    for (const bytes of [this.#head, ...this.#history]) response.write(eventOf(bytes));
    this.#pages.add(response);
    const gone = () => void this.#pages.delete(response);
    request.on("close", gone);
    response.on("close", gone);
    response.on("error", gone);
  }

  /** Tells all pages that nothing more comes. */
  end(): void {
    for (const page of this.#pages) page.end("event: end\ndata:\n\n");
    this.#pages.clear();
  }

  #send(page: ServerResponse, text: string): void {
    page.write(text);
    if (page.writableLength < MOST_WAITING) return;
    page.destroy();
    this.#pages.delete(page);
  }

  #forget(): void {
    let first = 0;
    for (; this.#held > HISTORY; first++) this.#held -= this.#history[first].length;
    this.#history = this.#history.slice(first);
  }
}

function eventOf({ buffer, byteOffset, length }: Uint8Array): string {
  return `data: ${Buffer.from(buffer as ArrayBuffer, byteOffset, length).toString("base64")}\n\n`;
}
