// Names: read from tables, learnt from a capture, in force when they were accepted, and what was loaded before the rest.
import { assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { annotate } from "../core/reading/annotate.ts";
import type { CapturedMessage } from "../core/framing/model.ts";
import { namesFromCsv } from "../core/reading/names_csv.ts";
import { NameLearner } from "../core/reading/names_learn.ts";
import { A, B, L, U1, U2, U4, U8 } from "../core/secs2/mod.ts";
import { bookOf, CONNECTION, made, record } from "./capture_reading.ts";
import { root, test } from "./harness.ts";

test("a table of names may have any separator, headings in any order, quotes and comments", () => {
  const csv = namesFromCsv(
    '\ufeff# names of ETCH-9\nName;Kind;ID;Units\n"Pressure; main";svid;1001;Pa\r\n\nStart;Event;0x12C;\n"say ""x""";alarm;7;\n;alarm;8;\nX;thing;9;\n',
  );
  assertEquals({ ...csv.names?.SVID }, { "1001": { name: "Pressure; main", units: "Pa" } });
  assertEquals({ ...csv.names?.CEID }, { "300": { name: "Start" } });
  assertEquals({ ...csv.names?.ALID }, { "7": { name: 'say "x"' } });
  assertEquals(csv.skipped, [{ line: 7, why: "there is no name" }, {
    line: 8,
    why: "'thing' is no kind of name",
  }]);
});

test("a table without headings has kind, id, name, units and members", () => {
  const { names = {}, reports, links, skipped } = namesFromCsv(
    "CEID,300,Started,,1 2\nRPTID,1,,,1001 CLOCK 0x10\nSVID,CLOCK,Clock\nDVID,18446744073709551615,Big,mm",
  );
  assertEquals({ ...names.CEID }, { "300": { name: "Started" } });
  assertEquals(reports, { "1": [1001, "CLOCK", 16] });
  assertEquals(links, { "300": [1, 2] });
  assertEquals({ ...names.DVID }, { "18446744073709551615": { name: "Big", units: "mm" } });
  assertEquals(skipped, []);
});

test("a heading that names a kind gives it to all rows", () => {
  const { names = {} } = namesFromCsv("SVID\tSVNAME\tUNITS\n1\tClock\t\n2\tPressure\tPa\n");
  assertEquals({ ...names.SVID }, { "1": { name: "Clock" }, "2": { name: "Pressure", units: "Pa" } });
});

test("the table of docs/names.md is read whole", () => {
  const page = readFileSync(new URL("docs/names.md", root), "utf8");
  const { names = {}, reports, links, skipped } = namesFromCsv(/```text\n([^]*?)```/.exec(page)![1]);
  assertEquals([skipped, reports, links], [[], { "1": [1001, "LOT"] }, { "300": [1, 2] }]);
  assertEquals(Object.keys(names).sort(), ["ALID", "CEID", "DVID", "ECID", "RPTID", "SVID"]);
});

test("no table makes it throw", () => {
  for (const text of ["", "\n", '"', 'a,"b', "\0;;;", "__proto__,__proto__,x", "CEID,__proto__,x"]) {
    namesFromCsv(text);
  }
});

/** A learner that has seen requests of the host and answers with a code. */
function learnt(...messages: readonly CapturedMessage[]): NameLearner {
  const learner = new NameLearner();
  for (const message of messages) learner.message(message);
  return learner;
}

const define = (index: number, reports: readonly (readonly [number, readonly number[]])[]) =>
  made(
    index,
    [2, 33, true],
    L(U4(0), L(reports.map(([id, vids]) => L(U4(id), L(vids.map((vid) => U4(vid))))))),
  );
const link = (index: number, links: readonly (readonly [number, readonly number[]])[]) =>
  made(
    index,
    [2, 35, true],
    L(U4(0), L(links.map(([id, ids]) => L(U2(id), L(ids.map((rptid) => U1(rptid))))))),
  );
const answer = (index: number, request: number, fn: number, code = 0) =>
  made(index, [2, fn], B(code), { direction: 1, systemBytes: request });
const any = made(99, [1, 1]);

test("a report is known from the message that accepted it on, until it is deleted with its links", () => {
  const learner = learnt(
    define(0, [[1, [10, 11]], [2, [12]]]),
    answer(1, 0, 34),
    link(2, [[300, [1, 2]], [301, [2]]]),
    answer(3, 2, 36),
    define(4, [[1, []]]),
    answer(5, 4, 34),
  );
  const names = learner.of(any);
  assertEquals(names.variables(1, 3), [10, 11]);
  assertEquals(names.variables(1), undefined);
  assertEquals(names.variables("2"), [12]);
  assertEquals(names.reports(300, 3), [1, 2]);
  assertEquals(names.reports(300), [2]);
  assertEquals(names.reports(301), [2]);
});

test("what was refused, or never answered, changes nothing", () => {
  const learner = learnt(
    define(0, [[1, [10]]]),
    answer(1, 0, 34, 3),
    define(2, [[2, [11]]]),
    define(3, [[3, [12]]]),
    answer(4, 3, 34),
  );
  learner.transaction({ type: "transaction", connection: CONNECTION, primary: 2, outcome: "no reply" });
  learner.message(answer(5, 2, 34));
  const names = learner.of(any);
  assertEquals([names.variables(1), names.variables(2), names.variables(3)], [undefined, undefined, [12]]);
});

test("an empty definition deletes all reports and all links; an empty link those of its event", () => {
  const learner = learnt(
    define(0, [[1, [10]], [2, [11]]]),
    answer(1, 0, 34),
    link(2, [[300, [1]], [301, [2]]]),
    answer(3, 2, 36),
    link(4, [[300, []]]),
    answer(5, 4, 36),
  );
  assertEquals(learner.of(any).reports(300), []);
  assertEquals(learner.of(any).reports(301), [2]);
  learner.message(define(6, []));
  learner.message(answer(7, 6, 34));
  assertEquals([learner.of(any).reports(301), learner.of(any).variables(2)], [undefined, undefined]);
});

test("namelists are learnt with units, and an unknown id has no name", () => {
  const learner = learnt(
    made(
      0,
      [1, 12],
      L(L(U4(1), A("Clock"), A("")), L(U4(2), A("Pressure"), A("Pa")), L(U4(9), A(""), A(""))),
    ),
    made(1, [1, 22], L(L(A("DV1"), A("Lot"), A("")))),
    made(2, [1, 24], L(L(U8(300), A("Started"), L(U4(1))))),
    made(3, [2, 30], L(L(U2(20), A("MaxTemp"), U2(0), U2(9), U2(5), A("C")))),
    made(4, [5, 6], L(L(B(0x82), U4(25), A("Too hot")), L(B(), U4(26), A("")))),
  );
  const names = learner.of(any);
  assertEquals(names.entry("SVID", 1), { name: "Clock" });
  assertEquals(names.entry("VID", "2"), { name: "Pressure", units: "Pa" });
  assertEquals(names.entry("SVID", 9), undefined);
  assertEquals(names.entry("VID", "DV1"), { name: "Lot" });
  assertEquals(names.entry("CEID", 300n), { name: "Started" });
  assertEquals(names.entry("ECID", 20), { name: "MaxTemp", units: "C" });
  assertEquals(names.entry("ALID", 25), { name: "Too hot" });
  assertEquals(names.entry("ALID", 26), undefined);
  assertEquals([names.kindOf(1), names.kindOf("DV1"), names.kindOf(20), names.kindOf(7)], [
    "SVID",
    "DVID",
    "ECID",
    undefined,
  ]);
  assertEquals([...names.list("SVID")], [["1", { name: "Clock" }], ["2", { name: "Pressure", units: "Pa" }]]);
});

test("what was loaded comes before what is learnt", () => {
  const learner = new NameLearner({ names: { SVID: { 1: "Time" }, VID: { 5: "Any" } }, reports: { 1: [7] } });
  learner.message(made(0, [1, 12], L(L(U4(1), A("Clock"), A("s")), L(U4(2), A("Lot"), A("")))));
  learner.message(define(1, [[1, [10]]]));
  learner.message(answer(2, 1, 34));
  const names = learner.of(any);
  assertEquals([names.entry("SVID", 1)?.name, names.entry("SVID", 2)?.name], ["Time", "Lot"]);
  assertEquals([names.entry("DVID", 5)?.name, names.entry("VID", 5)?.name], ["Any", "Any"]);
  assertEquals(names.variables(1), [7]);
  assertEquals([...names.list("SVID")].map(([, { name }]) => name), ["Time", "Lot"]);
});

test("equipments that share a capture do not share names; a reconnected one keeps them", () => {
  const second = { ...CONNECTION, index: 1, client: "10.0.0.1:50001" };
  const other = { ...CONNECTION, index: 2, server: "10.0.0.9:5000" };
  const learner = learnt(made(0, [1, 12], L(L(U4(1), A("Clock"), A("")))));
  assertEquals(
    learner.of(made(1, [1, 3], undefined, { connection: second })).entry("SVID", 1)?.name,
    "Clock",
  );
  assertEquals(learner.of(made(2, [1, 3], undefined, { connection: other })).entry("SVID", 1), undefined);
  assertEquals(learner.of(made(3, [1, 3], undefined, { session: 9 })).entry("SVID", 1), undefined);
});

test("values are named by what was asked for, by the trace, and by the id or name beside them", () => {
  const learner = new NameLearner({ names: { VID: { 1: "Clock", 2: "Pressure" }, ECID: { 20: "MaxTemp" } } });
  learner.message(made(0, [2, 23, true], L(U4(5), A("000001"), U4(10), U4(1), L(U4(1), U4(2)))));
  learner.message(made(1, [2, 24], B(0), { direction: 1, systemBytes: 0 }));
  const named = (message: CapturedMessage, request?: CapturedMessage) => {
    const transaction = {
      type: "transaction",
      connection: CONNECTION,
      primary: request?.index ?? -1,
      outcome: "reply",
    } as const;
    const found = annotate(record(message, { transaction, ...(request && { counterpart: request }) }), {
      names: learner,
    });
    return found.flatMap(({ name, variable, value }) =>
      variable !== undefined || name !== undefined ? [`${name}=${value}`] : []
    );
  };
  const asked = made(2, [1, 3, true], U4(2, 1));
  assertEquals(named(made(3, [1, 4], L(U4(70), A("12")), { direction: 1 }), asked), [
    "Pressure=70",
    "Clock=12",
  ]);
  const constants = made(4, [2, 13, true], L(U4(20)));
  assertEquals(named(made(5, [2, 14], L(U4(75)), { direction: 1 }), constants), ["MaxTemp=75"]);
  assertEquals(named(made(6, [2, 15, true], L(L(U4(20), U4(80))))), ["MaxTemp=20", "MaxTemp=80"]);
  assertEquals(
    named(made(7, [6, 1], L(U4(5), U4(2), A("t"), L(A("a"), U4(1), A("b"), U4(2))), { direction: 1 })),
    [
      "Clock=a",
      "Pressure=1",
      "Clock=b",
      "Pressure=2",
    ],
  );
  assertEquals(
    named(made(8, [6, 13, true], L(U4(0), U4(1), L(L(U4(1), L(L(U4(2), U4(9)))))), { direction: 1 })),
    [
      "Pressure=2",
      "Pressure=9",
    ],
  );
  assertEquals(named(made(9, [2, 41, true], L(A("GO"), L(L(A("LOT"), A("7")))))), ["LOT=7"]);
});

test("a GEM session teaches its variables, constants, alarms and reports", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  const learner = new NameLearner();
  for (const { message } of book.records) learner.message(message);
  const names = learner.of(book.records[56].message);
  assertEquals(names.entry("SVID", 1001)?.name, "Clock");
  assertEquals(names.entry("ECID", 20)?.name, "MaxTemp");
  assertEquals(names.entry("ALID", 25)?.name, "Chamber temperature above limit");
  assertEquals([100, 101, 102, 199].map((id) => names.variables(id)?.length), [3, 4, 4, undefined]);
  assertEquals(names.variables(100, 44), undefined);
  const values = annotate(book.records[56], { names: learner }).filter(({ variable }) =>
    variable !== undefined
  );
  assertEquals(values.some(({ name }) => name !== undefined), true);
});
