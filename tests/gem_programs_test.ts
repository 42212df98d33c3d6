// Process programs: up, down, deleted, listed, formatted and large.
import { assertEquals, assertThrows } from "@std/assert";
import { S2F33, S2F35, S2F37, S6F11, S9F13 } from "../core/messages/mod.ts";
import {
  S7F1,
  S7F17,
  S7F18,
  S7F19,
  S7F2,
  S7F20,
  S7F3,
  S7F33,
  S7F34,
  S7F4,
  S7F5,
  S7F6,
} from "../core/messages/mod.ts";
import {
  S7F23,
  S7F24,
  S7F25,
  S7F26,
  S7F27,
  S7F31,
  S7F32,
  S7F37,
  S7F38,
  S7F39,
  S7F40,
} from "../core/messages/mod.ts";
import {
  S13F1,
  S13F10,
  S13F3,
  S13F4,
  S13F5,
  S13F6,
  S13F7,
  S13F8,
  S13F9,
  S7F41,
  S7F42,
} from "../core/messages/mod.ts";
import { S1F3, S1F4, S7F43, S7F44 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import { MemoryStore } from "../core/gem/store.ts";
import type { DataMessage } from "../core/link.ts";
import { A, B, U1, U2 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

const FORMATTED = {
  PPID: "F-1",
  MDLN: "ETCH-1",
  SOFTREV: "2.0",
  commands: [{ CCODE: { format: "U2" as const, value: 7 }, parameters: [U1(1), A("x")] }],
};

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

function send(host: GemRig, PPID: string, PPBODY: Item): number {
  return S7F4.read(host.ask(S7F3.build({ PPID, PPBODY })) as DataMessage);
}

function read(host: GemRig, PPID: string): Item | undefined {
  return S7F6.read(host.ask(S7F5.build(PPID)) as DataMessage)?.PPBODY;
}

function directory(host: GemRig): unknown[] {
  return S7F20.read(host.ask(S7F19.build()) as DataMessage);
}

test("GEM additional: process programs: downloaded, uploaded exactly as they came, listed and deleted", () => {
  const host = rig(), body = U2(...Array.from({ length: 40 }, (_, i) => i));
  assertEquals(S7F2.read(host.ask(S7F1.build({ PPID: "NEW", LENGTH: 80 })) as DataMessage), 0);
  assertEquals(send(host, "NEW", body), 0);
  assertEquals(read(host, "NEW"), body);
  assertEquals(directory(host), ["RECIPE-1", "RECIPE-2", "NEW"]);
  assertEquals(S7F18.read(host.ask(S7F17.build(["NEW", "NONE"])) as DataMessage), 4);
  assertEquals(S7F18.read(host.ask(S7F17.build(["NEW"])) as DataMessage), 0);
  assertEquals([read(host, "NEW"), directory(host)], [undefined, ["RECIPE-1", "RECIPE-2"]]);
  assertEquals(S7F18.read(host.ask(S7F17.build([])) as DataMessage), 0);
  assertEquals(directory(host), []);
  assertEquals(host.told("process program").map(({ PPID, change }) => [PPID, change]), [
    ["NEW", "received"],
    ["NEW", "deleted"],
    ["RECIPE-1", "deleted"],
    ["RECIPE-2", "deleted"],
  ]);
});

test("GEM additional: process programs: a program selected for execution is neither replaced nor deleted", () => {
  const host = rig();
  host.do((equipment, now) => equipment.selectProgram("RECIPE-1", now));
  assertEquals(send(host, "RECIPE-1", A("other")), 1);
  assertEquals(S7F18.read(host.ask(S7F17.build([])) as DataMessage), 1);
  assertEquals(directory(host).length, 2);
  assertEquals(S1F4.read(host.ask(S1F3.build([9])) as DataMessage), [A("RECIPE-1")]);
  host.do((equipment, now) => equipment.selectProgram("", now));
  assertEquals(send(host, "RECIPE-1", A("other")), 0);
  assertThrows(() => host.equipment.selectProgram("NONE", host.now), RangeError, "no such process program");
});

test("GEM additional: process programs: a change by the operator raises the event with name and status", () => {
  const host = rig();
  host.ask(S2F33.build({ DATAID: 0, reports: [{ RPTID: 1, variables: [105, 106] }] }));
  host.ask(S2F35.build({ DATAID: 0, events: [{ CEID: 27, reports: [1] }] }));
  host.ask(S2F37.build({ CEED: true, events: [27] }));
  for (const body of ["one", "two", undefined]) {
    host.do((equipment, now) => equipment.changeProgram("OP", body, now));
  }
  assertEquals(host.got("S6F11").map((message) => S6F11.read(message).reports[0].values), [
    [A("OP"), U1(1)],
    [A("OP"), U1(2)],
    [A("OP"), U1(3)],
  ]);
  assertThrows(() => host.equipment.changeProgram("OP", undefined, host.now), RangeError);
});

test("gem programs: the application grants and accepts, and may insist on being asked", () => {
  const host = rig({
    programs: {
      grant: (PPID) => (PPID === "BUSY" ? 4 : 0),
      accept: (PPID) => (PPID === "LATER" ? 6 : PPID === "BAD" ? 3 : 0),
      inquireFirst: true,
      maxLength: 100,
    },
  });
  const inquire = (PPID: string, LENGTH: number) =>
    S7F2.read(host.ask(S7F1.build({ PPID, LENGTH })) as DataMessage);
  assertEquals([inquire("BUSY", 1), inquire("", 1), inquire("BIG", 101)], [4, 3, 2]);
  assertEquals(send(host, "GOOD", A("x")), 1);
  assertEquals([inquire("GOOD", 1), send(host, "GOOD", A("x")), send(host, "GOOD", A("x"))], [0, 0, 1]);
  assertEquals([inquire("LATER", 1), send(host, "LATER", A("x"))], [0, 6]);
  assertEquals([inquire("BAD", 1), send(host, "BAD", A("x"))], [0, 3]);
  assertEquals([inquire("LONG", 1), send(host, "LONG", A("x".repeat(200)))], [0, 2]);
  assertEquals(directory(host), ["RECIPE-1", "RECIPE-2", "GOOD", "LATER"]);
});

test("gem programs: a program that was announced and does not come is reported by S9F13", () => {
  const host = rig({ conversationTimeout: 5 });
  host.ask(S7F1.build({ PPID: "CAME", LENGTH: 1 }));
  send(host, "CAME", A("x"));
  host.ask(S7F1.build({ PPID: "NEVER", LENGTH: 1 }));
  host.run(6000);
  assertEquals(host.got("S9F13").map((message) => S9F13.read(message)), [{
    MEXP: "S07F03",
    EDID: A("NEVER"),
  }]);
});

test("gem programs: the equipment sends and requests programs itself", () => {
  const host = rig();
  host.do((equipment, now) => equipment.uploadProgram("RECIPE-1", now));
  assertEquals(host.primaries.map(nameOf), ["S7F1", "S7F3"]);
  assertEquals(S7F3.read(host.primaries[1]).PPBODY, A("step 1"));
  host.answers.S7F1 = S7F2.build(1);
  host.do((equipment, now) => equipment.uploadProgram("RECIPE-1", now));
  assertEquals(host.primaries.length, 3);
  host.answers.S7F5 = S7F6.build({ PPID: "HOST", PPBODY: B(1, 2) });
  host.do((equipment, now) => equipment.requestProgram("HOST", now));
  assertEquals(host.equipment.program("HOST"), B(1, 2));
  host.answers.S7F5 = S7F6.build(undefined);
  host.do((equipment, now) => equipment.requestProgram("NONE", now));
  assertEquals(host.told("process program").map(({ change }) => change), ["received", "refused"]);
  assertThrows(() => host.equipment.uploadProgram("NONE", host.now), RangeError);
});

test("GEM additional: process programs: formatted ones are verified, and what was found follows by S7F27", () => {
  const host = rig({
    programs: {
      verify: ({ commands }) =>
        commands.length > 1 ? [{ ACKC7A: 3, SEQNUM: 2, ERRW7: "no such command" }] : [],
    },
  });
  const formatted = (program: typeof FORMATTED) => S7F24.read(host.ask(S7F23.build(program)) as DataMessage);
  assertEquals(formatted(FORMATTED), 0);
  const wrong = {
    ...FORMATTED,
    MDLN: "OTHER",
    SOFTREV: "0",
    commands: [...FORMATTED.commands, ...FORMATTED.commands],
  };
  assertEquals(S7F32.read(host.ask(S7F31.build(wrong)) as DataMessage), 0);
  const found = host.got("S7F27").map((message) =>
    S7F27.read(message).errors.map(({ ACKC7A, SEQNUM }) => [ACKC7A, SEQNUM])
  );
  assertEquals(found, [[], [[1, 0], [2, 0], [3, 2]]]);
  assertEquals(S7F26.read(host.ask(S7F25.build("F-1")) as DataMessage), FORMATTED);
  assertEquals(S7F26.read(host.ask(S7F25.build("NONE")) as DataMessage), undefined);
  const lengths = (PPID: string) => {
    const { UNFLEN, FRMLEN } = S7F34.read(host.ask(S7F33.build(PPID)) as DataMessage);
    return [Number(UNFLEN) > 0, Number(FRMLEN) > 0];
  };
  assertEquals([lengths("F-1"), lengths("RECIPE-1"), lengths("NONE")], [[false, true], [true, false], [
    false,
    false,
  ]]);
});

test("gem programs: a long verification is asked for first", () => {
  const host = rig({ inquireAbove: 9 });
  host.ask(S7F23.build(FORMATTED));
  assertEquals(host.primaries.map(nameOf), ["S7F27"]);
  const long = rig({ inquireAbove: 8 });
  long.ask(S7F23.build(FORMATTED));
  assertEquals(long.primaries.map(nameOf), ["S7F29", "S7F27"]);
});

test("gem programs: programs outlive a power cycle, those of the model too once anything has changed", () => {
  const store = new MemoryStore();
  const host = rig({ store });
  send(host, "NEW", B(7));
  host.ask(S7F23.build({ ...FORMATTED, PPID: "NEW" }));
  host.ask(S7F17.build(["RECIPE-2"]));
  const again = rig({ store });
  assertEquals(directory(again), ["RECIPE-1", "NEW"]);
  assertEquals([read(again, "RECIPE-1"), read(again, "NEW")], [A("step 1"), B(7)]);
  assertEquals(S7F26.read(again.ask(S7F25.build("NEW")) as DataMessage)?.commands, FORMATTED.commands);
});

// ── Large ────────────────────────────────────────────────────────────────────────────────────────────────────────

test("GEM additional: process programs: a large one is read by the host from its data set, in parts", () => {
  const host = rig();
  send(host, "LARGE", A("abcdefghij"));
  assertEquals(S7F42.read(host.ask(S7F41.build("NONE")) as DataMessage), 4);
  assertEquals(S7F42.read(host.ask(S7F41.build("LARGE")) as DataMessage), 0);
  assertEquals(host.got("S13F1").map((message) => S13F1.read(message)), [{ DSNAME: "LARGE" }]);
  const open = (HANDLE: number, DSNAME: string, CKPNT = 0) =>
    S13F4.read(host.ask(S13F3.build({ HANDLE, DSNAME, CKPNT })) as DataMessage).ACKC13;
  assertEquals([open(1, "NONE"), open(1, "LARGE", 11), open(1, "LARGE"), open(1, "LARGE")], [2, 3, 0, 9]);
  const parts = [1, 2, 3].map(() =>
    S13F6.read(host.ask(S13F5.build({ HANDLE: 1, READLN: 6 })) as DataMessage)
  );
  assertEquals(parts.map(({ ACKC13, CKPNT, records }) => [ACKC13, CKPNT, records]), [
    [0, 6, [A("abcdef")]],
    [0, 10, [A("ghij")]],
    [8, 10, []],
  ]);
  const close = () => S13F8.read(host.ask(S13F7.build({ HANDLE: 1 })) as DataMessage).ACKC13;
  assertEquals([close(), close()], [0, 6]);
  assertEquals([...Array(17).keys()].map((n) => open(n, "LARGE")).at(-1), 4);
  assertEquals(S13F10.read(host.ask(S13F9.build()) as DataMessage), undefined);
  assertEquals(S13F6.read(host.ask(S13F5.build({ HANDLE: 3, READLN: 6 })) as DataMessage).ACKC13, 6);
  assertEquals(S7F40.read(host.ask(S7F39.build("F")) as DataMessage), 5);
  assertEquals(S7F44.read(host.ask(S7F43.build("F")) as DataMessage), 5);
});

/** Lets the host offer a data set of these records. */
function offer(host: GemRig, records: readonly Item[], ACKC13 = 0): unknown {
  host.answers.S13F3 = S13F4.build({ HANDLE: 1, DSNAME: "LARGE", ACKC13, RTYPE: 0, RECLEN: 0 });
  host.answers.S13F5 = S13F6.build({ HANDLE: 1, ACKC13: 8, CKPNT: 0, records });
  return S7F38.read(host.ask(S7F37.build("LARGE"), 50) as DataMessage);
}

test("GEM additional: process programs: a large one is read by the equipment from the host's data set", () => {
  const host = rig({ programs: { maxLength: 100 } });
  assertEquals(offer(host, [B(1, 2), B(3)]), 0);
  assertEquals(host.equipment.program("LARGE"), B(1, 2, 3));
  offer(host, [A("te"), A("xt")]);
  assertEquals(host.equipment.program("LARGE"), A("text"));
  assertEquals(host.primaries.map(nameOf).slice(0, 3), ["S13F3", "S13F5", "S13F7"]);
  offer(host, [A("x".repeat(101))]);
  offer(host, [], 2);
  assertEquals(host.told("process program").map(({ change }) => change), [
    "received",
    "received",
    "refused",
    "refused",
  ]);
  host.do((equipment, now) => equipment.selectProgram("LARGE", now));
  assertEquals(offer(host, []), 1);
});
