// Properties of SECS-I, each one sentence: any bytes, any cut, any order of events, and a noisy half-duplex line.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { DataMessage, Primary } from "../core/link.ts";
import { encodeBlock, type EntityOptions } from "../core/secs1/mod.ts";
import { type Runs, runs as runsFrom } from "./fuzz.ts";
import { test } from "./harness.ts";
import { noise, Secs1Pair, type Station } from "./pair.ts";
import { ACK, ENQ, EOT, NAK, named, primary, text } from "./secs1_rig.ts";
import { Witness } from "./secs1_witness.ts";

const runs = (numRuns: number): Runs => runsFrom(numRuns, 20_261_121);

// ── What may come ────────────────────────────────────────────────────────────────────────────────────────────

const small = fc.integer({ min: 0, max: 4 });
const name = fc.constantFrom("S1F1 W", "S1F2", "S1F0", "S1F1", "S1F4", "S7F3 W", "S7F4", "S9F7");
const block = fc.record({
  name,
  device: fc.constantFrom(0, 0, 0, 1),
  reverse: fc.constantFrom(true, true, true, true, false),
  number: fc.integer({ min: 0, max: 3 }),
  end: fc.boolean(),
  systemBytes: small,
  body: fc.constantFrom(
    text(0),
    text(3),
    text(244),
    Uint8Array.of(0x21, 10, 0, 0, 0x81, 1, 0x80, 1, 0, 0, 0, 1),
  ),
}).map(({ name, body, ...header }) => encodeBlock({ ...named(name), ...header }, body));
const control = fc.constantFrom(ENQ, EOT, ACK, NAK).map((byte) => Uint8Array.of(byte));
const chunk = fc.oneof(
  { weight: 3, arbitrary: control },
  { weight: 2, arbitrary: block },
  { weight: 2, arbitrary: block.map((block) => Uint8Array.of(ENQ, ...block)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 30, size: "max" }) },
);

const options: fc.Arbitrary<EntityOptions> = fc.record({
  role: fc.constant("host" as const),
  mode: fc.constantFrom("active" as const, "passive" as const),
  master: fc.boolean(),
  RTY: fc.integer({ min: 0, max: 3 }),
  duplicateDetection: fc.boolean(),
  trace: fc.boolean(),
  timers: fc.constantFrom({}, { T1: 1, T2: 1, T3: 2, T4: 1, T5: 1, write: 3 }),
  limits: fc.constantFrom({}, {
    messageLength: 300,
    partialMessages: 1,
    partialBytes: 300,
    openTransactions: 2,
    queuedBytes: 300,
  }),
});

// ── Any bytes ────────────────────────────────────────────────────────────────────────────────────────────────

test("an entity never throws on anything received, and its timers run out", () => {
  fc.assert(
    fc.property(options, fc.array(chunk, { maxLength: 30, size: "max" }), (given, chunks) => {
      const witness = new Witness(given).connect();
      witness.send(primary("S1F1 W"));
      witness.send(primary("S7F3", { text: text(250) }));
      for (const bytes of chunks) witness.do((e, now) => e.received(bytes, now));
      for (let i = 0; i < 100 && witness.entity.deadline < Infinity; i++) witness.expire();
      assertEquals([witness.entity.deadline, witness.open.size, witness.entity.queuedBytes], [
        Infinity,
        0,
        0,
      ]);
    }),
    runs(400),
  );
});

test("what is received does not depend on how its bytes were cut", () => {
  const blocks = fc.array(block, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      options,
      blocks,
      fc.array(fc.nat(3000), { maxLength: 12, size: "max" }),
      (given, blocks, cuts) => {
        const bytes = blocks.flatMap((block) => [ENQ, ...block]);
        const ends = [...cuts.map((cut) => cut % bytes.length), bytes.length].sort((a, b) => a - b);
        const pieces = ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end));
        const [whole, cut, single] = [[bytes], pieces, bytes.map((byte) => [byte])].map((chunks) => {
          const witness = new Witness(given).connect();
          for (const chunk of chunks) witness.do((e, now) => e.received(Uint8Array.from(chunk), now));
          return [witness.lines, witness.written];
        });
        assertEquals(cut, whole);
        assertEquals(single, whole);
      },
    ),
    runs(150),
  );
});

// ── Any order of events ──────────────────────────────────────────────────────────────────────────────────────

