// What the audit finds in the captures of tests/captures, all of it: kind, messages by their system bytes, and the words
// that matter. tests/captures/README.md says what is in them.
import { assert, assertEquals } from "@std/assert";
import { Capture } from "../core/capture/capture.ts";
import type { CaptureOutput, Finding } from "../core/framing/model.ts";
import { captureFile, type CaptureName, CAPTURES } from "./captures_truth.ts";
import { test } from "./harness.ts";

/** Connection, kind, messages by system bytes, and words of the sentence in their order. */
type Row = readonly [connection: number, kind: string, messages: string, ...words: readonly string[]];

const SET_UP: readonly Row[] = [
  [0, "deferred", "0x104 0x104", "S1F17", "ONLACK 2 (already on line)"],
  [0, "refused", "0x10f 0x10f", "S2F15", "EAC 3 (out of range)"],
  [0, "refused", "0x110 0x110", "S2F15", "EAC 1 (unknown constant)"],
];

const REPORTS: readonly Row[] = [
  [0, "refused", "0x115 0x115", "S2F33 Define Report", "DRACK 4 (unknown VID)"],
  [0, "refused", "0x117 0x117", "S2F35", "LRACK 5 (unknown RPTID)"],
  [0, "refused", "0x119 0x119", "S2F37", "ERACK 1 (unknown CEID)"],
];

const REST: readonly Row[] = [
  [0, "reply-without-w", "0x11c 0x11c", "Equipment answered S5F3"],
  [0, "refused", "0x11d 0x11d", "S5F3", "ACKC5 1 (error)"],
  [0, "reply-without-w", "0x11d 0x11d", "Equipment answered S5F3"],
  [0, "reply-without-w", "0xe0000009 0xe0000009", "Host answered S5F1"],
  [0, "reply-without-w", "0xe000000b 0xe000000b", "Host answered S5F1"],
  [0, "reply-without-w", "0x121 0x121", "Equipment answered S5F3"],
  [0, "deferred", "0x122 0x122", "PP_SELECT", "HCACK 4 (later)"],
  [0, "refused", "0x123 0x123", "PP_SELECT", "HCACK 3 (invalid parameter)"],
  [0, "refused", "0x124 0x124", "EXPLODE", "HCACK 1 (unknown command)"],
  [0, "deferred", "0x125 0x125", "START", "HCACK 4 (later)"],
  [0, "refused", "0x129 0x129", "S7F5", "RCP/NONE", "two empty items, where an empty list is due"],
  [0, "refused", "0x12c 0x12c", "S7F17", "ACKC7 4 (PPID not found)"],
  [0, "reply-without-w", "0x12e 0x12e", "Equipment answered S10F3"],
  [0, "reply-without-w", "0xe0000010 0xe0000010", "Host answered S10F1"],
  [0, "stream-9", "0xe0000011 0x130", "Equipment answered S2F31", "S9F5 Unrecognized Function Type"],
  [0, "stream-9", "0x131 0x131", "Equipment answered S2F25", "S9F5"],
  [0, "stream-9-system-bytes", "0x131", "S9F5 sys=305", "the system bytes of S2F25"],
  [0, "unknown-message", "0x132", "Host sent S1F99"],
  [0, "stream-9", "0xe0000013 0x132", "Equipment answered S1F99", "S9F5"],
  [0, "unknown-message", "0x133", "Host sent S64F1"],
  [0, "stream-9", "0xe0000014 0x133", "Equipment answered S64F1", "S9F3 Unrecognized Stream Type"],
  [0, "after-close", "0xe0000016", "Equipment sent Separate.req", "after host had closed the connection"],
];

const SESSION: readonly Row[] = [...SET_UP, ...REPORTS, ...REST];

const GAP: readonly Row[] = [
  [0, "gap", "", "112 bytes of host at offset 450"],
  [0, "request-not-captured", "0x114", "S2F34", "of equipment", "missing from the capture"],
];

const MID_STREAM: Row = [
  0,
  "mid-stream",
  "",
  "begins inside the connection of 192.0.2.10:50123",
  "taken to be SELECTED",
];

const LARGE: readonly Row[] = [
  [0, "after-close", "0xae", "Equipment sent Separate.req", "after host had closed the connection"],
];

