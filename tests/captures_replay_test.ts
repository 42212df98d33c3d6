// Captured sessions replayed: each captured equipment against our host, each captured host against our equipment.
import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { bytesOf } from "./capture_reader.ts";
import { replay, type ReplayOptions, type Role } from "./captures_replay.ts";
import {
  capturedMessages,
  type CaptureName,
  loadCapture,
  toHex,
  type TruthMessage,
} from "./captures_truth.ts";
import { test } from "./harness.ts";

const GEM_SESSIONS: readonly CaptureName[] = [
  "secsgem-gem-session.pcapng",
  "secsgem-gem-session-us.pcap",
  "secsgem-gem-session-ns.pcap",
  "imp-plain.pcap",
  "imp-reorder.pcap",
  "imp-retransmit.pcap",
  "imp-seqwrap.pcap",
  "imp-vlan.pcap",
  "imp-sll.pcap",
  "imp-null.pcap",
  "imp-rawip.pcap",
  "imp-keepalive.pcap",
];
const SESSIONS: readonly [CaptureName, ReplayOptions][] = [
  ...GEM_SESSIONS.map((name): [CaptureName, ReplayOptions] => [name, {}]),
  ["imp-gap.pcap", {}],
  ["imp-midstream.pcap", { selected: true }],
  ["secsgem-large.pcapng", {}],
  ["secs4js-session.pcapng", { session: 10 }],
];

for (const [name, options] of SESSIONS) {
  for (const role of ["host", "equipment"] as const) {
    test(`${name}: our ${role} writes what the captured one wrote`, () => checkWritten(name, role, options));
    test(`${name}: our ${role}'s transactions end as recorded`, () => checkTransactions(name, role, options));
    test(`${name}: our ${role} is told each message of its peer`, () => checkReceived(name, role, options));
    test(`${name}: our ${role} sees a session without a fault, closed by Separate`, () => {
      const { lines, closed, stillOpen } = replay(name, 0, role, options);
      assertEquals(lines.filter((line) => /fault|timeout|rejected|refused/.test(line)), []);
      const by = role === "host" ? "sent" : "received";
      const end = lines.filter((line) => / to NOT /.test(line)).slice(-2);
      assertEquals(end, [
        `SELECTED to NOT SELECTED: Separate.req ${by}`,
        `NOT SELECTED to NOT CONNECTED: Separate.req ${by}`,
      ]);
      assertEquals([typeof closed, stillOpen], ["number", 0]);
    });
  }
}

for (const name of ["secsgem-gem-session.pcapng", "secs4js-session.pcapng"] as const) {
  test(`${name}: byte by byte, either replay is the same`, () => {
    for (const role of ["host", "equipment"] as const) {
      const whole = replay(name, 0, role, { session: 10 }).lines;
      assertEquals(replay(name, 0, role, { session: 10, cut: "byte by byte" }).lines, whole);
    }
  });
}

// ── What must come of a whole session ──────────────────────────────────────────────────────────────────────────────

interface Side {
  readonly ours: readonly TruthMessage[];
  readonly peers: readonly TruthMessage[];
  /** Our messages as they crossed the wire. */
  readonly wire: ReadonlyMap<TruthMessage, string>;
}

function sideOf(name: CaptureName, role: Role, index = 0): Side {
  const { connections, truth } = loadCapture(name);
  const side = role === "host" ? 0 : 1;
  const [ours, peers] = [side, 1 - side].map((i) => capturedMessages(truth.connections[index].directions[i]));
  const bytes = bytesOf(connections[index].streams[side]);
  const wire = new Map(
    ours.map(({ message, at }) => [message, toHex(bytes.subarray(at, at + 4 + message.length))]),
  );
  return { ours: ours.map(({ message }) => message), peers: peers.map(({ message }) => message), wire };
}