const step = fc.record({
  what: fc.constantFrom(
    ...[
      "bytes",
      "bytes",
      "bytes",
      "bytes",
      "answer",
      "answer",
      "answer",
      "time",
      "expire",
      "expire",
      "blocked",
    ],
    ...[
      "drained",
      "paused",
      "resumed",
      "lost",
      "send",
      "send",
      "send",
      "reply",
      "cancel",
      "stop",
      "back",
      "back",
    ],
  ),
  value: fc.nat(3000),
  bytes: chunk,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function act(witness: Witness, { what, value, bytes }: Step): void {
  const open = witness.phase === "open";
  if (what === "bytes" && open) witness.do((e, now) => e.received(bytes, now));
  else if (what === "answer" && open) answer(witness);
  else if (what === "expire") witness.expire();
  else if (what === "time") {
    witness.now += value;
    witness.do((e, now) => e.elapsed(now));
  } else if (what === "blocked" && open && !witness.blocked) {
    witness.do((e, now) => e.blocked(now));
    witness.blocked = witness.phase === "open";
  } else if (what === "drained" && open && witness.blocked) {
    witness.blocked = false;
    witness.do((e, now) => e.drained(now));
  } else if (what === "paused" && open) witness.do((e, now) => e.paused(now));
  else if (what === "resumed" && open) witness.do((e, now) => e.resumed(now));
  else if (what === "lost" && value % 3 === 0 && open) witness.lose();
  else if (what === "back") comeBack(witness);
  else ask(witness, what, value);
}

/** The peer takes what was asked for: EOT to an ENQ, ACK to a block. */
function answer(witness: Witness): void {
  const answer = witness.written.at(-1) === ENQ ? EOT : ACK;
  witness.do((e, now) => e.received(Uint8Array.of(answer), now));
}

function comeBack(witness: Witness): void {
  if (witness.phase === "closing") witness.lose();
  if (witness.phase === "waiting") witness.expire();
  if (witness.phase === "connecting" || witness.phase === "stopped") witness.connect();
}

function ask(witness: Witness, what: string, value: number): void {
  const asked = { ...named("S1F1 W"), session: 0, systemBytes: value % 4, text: text(0) };
  try {
    if (what === "send") {
      witness.send(primary(value % 3 === 0 ? "S1F1" : "S1F1 W", { text: text(value % 280) }));
    } else if (what === "reply") witness.do((e, now) => e.reply(asked, text(value % 3), now));
    else if (what === "stop" && value % 8 === 0) witness.do((e, now) => e.stop(now));
    else if (what === "cancel") cancel(witness);
  } catch (error) {
    if (!(error instanceof Error) || !/^Cannot (send|reply)\b/.test(error.message)) throw error;
  }
}

function cancel(witness: Witness): void {
  const [first] = witness.open;
  if (first === undefined) return;
  witness.open.delete(first[0]);
  assert(witness.entity.cancel(first[1]));
}

test("whatever happens in whatever order: transactions end once, time moves on, queues are bounded", () => {
  fc.assert(
    fc.property(options, fc.array(step, { minLength: 30, maxLength: 80, size: "max" }), (given, steps) => {
      const witness = new Witness(given).connect();
      for (const one of steps) act(witness, one);
      witness.do((e, now) => e.stop(now));
      if (witness.phase !== "stopped") witness.lose();
      assertEquals([witness.phase, witness.entity.deadline, witness.open.size], ["stopped", Infinity, 0]);
    }),
    runs(500),
  );
});

// ── A noisy line ─────────────────────────────────────────────────────────────────────────────────────────────

/** Timers that give a noisy line the time it needs. */
const PATIENT = { T1: 0.1, T2: 0.5, T3: 3600, T4: 600 };
type Side = Station<Secs1Pair["host"]["entity"]>;

/** What one side has sent, and what became of it. */
class Ledger {
  readonly requests: Primary[] = [];
  readonly ends: string[] = [];
  readonly received: string[] = [];
  readonly side: Side;

  constructor(side: Side, pair: Secs1Pair) {
    this.side = side;
    side.onNews = (news, now) => {
      if (news.type === "message") {
        this.received.push(keyOf(news.message));
        if (news.message.replyExpected) side.entity.reply(news.message, news.message.text, now);
      } else if (news.type === "reply") {
        assertEquals(news.message.text, news.primary.text);
        this.ends.push(keyOf(news.primary));
      } else if (news.type === "noReply") this.ends.push(keyOf(news.primary));
      pair.drain(side);
    };
  }

  send(index: number, length: number, replyExpected: boolean, pair: Secs1Pair): void {
    const body = Uint8Array.of(index, ...text(length));
    const primary = { stream: 6, function: 11, replyExpected, text: body };
    this.requests.push(primary);
    this.side.entity.send(primary, pair.now);
    pair.drain(this.side);
  }
}

const keyOf = ({ text }: Pick<DataMessage, "text"> | Primary): string => `${text![0]}: ${text!.length}`;

const traffic = fc.array(
  fc.record({
    host: fc.boolean(),
    length: fc.constantFrom(0, 0, 5, 243, 244, 300, 700),
    replyExpected: fc.boolean(),
    pause: fc.constantFrom(0, 0, 0, 3, 40, 2000),
  }),
  { minLength: 1, maxLength: 25, size: "max" },
);
const wires = fc.record({
  seed: fc.nat(),
  rate: fc.constantFrom(8, 20, 100, 1e6),
  latency: fc.constantFrom(0, 1, 7, 60),
  segment: fc.constantFrom(Infinity, 100, 1),
  masters: fc.constantFrom([true, false], [false, true]),
});

function exchange(
  { seed, rate, latency, segment, masters }: typeof wires extends fc.Arbitrary<infer T> ? T : never,
  sends: typeof traffic extends fc.Arbitrary<infer T> ? T : never,
  RTY: number,
): { pair: Secs1Pair; host: Ledger; equipment: Ledger } {
  const wire = { latency, segment, noise: noise(seed, rate, segment === Infinity ? 0 : 300) };
  const common = { timers: PATIENT, RTY };
  const pair = new Secs1Pair({ ...common, master: masters[0] }, { ...common, master: masters[1] }, wire);
  pair.start();
  pair.run(200);
  const host = new Ledger(pair.host, pair), equipment = new Ledger(pair.equipment, pair);
  sends.forEach(({ host: fromHost, length, replyExpected, pause }, index) => {
    (fromHost ? host : equipment).send(index, length, replyExpected, pair);
    pair.run(pause);
  });
  pair.run(4 * 3600 * 1000);
  return { pair, host, equipment };
}

const expected = (ledger: Ledger): string[] => ledger.requests.map(keyOf).sort();
const awaited = (ledger: Ledger): string[] =>
  ledger.requests.filter(({ replyExpected }) => replyExpected).map(keyOf).sort();

test("on a noisy line, with enough retries, nothing is lost, nothing doubled, nothing disordered", () => {
  fc.assert(
    fc.property(wires, traffic, (wire, sends) => {
      const { host, equipment } = exchange(wire, sends, 31);
      for (const [here, there] of [[host, equipment], [equipment, host]]) {
        assertEquals(here.side.news("send failed"), []);
        assertEquals(here.side.news("noReply"), []);
        assertEquals(there.received, here.requests.map(keyOf));
        assertEquals(here.ends.toSorted(), awaited(here));
      }
    }),
    runs(60),
  );
});

test("on a noisy line with few retries what fails is told, what arrives arrives once, and every transaction ends", () => {
  fc.assert(
    fc.property(wires, traffic, fc.integer({ min: 0, max: 1 }), (wire, sends, RTY) => {
      const { host, equipment } = exchange(wire, sends, RTY);
      for (const [here, there] of [[host, equipment], [equipment, host]]) {
        assertEquals(here.ends.toSorted(), awaited(here));
        assertEquals(there.received.length, new Set(there.received).size);
        const missing = expected(here).filter((key) => !there.received.includes(key));
        assert(missing.length <= here.side.news("send failed").length, "what is missing was told");
        assertEquals(here.side.entity.openTransactions, 0);
      }
    }),
    runs(60),
  );
});

test("a line that is dead and comes back ends what it had and carries on", () => {
  const pair = new Secs1Pair({ timers: PATIENT }, { timers: PATIENT }).selected();
  pair.host.entity.send(primary("S1F1 W"), pair.now);
  pair.drain(pair.host);
  pair.breakWire();
  assertEquals(pair.host.news("noReply").map(({ reason }) => reason), ["disconnected"]);
  pair.run(20_000);
  pair.host.entity.send(primary("S1F13 W"), pair.now);
  pair.drain(pair.host);
  pair.run(1000);
  assertEquals(pair.equipment.news("message").length, 1);
});
