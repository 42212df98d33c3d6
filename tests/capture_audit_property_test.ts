// Whatever is captured, the audit says something or nothing: it never throws, and each transaction ends once.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Audit } from "../core/audit/audit.ts";
import { FINDINGS } from "../core/audit/findings.ts";
import { Capture } from "../core/capture/capture.ts";
import type { CaptureOutput, Direction, Transaction } from "../core/framing/model.ts";
import { audited, Conversation, type Fact, findingsOf, S } from "./capture_audit_rig.ts";
import { captureFile, CAPTURES } from "./captures_truth.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

/** A step of a conversation: anything that may be captured. */
const step = fc.record({
  wait: fc.constantFrom(0, 0.01, 1, 6, 50),
  from: fc.constantFrom<Direction>(0, 1),
  what: fc.constantFrom(
    "data",
    "data",
    "data",
    "control",
    "control",
    "short",
    "part",
    "gap",
    "close",
    "disruption",
  ),
  byte2: fc.oneof(fc.constantFrom(0x81, 0x01, 0x82, 0x02, 0x86, 0x09, 0), fc.integer({ min: 0, max: 255 })),
  byte3: fc.oneof(fc.constantFrom(0, 1, 2, 13, 14, 41, 42, 11, 12), fc.integer({ min: 0, max: 255 })),
  sType: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 255 })),
  pType: fc.constantFrom(0, 0, 0, 0, 1),
  systemBytes: fc.constantFrom(0, 1, 2, 3, 0xffffffff),
  session: fc.constantFrom(0, 1, 0xffff, 0x7fff),
  text: fc.uint8Array({ maxLength: 24 }),
  carrier: fc.constantFrom(
    "HSMS" as const,
    "HSMS" as const,
    "HSMS" as const,
    "SECS-I" as const,
    "log" as const,
  ),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function conversation(steps: readonly Step[], midStream: boolean): Conversation {
  const talk = new Conversation().open(0, { midStream });
  let now = 0;
  for (const { wait, from, what, ...rest } of steps) {
    now += wait;
    if (what === "data") talk.data(now, from, "S1F1", rest.systemBytes, rest);
    else if (what === "control") talk.control(now, from, rest.sType, rest.systemBytes, { ...rest, byte2: 0 });
    else if (what === "short") talk.short(now, from, rest.byte2 % 10);
    else if (what === "part") talk.part(now, from, rest.text);
    else if (what === "gap") talk.gap(now, from, 20);
    else if (what === "close") talk.close(now, from, rest.byte2 % 2 === 0 ? "FIN" : "RST");
    else talk.disruption(now, from, { cause: rest.byte2 % 2 === 0 ? "truncated" : "length", length: 4 });
  }
  return talk;
}

/** The messages that begin a transaction, of those the audit has to pair: before the connection ended. */
function checkTransactions(facts: readonly Fact[], transactions: readonly Transaction[]): void {
  const primaries = transactions.map(({ primary }) => primary);
  assertEquals(new Set(primaries).size, primaries.length);
  const ended = facts.findIndex(({ type }) => type === "ended");
  facts.forEach((fact, i) => {
    if (fact.type !== "message" || fact.message.header === undefined || (ended >= 0 && i > ended)) return;
    const { sType, byte2, byte3 } = fact.message.header;
    const opens = sType === 0
      ? byte2 > 0x7f && byte3 % 2 === 1
      : fact.message.carrier === "HSMS" && (sType === 1 || sType === 3 || sType === 5);
    if (opens && (sType === 0 || fact.message.carrier === "HSMS")) {
      assert(primaries.includes(fact.message.index), `#${fact.message.index} has no end`);
    }
  });
}

test("property: any conversation is audited without an error, and every transaction ends exactly once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, midStream) => {
      const { facts } = conversation(
        steps.filter(({ carrier, what }) => carrier === "HSMS" || what === "data"),
        midStream,
      );
      const outputs = audited(facts);
      checkTransactions(facts, outputs.filter((output) => output.type === "transaction"));
      findingsOf(outputs).forEach(({ index, kind, sentence, severity }, i) => {
        assertEquals(index, i);
        assertEquals(severity, (FINDINGS as Record<string, { severity: string }>)[kind].severity);
        assert(
          /^[A-Z0-9\p{Lu}]/u.test(sentence) && !/undefined|NaN|Infinity|\[object/.test(sentence),
          sentence,
        );
      });
    }),
    runs(500, 41),
  );
});

test("property: a time that passes in small steps changes no finding", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { facts } = conversation(steps.filter(({ carrier }) => carrier === "HSMS"), false);
      const sentences = (outputs: ReturnType<typeof audited>) =>
        findingsOf(outputs).map(({ kind, sentence }) => `${kind} ${sentence}`).sort();
      assertEquals(sentences(stepwise(facts)), sentences(audited(facts)));
    }),
    runs(100, 42),
  );
});

/** The same, with the clock told every tenth of a second in between. */
function stepwise(facts: readonly Fact[]): ReturnType<typeof audited> {
  const audit = new Audit();
  const outputs: ReturnType<typeof audited> = [];
  let now = 0;
  for (const fact of facts) {
    for (const time = timeOf(fact); now < time; now += S / 10) audit.elapsed(now);
    audit.fact(fact);
    for (let output = audit.poll(); output !== undefined; output = audit.poll()) outputs.push(output);
  }
  audit.end();
  for (let output = audit.poll(); output !== undefined; output = audit.poll()) outputs.push(output);
  return outputs;
}

function timeOf(fact: Fact): number {
  if (fact.type === "message") return fact.message.time;
  return "time" in fact ? fact.time : 0;
}

test(
  "property: any capture with bytes changed is read and audited, and every transaction ends exactly once",
  { timeout: 120_000 },
  () => {
    const files = CAPTURES.filter((name) =>
      !/large|lostbytes|session\.pcapng/.test(name) || name.startsWith("secsgem-gem")
    );
    const change = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 20 }),
        (name, changes) => {
          const bytes = captureFile(name);
          for (const [at, byte] of changes) bytes[200 + Math.floor(at * (bytes.length - 200))] = byte;
          const outputs = outputsOf(bytes);
          const primaries = outputs.filter((output) => output.type === "transaction").map(({ primary }) =>
            primary
          );
          assertEquals(new Set(primaries).size, primaries.length);
        },
      ),
      runs(40, 43),
    );
  },
);

function outputsOf(bytes: Uint8Array): CaptureOutput[] {
  const capture = new Capture();
  const outputs: CaptureOutput[] = [];
  const drain = () => {
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) outputs.push(output);
  };
  capture.push(bytes);
  drain();
  capture.end();
  drain();
  return outputs;
}
