// Properties of an HSMS entity, each one sentence: any chunking, any bytes, any order of events, any wire.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type EntityOptions, GENERAL_SESSION, GENERIC, Primitive, SINGLE_SESSION } from "../core/hsms/mod.ts";
import { type Runs, runs as runsFrom } from "./fuzz.ts";
import { test } from "./harness.ts";
import { data, frame, hex, join, messagesIn, selectReq, selectRsp } from "./hsms_frames.ts";
import { primary } from "./hsms_rig.ts";
import { Witness } from "./hsms_witness.ts";

const runs = (numRuns: number): Runs => runsFrom(numRuns, 20_240_607);

// ── What may come ──────────────────────────────────────────────────────────────────────────────────────────────

const byte = fc.integer({ min: 0, max: 255 });
const small = fc.integer({ min: 0, max: 4 });
const text = fc.uint8Array({ maxLength: 20, size: "max" });
const sessionId = fc.constantFrom(0xffff, 0, 1, 2, 0x7fff);
const sType = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 10 }) }, byte);
const pType = fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, byte);
const status = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, small, byte);

/** A message that may be sensible. */
const control = fc.tuple(sessionId, fc.oneof(fc.constant(0), byte), status, pType, sType, small)
  .map(([session, byte2, byte3, p, s, sys]) => frame(session, byte2, byte3, p, s, sys));
const datum = fc.tuple(sessionId, fc.boolean(), small, small, small, text)
  .map(([session, w, stream, fn, sys, body]) => frame(session, stream + (w ? 128 : 0), fn, 0, 0, sys, body));
/** A stream 9 message that may report a primary of ours. */
const stream9 = fc.tuple(fc.constantFrom(1, 3, 5, 7, 9, 11, 13), small, small)
  .map(([fn, sys, reported]) =>
    frame(0, 9, fn, 0, 0, sys, join(hex("210A"), data("S1F1 W", reported).slice(4)))
  );
const message = fc.oneof(control, datum, stream9, fc.constant(selectReq(0)), fc.constant(selectRsp(1, 0)));
const session = fc.array(message, { minLength: 1, maxLength: 12 });

const options: fc.Arbitrary<EntityOptions> = fc.record({
  mode: fc.constantFrom("active" as const, "passive" as const),
  profile: fc.constantFrom(SINGLE_SESSION, GENERIC, GENERAL_SESSION),
  session: fc.constant(1),
  sessions: fc.constantFrom([1], [1, 2]),
  strict: fc.constantFrom(false, false, true),
  reject: fc.constantFrom(true, true, false),
  rejectUnsolicitedReplies: fc.boolean(),
  trace: fc.boolean(),
  autoSelect: fc.boolean(),
  linktestFailures: fc.integer({ min: 1, max: 3 }),
  systemBytes: fc.constantFrom(0, 1, 0xfffffffe),
  timers: fc.constantFrom({}, { linktest: 2 }, { T3: 1, T6: 3, T7: 2, T8: 1, linktest: 7 }),
  limits: fc.constantFrom({}, { messageLength: 24, openTransactions: 3, queuedBytes: 60 }),
});

/** The pieces of a byte string, cut at these points. */
function cut(bytes: Uint8Array, points: number[]): Uint8Array[] {
  const ends = [...points.map((point) => point % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end));
}

const connected = (given: EntityOptions) => new Witness(given).start().connect();

// ── Properties ─────────────────────────────────────────────────────────────────────────────────────────────────

test("any chunking of a session gives the same outcome", () => {
  const cuts = fc.array(fc.nat(500), { maxLength: 20, size: "max" });
  // The answers to one chunk wait together: a bound on them alone would depend on the cut.
  const unbounded = options.map((given) => ({
    ...given,
    limits: { ...given.limits, queuedBytes: undefined },
  }));
  fc.assert(
    fc.property(unbounded, session, cuts, (given, messages, points) => {
      const bytes = join(...messages);
      const outcomes = [[bytes], cut(bytes, points), [...bytes].map((one) => Uint8Array.of(one))].map(
        (chunks) => {
          const witness = connected(given);
          witness.onMessage = ({ message }) => {
            if (message.replyExpected && message.function % 2 === 1 && witness.entity.state === "SELECTED") {
              witness.entity.reply(message, undefined, witness.now);
            }
          };
          for (const chunk of chunks) if (witness.phase === "open") witness.do((e) => e.received(chunk, 0));
          return { lines: witness.lines, written: witness.written, state: witness.entity.state };
        },
      );
      assertEquals(outcomes[1], outcomes[0]);
      assertEquals(outcomes[2], outcomes[0]);
    }),
    runs(200),
  );
});

test("an entity never throws on random bytes", () => {
  fc.assert(
    fc.property(options, fc.array(fc.uint8Array({ maxLength: 60, size: "max" })), (given, chunks) => {
      const witness = connected(given);
      for (const chunk of chunks) if (witness.phase === "open") witness.do((e) => e.received(chunk, 0));
    }),
    runs(300),
  );
});

