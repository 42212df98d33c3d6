// What peers send beside the letter of the standards is read; strict mode says so; replies go back as requests came.
import { assertEquals } from "@std/assert";
import type { DataItem, Id } from "../core/messages/data_item.ts";
import * as s from "../core/messages/mod.ts";
import type { AnyMessage } from "../core/messages/message.ts";
import type { Warning } from "../core/messages/trail.ts";
import { A, B, BOOLEAN, I4, I8, J, L, U1, U2, U4, U8, W } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { test } from "./harness.ts";

/** Reads in strict mode. */
function strict(message: AnyMessage, source: Item | Uint8Array): [unknown, string[]] {
  const warnings: Warning[] = [];
  const body = message.read(source, { warnings });
  return [body, warnings.map(({ path, state }) => `${path}: ${state}`)];
}

function ids(format: Id["format"], ...values: Id["value"][]): Id[] {
  return values.map((value) => ({ format, value }));
}

test("ids come in a list or packed into one item, and are written as E5 has them", () => {
  for (const message of [s.S1F3, s.S1F11, s.S2F13, s.S2F29]) {
    assertEquals(strict(message, L(U4(1), U4(2))), [ids("U4", 1, 2), []]);
    assertEquals(strict(message, U4(1, 2)), [ids("U4", 1, 2), [
      `${message.id}: E5 has a list here, found U4 [2]`,
    ]]);
    assertEquals(message.read(U2(7)), ids("U2", 7));
    for (const none of [L(), U4(), A("")]) assertEquals(message.read(none), []);
    assertEquals(message.item([1, 2]), L(U4(1), U4(2)));
    assertEquals(message.item([]), L());
  }
  assertEquals(s.S1F3.read(L(U8(2n ** 60n), A("LotId"), U1())), [
    { format: "U8", value: 2n ** 60n },
    { format: "A", value: "LotId" },
    { format: "U1", value: "" },
  ]);
});

test("S5F5 takes a vector, a list, an empty list and header only, and is written as a vector", () => {
  assertEquals(strict(s.S5F5, U4(1, 2, 3)), [ids("U4", 1, 2, 3), []]);
  assertEquals(strict(s.S5F5, L(U2(1), U2(2))), [ids("U2", 1, 2), [
    "S5F5: E5 has one item here, found L [2]",
  ]]);
  for (const none of [U4(), L(), A(""), new Uint8Array(0)]) assertEquals(s.S5F5.read(none), []);
  assertEquals(s.S5F5.item([1, 2]), U4(1, 2));
  assertEquals(s.S5F5.item([7]), U4(7));
  assertEquals(s.S5F5.item([]), U4());
  assertEquals(s.S5F5.item([1, 2 ** 40]), U8(1, 2 ** 40));
  assertEquals(s.S5F5.item(ids("I4", 1, 2)), I4(1, 2));
});

test("S1F13 and S1F14 differ by their sender", () => {
  const equipment = { MDLN: "EQ", SOFTREV: "1" };
  assertEquals(s.S1F13.read(L()), undefined);
  assertEquals(s.S1F13.read(L(A("EQ"), A("1"))), equipment);
  assertEquals(s.S1F13.item(), L());
  assertEquals(s.S1F14.read(L(B(0), L())), { COMMACK: 0 });
  assertEquals(s.S1F14.read(L(B(0), L(A("EQ"), A("1")))), { COMMACK: 0, equipment });
  assertEquals(s.S1F14.item({ COMMACK: 0 }), L(B(0), L()));
  assertEquals(strict(s.S1F13, new Uint8Array(0)), [
    undefined,
    ["S1F13: E5 has a zero-length item here, found header only"],
  ]);
});

test("a refusal is an empty list, and an answer of two empty texts is an answer", () => {
  assertEquals(s.S7F6.read(L()), undefined);
  assertEquals(s.S7F6.read(L(A(""), A(""))), { PPID: "", PPBODY: A("") });
  assertEquals(s.S7F26.read(L()), undefined);
  assertEquals(s.S6F8.read(A("")), undefined);
  assertEquals(s.S5F6.read(L(L(B(), U4(9), A("")))), [{ ALID: { format: "U4", value: 9 }, ALTX: "" }]);
});