function checkWritten(name: CaptureName, role: Role, options: ReplayOptions): void {
  const { ours, peers, wire } = sideOf(name, role);
  const { written, refused } = replay(name, 0, role, options);
  const ended = peers.find(({ sType }) => sType === 9)?.time ?? "9";
  const uncalledFor = ours.filter((message) => isSecondary(message) && !answersPrimary(message, peers));
  // Secondaries that nobody asked for are not sent, nor anything once the peer has separated.
  assertEquals(refused.map(({ message }) => message), uncalledFor);
  const expected = ours.filter((message) => !uncalledFor.includes(message) && message.time! < ended);
  assertEquals(written.map(toHex).sort(), expected.map((message) => wire.get(message)!).sort());
  const isPrimary = (hex: string): boolean =>
    /^.{18}00.{8}/.test(hex) && parseInt(hex.slice(14, 16), 16) % 2 === 1;
  const primaries = expected.filter((message) => message.sType === 0 && !isSecondary(message));
  assertEquals(written.map(toHex).filter(isPrimary), primaries.map((message) => wire.get(message)!));
}

function isSecondary(message: TruthMessage): boolean {
  return message.sType === 0 && message.function % 2 === 0;
}

function answersPrimary(secondary: TruthMessage, peers: readonly TruthMessage[]): boolean {
  return peers.some((primary) => isReplyTo(secondary, primary) && primary.wBit === 1);
}

function isReplyTo(secondary: TruthMessage, primary: TruthMessage): boolean {
  return primary.sType === 0 && isSecondary(secondary) && secondary.systemBytes === primary.systemBytes &&
    secondary.stream === primary.stream && secondary.function === primary.function + 1;
}

function checkTransactions(name: CaptureName, role: Role, options: ReplayOptions): void {
  const { ours, peers, wire } = sideOf(name, role);
  const { news } = replay(name, 0, role, options);
  const opened = ours.filter(({ sType, wBit }) => sType === 0 && wBit === 1);
  const expected = opened.map((primary) => {
    const reply = peers.find((message) => isReplyTo(message, primary));
    if (reply !== undefined) return `${primary.systemBytes} reply ${bodyOf(reply)}`;
    const header = wire.get(primary)!.slice(8, 28);
    const reported = peers.some(({ stream, bodyHex }) => stream === 9 && bodyHex === `210a${header}`);
    return `${primary.systemBytes} ${reported ? `stream 9` : "deselected"}`;
  });
  const ends = news.flatMap(({ news }) => {
    if (news.type === "reply") return `${news.message.systemBytes} reply ${digest(news.message.text)}`;
    return news.type === "noReply" ? `${news.systemBytes} ${news.reason}` : [];
  });
  assertEquals(ends.sort(), expected.sort());
}

function checkReceived(name: CaptureName, role: Role, options: ReplayOptions): void {
  const { ours, peers } = sideOf(name, role);
  const { news } = replay(name, 0, role, options);
  const expected = peers.filter(({ sType }) => sType === 0).map((message) => {
    const { stream, function: fn, sessionId, wBit, systemBytes } = message;
    const asked = ours.some((primary) => isReplyTo(message, primary) && primary.wBit === 1);
    const type = !isSecondary(message) ? "message" : asked ? "reply" : "unmatched no transaction";
    return [type, stream, fn, sessionId, wBit, systemBytes, bodyOf(message)].join(" ");
  });
  const told = news.flatMap(({ news }) => {
    if (news.type !== "message" && news.type !== "reply" && news.type !== "unmatched") return [];
    const { stream, function: fn, session, replyExpected, systemBytes, text } = news.message;
    const type = news.type === "unmatched" ? `${news.type} ${news.reason}` : news.type;
    return [type, stream, fn, session, Number(replyExpected), systemBytes, digest(text)].join(" ");
  });
  assertEquals(told, expected);
}

/** A text as the truth has it: in hexadecimal, or its SHA-256 over 4,096 bytes. */
function digest(text: Uint8Array): string {
  return text.length <= 4096 ? toHex(text) : createHash("sha256").update(text).digest("hex");
}

