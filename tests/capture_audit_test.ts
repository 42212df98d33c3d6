// The audit beyond single findings: who is who, states over time, lines that are not HSMS, captures without times.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Audit } from "../core/audit/audit.ts";
import type { AuditOutput } from "../core/audit/audit_news.ts";
import { examineBody, hasAcknowledge, isAcknowledge } from "../core/audit/audit_shape.ts";
import type { Roles, SessionState, Transaction } from "../core/framing/model.ts";
import type { DataItem } from "../core/messages/data_item.ts";
import type { Shape } from "../core/messages/schema.ts";
import { catalogue } from "../core/messages/standard.ts";
import { A, B, L, U4 } from "../core/secs2/build.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { encode } from "../core/secs2/encode.ts";
import { audited, Conversation, findingsOf, S, said } from "./capture_audit_rig.ts";
import { bytesOf } from "./capture_reader.ts";
import { capturedMessages, CAPTURES, loadCapture } from "./captures_truth.ts";
import { test } from "./harness.ts";

const SELECT = 1,
  SELECT_RSP = 2,
  DESELECT = 3,
  DESELECT_RSP = 4,
  LINKTEST = 5,
  LINKTEST_RSP = 6,
  SEPARATE = 9;
const NOBODY = encode(L());
const EQUIPMENT = encode(L(A("EQ"), A("1")));

function selected(): Conversation {
  return new Conversation().selected();
}

function rolesOf(outputs: readonly AuditOutput[]): Roles[] {
  return outputs.filter((output) => output.type === "roles");
}

function statesOf(outputs: readonly AuditOutput[]): string[] {
  return outputs.filter((output): output is SessionState => output.type === "state")
    .map(({ state, session, assumed }) => `${session} ${state}${assumed ? " (assumed)" : ""}`);
}

function transactionsOf(outputs: readonly AuditOutput[]): Transaction[] {
  return outputs.filter((output) => output.type === "transaction");
}

test("roles: the side that opened the connection is active, and host or equipment is told by what is said", () => {
  const roles = rolesOf(
    audited(selected().data(1, 1, "S6F11 W", 5, { text: encode(L(U4(1), U4(2), L())) }).facts),
  );
  assertEquals(roles.map(({ host, active }) => [host, active]), [[undefined, 0], [0, 0]]);
  assertEquals(roles[1].evidence, [
    "S6F11 #2 comes from 192.0.2.20:5000",
    "192.0.2.10:50123 opened the connection",
  ]);
});

test("roles: S1F2, S1F13 and S1F14 tell by their bodies", () => {
  const rows = [
    ["S1F13 W", NOBODY, 0],
    ["S1F13 W", EQUIPMENT, 1],
    ["S1F2", NOBODY, 0],
    ["S1F2", EQUIPMENT, 1],
    ["S1F14", encode(L(B(0), L())), 0],
    ["S1F14", encode(L(B(0), L(A("EQ"), A("1")))), 1],
  ] as const;
  for (const [what, text, host] of rows) {
    assertEquals(rolesOf(audited(selected().data(1, 0, what, 5, { text }).facts)).at(-1)!.host, host, what);
  }
});

test("roles: better evidence revises worse, and what the user says stands", () => {
  const talk = selected().data(1, 0, "S5F1", 5, { text: encode(L(B(0), U4(1), A(""))) })
    .data(2, 0, "S1F13 W", 6, { text: NOBODY });
  assertEquals(rolesOf(audited(talk.facts)).map(({ host }) => host), [undefined, 1, 0]);
  assertEquals(rolesOf(audited(talk.facts, { hostIs: "192.0.2.20:5000" })).map(({ host }) => host), [1]);
});

test("roles: without the beginning, Select.req tells who is active", () => {
  const talk = new Conversation().open(0, { midStream: true }).control(1, 1, SELECT, 1).control(
    1.1,
    0,
    SELECT_RSP,
    1,
  );
  const roles = rolesOf(audited(talk.facts));
  assertEquals(roles.map(({ active, evidence }) => [active, ...evidence]), [
    [1, "Select.req #0 comes from 192.0.2.20:5000"],
  ]);
});

test("roles: the next connection to the same server has the same host", () => {
  const talk = selected().data(1, 1, "S1F13 W", 5, { text: EQUIPMENT }).close(2, 0)
    .open(20, { index: 1, client: "192.0.2.10:50124" });
  const last = rolesOf(audited(talk.facts)).at(-1)!;
  assertEquals([last.connection.index, last.host, last.evidence[0]], [1, 0, "as on connection 0"]);
});