test("codes and flags are read from bytes and from integers", () => {
  assertEquals(strict(s.S1F16, B(0)), [0, []]);
  assertEquals(strict(s.S1F16, U1(0)), [0, ["S1F16: E5 permits B, found U1"]]);
  assertEquals(strict(s.S2F20, U1(1)), [1, []]);
  assertEquals(strict(s.S2F20, B(1)), [1, ["S2F20: E5 permits U1 or I1, found B"]]);
  for (const on of [BOOLEAN(true), B(1), U1(255)]) assertEquals(s.S2F37.read(L(on, L())).CEED, true);
  for (const off of [BOOLEAN(false), B(0), U1(0)]) assertEquals(s.S2F37.read(L(off, L())).CEED, false);
  assertEquals(s.S5F14.read(L(A("X"), L(U1(0), L(I4(15), A("busy"))))).result, {
    ACKA: false,
    error: { ERRCODE: 15, ERRTEXT: "busy" },
  });
});

test("CEPACK is a code, in U1 or in B, or a list that mirrors a list of values", () => {
  const read = (cepack: Item) => s.S2F50.read(L(B(3), L(L(A("X"), cepack)))).parameters[0].CEPACK;
  assertEquals([read(U1(2)), read(B(2)), read(L(U1(0), U1(2)))], [2, 2, L(U1(0), U1(2))]);
});

test("names are text, or the item where they are not", () => {
  assertEquals(strict(s.S7F5, A("RCP1")), ["RCP1", []]);
  assertEquals(strict(s.S7F5, B(1, 2)), [B(1, 2), ["S7F5: E30 permits A, found B"]]);
  assertEquals(strict(s.S10F9, W("温")), [W("温"), ["S10F9: E30 permits A, found W"]]);
  assertEquals(strict(s.S7F5, J("x")), [J("x"), ["S7F5: E5 permits A or B, found J"]]);
});

test("numbers may come as digits where E5 permits text", () => {
  const trace = (samples: Item) => s.S2F23.read(L(U4(1), A("000001"), samples, U4(1), L())).TOTSMP;
  assertEquals([trace(A("25")), trace(U8(25)), trace(U8(2n ** 63n))], [25, 25, 2n ** 63n]);
});

test("changed access is one mode for all ports, or a mode for each", () => {
  assertEquals(s.S3F27.read(L(U1(1), L(U1(2), U1(3)))), { ACCESSMODE: 1, ports: [2, 3] });
  assertEquals(s.S3F27.read(L(L(U1(2), U1(1)), L(U1(3), U1(0)))), [
    { PTN: 2, ACCESSMODE: 1 },
    { PTN: 3, ACCESSMODE: 0 },
  ]);
  assertEquals(s.S3F27.item([{ PTN: 2, ACCESSMODE: 1 }]), L(L(U1(2), U1(1))));
});

test("a header-only message may bring an empty item along", () => {
  assertEquals(strict(s.S1F1, L()), [undefined, ["S1F1: E5 has header only here, found L [0]"]]);
});

test("a reply goes back in the formats of the request", () => {
  const request = s.S1F11.read(L(U2(3), A("Clock"), U8(4)));
  const reply = s.S1F12.item(request.map((SVID) => ({ SVID, SVNAME: "n", UNITS: "u" })));
  const row = (id: Item) => L(id, A("n"), A("u"));
  assertEquals(reply, L(row(U2(3)), row(A("Clock")), row(U8(4))));
  const { parameters } = s.S2F41.read(L(A("GO"), L(L(U2(7), A("x")))));
  assertEquals(
    s.S2F42.item({ HCACK: 3, parameters: parameters.map(({ CPNAME }) => ({ CPNAME, CPACK: 1 })) }),
    L(B(3), L(L(U2(7), B(1)))),
  );
});

test("ids are written in the first permitted format that holds them, or in the one they are given", () => {
  const written = (id: s.IdInput) => s.S6F15.item(id);
  assertEquals([written(7), written(2 ** 32), written(-7), written(2n ** 63n)], [
    U4(7),
    U8(2n ** 32n),
    I4(-7),
    U8(2n ** 63n),
  ]);
  assertEquals([written("Lot"), written(""), written(U1(7))], [A("Lot"), A(""), U1(7)]);
  assertEquals(written({ format: "U2", value: "" }), U2());
  assertEquals(s.S5F3.item({ ALED: s.ALED.ENABLE, ALID: "" }), L(B(0x80), U4()));
  assertEquals(
    s.S7F27.item({ PPID: "P", errors: [{ ACKC7A: 3, SEQNUM: 2, ERRW7: "" }] }),
    L(A("P"), L(L(U1(3), U2(2), A("")))),
  );
});

