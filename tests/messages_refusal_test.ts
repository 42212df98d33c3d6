// What does not fit a message is refused, and the error names the place.
import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { type DataItem, formatsOf } from "../core/messages/data_item.ts";
import { type AnyMessage, message } from "../core/messages/message.ts";
import { packed, type Schema, type Shape, vector } from "../core/messages/schema.ts";
import { catalogue } from "../core/messages/standard.ts";
import { S1F1, S1F11, S1F13, S1F14, S1F16, S1F3 } from "../core/messages/stream1.ts";
import { S2F37, S2F41, S2F42 } from "../core/messages/stream2_reports_commands.ts";
import { S7F3 } from "../core/messages/stream7_programs.ts";
import { S9F1 } from "../core/messages/stream9.ts";
import { S5F5 } from "../core/messages/stream5.ts";
import type { Warning } from "../core/messages/trail.ts";
import { A, B, BOOLEAN, F4, L, U1, U2, U4 } from "../core/secs2/build.ts";
import { DecodeError } from "../core/secs2/decode_error.ts";
import { count, type Item } from "../core/secs2/item.ts";
import { test } from "./harness.ts";
import { sampleBody } from "./messages_values.ts";

/** A place in a body: its name, what it is, and the body with something else there. */
interface Place<T> {
  readonly path: string;
  readonly shape: Shape;
  with(other: unknown): T;
}

test("every place of every message refuses the items that mean nothing there", () => {
  let refusals = 0;
  for (const message of catalogue) {
    if (message.shape === undefined) continue;
    const sample = message.item(sampleBody(message.shape))!;
    for (const { path, shape, with: put } of places<Item>(message.shape, sample, message.id, elements)) {
      for (const wrong of wrongItems(shape)) {
        const error = assertThrows(() => message.read(put(wrong)), TypeError);
        assertStringIncludes(error.message, `Cannot read ${path}`);
        assertStringIncludes(error.message, "expected ");
        refusals++;
      }
    }
  }
  assert(refusals > 2000, `only ${refusals}`);
});

test("every place of every message refuses to be built of what is no value", () => {
  let refusals = 0;
  for (const message of catalogue) {
    if (message.shape === undefined) continue;
    const sample = sampleBody(message.shape);
    for (const { path, with: put } of places<unknown>(message.shape, sample, message.id, values)) {
      const error = assertThrows(() => message.build(put(null)), TypeError);
      assertStringIncludes(error.message, `Cannot build ${path}: expected `);
      refusals++;
    }
  }
  assert(refusals > 1000, `only ${refusals}`);
});

test("header only takes no body, and no body takes header only", () => {
  for (const message of catalogue) {
    if (message.shape === undefined) {
      refused(() => message.read(A("x")), `${message.id}: expected header only`);
    } else if (mayBeEmpty(message)) message.read(new Uint8Array(0));
    else refused(() => message.read(new Uint8Array(0)), `${message.id}: expected`, "found nothing");
  }
});