test("states: selected, deselected, selected again, and gone", () => {
  const talk = selected().control(1, 0, DESELECT, 2).control(1.1, 1, DESELECT_RSP, 2).control(2, 0, SELECT, 3)
    .control(2.1, 1, SELECT_RSP, 3).control(3, 0, SEPARATE, 4).close(3.1, 0);
  assertEquals(statesOf(audited(talk.facts)), [
    "65535 NOT SELECTED",
    "65535 SELECTED",
    "65535 NOT SELECTED",
    "65535 SELECTED",
    "65535 NOT SELECTED",
    "65535 NOT CONNECTED",
  ]);
});

test("states: each session of HSMS-GS by itself", () => {
  const talk = new Conversation().open();
  for (const session of [1, 2]) {
    talk.control(session, 0, SELECT, session, { session }).control(session + 0.1, 1, SELECT_RSP, session, {
      session,
    });
  }
  talk.control(3, 0, SEPARATE, 9, { session: 1 }).data(4, 0, "S1F1", 10, { session: 2 }).close(5, 1);
  const outputs = audited(talk.facts);
  assertEquals(statesOf(outputs), [
    "65535 NOT SELECTED",
    "1 SELECTED",
    "2 SELECTED",
    "1 NOT SELECTED",
    "2 NOT CONNECTED",
  ]);
  assertEquals(findingsOf(outputs).filter(({ kind }) => kind.startsWith("data-")), []);
});

test("states: both sides select at once, and neither is blamed for selecting twice", () => {
  for (const first of [0, 1] as const) {
    const second = first === 0 ? 1 : 0;
    const talk = new Conversation().open().control(0, 0, SELECT, 1).control(0, 1, SELECT, 2)
      .control(0.1, first, SELECT_RSP, first === 0 ? 2 : 1).control(
        0.2,
        second,
        SELECT_RSP,
        second === 0 ? 2 : 1,
      );
    const kinds = findingsOf(audited(talk.facts)).map(({ kind }) => kind);
    assertEquals(kinds, ["select-by-passive"]);
    assertEquals(statesOf(audited(talk.facts)), ["65535 NOT SELECTED", "65535 SELECTED"]);
  }
});

test("states: data behind missing bytes is taken to be selected, for they may have held the select", () => {
  const talk = new Conversation().open().gap(1, 0, 14).gap(1, 1, 14).data(2, 0, "S1F1 W", 5)
    .data(2.1, 1, "S1F2", 5, { text: EQUIPMENT });
  const outputs = audited(talk.facts, {}, 60 * S);
  assertEquals(statesOf(outputs), ["65535 NOT SELECTED", "65535 SELECTED (assumed)"]);
  assertEquals(findingsOf(outputs).map(({ kind }) => kind), ["gap", "gap"]);
});

test("states: a connection that is refused never was connected", () => {
  assertEquals(statesOf(audited(new Conversation().open().close(0.001, 1, "refused").facts)), []);
});

test("transactions: the same system bytes in both directions are two, each with its own reply", () => {
  const talk = selected().data(1, 0, "S1F1 W", 7).data(1.1, 1, "S1F3 W", 7, { text: NOBODY })
    .data(1.2, 1, "S1F2", 7, { text: EQUIPMENT }).data(1.4, 0, "S1F4", 7, { text: NOBODY });
  const [, first, second] = transactionsOf(audited(talk.facts));
  assertEquals([first.primary, first.end, first.outcome, second.primary, second.end, second.outcome], [
    2,
    4,
    "reply",
    3,
    5,
    "reply",
  ]);
  assert(Math.abs(first.latency! - 0.2 * S) < 1 && Math.abs(second.latency! - 0.3 * S) < 1);
});

test("transactions: a late reply ends its transaction all the same, with the latency it had", () => {
  const talk = selected().data(1, 0, "S1F1 W", 7).data(61, 1, "S1F2", 7, { text: EQUIPMENT });
  const outputs = audited(talk.facts);
  const [, late] = transactionsOf(outputs);
  assertEquals([late.outcome, late.latency], ["reply", 60 * S]);
  assertEquals(findingsOf(outputs).map(({ kind }) => kind), ["t3-no-reply", "t3-late-reply"]);
});

