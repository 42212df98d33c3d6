// What an application may change without touching the library: handlers, capabilities, vetoes, and what it sees.
import { assertEquals, assertThrows } from "@std/assert";
import {
  message,
  S14F1,
  S14F2,
  S1F1,
  S1F19,
  S1F2,
  S1F20,
  S1F3,
  S1F4,
  S2F25,
  S2F26,
} from "../core/messages/mod.ts";
import { S2F37, S3F17, S3F18, S6F11 } from "../core/messages/mod.ts";
import { type Answer, type Capability, type Context, on } from "../core/gem/capability.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import { objects } from "../core/gem/equipment_objects.ts";
import type { DataMessage } from "../core/link.ts";
import { A, U1, U4 } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig, nameOf } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

test("gem override: a handler of the application comes first, and may leave the answer to the equipment", () => {
  const S2F25Handler = on(
    S2F25,
    (ABS): Answer => (ABS.length > 1 ? S2F26.build(ABS.toReversed()) : "default"),
  );
  const host = rig({ handlers: { S2F25: S2F25Handler } });
  const echo = (
    ...bytes: number[]
  ) => [...S2F26.read(host.ask(S2F25.build(Uint8Array.from(bytes))) as DataMessage)];
  assertEquals([echo(1, 2, 3), echo(7)], [[3, 2, 1], [7]]);
});

test("gem override: messages of one's own are answered, and their stream is known from then on", () => {
  const S64F1 = message("S64F1 H→E W S", "Lot Request", {
    LOTID: { item: "LOTID", kind: "text", doc: "Lot" },
  });
  const S64F2 = message("S64F2 E→H - S", "Lot Data", { item: "QTY", kind: "code", doc: "Quantity" });
  const host = rig({ handlers: { S64F1: on(S64F1, ({ LOTID }) => S64F2.build(LOTID.length)) } });
  assertEquals(S64F2.read(host.ask(S64F1.build({ LOTID: "L-17" })) as DataMessage), 4);
  host.ask({ stream: 64, function: 3, replyExpected: true, text: new Uint8Array(0) });
  host.ask({ ...S64F1.build({ LOTID: "" }), text: new Uint8Array(0) });
  assertEquals(host.primaries.map(nameOf), ["S9F5", "S9F7"]);
});

test("gem override: a message may be handed to the application, which answers by the link", () => {
  const host = rig({ handlers: { S1F1: "message", S64F1: "message" } });
  host.ask(S1F1.build());
  const [{ message }] = host.told("message");
  host.do((equipment, now) => equipment.reply(message, S1F2.text({ MDLN: "MINE", SOFTREV: "1" }), now));
  assertEquals(S1F2.read(host.outcomes[0] as DataMessage)?.MDLN, "MINE");
  host.ask({ stream: 64, function: 1, replyExpected: false, text: new Uint8Array(0) });
  assertEquals(host.told("message").length, 2);
});

test("gem override: every answer a handler can give, and what it throws, leads to one outcome", () => {
  const answers: Answer[] = ["abort", "illegal data", undefined, "default"];
  for (const [i, expected] of (["aborted", "stream 9", undefined, "aborted"] as const).entries()) {
    assertEquals(
      rig({ handlers: { S64F1: () => answers[i] } }).ask(message("S64F1 H→E W S", "X").build()),
      expected,
    );
  }
  const host = rig({
    handlers: {
      S1F1: () => {
        throw new Error("not now");
      },
    },
  });
  assertEquals(host.ask(S1F1.build()), "aborted");
  assertEquals(host.told("handler failed").map(({ error }) => (error as Error).message), ["not now"]);
});

/** Counts what it is asked, and raises an event every second. */
function counter(context: Context): Capability {
  let asked = 0, next = 1000;
  return {
    name: "counter",
    handlers: {
      S1F1: () => {
        asked++;
        return "default" as const;
      },
      S64F1: (_, { control }) => S1F4.build([U1(asked), U1(control.code)]),
    },
    get deadline() {
      return next;
    },
    elapsed(now) {
      if (now < next) return;
      next += 1000;
      context.raise(10);
    },
  };
}

test("gem override: a capability of one's own has handlers, a clock, and the equipment to work with", () => {
  const host = rig({ capabilities: (context) => [counter(context)] });
  host.ask(S2F37.build({ CEED: true, events: [10] }));
  host.run(3000);
  assertEquals(host.got("S6F11").map((one) => S6F11.read(one).CEID.value), [10, 10, 10]);
  const reply = host.ask({
    stream: 64,
    function: 1,
    replyExpected: true,
    text: new Uint8Array(0),
  }) as DataMessage;
  assertEquals(S1F4.read(reply.text), [U1(0), U1(5)]);
});

test("gem override: with trace everything that is answered here is told, with what and by whom", () => {
  const host = rig({ trace: true });
  host.ask(S1F1.build());
  host.ask({ stream: 99, function: 1, replyExpected: true, text: new Uint8Array(0) });
  assertEquals(host.told("answered").map(({ message, by, answer }) => [nameOf(message), by, answer]), [
    ["S1F1", "identity and control", "reply"],
    ["S99F1", "stream 9", "stream 9"],
  ]);
  assertEquals(S1F2.read(host.told("answered")[0].text!)?.SOFTREV, "2.0");
});

