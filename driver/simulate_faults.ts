// Faults on demand: a link that stands between an entity and the equipment over it, and spoils what a profile says.
import { type DataMessage, hsms, type Link, type LinkOutput } from "../mod.ts";
import { OverLink } from "./over_link.ts";
import type { FaultProfile } from "./profile.ts";
import type { Random } from "./simulate_random.ts";

/** A fault has been made. */
export interface FaultNews {
  /** `"fault made"`. */
  readonly type: "fault made";
  /** The fault. */
  readonly fault: FaultProfile;
  /** The message that brought it about: `S1F3`. */
  readonly message: string;
}

/** Which faults there are, and how often each may still be made. */
export class Faults {
  readonly #random: Random;
  #faults: { readonly fault: FaultProfile; left: number }[] = [];

  /** With what decides the odds. */
  constructor(faults: readonly FaultProfile[], random: Random) {
    this.#random = random;
    for (const fault of faults) this.add(fault);
  }

  /** One more fault; it goes before those there are. */
  add(fault: FaultProfile): void {
    this.#faults.unshift({ fault, left: fault.times ?? Infinity });
  }

  /** No fault any more. */
  clear(): void {
    this.#faults = [];
  }

  /** The fault that a primary brings about, if any. */
  take({ stream, function: fn }: DataMessage): FaultProfile | undefined {
    const name = `S${stream}F${fn}`;
    const found = this.#faults.find(({ fault: { on, probability = 1 } }) =>
      (on === undefined || on === name) && this.#random() < probability
    );
    if (found === undefined) return undefined;
    if (--found.left <= 0) this.#faults = this.#faults.filter((one) => one !== found);
    return found.fault;
  }
}

/** A reply that waits for its time. */
interface Delayed {
  readonly at: number;
  readonly send: (now: number) => void;
}

type Reply = Parameters<Link["reply"]>;

/** A list of one element, which is not there: no decoder takes it for an item. */
const ILL_FORMED: Uint8Array = Uint8Array.of(0x01, 0x01, 0x41, 0x05, 0x3f);

/** A link that makes faults. It owns and drains the one beneath. */
export class FaultyLink<More> extends OverLink<More> implements Link<More | FaultNews> {
  readonly #link: Link<More>;
  readonly #faults: Faults;
  /** Faults of replies still to be given, by the system bytes of their primaries. */
  readonly #spoilt: Map<number, FaultProfile> = new Map();
  readonly #outputs: (LinkOutput | FaultNews)[] = [];
  #delayed: Delayed[] = [];
  /** Bytes that leave one by one. */
  #slow: { bytes: Uint8Array; pause: number; next: number } | undefined;
  /** The pause between the bytes of what is written next. */
  #slowNext: number | undefined;
  #connected = false;

  /** Over a link. */
  constructor(link: Link<More>, faults: Faults) {
    super();
    this.#link = link;
    this.#faults = faults;
  }

  protected override get below(): Link<More> {
    return this.#link;
  }

  override get deadline(): number {
    const delayed = this.#delayed.reduce((least, { at }) => Math.min(least, at), Infinity);
    return Math.min(this.#link.deadline, delayed, this.#slow?.next ?? Infinity);
  }

  override stop(now: number): void {
    this.#forget();
    super.stop(now);
  }

  override connected(now: number): void {
    this.#connected = true;
    super.connected(now);
  }

  override disconnected(now: number): void {
    this.#connected = false;
    this.#forget();
    super.disconnected(now);
  }

  /** Nothing outlives its connection. */
  #forget(): void {
    this.#spoilt.clear();
    this.#delayed = [];
    this.#slow = this.#slowNext = undefined;
  }

