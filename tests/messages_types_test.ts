// What the compiler knows of the catalogue: every `@ts-expect-error` here is a mistake that it finds.
import { assertEquals, assertThrows } from "@std/assert";
import type { DataMessage, Primary } from "../core/link.ts";
import * as s from "../core/messages/mod.ts";
import { A, U2, U4 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { test } from "./harness.ts";

/** Compiles only when both types are the same. */
function same<A, B>(_: [A] extends [B] ? [B] extends [A] ? true : false : false): void {}

/** Code that is compiled and never run. */
function unrun(_code: () => void): void {}

test("bodies have readable types, alike in building and reading", () => {
  same<s.BodyOf<typeof s.S2F41>, { RCMD: s.Name; parameters: { CPNAME: s.Name; CPVAL: Item }[] }>(true);
  same<s.BodyOf<typeof s.S1F1>, void>(true);
  same<s.BodyOf<typeof s.S1F13>, s.Equipment | undefined>(true);
  same<s.BodyOf<typeof s.S1F14>, { COMMACK: number; equipment?: s.Equipment }>(true);
  same<s.BodyOf<typeof s.S6F11>["reports"][number]["values"], Item[]>(true);
  same<ReturnType<typeof s.S1F3.read>, s.Id[]>(true);
  same<s.Input<s.Id>, s.IdInput>(true);
  same<s.Input<s.Name>, s.Name>(true);
  same<s.TypeOf<typeof s.HCACK>, number>(true);
  same<typeof s.HCACK.LATER, 4>(true);
});

test("what a message is built to is what a link sends", () => {
  const primary: Primary = s.S2F41.build({ RCMD: "START", parameters: [] });
  assertEquals([primary.stream, primary.function, primary.replyExpected], [2, 41, true]);
  const message: DataMessage = { ...s.S1F1.build(), session: 0, systemBytes: 1 };
  assertEquals(s.S1F1.read(message), undefined);
});

test("a wrong body does not compile, and does not run", () => {
  const wrong: (() => void)[] = [
    // @ts-expect-error: a field is missing
    () => s.S2F41.build({ RCMD: "START" }),
    // @ts-expect-error: a field is misspelt
    () => s.S2F41.build({ RCMD: "START", params: [] }),
    // @ts-expect-error: a value must be an item
    () => s.S2F41.build({ RCMD: "START", parameters: [{ CPNAME: "PPID", CPVAL: "RCP1" }] }),
    // @ts-expect-error: a name is no number
    () => s.S2F41.build({ RCMD: 5, parameters: [] }),
    // @ts-expect-error: an id is no boolean
    () => s.S1F3.build([true]),
    // @ts-expect-error: an id is no list
    () => s.S1F3.build([{ format: "L", value: [] }]),
    // @ts-expect-error: there must be a body
    () => s.S2F41.build(),
    // @ts-expect-error: there must be none
    () => s.S1F1.build({}),
    // @ts-expect-error: half of a list that is there or not
    () => s.S1F14.build({ COMMACK: 0, equipment: { MDLN: "EQ" } }),
    // @ts-expect-error: a code is a number
    () => s.S1F16.build("OK"),
    // @ts-expect-error: one of two forms, not a mixture
    () => s.S3F27.build({ ACCESSMODE: 1, ports: [{ PTN: 1, ACCESSMODE: 0 }] }),
  ];
  for (const attempt of wrong) assertThrows(attempt, TypeError);
});

test("what compiles: plain ids, ids as read, items, and read-only bodies", () => {
  const ids = [1, 2n, "Clock", { format: "U2", value: 7 }, U2(7), U4(9)] as const;
  assertEquals(s.S1F3.build(ids).stream, 1);
  assertEquals(s.S6F15.build(s.S1F23.read(s.S1F23.build([5]))[0]).stream, 6);
  assertEquals(s.S1F13.build().stream, 1);
  assertEquals(s.S1F1.build(undefined, { replyExpected: false }).replyExpected, false);
  assertEquals(s.S7F3.build({ PPID: "RCP1", PPBODY: A("...") }).stream, 7);
});

test("a definition and the type it claims cannot drift apart", () => {
  unrun(() => {
    const complete: s.Message<{ CEID: s.Id; values: Item[] }> = s.message("S64F1 H→E W", "x", {
      CEID: s.CEID,
      values: [s.V],
    });
    // @ts-expect-error: the body has a field that the type has not
    const more: s.Message<{ CEID: s.Id }> = s.message("S64F1 H→E W", "x", { CEID: s.CEID, RPTID: s.RPTID });
    // @ts-expect-error: the type has a field that the body has not
    const less: s.Message<{ CEID: s.Id; RPTID: s.Id }> = s.message("S64F1 H→E W", "x", { CEID: s.CEID });
    // @ts-expect-error: text is no id
    const other: s.Message<{ CEID: string }> = s.message("S64F1 H→E W", "x", { CEID: s.CEID });
    // @ts-expect-error: there is a body
    const none: s.Message<void> = s.message("S64F1 H→E W", "x", s.CEID);
    return [complete, more, less, other, none];
  });
});

test("a head that is none does not compile", () => {
  unrun(() => {
    // @ts-expect-error: no direction
    s.message("S64F1 W", "x");
    // @ts-expect-error: no such direction
    s.message("S64F1 E<->H W", "x");
    // @ts-expect-error: no such direction
    s.catalogue.get(1, 13, "E");
    // @ts-expect-error: no such reply
    s.message("S64F1 H→E WW", "x");
    // @ts-expect-error: no such block
    s.message("S64F1 H→E W X", "x");
  });
});
