// Stands between a host and a tool on loopback, reads along, and kills the tool at a given byte of what both say.
import { connect, createServer, type Server, type Socket } from "node:net";
import { HOST } from "./adapters_loopback.ts";

/** How a tool dies: its end of the connection is closed, reset, or says nothing any more. */
export type Death = "close" | "reset" | "silence";

/** A message that went through whole: where it began and ended in all that both sides said, and what it was. */
export interface Passed {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Messages of HSMS by what follows the length: `S1F13`, or the SType of a control message. */
function nameOf(header: Uint8Array): string {
  const control = [
    "",
    "Select.req",
    "Select.rsp",
    "Deselect.req",
    "Deselect.rsp",
    "Linktest.req",
    "Linktest.rsp",
  ];
  return header[5] === 0 ? `S${header[2] & 0x7f}F${header[3]}` : control[header[5]] ?? `SType ${header[5]}`;
}

/** A port whose connections go on to the tool. */
export class Relay {
  readonly passed: Passed[] = [];
  /** The byte at which the tool dies; it lives again at once. */
  deathAt: number = Infinity;
  death: Death = "close";
  /** How often it has died. */
  deaths: number = 0;
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket> = new Set();
  #said = 0;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => this.#join(near));
  }

  static async listen(target: number): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((resolve) => relay.#server.listen(0, HOST, resolve));
    return relay;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect(this.#target, HOST);
    for (const [from, to] of [[near, far], [far, near]]) {
      this.#sockets.add(from);
      const messages = new Messages((name, from, to) => this.passed.push({ name, from, to }));
      from.setNoDelay(true);
      from.on("error", () => {}).on("close", () => (this.#sockets.delete(from), to.end()));
      from.on("data", (chunk) => this.#pass(near, far, to, chunk, messages));
    }
  }

  #pass(near: Socket, far: Socket, to: Socket, chunk: Uint8Array, messages: Messages): void {
    const allowed = Math.max(0, Math.min(chunk.length, this.deathAt - this.#said));
    if (allowed > 0) to.write(chunk.slice(0, allowed));
    messages.add(chunk.subarray(0, allowed), this.#said);
    this.#said += allowed;
    if (this.#said < this.deathAt) return;
    this.deathAt = Infinity;
    this.deaths += 1;
    for (const socket of [near, far]) socket.removeAllListeners("data").removeAllListeners("close");
    far.destroy();
    this.#end(near);
  }

  #end(near: Socket): void {
    if (this.death === "close") near.end();
    else if (this.death === "reset") near.resetAndDestroy();
    near.resume();
    near.on("close", () => this.#sockets.delete(near));
  }
}

/** Finds the messages in what one side says. */
class Messages {
  readonly #tell: (name: string, from: number, to: number) => void;
  #bytes: number[] = [];
  #from = 0;

  constructor(tell: (name: string, from: number, to: number) => void) {
    this.#tell = tell;
  }

  add(chunk: Uint8Array, at: number): void {
    chunk.forEach((byte, i) => {
      if (this.#bytes.length === 0) this.#from = at + i;
      this.#bytes.push(byte);
      const [a, b, c, d] = this.#bytes;
      if (this.#bytes.length < 14 || this.#bytes.length < 4 + (a << 24 | b << 16 | c << 8 | d)) return;
      this.#tell(nameOf(Uint8Array.from(this.#bytes.slice(4))), this.#from, at + i + 1);
      this.#bytes = [];
    });
  }
}