function bodyOf(message: TruthMessage): string {
  return message.bodyHex ?? message.bodySha256!;
}

// ── Findings in the sessions ───────────────────────────────────────────────────────────────────────────────────────

for (const name of GEM_SESSIONS) {
  test(`${name}: stream 9 ends four requests, and replies nobody asked for are told apart`, () => {
    const { lines, refused } = replay(name, 0, "host");
    assertEquals(lines.filter((line) => line.startsWith("no reply")), [
      "no reply to S2F31 0x130: stream 9",
      "no reply to S2F25 0x131: stream 9", // S9F5 with the system bytes of the request
      "no reply to S1F99 0x132: stream 9",
      "no reply to S64F1 0x133: stream 9",
    ]);
    assertEquals(lines.filter((line) => line.startsWith("unmatched")), [
      "unmatched S5F4 session 0 0x11c 3 bytes: no transaction",
      "unmatched S5F4 session 0 0x11d 3 bytes: no transaction",
      "unmatched S5F4 session 0 0x121 3 bytes: no transaction",
      "unmatched S10F4 session 0 0x12e 3 bytes: no transaction",
    ]);
    assertEquals(refused.map(({ message, error }) => [message.systemBytes, error.message]), [
      [0xe0000009, "Cannot reply S5F2: S5F1 expects no reply"],
      [0xe000000b, "Cannot reply S5F2: S5F1 expects no reply"],
      [0xe0000010, "Cannot reply S10F2: S10F1 expects no reply"],
    ]);
  });
}

test("imp-gap.pcap: the reply to a request that is not in the capture belongs to no transaction", () => {
  const { lines } = replay("imp-gap.pcap", 0, "host");
  assertEquals(lines.filter((line) => line.includes("0x114")), [
    "unmatched S2F34 session 0 0x114 3 bytes: no transaction",
  ]);
  const { refused } = replay("imp-gap.pcap", 0, "equipment");
  assertEquals(refused.filter(({ message }) => message.systemBytes === 0x114).length, 1);
});

test("secsgem-large.pcapng: 300 events are answered, at most 60 of them open at once", () => {
  const { lines, mostOpen } = replay("secsgem-large.pcapng", 0, "equipment");
  assertEquals(lines.filter((line) => line.startsWith("reply S6F12")).length, 300);
  assertEquals(mostOpen, 60);
});

test("secs4js-session.pcapng: the same system bytes open in both directions stay two transactions", () => {
  const at = (role: Role): string[] =>
    replay("secs4js-session.pcapng", 0, role, { session: 10 }).lines.filter((line) => line.includes("7001"));
  assertEquals(at("host"), [
    "write S1F3 W session 10 system bytes 0x00007001",
    "message S5F1 W session 10 0x7001 22 bytes",
    "reply S1F4 session 10 0x7001 392 bytes",
  ]);
  assertEquals(at("equipment"), [
    "message S1F3 W session 10 0x7001 2 bytes",
    "write S5F1 W session 10 system bytes 0x00007001",
    "write S1F4 session 10 system bytes 0x00007001",
    "no reply to S5F1 0x7001: deselected",
  ]);
});

test("secs4js-session.pcapng: a request open at Separate ends there, stream 9 about unknown ones ends nothing", () => {
  const { lines } = replay("secs4js-session.pcapng", 0, "host", { session: 10 });
  assertEquals(lines.filter((line) => /no reply|message S9/.test(line)), [
    "no reply to S2F99 0xfffffff5: stream 9",
    "message S9F5 session 10 0x5001e 12 bytes",
    "no reply to S99F1 0xfffffff6: stream 9",
    "message S9F3 session 10 0x5001f 12 bytes",
    "message S9F1 session 10 0x50020 12 bytes",
    "message S9F7 session 10 0x50021 12 bytes",
    "message S9F11 session 10 0x50022 12 bytes",
    "no reply to S3F17 0x7003: deselected",
  ]);
});