test("an entity never throws on a session that was mutated: bytes changed, dropped, doubled", () => {
  const mutation = fc.tuple(fc.nat(300), byte, fc.constantFrom("change", "drop", "double"));
  fc.assert(
    fc.property(
      options,
      session,
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (given, messages, mutations) => {
        let bytes = join(selectReq(0), ...messages);
        for (const [at, value, how] of mutations) bytes = mutate(bytes, at % bytes.length, value, how);
        const witness = connected(given).do((e) => e.received(bytes, 0));
        for (let i = 0; i < 3; i++) witness.expire();
      },
    ),
    runs(300),
  );
});

function mutate(bytes: Uint8Array, at: number, value: number, how: string): Uint8Array {
  if (how === "drop") return join(bytes.slice(0, at), bytes.slice(at + 1));
  if (how === "double") return join(bytes.slice(0, at + 1), bytes.slice(at));
  return bytes.map((old, i) => (i === at ? value : old));
}

test("a primitive never throws on anything received", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 40, size: "max" }), message)), (chunks) => {
      const primitive = new Primitive({ messageLength: 64 });
      primitive.connected(0);
      let ends = 0;
      for (const chunk of chunks) {
        primitive.received(chunk, 0);
        for (let output = primitive.poll(); output !== undefined; output = primitive.poll()) {
          if (output.type === "disconnect") ends++;
        }
      }
      assert(ends <= 1);
    }),
    runs(300),
  );
});

for (const profile of [SINGLE_SESSION, GENERIC, GENERAL_SESSION]) {
  for (const mode of ["active", "passive"] as const) {
    test(`every SType and every PType in each state, ${profile.name} ${mode}: no throw, unknown ones rejected by name`, () => {
      for (const selected of [false, true]) {
        for (let type = 0; type < 256; type++) {
          sweep({ mode, profile, session: 1 }, selected, 0, type);
          sweep({ mode, profile, session: 1 }, selected, type, 0);
          sweep({ mode, profile, session: 1 }, selected, type, type);
        }
      }
    });
  }
}

const KNOWN = new Set([0, 1, 2, 3, 4, 5, 6, 7, 9]);

/** One message of this PType and SType: what is unknown gets its Reject, and the state stays. */
function sweep(given: EntityOptions, selected: boolean, p: number, s: number): void {
  const witness = connected(given);
  const id = given.profile === GENERAL_SESSION ? 1 : 0xffff;
  if (selected) {
    witness.do((e) => e.received(given.mode === "active" ? selectRsp(1, 0, id) : selectReq(9, id), 0));
  }
  const { state } = witness.entity;
  assertEquals(state, selected ? "SELECTED" : "NOT SELECTED");
  witness.written.length = 0;
  witness.do((e) => e.received(frame(1, 0x81, 1, p, s, 0x99), 0));
  const answers = messagesIn(Uint8Array.from(witness.written));
  const code = (p === 0 ? s : p).toString(16).padStart(2, "0").toUpperCase();
  if (p === 0 && KNOWN.has(s)) return;
  const silent = p !== 0 && s === 7;
  assertEquals(answers, silent ? [] : [`0000000A 0001 ${code} 0${p === 0 ? 1 : 2} 00 07 00000099`]);
  assertEquals(witness.entity.state, state);
}

// ── Any order of events ────────────────────────────────────────────────────────────────────────────────────────

type Step = { readonly name: string; readonly value: number; readonly bytes: Uint8Array };

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(
    ...[
      "connection",
      "messages",
      "messages",
      "messages",
      "part",
      "time",
      "expire",
      "blocked",
      "drained",
      "paused",
    ],
    ...["resumed", "lost", "send", "send", "send", "send", "answer", "answer", "answer", "reply", "cancel"],
    ...["select", "deselect", "separate", "linktest", "reject", "stop", "start", "data", "data", "agree"],
  ),
  value: fc.nat(5000),
  bytes: session.map((messages) => join(...messages)),
});

/** A connection that has ended soon comes back. */
function comeBack(witness: Witness, value: number): void {
  if (value % 4 === 0) return;
  if (witness.phase === "closing") witness.lose();
  if (witness.phase === "stopped") witness.start();
  if (witness.phase === "waiting") witness.expire();
  if (witness.phase === "connecting") witness.connect().do((e, now) => e.received(agreement(value), now));
}