test("gem override: the equipment is a link: send, reply and cancel go past it to the link", () => {
  const host = rig();
  host.answers.S64F1 = { stream: 64, function: 2, replyExpected: false, text: new Uint8Array(0) };
  const primary = { stream: 64, function: 1, replyExpected: true };
  host.do((equipment, now) => equipment.send(primary, now));
  assertEquals(host.told("reply").map((news) => news.primary), [primary]);
  host.answers.S64F1 = undefined;
  const systemBytes = host.do((equipment, now) => equipment.send(primary, now));
  assertEquals([host.equipment.cancel(systemBytes), host.equipment.cancel(systemBytes)], [true, false]);
  host.do((equipment, now) => equipment.send(primary, now), 11_000);
  assertEquals(host.told("noReply").map(({ reason }) => reason), ["T3"]);
  assertEquals(host.got("S9F9").length, 1);
  host.cut = true;
  host.breakWire();
  assertThrows(
    () => host.equipment.send(primary, host.now),
    Error,
    "Cannot send S64F1: communication is WAIT DELAY",
  );
});

test("gem override: a message of the application goes the way of every other: sent, or given up", () => {
  const host = rig();
  const post = () =>
    host.do((equipment, now) => equipment.post(S6F11.build({ DATAID: 0, CEID: 1, reports: [] }), now));
  assertEquals(post(), "sent");
  host.do((equipment, now) => equipment.goOffLine(now));
  assertEquals(post(), "discarded");
  assertEquals(host.told("not sent").map(({ reason }) => reason), ["EQUIPMENT OFF-LINE"]);
});

// ── Extension points that come with the library ──────────────────────────────────────────────────────────────────

const SHELF = {
  Substrate: [
    { id: "W-1", attributes: { State: "IDLE", Slot: 1 } },
    { id: "W-2", attributes: { State: "BUSY", Slot: 2 } },
  ],
};

test("gem override: objects: attributes are got by S14F1 and S1F19, of all objects or of those asked for", () => {
  const host = rig({ capabilities: () => [objects(() => SHELF)] });
  const get = (
    OBJTYPE: string,
    ids: string[],
    attributes: string[],
    conditions: [string, number, number][] = [],
  ) =>
    S14F2.read(
      host.ask(S14F1.build({
        OBJSPEC: "",
        OBJTYPE,
        objects: ids,
        attributes,
        conditions: conditions.map(([ATTRID, value, ATTRRELN]) => ({
          ATTRID,
          ATTRDATA: U1(value),
          ATTRRELN,
        })),
      })) as DataMessage,
    );
  const state = get("Substrate", [], ["State"]);
  assertEquals(
    state.objects.map(({ OBJID, attributes }) => [OBJID, attributes.map(({ ATTRDATA }) => ATTRDATA)]),
    [
      ["W-1", [A("IDLE")]],
      ["W-2", [A("BUSY")]],
    ],
  );
  assertEquals(state.result, { OBJACK: 0, errors: [] });
  assertEquals(get("Substrate", ["W-2"], [])!.objects[0].attributes.length, 2);
  const errors = (...asked: Parameters<typeof get>) =>
    get(...asked).result.errors.map(({ ERRCODE }) => ERRCODE);
  assertEquals([
    errors("Carrier", [], []),
    errors("Substrate", ["W-9"], []),
    errors("Substrate", [], ["Colour"]),
  ], [
    [6],
    [3],
    [4],
  ]);
  assertEquals(errors("Substrate", [], [], [["Slot", 1, 0]]), [14]);
  const body = { OBJTYPE: "Substrate", objects: ["W-1"], attributes: ["Slot", "State"] };
  const old = S1F20.read(host.ask(S1F19.build(body)) as DataMessage);
  assertEquals([old.objects, old.errors], [[[U4(1), A("IDLE")]], []]);
});

test("gem override: carrier actions (S3F17) as a capability of the application", () => {
  const carriers: Capability = {
    name: "carriers",
    handlers: {
      S3F17: on(S3F17, ({ CARRIERACTION, CARRIERID }) =>
        S3F18.build(
          CARRIERACTION === "ProceedWithCarrier" && CARRIERID === "C-1"
            ? { CAACK: 0, errors: [] }
            : { CAACK: 1, errors: [{ ERRCODE: 50, ERRTEXT: "missing carrier" }] },
        )),
    },
  };
  const host = rig({ capabilities: () => [carriers] });
  const act = (CARRIERID: string) => {
    const body = { DATAID: 0, CARRIERACTION: "ProceedWithCarrier", CARRIERID, PTN: 1, attributes: [] };
    return S3F18.read(host.ask(S3F17.build(body)) as DataMessage).CAACK;
  };
  assertEquals([act("C-1"), act("C-2")], [0, 1]);
  assertEquals(S1F4.read(host.ask(S1F3.build([1])) as DataMessage), [U1(5)]);
});
