// Bytes as they crossed a connection or a line, without packets and times: one side of HSMS, or a SECS-I line.
import type { Framing } from "./framing.ts";
import type { Connection } from "./model.ts";
import type { Source } from "./source.ts";

/** So much at a time: what comes out of it is taken before more is looked at. */
const STEP = 64 * 1024;

/** A file of such bytes. */
export class RawSource implements Source {
  readonly #protocol: "HSMS" | "SECS-I";
  readonly #connection: Connection;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #offset = 0;
  #state: "new" | "open" | "ended" | "over" = "new";

  constructor(protocol: "HSMS" | "SECS-I") {
    this.#protocol = protocol;
    const [client, server] = protocol === "HSMS" ? ["sender", "receiver"] : ["host", "equipment"];
    this.#connection = { index: 0, client, server, firstFrame: 0, start: NaN };
  }

  push(bytes: Uint8Array): void {
    if (this.#at < this.#chunk.length) {
      throw new Error("Cannot push a chunk: bytes of the last one are still to be taken");
    }
    this.#chunk = bytes;
    this.#at = 0;
  }

  end(): void {
    if (this.#state === "open") this.#state = "ended";
  }

  step(framing: Framing): boolean {
    if (this.#state === "new") this.#open(framing);
    if (this.#at < this.#chunk.length) return this.#pass(framing);
    if (this.#state !== "ended") return false;
    framing.fact({ type: "forgotten", connection: this.#connection, time: NaN });
    this.#state = "over";
    return true;
  }

  #open(framing: Framing): void {
    this.#state = "open";
    framing.put({ type: "origin", format: this.#protocol, origin: undefined });
    framing.open(this.#connection, this.#protocol, this.#protocol === "HSMS" ? "at a message" : "both sides");
  }

  #pass(framing: Framing): true {
    const bytes = this.#chunk.subarray(this.#at, this.#at + STEP), offset = this.#offset;
    this.#at += bytes.length;
    this.#offset += bytes.length;
    framing.fact({
      type: "bytes",
      connection: this.#connection,
      direction: 0,
      offset,
      bytes,
      time: NaN,
      frame: 0,
      deliveredTime: NaN,
      deliveredFrame: 0,
      fileOffset: offset,
    });
    return true;
  }
}