test("transactions: what nobody answers is told when the audit has no patience left", () => {
  const talk = selected().data(1, 0, "S1F1 W", 7).control(500, 0, LINKTEST, 8).control(
    500.1,
    1,
    LINKTEST_RSP,
    8,
  );
  const ends = transactionsOf(audited(talk.facts)).map(({ primary, outcome }) => [primary, outcome]);
  assertEquals(ends, [[0, "reply"], [2, "no reply"], [3, "reply"]]);
});

test("timers: a live capture hears of T3 as soon as its clock has passed it, and of nothing before", () => {
  const audit = new Audit({ timers: { T3: 2 } });
  for (const fact of selected().data(1, 0, "S1F1 W", 7).facts) audit.fact(fact);
  const findings = (): string[] => {
    const kinds: string[] = [];
    for (let output = audit.poll(); output !== undefined; output = audit.poll()) {
      if (output.type === "finding") kinds.push(output.kind);
    }
    return kinds;
  };
  audit.elapsed(2.9 * S);
  assertEquals(findings(), []);
  assert(audit.deadline <= 3 * S);
  audit.elapsed(3 * S);
  assertEquals(findings(), ["t3-no-reply"]);
  assert(audit.deadline > 3 * S);
});

test("timers: those that are none are refused", () => {
  assertThrows(() => new Audit({ timers: { T3: 0 } }), RangeError, "Cannot audit: T3 of 0 s is not above 0");
  assertThrows(() => new Audit({ timers: { T8: NaN } }), RangeError);
});

test("a line of SECS-I has no states and no timers of HSMS, but T3, and roles by its R-bit", () => {
  const talk = new Conversation().open().data(20, 0, "S1F1 W", 7, { carrier: "SECS-I" }).part(21, 0, 5)
    .data(80, 0, "S1F1 W", 8, { carrier: "SECS-I" }).close(90, 0);
  for (const fact of talk.facts) {
    if (fact.type === "opened") Object.assign(fact, { carrier: "SECS-I" });
    if (fact.type === "message") Object.assign(fact.message, { reverse: true });
  }
  const outputs = audited(talk.facts);
  assertEquals(rolesOf(outputs).at(-1)!.evidence[0], "the R-bit of #0 is 1");
  assertEquals(rolesOf(outputs).at(-1)!.host, 1);
  assertEquals(statesOf(outputs), []);
  assertEquals(findingsOf(outputs).map(({ kind }) => kind), ["t3-no-reply", "transactions-lost"]);
});

test("a log without times and system bytes: replies go to the first primary of their stream and function", () => {
  const talk = new Conversation().open(NaN, { midStream: true });
  const options = { carrier: "log", absent: ["systemBytes", "session"], text: NOBODY } as const;
  for (const from of [0, 0, 1, 1] as const) talk.data(NaN, from, from === 0 ? "S1F3 W" : "S1F4", 0, options);
  const outputs = audited(talk.facts);
  assertEquals(transactionsOf(outputs).map(({ primary, end, latency }) => [primary, end, latency]), [
    [0, 2, undefined],
    [1, 3, undefined],
  ]);
  assertEquals(findingsOf(outputs), []);
});

test("one side of a conversation: replies are not called orphans, for nothing of the other side is there", () => {
  const talk = new Conversation().open(NaN, { midStream: true });
  talk.data(NaN, 0, "S1F2", 7, { text: EQUIPMENT }).data(NaN, 0, "S1F2", 8, { text: EQUIPMENT })
    .data(NaN, 0, "S1F1 W", 9).control(NaN, 0, SEPARATE, 10);
  assertEquals(said(talk).map((text) => text.split(":")[0]), ["mid-stream", "request-not-captured"]);
});

test("a capture that begins with Select.req, but without SYN, lacks nothing", () => {
  const begun = (first: number): Conversation =>
    new Conversation().open(0, { midStream: true }).control(1, 0, first, 1).control(1.1, 1, first + 1, 1);
  assertEquals(said(begun(SELECT)), []);
  assertEquals(said(begun(LINKTEST)).map((text) => text.split(":")[0]), ["mid-stream"]);
});

test("a control request without an answer stays open as long, however often the clock is told", () => {
  const talk = new Conversation().open().control(0, 1, LINKTEST, 1).control(50, 1, LINKTEST, 1);
  const kinds = findingsOf(audited(talk.facts)).map(({ kind }) => kind);
  assert(kinds.includes("duplicate-system-bytes"), kinds.join());
});