test("a value may be alone in an array", () => {
  for (const value of [[5], Uint32Array.of(5)]) {
    assertEquals(s.S6F15.item({ format: "U4", value }), U4(5));
    assertEquals(s.S6F15.read({ format: "U4", value }), { format: "U4", value: 5 });
  }
  assertEquals(s.S6F15.item({ format: "I8", value: [-5n] }), I8(-5n));
  assertEquals(s.S6F15.item({ format: "U4", value: new Uint32Array(0) }), U4());
  assertEquals(s.S1F16.read({ format: "U1", value: [5] }), 5);
  assertEquals(s.S2F37.read(L({ format: "BOOLEAN", value: [true] }, L())).CEED, true);
});

test("a carrier is told by its id, by its port, or by both", () => {
  const action = { DATAID: 1, CARRIERACTION: "Bind", attributes: [] };
  const carrier = (id: Item, port: Item) => L(U4(1), A("Bind"), id, port, L());
  const read = (id: Item, port: Item) => {
    const [body, warnings] = strict(s.S3F17, carrier(id, port));
    const { CARRIERID, PTN } = body as s.BodyOf<typeof s.S3F17>;
    return [CARRIERID, PTN, warnings];
  };
  assertEquals(read(A("C-1"), U1(2)), ["C-1", 2, []]);
  for (const none of [U1(), B(), L(), A("")]) assertEquals(read(A("C-1"), none), ["C-1", undefined, []]);
  for (const none of [A(""), L()]) assertEquals(read(none, U1(2)), [undefined, 2, []]);
  assertEquals(s.S3F17.item({ ...action, CARRIERID: "C-1" }), carrier(A("C-1"), U1()));
  assertEquals(s.S3F17.item({ ...action, PTN: 2 }), carrier(A(""), U1(2)));
});

test("strict mode on building: lengths, and formats that E5 or E30 does not permit", () => {
  const warnings: Warning[] = [];
  s.S1F2.build({ MDLN: "a model of more than 20 characters", SOFTREV: "1" }, { warnings });
  s.S6F15.build("Lot", { warnings });
  s.S2F41.build({ RCMD: "GO", parameters: [{ CPNAME: "X", CPVAL: { format: "F4", value: 1 } }] }, {
    warnings,
  });
  s.S5F3.build({ ALED: 0, ALID: { format: "A", value: "X" } }, { warnings });
  assertEquals(warnings, [
    { path: "S1F2.MDLN", state: "E5 permits 20 characters, found 34" },
    { path: "S6F15", state: "E30 permits an unsigned integer, found A" },
    {
      path: "S2F41.parameters[0].CPVAL",
      state: "E5 permits A, B, J, BOOLEAN or an integer, found F4",
    },
    { path: "S5F3.ALID", state: "E5 permits an integer, found A" },
  ]);
});

test("strict mode on building: fields that the message has not", () => {
  const warnings: Warning[] = [];
  const misspelt = { COMMACK: 0, equipement: { MDLN: "M", SOFTREV: "1" } };
  assertEquals(s.S1F14.item(misspelt, { warnings }), L(B(0), L()));
  assertEquals(warnings, [{ path: "S1F14", state: 'there is no field "equipement"' }]);
});

test("the W-bit is as defined, or as the sender wants it where it may choose", () => {
  const w = (message: AnyMessage, options = {}) => message.build(undefined, options).replyExpected;
  assertEquals([w(s.S1F1), w(s.S1F2), w(s.S1F1, { replyExpected: false })], [true, false, false]);
  const alarm = { ALCD: 0x81, ALID: 1, ALTX: "" };
  assertEquals(s.S5F1.build(alarm).replyExpected, true);
  assertEquals(s.S5F1.build(alarm, { replyExpected: false }).replyExpected, false);
});

test("a data item of one's own has the formats of its kind", () => {
  const LOTID: DataItem<"name"> = { item: "LOTID", kind: "name", doc: "Lot" };
  const S64F1 = s.message("S64F1 H→E W", "Lot Request", { LOTID });
  assertEquals(S64F1.read(L(U4(5))), { LOTID: U4(5) });
});