  /** Ends the connection at once. */
  disconnect(): void {
    if (this.#connected) this.#outputs.push({ type: "disconnect" });
  }

  // ── Replies, and the time ────────────────────────────────────────────────────────────────────────────────────

  override reply(...given: Reply): void {
    const [message, text, now, fn] = given;
    const spoilt = this.#spoilt.get(message.systemBytes);
    this.#spoilt.delete(message.systemBytes);
    if (spoilt === undefined) return this.at(now).reply(...given);
    const { fault, seconds = 1 } = spoilt;
    switch (fault) {
      case "drop":
        return;
      case "delay":
        return void this.#delayed.push({
          at: now + 1000 * seconds,
          send: (now) => this.#reply(message, text, now, fn),
        });
      case "slow":
        this.#slowNext = 1000 * seconds;
        return this.at(now).reply(...given);
      case "wrong reply":
        return this.at(now).reply({ ...message, function: otherFunction(message) }, text, now);
      case "bad body":
        return this.at(now).reply(message, ILL_FORMED, now, fn);
    }
  }

  /** The session may have ended meanwhile. */
  #reply(...given: Reply): void {
    try {
      this.at(given[2]).reply(...given);
    } catch {
      // then there is nobody to answer
    }
  }

  override elapsed(now: number): void {
    this.at(now).elapsed(now);
    const due = this.#delayed.filter(({ at }) => at <= now);
    this.#delayed = this.#delayed.filter(({ at }) => at > now);
    for (const { send } of due) send(now);
    if (this.#slow !== undefined && this.#slow.next <= now) this.#writeByte(now);
  }

  // ── What comes out ───────────────────────────────────────────────────────────────────────────────────────────

  poll(): LinkOutput | FaultNews | More | undefined {
    for (;;) {
      const ready = this.#outputs.shift();
      if (ready !== undefined) return ready;
      const output = this.#link.poll();
      if (output === undefined) return undefined;
      const passed = this.#pass(output as LinkOutput) as LinkOutput | More | undefined;
      if (passed !== undefined) return passed;
    }
  }

  #pass(output: LinkOutput): LinkOutput | undefined {
    if (output.type === "write") return this.#write(output);
    if (output.type === "disconnect") return this.#hurry(output);
    if (output.type !== "message") return output;
    this.#spoilt.delete(output.message.systemBytes);
    const fault = this.#faults.take(output.message);
    return fault === undefined || !this.#make(fault, output.message) ? output : undefined;
  }

  /** Makes a fault, or sees that its reply will be spoilt; true when the message goes no further. */
  #make(fault: FaultProfile, message: DataMessage): boolean {
    this.#outputs.push({
      type: "fault made",
      fault,
      message: `S${message.stream}F${message.function}`,
    });
    switch (fault.fault) {
      case "reject":
        if (this.#link instanceof hsms.Entity) this.#link.reject(hsms.dataHeader(message), 1, this.now);
        return true;
      case "abort":
        if (message.replyExpected) this.#link.reply(message, undefined, this.now, 0);
        return true;
      case "disconnect":
        this.disconnect();
        return true;
    }
    if (message.replyExpected) this.#spoilt.set(message.systemBytes, fault);
    return false;
  }

  #write(output: LinkOutput & { type: "write" }): LinkOutput | undefined {
    if (this.#slow !== undefined) {
      this.#slow.bytes = joined(this.#slow.bytes, output.bytes);
      return undefined;
    }
    if (this.#slowNext === undefined) return output;
    this.#slow = { bytes: output.bytes, pause: this.#slowNext, next: this.now };
    this.#slowNext = undefined;
    this.#writeByte(this.now);
    return undefined;
  }

  #writeByte(now: number): void {
    const slow = this.#slow!;
    this.#outputs.push({ type: "write", bytes: slow.bytes.subarray(0, 1) });
    slow.bytes = slow.bytes.subarray(1);
    slow.next = now + slow.pause;
    if (slow.bytes.length === 0) this.#slow = undefined;
  }

  /** The connection is closed in order: what is left goes before it. */
  #hurry(disconnect: LinkOutput): LinkOutput | undefined {
    if (this.#slow === undefined) return disconnect;
    this.#outputs.push({ type: "write", bytes: this.#slow.bytes }, disconnect);
    this.#slow = undefined;
    return undefined;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** The primary whose reply has another function than the one that was asked for. */
function otherFunction({ function: fn }: DataMessage): number {
  return fn + 2 <= 0xff ? fn + 2 : fn - 2;
}