test("frames cut short are told once a side", () => {
  const talk = selected();
  for (const [at, side] of [[1, 0], [2, 0], [3, 1], [4, 0]] as const) {
    talk.gap(at, side, 10, "truncated");
  }
  assertEquals(
    said(talk),
    ["192.0.2.10:50123 at offset 14", "192.0.2.20:5000 at offset 14"].map((place) =>
      `gap: 10 bytes of ${place} of its stream are missing from the capture: ` +
      "its frames were cut short when they were captured, and so may be others that are longer"
    ),
  );
});

test("requests that nobody answers in a capture without times do not pile up", () => {
  const talk = new Conversation().open(NaN, { midStream: true });
  const audit = new Audit();
  for (const fact of talk.facts) audit.fact(fact);
  const [message] = new Conversation().open(NaN, { midStream: true }).data(NaN, 0, "S1F1 W", 0).facts
    .filter((fact) => fact.type === "message");
  let ended = 0;
  for (let i = 0; i < 70_000; i++) {
    const header = { ...message.message.header!, systemBytes: i };
    audit.fact({ type: "message", message: { ...message.message, index: i, header } });
    for (let output = audit.poll(); output !== undefined; output = audit.poll()) {
      if (output.type === "transaction") ended++;
    }
  }
  assertEquals(ended, 70_000 - 65_536);
});

test("acknowledge codes: which items of the catalogue say how a request went", () => {
  const found = new Set<string>();
  for (const { function: fn, shape } of catalogue) if (fn % 2 === 0) collect(shape, found);
  assertEquals(
    [...found].sort().join(" "),
    [
      "ACKA ACKC10 ACKC13 ACKC15 ACKC3 ACKC5 ACKC6 ACKC7 CAACK CEPACK CMDA COMMACK CPACK CSAACK DATAACK DRACK EAC",
      "ERACK ERRCODE GRANT GRANT6 GRNT1 HCACK LIMITACK LRACK LVACK MDACK MIDAC MIDRA OBJACK OFLACK ONLACK PPGNT RAC",
      "RPMACK RRACK RSACK RSDA RSPACK SDACK SPAACK STRACK SVCACK TBLACK TIAACK TIACK VLAACK",
    ].join(" "),
  );
});

function collect(shape: Shape | undefined, found: Set<string>): void {
  if (shape === undefined || !hasAcknowledge(shape)) return;
  if (shape.kind === "list") shape.fields.forEach((field) => collect(field.shape, found));
  else if (shape.kind === "either") shape.of.forEach((of) => collect(of, found));
  else if (shape.kind === "listOf" || shape.kind === "optional") collect(shape.of, found);
  else if (isAcknowledge(shape as DataItem)) found.add((shape as DataItem).item);
}

test("bodies: what the quick look lets pass, the catalogue reads; every captured body with a byte changed", () => {
  let passed = 0, refused = 0;
  for (const name of CAPTURES.filter((name) => /^secs(gem-gem-session|4js-session)\.pcapng$/.test(name))) {
    const { connections, truth } = loadCapture(name);
    truth.connections[0].directions.forEach((direction, side) => {
      const bytes = bytesOf(connections[0].streams[side]);
      for (const { message, at } of capturedMessages(direction)) {
        if (message.sType !== 0 || message.bodyLength === 0 || message.bodyLength > 400) continue;
        const entry = catalogue.get(message.stream, message.function);
        if (entry?.shape === undefined) continue;
        const text = bytes.slice(at + 14, at + 4 + message.length);
        for (let i = 0; i < text.length; i += 3) {
          const changed = text.slice();
          changed[i] ^= 1 << (i % 8);
          if (!fits(changed, entry.shape)) refused++;
          else {
            entry.read(changed);
            passed++;
          }
        }
      }
    });
  }
  assert(passed > 1000 && refused > 1000, `${passed} ${refused}`);
});

function fits(text: Uint8Array, shape: Shape): boolean {
  try {
    return examineBody(text, shape, true).fits;
  } catch (error) {
    assert(error instanceof DecodeError);
    return false;
  }
}

test("timers: T8 begins anew with each message, also with one that begins in the segment that ended another", () => {
  const both = new Uint8Array(104);
  both[103] = 100;
  const talk = selected().part(1, 0, Uint8Array.of(0, 0, 0, 100)).part(9, 0, both);
  const message = new Conversation().selected().short(9, 0, 100).facts.at(-1)!;
  talk.facts.push(message);
  talk.part(20, 0, 10);
  assertEquals(findingsOf(audited(talk.facts)).filter(({ kind }) => kind === "t8-silence").length, 2);
});