const LOST_BYTES: readonly Row[] = [
  [
    0,
    "t8-silence",
    "",
    "T8 of 5 s",
    "S7F3",
    "sys=4103, a message of 1,200,025 bytes",
    "host sent 368,653 bytes",
  ],
  [
    0,
    "unfinished-message",
    "",
    "inside S7F3",
    "sys=4103: 368,681 of 1,200,029 bytes",
    "a silence of 29.3 s",
  ],
  [0, "t3-no-reply", "", "could not answer S7F3", "sys=4103 within T3 of 45 s", "never came complete"],
  [0, "swallowed-messages", "", "S7F3", "Linktest.req sys=4104 and S1F1 W sys=4105", "host lost bytes"],
  [0, "no-separate", "", "Host closed the connection"],
  [1, "t5-early", "", "1.0 s after", "T5 of 10 s"],
  [1, "connection-refused", "", "127.0.0.1:15012 refused"],
];

const TALK: readonly Row[] = [
  [0, "w-bit", "0x50018", "S6F11", "without the W-bit"],
  [0, "ill-shaped", "0x50018", "S6F11: expected L [3], found L [2], at byte 0"],
  [0, "refused", "0xffffffef 0xffffffef", "S2F41", "BOOM", "HCACK 1 (unknown command)"],
  [0, "unknown-message", "0xfffffff5", "Host sent S2F99"],
  [0, "unknown-message", "0xfffffff6", "Host sent S99F1"],
  [0, "stream-9", "0x5001e 0xfffffff5", "Equipment answered S2F99", "S9F5"],
  [0, "stream-9", "0x5001f 0xfffffff6", "Equipment answered S99F1", "S9F3"],
  [0, "stream-9-unmatched", "0x50020", "S9F1", "for S2F41", "sys=4660, which is not in the capture"],
  [0, "stream-9-unmatched", "0x50021", "S9F7", "for S2F41", "sys=4660, which is not in the capture"],
  [0, "stream-9-unmatched", "0x50022", "S9F11", "for S2F41", "sys=4660, which is not in the capture"],
  [0, "ill-shaped", "0x7003", "S3F17: expected L [5], found L [2], at byte 0"],
  [
    0,
    "transactions-separated",
    "0x7001 0x7003",
    "2 transactions were open: S5F1 sys=28673, S3F17 sys=28675",
    "had S1F3 sys=28673 of its own open with the same system bytes",
  ],
];

const FAULTS: readonly Row[] = [
  [0, "t7-not-selected", "", "T7 of 10 s ran out", "127.0.0.1:15014 closed the connection"],
  [
    1,
    "t8-silence",
    "",
    "T8 of 5 s ran out inside S1F13",
    "26 bytes",
    "sent 20 bytes",
    "15014 closed the connection",
  ],
  [3, "select-refused", "0x301 0x301", "127.0.0.1:15014 refused", "status 3 (Connect Exhaust)"],
  [2, "session-mismatch", "0x302 0x302", "reply session id 10 for request session id 0"],
  [4, "data-not-selected", "0x401", "Host sent S1F1", "while NOT SELECTED"],
  [4, "rejected-rightly", "0x401 0x401", "Equipment rejected S1F1", "reason 4 (Entity Not Selected)"],
  [5, "linktest-not-selected", "0x411", "Host sent Linktest.req"],
  [6, "duplicate-select", "0x501 0x501", "while selected", "status 1 (Communication Already Active)"],
  [6, "session-mismatch", "0x502 0x502", "reply session id 10 for request session id 0"],
  [7, "session-mismatch", "0x601 0x601", "reply session id 10 for request session id 99"],
  [8, "unknown-stype", "0x701", "Host sent a message with SType 8"],
  [8, "rejected-rightly", "0x701 0x701", "reason 1 (SType Not Supported)"],
  [8, "no-separate", "", "Host closed the connection"],
  [9, "unknown-ptype", "0x711", "Host sent S1F1", "PType 1"],
  [9, "ptype-accepted", "0x711 0x711", "Equipment answered S1F1", "PType 1"],
  [9, "no-separate", "", "Host closed the connection"],
  [10, "unknown-ptype", "0x721", "Host sent Linktest.req", "PType 1"],
  [10, "ptype-accepted", "0x721", "Equipment answered Linktest.req", "PType 1"],
  [10, "no-separate", "", "Host closed the connection"],
  [11, "unsolicited-answer", "0x801", "Host sent Linktest.rsp"],
  [11, "rejected-rightly", "0x801 0x801", "Linktest.rsp", "reason 3 (Transaction Not Open)"],
  [11, "no-separate", "", "Host closed the connection"],
  [12, "deselect", "0x901", "Host sent Deselect.req"],
  [12, "data-not-selected", "0x902", "Host sent S1F1"],
  [12, "rejected-rightly", "0x902 0x902", "reason 4 (Entity Not Selected)"],
  [12, "deselect", "0x903", "Host sent Deselect.req"],
  [12, "deselect-refused", "0x903 0x903", "status 2 (Communication Busy)"],
  [13, "short-length", "-", "a message length of 9, which is below 10"],
  [14, "undecodable", "0xb01", "S1F3", "list too long at byte 0"],
  [14, "undecodable", "0xb02", "S1F3", "length not a multiple of the element size at byte 0"],
  [14, "no-separate", "", "Host closed the connection"],
  [14, "transactions-lost", "0xb01 0xb02", "2 transactions were open: S1F3 sys=2817, S1F3 sys=2818"],
  [
    15,
    "t6-no-answer",
    "0x50001",
    "Host did not answer Linktest.req",
    "T6 of 5 s",
    "equipment closed the connection",
  ],
];

