// Look-ups, catalogues for tools that deviate, messages of one's own, and messages in words.
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as s from "../core/messages/mod.ts";
import { A, L, U1, U4 } from "../core/secs2/build.ts";
import { test } from "./harness.ts";
import { Pair } from "./pair.ts";

test("messages are found by stream and function, replies by their primary", () => {
  assertStrictEquals(s.catalogue.get(2, 41), s.S2F41);
  assertStrictEquals(s.catalogue.of({ stream: 6, function: 11 }), s.S6F11);
  assertStrictEquals(s.catalogue.replyTo(s.S2F41), s.S2F42);
  assertEquals(s.catalogue.replyTo(s.S2F42), undefined);
  assertEquals([s.catalogue.get(2, 99), s.catalogue.get(64, 1), s.catalogue.get(200, 0)], [
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals(s.catalogue.size, [...s.catalogue].length);
});

test("every stream has its abort", () => {
  for (const stream of [0, 1, 11, 64, 127]) {
    const abort = s.catalogue.get(stream, 0)!;
    assertEquals([abort.id, abort.direction, abort.shape], [`S${stream}F0`, "H↔E", undefined]);
    assertEquals(abort.build(), { stream, function: 0, replyExpected: false, text: new Uint8Array(0) });
  }
});

test("a tool that deviates has a catalogue of its own, and the other stays as it is", () => {
  const S2F41 = s.message("S2F41 H→E W S", "Host Command Send (HCS)", {
    RCMD: s.RCMD,
    parameters: [{ CPNAME: s.CPNAME, CPVAL: s.CPVAL }],
    LOTID: s.MID,
  });
  const own = s.catalogue.with(S2F41);
  assertStrictEquals(own.get(2, 41), S2F41);
  assertStrictEquals(s.catalogue.get(2, 41), s.S2F41);
  assertEquals(own.size, s.catalogue.size);
  assertStrictEquals(own.get(2, 42), s.S2F42);
  const text = L(A("GO"), L(), A("L-7"));
  assertEquals(own.get(2, 41)!.read(text), { RCMD: "GO", parameters: [], LOTID: "L-7" });
  assertThrows(() => s.S2F41.read(text), TypeError, "Cannot read S2F41: expected L [2], found L [3]");
});

test("S5F5 as a list, for equipment that knows no other", () => {
  const listed = s.message("S5F5 H→E W S", "List Alarms Request (LAR)", s.packed(s.ALID));
  assertEquals(listed.item([1, 2]), L(U4(1), U4(2)));
  assertEquals(listed.read(U4(1, 2)).map(({ value }) => value), [1, 2]);
});

test("custom streams, and bodies that differ by their sender", () => {
  const asked = s.message("S64F1 H→E W", "Lot Request", s.MID);
  const told = s.message("S64F1 E→H W", "Lot Told", { MID: s.MID, slots: [s.SLOTID] });
  const reply = s.message("S64F2 H↔E -", "Lot Acknowledge", s.ACKC6);
  const own = s.catalogue.with(asked, told, reply);
  assertEquals(own.size, s.catalogue.size + 3);
  assertStrictEquals(own.get(64, 1, "H→E"), asked);
  assertStrictEquals(own.get(64, 1, "E→H"), told);
  assertStrictEquals(own.replyTo(told), reply);
  assertEquals(told.read(L(A("L"), L(U1(1), U1(2)))), { MID: "L", slots: [1, 2] });
  const both = s.message("S64F1 H↔E W", "Lot", s.MID);
  assertEquals(own.with(both).size, s.catalogue.size + 2);
  assertStrictEquals(new s.Catalogue([asked, both]).get(64, 1, "H→E"), both);
});

test("what one side sends in another way leaves the other side's message as it is", () => {
  const deviating = s.message("S1F13 E→H W S", "Establish Communications Request (CR)", [s.MDLN]);
  const own = s.catalogue.with(deviating);
  assertStrictEquals(own.get(1, 13, "E→H"), deviating);
  assertStrictEquals(own.get(1, 13, "H→E"), s.S1F13);
  assertStrictEquals(own.get(1, 13), deviating);
  assertEquals(own.size, s.catalogue.size + 1);
  const again = own.with(s.message("S64F1 H→E -", "Lot", s.MID));
  assertStrictEquals(again.get(1, 13, "E→H"), deviating);
  assertStrictEquals(own.with(s.S1F13).get(1, 13, "E→H"), s.S1F13);
});

test("directions may be typed without arrows, and are kept with them", () => {
  const asked = s.message("S64F1 H->E W", "Lot Request", s.MID);
  const told = s.message("S64F1 E->H W", "Lot Told", [s.MID]);
  const both = s.message("S64F3 H<->E - M", "Lot", s.MID);
  assertEquals([asked, told, both].map(({ direction }) => direction), ["H→E", "E→H", "H↔E"]);
  const own = s.catalogue.with(asked, told, both);
  assertStrictEquals(own.get(64, 1, "H->E"), asked);
  assertStrictEquals(own.get(64, 1, "E->H"), told);
  assertStrictEquals(own.get(64, 1, "H<->E"), told);
  assertStrictEquals(own.of({ stream: 64, function: 1 }, "H->E"), asked);
  assertStrictEquals(own.get(64, 3, "E->H"), both);
});

test("numbers that no message has find nothing", () => {
  const numbers = [[1, 256], [0, 256 + 13], [-1, 256 + 13], [128, 0], [-1, 0], [0.5, 0], [1, 12.5], [NaN, 0]];
  for (const [stream, fn] of numbers) assertEquals(s.catalogue.get(stream, fn), undefined);
});

test("impossible definitions are refused", () => {
  assertThrows(
    () => s.message("S128F1 H→E W", "x"),
    RangeError,
    "Cannot define S128F1: streams are 0 to 127",
  );
  assertThrows(() => s.message("S1F256 H→E W", "x"), RangeError, "Cannot define S1F256");
  assertThrows(
    () => s.message("S1F2 H→E W", "x"),
    RangeError,
    "Cannot define S1F2: no reply follows an even",
  );
  assertThrows(
    () => s.message("S1F255 H→E W", "x"),
    RangeError,
    "Cannot define S1F255: no reply follows 255",
  );
  assertEquals(s.message("S64F255 H→E -", "x").replyFunction, undefined);
  assertThrows(() => s.message("S1.5F1 H→E W", "x"), RangeError, "Cannot define S1.5F1");
  for (
    const head of [
      "S1F1",
      "S1F1 H>E W",
      "S1F1 E<->H W",
      "S1F1 H→E Q",
      "S1F1 H→E W X",
      "S1F1 W H→E",
      "s1f1 H→E W",
    ]
  ) {
    const expected = `Cannot define ${head}: expected a head such as S2F41 H→E W S`;
    assertThrows(() => s.message(head as "S1F1 H→E W", "x"), RangeError, expected);
  }
});

test("a message in words", () => {
  assertEquals(
    s.describeMessage(s.S2F41),
    [
      "S2F41 W Host Command Send (HCS), H→E, single-block, answered by S2F42",
      "L,2",
      "  RCMD: A, U1 or I1, remote command",
      "  parameters: L,n",
      "    - L,2",
      "      CPNAME: A or an integer, command parameter name",
      "      CPVAL: A, B, J, BOOLEAN or an integer, command parameter value",
    ].join("\n"),
  );
  assertEquals(
    s.describeMessage(s.S1F14),
    [
      "S1F14 Establish Communications Acknowledge (CRA), H↔E, single-block",
      "L,2",
      "  COMMACK: B, establish communications acknowledge",
      "  equipment: optional, L,2",
      "    MDLN: A, equipment model",
      "    SOFTREV: A, software revision",
    ].join("\n"),
  );
  assertEquals(
    s.describeMessage(s.S1F15),
    [
      "S1F15 W Request OFF-LINE (ROFL), H→E, single-block, answered by S1F16",
      "header only",
    ].join("\n"),
  );
});

/** The lines on the body of a message of one's own. */
function described(body: s.Schema): string[] {
  return s.describeMessage(s.message("S64F1 H→E -", "x", body)).split("\n").slice(1);
}

test("every place has its name in words once, and what a list holds has a dash", () => {
  assertEquals(described({ variables: [s.VID] }), [
    "L,1",
    "  variables: L,n",
    "    - VID: A or an integer, id of a status variable, data value or constant",
  ]);
  assertEquals(described({ FNLOC: s.optional(s.FNLOC), LOTID: s.optional(s.MID) }), [
    "L,2",
    "  FNLOC: optional, U2, place of flat or notch in degrees",
    "  LOTID: MID, optional, A or B, material id",
  ]);
  assertEquals(described(s.ACKC6), ["ACKC6: B, stream 6 acknowledge"]);
  assertEquals(described(s.vector(s.ALID)), ["one item or L,n", "  - ALID: an integer, alarm id"]);
  assertEquals(described({ ids: s.packed(s.SVID) }), [
    "L,1",
    "  ids: L,n or one item",
    "    - SVID: A or an integer, status variable id",
  ]);
  assertEquals(described({ body: s.UNSPECIFIED }), ["L,1", "  body: any item, or header only"]);
});

test("alternatives in words: items in one line, lists with a dash each", () => {
  assertEquals(
    s.describeMessage(s.S2F50).split("\n").at(-1),
    "      CEPACK: U1, enhanced command parameter acknowledge; or L,n{CEPACK}, acknowledge of each of a list of values",
  );
  assertEquals(described({ place: s.either(s.PTN, s.LOCID) }), [
    "L,1",
    "  place: PTN, U1 or B, port; or LOCID, A, material location id",
  ]);
  assertEquals(described({ ports: s.either({ PTN: s.PTN }, [s.PTN]) }), [
    "L,1",
    "  ports: one of",
    "    - L,1",
    "      PTN: U1 or B, port",
    "    - L,n",
    "      - PTN: U1 or B, port",
  ]);
});

test("every message can be said in words, no line of which repeats a name", () => {
  for (const message of s.catalogue) {
    for (const line of s.describeMessage(message).split("\n").slice(1)) {
      const [, name, words] = /^ *(?:- )?(?:([\w,{}]+): )?(.+)$/.exec(line)!;
      assert(words.split(", ")[0] !== name, `${message.id}: ${line}`);
    }
  }
});

test("two entities establish communications with what messages build and read", () => {
  const pair = new Pair().selected();
  const equipment = { MDLN: "EQ-100", SOFTREV: "1.2.0" };
  pair.passive.onNews = (news, now) => {
    if (news.type !== "message") return;
    assertEquals(s.S1F13.read(news.message), undefined);
    pair.passive.entity.reply(news.message, s.S1F14.text({ COMMACK: s.COMMACK.ACCEPTED, equipment }), now);
  };
  pair.active.entity.send(s.S1F13.build(), pair.now);
  pair.drain(pair.active);
  pair.run(10);
  const [{ message }] = pair.active.news("reply");
  assertEquals(s.S1F14.read(message), { COMMACK: 0, equipment });
});
