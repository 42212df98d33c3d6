// Finds out whose connection it is, where several peers share port and address: by the session of Select.req, which
// HSMS-GS names, or by that of the first data message, which in HSMS-SS comes only after the Select. E37.1, E37.2.
import type { Socket, Wire } from "../adapters/socket.ts";
import { hsms } from "../mod.ts";
import { type Door, type RefusalReason, taken } from "./peers_port.ts";

/** Length and header of a message. */
const HEAD = 14;
/** How long Select.req may take, and how long a refused peer to close, in milliseconds. */
const T7 = 10_000, CLOSE_TIMEOUT = 2000;

/** Told what becomes of a connection. */
export interface SorterOwner {
  /** It is nobody's, and is being closed. */
  refused(reason: RefusalReason): void;
  /** There is nothing left to do: it is a peer's, or closed. */
  done(): void;
}

/** The wire of a connection until it is known whose it is; then that peer's. */
export class Sorter implements Wire {
  readonly #doors: readonly Door[];
  readonly #identify: number;
  readonly #owner: SorterOwner;
  #chosen: Wire | undefined;
  #socket: Socket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held: Uint8Array = new Uint8Array(0);
  /** The Select.req that was answered here. */
  #select: Uint8Array | undefined;
  #isOver = false;

  /** `identify`: how long the first data message may take, in milliseconds. */
  constructor(doors: readonly Door[], identify: number, owner: SorterOwner) {
    this.#doors = doors;
    this.#identify = identify;
    this.#owner = owner;
  }

  opened(socket: Socket): void {
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#refuse("not identified"), T7);
  }

  received(chunk: Uint8Array): void {
    if (this.#chosen !== undefined) return this.#chosen.received(chunk);
    if (this.#isOver) return;
    this.#held = concat(this.#held, chunk);
    while (!this.#isOver && this.#held.length >= HEAD) this.#read();
  }

  drained(): void {
    this.#chosen?.drained();
  }

  closed(error?: Error): void {
    if (this.#chosen !== undefined) return this.#chosen.closed(error);
    this.#end();
    this.#owner.done();
  }

  /** Nobody is to be found any more. */
  end(): void {
    this.#end();
    this.#socket?.destroy();
  }

  /** Looks at the next message; decides, answers it, or passes over it. */
  #read(): void {
    const header = hsms.readHeader(this.#held, 4);
    const isWhole = new DataView(this.#held.buffer, this.#held.byteOffset).getUint32(0) === HEAD - 4;
    if (header.pType !== 0) return this.#refuse("protocol violation");
    if (header.sType === hsms.STYPE.DATA) return this.#readData(header);
    if (!isWhole) return this.#refuse("protocol violation");
    if (header.sType === hsms.STYPE.SELECT_REQ) return this.#readSelect(header);
    this.#held = this.#held.subarray(HEAD);
    if (header.sType === hsms.STYPE.LINKTEST_REQ) this.#respond(header, hsms.STYPE.LINKTEST_RSP, 0);
    else if (header.sType === hsms.STYPE.SEPARATE_REQ) this.end();
  }

  /** Its session says whose it is; some name their device id there in HSMS-SS too. */
  #readSelect(header: hsms.Header): void {
    if (this.#select !== undefined) return this.#refuse("protocol violation");
    const named = this.#doors.find(({ sessions }) => sessions.includes(header.session));
    const single = this.#doors.filter(({ general }) => !general);
    if (named !== undefined) return this.#choose(named);
    if (single.length === 1) return this.#choose(single[0]);
    if (single.length === 0) {
      this.#respond(header, hsms.STYPE.SELECT_RSP, hsms.SELECT_STATUS.NO_SUCH_ENTITY);
      return this.#refuse("unknown session");
    }
    this.#select = this.#held.slice(0, HEAD);
    this.#held = this.#held.subarray(HEAD);
    this.#respond(header, hsms.STYPE.SELECT_RSP, hsms.SELECT_STATUS.COMMUNICATION_ESTABLISHED);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refuse("not identified"), this.#identify);
  }

  #readData({ session }: hsms.Header): void {
    if (this.#select === undefined) return this.#refuse("protocol violation");
    const door = this.#doors.find(({ sessions }) => sessions.includes(session));
    if (door === undefined) return this.#refuse("unknown session");
    this.#choose(door);
  }

  /** The peer's own entity takes over: it sees the Select.req, and its answer to that goes no further. */
  #choose(door: Door): void {
    const wire = taken(door), select = this.#select, socket = this.#socket!;
    if (wire === undefined) return this.#refuse("busy");
    this.#end();
    this.#owner.done();
    this.#chosen = wire;
    const held = this.#held;
    this.#held = new Uint8Array(0);
    wire.opened(select === undefined ? socket : new AnsweredSocket(socket, select));
    wire.received(select === undefined ? held : concat(select, held));
  }

  #respond({ session, systemBytes }: hsms.Header, sType: number, status: number): void {
    this.#socket!.write(hsms.encodeMessage(hsms.controlHeader(sType, systemBytes, session, status)));
  }

  #refuse(reason: RefusalReason): void {
    this.#end();
    this.#owner.refused(reason);
    this.#timer = setTimeout(() => this.#socket!.destroy(), CLOSE_TIMEOUT);
    this.#socket!.end();
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}

/** A socket on which the Select.req was answered already: the answer of the entity is taken for that one. */
class AnsweredSocket implements Socket {
  readonly #socket: Socket;
  #select: Uint8Array | undefined;

  constructor(socket: Socket, select: Uint8Array) {
    this.#socket = socket;
    this.#select = select;
  }

  get local(): Socket["local"] {
    return this.#socket.local;
  }

  get remote(): Socket["remote"] {
    return this.#socket.remote;
  }

  write(bytes: Uint8Array): boolean {
    const select = this.#select;
    if (select === undefined) return this.#socket.write(bytes);
    this.#select = undefined;
    if (!accepts(bytes, select)) {
      this.#socket.destroy();
      return true;
    }
    return bytes.length === HEAD || this.#socket.write(bytes.subarray(HEAD));
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}

/** Whether bytes begin with the Select.rsp that accepts this Select.req. */
function accepts(bytes: Uint8Array, select: Uint8Array): boolean {
  if (bytes.length < HEAD) return false;
  const { sType, byte3, systemBytes } = hsms.readHeader(bytes, 4);
  return sType === hsms.STYPE.SELECT_RSP && byte3 === 0 && systemBytes === hsms.readSystemBytes(select, 4);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