const FOUND: Readonly<Partial<Record<CaptureName, readonly Row[]>>> = {
  "secsgem-large.pcapng": LARGE,
  "secsgem-lostbytes.pcapng": LOST_BYTES,
  "secs4js-session.pcapng": TALK,
  "secs4js-faults.pcapng": FAULTS,
  "imp-gap.pcap": [...SET_UP, ...GAP, ...REPORTS, ...REST],
  "imp-midstream.pcap": [MID_STREAM, ...REPORTS, ...REST],
};

for (const name of CAPTURES) {
  test(`findings in ${name}: all that there is to say, and nothing more`, () => {
    const { rows, sentences } = found(name);
    const expected = FOUND[name] ?? SESSION;
    assertEquals(rows, expected.map(([connection, kind, messages]) => [connection, kind, messages]));
    expected.forEach(([, , , ...words], i) => checkWords(sentences[i], words));
  });
}

function checkWords(sentence: string, words: readonly string[]): void {
  let at = 0;
  for (const word of words) {
    const found = sentence.indexOf(word, at);
    assert(found >= 0, `${sentence}: no "${word}" in its place`);
    at = found + word.length;
  }
}

/** What is found, without the many T5 of secs4js-faults, which has a test of its own. */
function found(name: CaptureName): { rows: [number, string, string][]; sentences: string[] } {
  const outputs = outputsOf(name);
  const systemBytes = new Map<number, string>();
  for (const output of outputs) {
    if (output.type !== "message") continue;
    const { index, header } = output.message;
    systemBytes.set(index, header === undefined ? "-" : `0x${header.systemBytes.toString(16)}`);
  }
  const findings = outputs.filter((output): output is Finding => output.type === "finding")
    .filter(({ kind }) => name !== "secs4js-faults.pcapng" || kind !== "t5-early");
  return {
    rows: findings.map(({ connection, kind, messages }) => [
      connection!.index,
      kind,
      messages.map((index) => systemBytes.get(index)).join(" "),
    ]),
    sentences: findings.map(({ sentence }) => sentence),
  };
}

function outputsOf(name: CaptureName): CaptureOutput[] {
  const capture = new Capture();
  const outputs: CaptureOutput[] = [];
  const drain = () => {
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) outputs.push(output);
  };
  capture.push(captureFile(name));
  drain();
  capture.end();
  drain();
  return outputs;
}

test("findings in secs4js-faults.pcapng: every connection but the first comes before T5 has passed", () => {
  const early = outputsOf("secs4js-faults.pcapng")
    .filter((output) => output.type === "finding" && output.kind === "t5-early") as Finding[];
  assertEquals(early.map(({ connection }) => connection!.index), Array.from({ length: 15 }, (_, i) => i + 1));
});

test("roles, states and transactions of a whole session: who is who, how long, and each ends once", () => {
  const outputs = outputsOf("secsgem-gem-session.pcapng");
  const states = outputs.filter((output) => output.type === "state").map(({ state }) => state);
  assertEquals(states, ["NOT SELECTED", "SELECTED", "NOT SELECTED", "NOT CONNECTED"]);
  const roles = outputs.filter((output) => output.type === "roles").at(-1)!;
  assertEquals([roles.host, roles.active], [0, 0]);
  const transactions = outputs.filter((output) => output.type === "transaction");
  const primaries = transactions.map(({ primary }) => primary);
  assertEquals(new Set(primaries).size, primaries.length);
  assertEquals(transactions.filter(({ outcome }) => outcome === "stream 9").length, 4);
  assert(transactions.every(({ latency }) => latency !== undefined && latency > 0 && latency < 1e9));
});

test("a capture that begins in the middle is taken to be selected", () => {
  const states = outputsOf("imp-midstream.pcap").filter((output) => output.type === "state");
  assertEquals(states[0].state, "SELECTED");
  assertEquals(states[0].assumed, true);
});
