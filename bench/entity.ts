// Two entities in one process, without sockets; and the cost of T3 beside a timer of the runtime.
import { Entity } from "../core/hsms/mod.ts";
import { Transactions } from "../core/hsms/transactions.ts";
import type { Primary } from "../core/link.ts";
import { calls, type Pace, race } from "./measure.ts";
import type { Figure } from "./report.ts";

const OUTSTANDING = 64;
const PRIMARY: Primary = { stream: 1, function: 1, replyExpected: true };
const T3 = 45_000;

/** Transactions a second through both entities, and nanoseconds to start and stop T3. */
export async function entity(pace: Pace): Promise<Figure[]> {
  const rates = await race([
    calls("1 outstanding", exchange(1)),
    calls(`${OUTSTANDING} outstanding`, exchange(OUTSTANDING)),
  ], pace);
  const figures: Figure[] = [
    rate("1 outstanding", rates.get("1 outstanding")!),
    rate(`${OUTSTANDING} outstanding`, rates.get(`${OUTSTANDING} outstanding`)! / OUTSTANDING),
  ];
  const timers = await race([
    calls("T3 start and stop", startAndStop()),
    calls("setTimeout and clearTimeout", () => clearTimeout(setTimeout(nothing, T3))),
  ], pace);
  for (const [name, value] of timers) figures.push({ group: "entity", name, unit: "ns", value });
  return figures;
}

function rate(name: string, nanoseconds: number): Figure {
  return { group: "entity", name, unit: "1/s", value: 1e9 / nanoseconds, note: "transactions" };
}

/** Sends so many primaries at once, and carries them and their replies across. */
function exchange(count: number): () => number {
  const pair = new Pair();
  return () => {
    for (let i = 0; i < count; i++) pair.host.send(PRIMARY, 0);
    pair.settle();
    return pair.replies;
  };
}

/** A host and an equipment that answers, on a wire without latency. */
class Pair {
  readonly host = new Entity({ mode: "active" });
  readonly equipment = new Entity({ mode: "passive" });
  replies = 0;

  constructor() {
    const { host, equipment } = this;
    for (const entity of [equipment, host]) {
      entity.start(0);
      while (entity.poll() !== undefined);
    }
    for (const entity of [equipment, host]) entity.connected(0);
    while (equipment.poll() !== undefined);
    this.settle();
    if (host.state !== "SELECTED") throw new Error("Cannot measure entities: the session is not selected");
  }

  /** Carries bytes to and fro until there are no more. */
  settle(): void {
    for (let bytes = this.#drain(this.host); bytes !== undefined;) {
      this.equipment.received(bytes, 0);
      const answer = this.#drain(this.equipment);
      if (answer === undefined) return;
      this.host.received(answer, 0);
      bytes = this.#drain(this.host);
    }
  }

  /** Takes everything that an entity puts out: at most one write, since all of it is joined. */
  #drain(entity: Entity): Uint8Array | undefined {
    let written: Uint8Array | undefined;
    for (let output = entity.poll(); output !== undefined; output = entity.poll()) {
      if (output.type === "write") written = output.bytes;
      else if (output.type === "message") entity.reply(output.message, undefined, 0);
      else if (output.type === "reply") this.replies++;
    }
    return written;
  }
}

/** Opens a transaction and closes the oldest, with as many open as there are requests outstanding. */
function startAndStop(): () => void {
  const transactions = new Transactions(T3);
  let next = 0;
  const open = () => transactions.open(PRIMARY, 0, next++, 0);
  for (let i = 0; i < OUTSTANDING; i++) open();
  return () => {
    open();
    transactions.close(next - OUTSTANDING);
  };
}

function nothing(): void {}