test("the error says where, what was expected and what was found", () => {
  const parameters = (name: Item) => L(A("START"), L(L(name, A("x"))));
  const messages: [() => unknown, string][] = [
    [
      () => S2F41.read(parameters(F4(1))),
      "Cannot read S2F41.parameters[0].CPNAME: expected A or an integer, found F4",
    ],
    [() => S2F41.read(L(A("START"))), "Cannot read S2F41: expected L [2], found L [1]"],
    [() => S2F41.read(L(A("START"), A("x"))), "Cannot read S2F41.parameters: expected L, found A"],
    [() => S1F3.read(L(U4(1), L())), "Cannot read S1F3[1]: expected A or an integer, found L [0]"],
    [() => S1F3.read(L(U4(1, 2))), "Cannot read S1F3[0]: expected one value, found U4 [2]"],
    [() => S1F16.read(B(0, 1)), "Cannot read S1F16: expected one value, found B [2]"],
    [
      () => S2F37.read(L(BOOLEAN(true, true), L())),
      "Cannot read S2F37.CEED: expected one value, found BOOLEAN [2]",
    ],
    [() => S9F1.read(B(1, 2, 3)), "Cannot read S9F1: expected B [10], found B [3]"],
    [() => S1F14.read(L(B(0), L(A("x")))), "Cannot read S1F14.equipment: expected L [2], found L [1]"],
    [() => S1F1.read(U1(7)), "Cannot read S1F1: expected header only, found U1 [1]"],
    [() => S1F3.read(S1F1.build()), "Cannot read S1F3: the message is S1F1"],
    [
      () => S2F41.build(any({ RCMD: "X" })),
      "Cannot build S2F41.parameters: expected an array, found undefined",
    ],
    [
      () => S2F41.build(any({ RCMD: "X", parameters: [{ CPNAME: 5 }] })),
      "Cannot build S2F41.parameters[0].CPNAME: expected a string or an item, found 5",
    ],
    [
      () => S7F3.build({ PPID: "R", PPBODY: any(Uint8Array.of(1, 2)) }),
      "Cannot build S7F3.PPBODY: expected an item, found a Uint8Array of 2",
    ],
    [() => S1F13.build(any([])), "Cannot build S1F13: expected { MDLN, SOFTREV }, found an array of 0"],
    [() => S1F1.build(any(5)), "Cannot build S1F1: expected nothing (it is header only), found 5"],
    [() => S1F16.build(any("OK")), 'Cannot build S1F16: expected a number, found "OK"'],
    [
      () => S1F3.build([{ format: "U4", value: [5, 6] }]),
      "Cannot build S1F3[0]: expected U4, found an array of 2",
    ],
    [
      () => S1F11.build([any({ format: "F4", value: 1 })]),
      "Cannot build S1F11[0]: expected A or an integer, found an object",
    ],
    [() => S5F5.build(["x"]), 'Cannot build S5F5[0]: expected an integer, found "x"'],
    [
      () => S5F5.build([{ format: "A", value: "x" }, 1]),
      "Cannot build S5F5: these ids have no format in common",
    ],
  ];
  for (const [attempt, message] of messages) assertEquals(assertThrows(attempt, TypeError).message, message);
});

test("a value outside its range is a RangeError that names the place", () => {
  const messages: [() => unknown, string][] = [
    [() => S1F16.build(256), "Cannot build S1F16: 256 is outside 0 to 255"],
    [() => S1F3.build([{ format: "U1", value: 256 }]), "Cannot build S1F3[0]: 256 is outside 0 to 255"],
    [
      () => S1F3.build([{ format: "I2", value: -40000n }]),
      "Cannot build S1F3[0]: -40000 is outside -32768 to 32767",
    ],
    [
      () => S1F3.build([{ format: "U8", value: 2 ** 53 }]),
      "Cannot build S1F3[0]: 9007199254740992 is no safe integer",
    ],
    [
      () => S1F3.build([{ format: "U4", value: 2 ** 53 }]),
      "Cannot build S1F3[0]: 9007199254740992 is outside 0 to 4294967295",
    ],
    [() => S1F3.build([{ format: "U4", value: NaN }]), "Cannot build S1F3[0]: NaN is no integer"],
    [
      () => S1F3.build([2n ** 64n]),
      "Cannot build S1F3[0]: 18446744073709551616 is outside -9223372036854775808 to 18446744073709551615",
    ],
    [() => S1F3.build([1.5]), "Cannot build S1F3[0]: 1.5 is no integer"],
    [
      () => S2F41.build({ RCMD: "温", parameters: [] }),
      'Cannot build S2F41.RCMD: "温" has characters above U+00FF',
    ],
    [() => S9F1.build(new Uint8Array(9)), "Cannot build S9F1: expected 10 bytes, found 9"],
    [
      () => S2F42.build({ HCACK: 0, parameters: [{ CPNAME: "x", CPACK: -1 }] }),
      "Cannot build S2F42.parameters[0].CPACK: -1 is outside 0 to 255",
    ],
  ];
  for (const [attempt, message] of messages) assertEquals(assertThrows(attempt, RangeError).message, message);
});

test("a refusal leaves no warning of its place", () => {
  const code: DataItem<"code"> = { item: "CODE", kind: "code", doc: "Code", formats: ["U1"] };
  const amount: DataItem<"integer"> = { item: "COUNT", kind: "integer", doc: "Count", formats: ["U4"] };
  const name: DataItem<"name"> = { item: "NAME", kind: "name", doc: "Name", formats: ["A"] };
  const number: DataItem<"id"> = { item: "NUMBER", kind: "id", doc: "Number", formats: ["U4"] };
  const refusals: [Schema, Item][] = [
    [code, U2(1, 2)],
    [amount, U2(1, 2)],
    [amount, A("x")],
    [name, F4(1)],
    [number, F4(1)],
    [number, U2(1, 2)],
    [packed(number), F4(1)],
    [vector(number), L(U4(1), F4(1))],
  ];
  for (const [body, item] of refusals) {
    const warnings: Warning[] = [];
    assertThrows(() => message("S64F1 H→E -", "x", body).read(item, { warnings }), TypeError);
    assertEquals(warnings, []);
  }
  const warnings: Warning[] = [];
  const S64F1 = message("S64F1 H→E -", "x", number);
  assertThrows(() => S64F1.build({ format: "U1", value: 256 }, { warnings }), RangeError);
  assertEquals(warnings, []);
});