/** Events of the connection, told only when they can be. */
function tell(witness: Witness, { name, value, bytes }: Step): void {
  const open = witness.phase === "open";
  if (name === "connection" && witness.phase === "connecting") {
    if (value % 4 === 0) witness.lose();
    else witness.connect();
  } else if (name === "connection" && witness.phase === "closing") witness.lose();
  else if (name === "lost" && (open || witness.phase === "closing")) witness.lose();
  else if (name === "messages" && open) witness.do((e, now) => e.received(bytes, now));
  else if (name === "data" && open) {
    witness.do((e, now) => e.received(data("S6F11 W", value, value % 3), now));
  } else if (name === "answer" && open) witness.do((e, now) => e.received(answer(witness, value), now));
  else if (name === "agree" && open) witness.do((e, now) => e.received(agreement(value), now));
  else if (name === "part" && open) witness.do((e, now) => e.received(bytes.slice(0, value % 30), now));
  else if (name === "expire") witness.expire();
  else if (name === "time") {
    witness.now += value;
    witness.do((e, now) => e.elapsed(now));
  } else if (name === "blocked" && open && !witness.blocked) {
    witness.do((e, now) => e.blocked(now));
    witness.blocked = witness.phase === "open";
  } else if (name === "drained" && open && witness.blocked) {
    witness.blocked = false;
    witness.do((e, now) => e.drained(now));
  } else if (name === "paused" && open) witness.do((e, now) => e.paused(now));
  else if (name === "resumed" && open) witness.do((e, now) => e.resumed(now));
}

/** What a peer may say to the primary that waits longest. */
function answer(witness: Witness, value: number): Uint8Array {
  const [[{ session = 1 }, sys] = [{}, 7]] = witness.open as Map<{ session?: number }, number>;
  const replies = [
    data("S1F2", sys, session),
    data("S1F2", sys, session, hex("0100")),
    data("S1F0", sys, session),
    data("S1F4", sys, session),
    data("S1F2", sys, 7),
    frame(session, 0, 4, 0, 7, sys),
    data("S9F7", 9, session, join(hex("210A"), data("S1F1 W", sys, session).slice(4))),
  ];
  return replies[value % replies.length];
}

/** What a peer may say that selects, or answers our requests. */
function agreement(value: number): Uint8Array {
  const id = value % 2 === 0 ? 1 : 0xffff, sys = value % 7;
  return join(
    selectReq(value, id),
    selectRsp(sys, 0, id),
    frame(id, 0, 0, 0, 6, sys),
    frame(id, 0, 0, 0, 4, sys),
  );
}

/** Commands of the application, at any time: what the entity refuses is refused in its own words. */
function ask(witness: Witness, { name, value }: Step): void {
  const id = value % 3;
  const asked = {
    session: id,
    stream: 1,
    function: 1,
    replyExpected: true,
    systemBytes: value,
    text: hex(""),
  };
  const rejected = { session: id, byte2: 0, byte3: 0, pType: 0, sType: value % 9, systemBytes: value };
  const own = value % 2 === 0 ? {} : { T3: 1 + value / 100, systemBytes: value % 5 };
  const commands: Record<string, () => unknown> = {
    start: () => witness.start(),
    send: () => witness.send({ ...primary(value % 3 === 0 ? "S1F1" : "S1F1 W"), session: id, ...own }),
    reply: () => witness.do((e, now) => e.reply(asked, undefined, now)),
    select: () => witness.do((e, now) => e.select(now, id)),
    deselect: () => witness.do((e, now) => e.deselect(now, id)),
    separate: () => witness.do((e, now) => e.separate(now, id)),
    linktest: () => witness.do((e, now) => e.linktest(now)),
    reject: () => witness.do((e, now) => e.reject(rejected, 1 + id, now)),
    stop: () => value % 8 === 0 ? witness.do((e, now) => e.stop(now)) : undefined,
    cancel: () => {
      const [first] = witness.open;
      if (first === undefined) return;
      witness.open.delete(first[0]);
      assert(witness.entity.cancel(first[1]));
    },
  };
  try {
    commands[name]?.();
  } catch (error) {
    if (!(error instanceof Error) || !REFUSAL.test(error.message)) throw error;
  }
}

const REFUSAL = /^Cannot (start|send|reply|select|deselect|separate|reject|use)\b/;

test("whatever happens in whatever order: states follow each other, transactions end once, time moves on, queues are bounded", () => {
  fc.assert(
    fc.property(options, fc.array(step, { minLength: 30, maxLength: 80, size: "max" }), (given, steps) => {
      const witness = connected(given);
      if (given.mode === "passive") {
        witness.do((e) => e.received(selectReq(0, given.profile!.perSession ? 1 : 0xffff), 0));
      }
      for (const one of steps) {
        comeBack(witness, one.value);
        tell(witness, one);
        ask(witness, one);
      }
      finish(witness);
    }),
    runs(600),
  );
});

/** Stops, and sees everything end. */
function finish(witness: Witness): void {
  witness.do((e, now) => e.stop(now));
  if (witness.phase === "open" || witness.phase === "closing" || witness.phase === "connecting") {
    witness.lose();
  }
  assertEquals([witness.phase, witness.entity.deadline, witness.open.size], ["stopped", Infinity, 0]);
}

test("left alone, an entity comes to rest or closes: timers alone never keep a silent connection for ever", () => {
  fc.assert(
    fc.property(options, session, (given, messages) => {
      const witness = connected(given).do((e) => e.received(join(...messages), 0));
      for (let i = 0; i < 200 && witness.entity.deadline < Infinity && witness.phase === "open"; i++) {
        witness.expire();
      }
      assert(witness.phase !== "open" || witness.entity.state === "SELECTED");
    }),
    runs(200),
  );
});