test("bytes that are no item are a DecodeError, as from the decoder", () => {
  assertInstanceOf(assertThrows(() => S1F16.read(Uint8Array.of(0x21, 2, 0))), DecodeError);
});

/** For a compiler that would rather not. */
function any(value: unknown): never {
  return value as never;
}

function refused(attempt: () => unknown, ...parts: string[]): void {
  const { message } = assertThrows(attempt, TypeError);
  for (const part of parts) assertStringIncludes(message, part);
}

/** Whether a message may come as header only although it has a body. */
function mayBeEmpty({ shape }: AnyMessage): boolean {
  return shape?.kind === "optional" || shape?.kind === "vector" || shape?.kind === "unspecified";
}

/** Items that mean nothing where a shape is due. */
function wrongItems(shape: Shape): Item[] {
  switch (shape.kind) {
    case "list":
      return [A("x"), L(...shape.fields.map(() => A("x")), A("x"))];
    case "listOf":
    case "bytes":
      return [A("x")];
    case "optional":
      return shape.of.kind === "list"
        ? [A("x"), L(A("x"))]
        : wrongItems(shape.of).filter((item) => count(item) > 0);
    case "either":
      return shape.of.every(({ kind }) => kind === "value") ? [] : [A("x")];
    case "packed":
    case "vector":
      return [F4(1), BOOLEAN(true)];
    case "unspecified":
      return [];
    case "value":
      return isListOnly(shape) ? [A("x")] : formatsOf(shape)?.includes("L") === false ? [L()] : [];
    case "code":
    case "flag":
      return [A("x"), L(), U2(1, 2)];
    case "integer":
      return [F4(1), A("x"), L(), U2(1, 2)];
    case "text":
      return [U4(1), L()];
    case "id":
    case "name":
      return [F4(1), L(U4(1))];
  }
}

function isListOnly(shape: Shape): boolean {
  return shape.kind === "value" && shape.formats?.join() === "L";
}

type Children<T> = (
  shape: Shape,
  whole: T,
) => { step: string; shape: Shape; part: T; with(part: unknown): T }[];

/** All places of a body. */
function places<T>(shape: Shape, whole: T, path: string, children: Children<T>): Place<T>[] {
  const here: Place<T> = { path, shape, with: (other) => other as T };
  if (shape.kind === "either") return [here];
  const inner = shape.kind === "optional" ? shape.of : shape;
  const deeper = children(inner, whole).flatMap((child) =>
    places(child.shape, child.part, path + child.step, children)
      .map((place) => ({ ...place, with: (other: unknown) => child.with(place.with(other)) }))
  );
  return [here, ...deeper];
}

function elements(shape: Shape, whole: Item): ReturnType<Children<Item>> {
  if (whole.format !== "L") return [];
  const put = (at: number) => (part: unknown) =>
    L(whole.value.map((item, i) => i === at ? part as Item : item));
  if (shape.kind === "list") {
    return shape.fields.map(({ name, shape }, i) => ({
      step: `.${name}`,
      shape,
      part: whole.value[i],
      with: put(i),
    }));
  }
  if (shape.kind !== "listOf" && shape.kind !== "packed") return [];
  return whole.value.map((part, i) => ({ step: `[${i}]`, shape: shape.of, part, with: put(i) }));
}

function values(shape: Shape, whole: unknown): ReturnType<Children<unknown>> {
  if (shape.kind === "list") {
    const body = whole as Record<string, unknown>;
    return shape.fields.map(({ name, shape }) => ({
      step: `.${name}`,
      shape,
      part: body[name],
      with: (part) => ({ ...body, [name]: part }),
    }));
  }
  if (shape.kind !== "listOf" && shape.kind !== "packed" && shape.kind !== "vector") return [];
  const all = whole as unknown[];
  return all.map((part, i) => ({ step: `[${i}]`, shape: shape.of, part, with: (part) => all.with(i, part) }));
}
