// The host as a machine over HSMS: establishing communication, answering, and typed news, on a simulated wire with an
// equipment that says exactly what a test wants.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Host, type HostNews, type HostOptions, ReplyError } from "../core/gem/mod.ts";
import * as gem from "../core/gem/mod.ts";
import { Entity, type EntityNews, GENERAL_SESSION } from "../core/hsms/mod.ts";
import type { DataMessage, Primary } from "../core/link.ts";
import { A, B, decode, encode, F4, type Item, L, U1, U2, U4 } from "../core/secs2/mod.ts";
import { nameOf, Wire } from "./gem_wire.ts";
import { data, selectRsp } from "./hsms_frames.ts";
import { test } from "./harness.ts";

const TIMERS = { T3: 10, T5: 1 };
const NOTHING = new Uint8Array(0);
const EQUIPMENT = { MDLN: "EQ-100", SOFTREV: "1.2.0" };
const IDENTITY = L(A("EQ-100"), A("1.2.0"));

/** What the equipment answers: an item, header only, SxF0, or nothing at all. */
type Reply = Item | "header only" | "abort" | "nothing";

/** A host, and an equipment that is nothing but HSMS. */
class Rig extends Wire<Host<EntityNews>, Entity> {
  /** What the equipment answers; an S1F14 that accepts where there is no entry, SxF0 otherwise. */
  replies: Record<string, Reply> = { S1F13: L(B(0), IDENTITY), S1F1: IDENTITY };
  /** Primaries and secondaries that the equipment has received. */
  received: string[] = [];

  constructor(options: HostOptions = {}) {
    super(
      new Host(new Entity({ mode: "active", session: 7, timers: TIMERS }), options),
      new Entity({ mode: "passive", session: 7, timers: TIMERS }),
    );
    this.passive.onNews = (news) => {
      if (news.type === "message") this.#answer(news.message);
      if (news.type === "reply") this.#note(news.message);
      if (news.type === "noReply") this.received.push(`${nameOf(news.primary)}: ${news.reason}`);
    };
  }

  #note(message: DataMessage): void {
    const item = message.text.length === 0 ? "" : ` ${JSON.stringify(plain(decode(message.text)))}`;
    this.received.push(nameOf(message) + item);
  }

  #answer(message: DataMessage): void {
    this.#note(message);
    const reply = this.replies[nameOf(message)] ?? "abort";
    if (!message.replyExpected || reply === "nothing") return;
    const text = typeof reply === "object" ? encode(reply) : NOTHING;
    this.passive.entity.reply(message, text, this.now, reply === "abort" ? 0 : message.function + 1);
  }

  /** The equipment sends a primary; returns what it has received since, and forgets it. */
  says(name: string, text?: Item, replyExpected = true): string[] {
    const [, stream, fn] = /S(\d+)F(\d+)/.exec(name)!.map(Number);
    const primary: Primary = { stream, function: fn, replyExpected, text: text && encode(text) };
    this.received = [];
    this.do((now) => this.passive.entity.send(primary, now));
    return this.received;
  }

  get host(): Host<EntityNews> {
    return this.active.entity;
  }

  /** The host's own news, without the messages in them, since they were last taken. */
  takeNews(): unknown[] {
    const own = this.active.outputs.filter(({ type }) => OWN.has(type));
    this.active.outputs.length = 0;
    return own.map((news) => {
      const { message: _, ...rest } = news as { message?: DataMessage };
      return rest;
    });
  }
}

const OWN: ReadonlySet<string> = new Set<HostNews["type"] | "message">([
  ...["communicating", "not communicating", "control state", "event", "alarm", "trace", "terminal"] as const,
  ...["process program", "verification", "stream 9", "answered", "unhandled", "illegal data"] as const,
  ...["handler failed", "not answered", "done", "failed", "message"] as const,
]);

function plain(item: Item): unknown {
  if (item.format === "L") return item.value.map(plain);
  return item.value instanceof Uint8Array ? `B ${[...item.value].join(" ")}`.trim() : item.value;
}

/** A host that communicates; what was told so far is forgotten. */
function communicating(options: HostOptions = {}): Rig {
  const rig = new Rig(options).begin();
  assertEquals(rig.host.communicating, true);
  rig.takeNews();
  rig.received = [];
  return rig;
}

// ── Establishing ─────────────────────────────────────────────────────────────────────────────────────────────────

const COMMUNICATING = { type: "communicating", equipment: EQUIPMENT, again: false };

test("host: it establishes communication once SELECTED", () => {
  const rig = new Rig().begin();
  assertEquals(rig.received, ["S1F13 []"]);
  assertEquals(rig.takeNews(), [COMMUNICATING]);
  assertEquals([rig.host.communicationState, rig.host.equipment], ["COMMUNICATING", EQUIPMENT]);
});

test("host: it may wait for the equipment to ask", () => {
  const rig = new Rig({ asks: false }).begin();
  assertEquals([rig.received, rig.host.communicationState], [[], "WAIT CR"]);
  assertEquals(rig.says("S1F13", IDENTITY), ['S1F14 ["B 0",[]]']);
  assertEquals(rig.takeNews(), [COMMUNICATING]);
});

test("host: an S1F13 that cannot be read, or says nothing, is good enough", () => {
  for (const text of [undefined, L(), A("EQ")]) {
    const rig = new Rig({ asks: false }).begin();
    assertEquals(rig.says("S1F13", text), ['S1F14 ["B 0",[]]']);
    assertEquals(rig.takeNews(), [{ ...COMMUNICATING, equipment: undefined }]);
  }
});

for (
  const [name, reply] of [
    ["COMMACK 1", L(B(1), L())],
    ["S1F0", "abort"],
    ["an S1F14 that is none", A("yes")],
    ["no answer", "nothing"],
  ] as const
) {
  test(`host: an attempt to establish communication fails by ${name}, and is made again after CommDelay`, () => {
    const rig = new Rig({ establishTimeout: 5 });
    rig.replies.S1F13 = reply;
    rig.begin(50);
    const T3 = name === "no answer" ? 10_000 : 0;
    rig.run(T3);
    assertEquals([rig.received, rig.host.communicationState], [["S1F13 []"], "WAIT DELAY"]);
    rig.run(4_900);
    assertEquals(rig.received.length, 1);
    rig.replies.S1F13 = L(B(0), L());
    rig.run(200);
    assertEquals([rig.received.length, rig.host.communicating], [2, true]);
    assertEquals(rig.takeNews(), [{ ...COMMUNICATING, equipment: undefined }]);
  });
}

test("host: a tool that answers S1F13 by stream 9 is asked again after CommDelay, not at once", () => {
  const rig = new Rig();
  rig.replies.S1F13 = "nothing";
  rig.passive.onNews = (news, now) => {
    if (news.type !== "message") return;
    rig.received.push(nameOf(news.message));
    const { systemBytes } = news.message;
    const MHEAD = B(0, 7, 0x81, 13, 0, 0, 0, 0, 0, systemBytes);
    rig.passive.entity.send({ stream: 9, function: 5, text: encode(MHEAD) }, now);
  };
  rig.begin(1000);
  assertEquals(rig.received, ["S1F13"]);
  assertEquals(rig.host.communicationState, "WAIT DELAY");
});

test("host: S1F13s that cross end in COMMUNICATING, once", () => {
  const rig = new Rig();
  rig.replies.S1F13 = "nothing";
  let asked: DataMessage | undefined;
  const { onNews } = rig.passive;
  rig.passive.onNews = (news, now) => {
    if (news.type === "message" && nameOf(news.message) === "S1F13") {
      asked = news.message;
      rig.passive.entity.send({ stream: 1, function: 13, replyExpected: true, text: encode(IDENTITY) }, now);
    } else onNews(news, now);
  };
  rig.begin();
  assertEquals(rig.received, ['S1F14 ["B 0",[]]']);
  rig.do((now) => rig.passive.entity.reply(asked!, encode(L(B(0), IDENTITY)), now));
  assertEquals(rig.takeNews(), [COMMUNICATING]);
});

test("host: an equipment that asks again has begun anew", () => {
  const rig = communicating();
  assertEquals(rig.says("S1F13", L(A("EQ-100"), A("1.3"))), ['S1F14 ["B 0",[]]']);
  const equipment = { MDLN: "EQ-100", SOFTREV: "1.3" };
  assertEquals(rig.takeNews(), [{ type: "communicating", equipment, again: true }]);
});

test("host: communication ends with the link, and is established anew with the next", () => {
  const rig = communicating();
  rig.do(() => rig.breakWire(), 10);
  assertEquals(rig.takeNews(), [{ type: "not communicating", cause: "communication failure" }]);
  assertEquals(rig.host.communicating, false);
  rig.run(1100);
  assertEquals(rig.takeNews(), [COMMUNICATING]);
});

test("host: disabled, it answers no S1F13; enabled, it asks", () => {
  const rig = new Rig({ enabled: false }).begin();
  assertEquals(rig.says("S1F13", IDENTITY), []);
  assertEquals(rig.takeNews(), [{ type: "unhandled" }]);
  rig.do((now) => rig.host.enable(now));
  assertEquals(rig.takeNews(), [COMMUNICATING]);
  rig.do((now) => rig.host.disable(now));
  assertEquals(rig.takeNews(), [{ type: "not communicating", cause: "disable" }]);
});

test("host: the application may deny communication", () => {
  const rig = new Rig({ asks: false, acceptCommunication: (equipment) => equipment?.MDLN === "EQ-100" })
    .begin();
  assertEquals(rig.says("S1F13", L(A("OTHER"), A("1"))), ['S1F14 ["B 1",[]]']);
  assertEquals([rig.takeNews(), rig.host.communicating], [[{ type: "answered" }], false]);
  assertEquals(rig.says("S1F13", IDENTITY), ['S1F14 ["B 0",[]]']);
  assertEquals(rig.takeNews(), [COMMUNICATING]);
});

test("host: impossible options", () => {
  const link = new Entity({ mode: "active" });
  assertThrows(() => new Host(link, { establishTimeout: -1 }), RangeError, "Cannot establish communications");
});

test("host: a message while not communicating is processed, and calls for S1F13", () => {
  const rig = new Rig({ establishTimeout: 60 });
  rig.replies.S1F13 = "abort";
  rig.begin();
  rig.replies.S1F13 = L(B(0), L());
  assertEquals(rig.says("S1F1"), ["S1F13 []", "S1F2 []"]);
  assertEquals(rig.host.communicating, true);
});

// ── Answers and news ─────────────────────────────────────────────────────────────────────────────────────────────

const id = (format: string, value: number | string): unknown => ({ format, value });
const EVENT = L(U4(1), U2(10), L(L(U4(1), L(A("LOT-7"), F4(2.5))), L(U4(2), L(U1(1)))));
const VALUE = (value: Item, VID?: unknown, name?: string): unknown => ({ VID, name, value });
const EVENT_NEWS = {
  type: "event",
  CEID: id("U2", 10),
  name: undefined,
  reports: [
    { RPTID: id("U4", 1), values: [VALUE(A("LOT-7")), VALUE(F4(2.5))] },
    { RPTID: id("U4", 2), values: [VALUE(U1(1))] },
  ],
  DATAID: id("U4", 1),
};
const ON_LINE = { type: "control state", from: "unknown", to: "on-line" };
const ALARM = L(B(0x84), U4(42), A("CHAMBER OVER TEMP"));
const ALARM_NEWS = {
  type: "alarm",
  ALID: id("U4", 42),
  set: true,
  category: 4,
  text: "CHAMBER OVER TEMP",
  name: undefined,
};
const PROGRAMS = { receive: () => 0, give: (name: string) => name === "R1" ? B(1, 2) : undefined };

interface Case {
  readonly says: string;
  readonly text?: Item;
  readonly options?: HostOptions;
  readonly gets: string;
  readonly news: readonly unknown[];
}

const ANSWERED = { type: "answered" };
const CASES: Readonly<Record<string, Case>> = {
  "S1F1": { says: "S1F1", gets: "S1F2 []", news: [ANSWERED] },
  "S2F17 without a clock": { says: "S2F17", gets: 'S2F18 ""', news: [ANSWERED] },
  "S2F17": {
    says: "S2F17",
    options: { clock: () => 1_770_091_506_780, zone: 60, time: 16 },
    gets: 'S2F18 "2026020305050678"',
    news: [ANSWERED],
  },
  "S2F25": { says: "S2F25", text: B(1, 255), gets: 'S2F26 "B 1 255"', news: [ANSWERED] },
  "S5F1": { says: "S5F1", text: ALARM, gets: 'S5F2 "B 0"', news: [ALARM_NEWS] },
  "S5F1 refused": {
    says: "S5F1",
    text: ALARM,
    options: { acknowledge: { alarm: ({ category }) => category } },
    gets: 'S5F2 "B 4"',
    news: [ALARM_NEWS],
  },
  "S6F1": {
    says: "S6F1",
    text: L(U4(3), U4(2), A("260203040506"), L(F4(1), F4(2))),
    gets: 'S6F2 "B 0"',
    news: [{
      type: "trace",
      TRID: id("U4", 3),
      sample: 2,
      STIME: "260203040506",
      time: { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6, millisecond: 0 },
      values: [F4(1), F4(2)],
    }],
  },
  "S6F5": { says: "S6F5", text: L(U4(1), U4(500)), gets: 'S6F6 "B 0"', news: [ANSWERED] },
  "S6F5 not granted": {
    says: "S6F5",
    text: L(U4(1), U4(500)),
    options: { acknowledge: { inquiry: (_, length) => length > 400 ? 1 : 0 } },
    gets: 'S6F6 "B 1"',
    news: [ANSWERED],
  },
  "S6F11": { says: "S6F11", text: EVENT, gets: 'S6F12 "B 0"', news: [EVENT_NEWS, ON_LINE] },
  "S6F11 vetoed": {
    says: "S6F11",
    text: EVENT,
    options: { acknowledge: { event: ({ CEID }) => CEID.value === 10 ? 1 : 0 } },
    gets: 'S6F12 "B 1"',
    news: [EVENT_NEWS, ON_LINE],
  },
  "S6F11 with names": {
    says: "S6F11",
    text: EVENT,
    options: {
      tool: {
        names: {
          events: [{ id: 10, name: "Control State Local" }],
          reports: [{ id: 1, variables: [100, U2(7)] }, { id: 2, variables: [1, 2, 3] }],
          variables: [{ id: 7, name: "TEMP" }],
          constants: [{ id: 100, name: "LOT" }],
        },
      },
    },
    gets: 'S6F12 "B 0"',
    news: [{
      ...EVENT_NEWS,
      name: "Control State Local",
      reports: [
        {
          RPTID: id("U4", 1),
          values: [VALUE(A("LOT-7"), id("U4", 100), "LOT"), VALUE(F4(2.5), id("U2", 7), "TEMP")],
        },
        EVENT_NEWS.reports[1],
      ],
    }, { ...ON_LINE, to: "local" }],
  },
  "S6F13": {
    says: "S6F13",
    text: L(U4(1), U2(10), L(L(U4(1), L(L(U2(7), F4(2.5)))))),
    options: { tool: { names: { variables: [{ id: 7, name: "TEMP" }] } } },
    gets: 'S6F14 "B 0"',
    news: [{
      ...EVENT_NEWS,
      reports: [{ RPTID: id("U4", 1), values: [VALUE(F4(2.5), id("U2", 7), "TEMP")] }],
    }, ON_LINE],
  },
  "S7F1 without programs": { says: "S7F1", text: L(A("R1"), U4(9)), gets: 'S7F2 "B 5"', news: [ANSWERED] },
  "S7F1": {
    says: "S7F1",
    text: L(A("R1"), U4(9)),
    options: { programs: { ...PROGRAMS, grant: (_, length) => length > 5 ? 2 : 0 } },
    gets: 'S7F2 "B 2"',
    news: [ANSWERED],
  },
  "S7F3 without programs": {
    says: "S7F3",
    text: L(A("R1"), B(9)),
    gets: 'S7F4 "B 1"',
    news: [{ type: "process program", PPID: "R1", body: B(9), ACKC7: 1 }],
  },
  "S7F3": {
    says: "S7F3",
    text: L(A("R1"), B(9)),
    options: { programs: PROGRAMS },
    gets: 'S7F4 "B 0"',
    news: [{ type: "process program", PPID: "R1", body: B(9), ACKC7: 0 }],
  },
  "S7F5": {
    says: "S7F5",
    text: A("R1"),
    options: { programs: PROGRAMS },
    gets: 'S7F6 ["R1","B 1 2"]',
    news: [ANSWERED],
  },
  "S7F5 of what is not there": { says: "S7F5", text: A("R2"), gets: "S7F6 []", news: [ANSWERED] },
  "S7F27": {
    says: "S7F27",
    text: L(A("R1"), L(L(U1(4), U2(2), A("bad step")))),
    gets: "S7F28",
    news: [{ type: "verification", PPID: "R1", errors: [{ ACKC7A: 4, SEQNUM: 2, ERRW7: "bad step" }] }],
  },
  "S7F29": { says: "S7F29", text: U4(900), gets: 'S7F30 "B 0"', news: [ANSWERED] },
  "S10F1": {
    says: "S10F1",
    text: L(B(1), A("HELP")),
    gets: 'S10F2 "B 0"',
    news: [{ type: "terminal", TID: 1, text: "HELP" }],
  },
  "a primary that nobody knows": { says: "S64F1", gets: "S64F1: aborted", news: [{ type: "unhandled" }] },
  "a handler that answers": {
    says: "S64F1",
    options: {
      handlers: { S64F1: () => ({ stream: 64, function: 2, replyExpected: false, text: encode(U1(9)) }) },
    },
    gets: "S64F2 9",
    news: [ANSWERED],
  },
  "a handler that aborts": {
    says: "S1F1",
    options: { handlers: { S1F1: () => "abort" } },
    gets: "S1F1: aborted",
    news: [ANSWERED],
  },
  "a handler that leaves it to the host": {
    says: "S1F1",
    options: { handlers: { S1F1: () => "default" } },
    gets: "S1F2 []",
    news: [ANSWERED],
  },
};

for (const [name, { says, text, options, gets, news }] of Object.entries(CASES)) {
  test(`host: ${name}`, () => {
    const rig = communicating(options);
    assertEquals(rig.says(says, text), [gets]);
    assertEquals(rig.takeNews(), news);
  });
}

test("host: reports without the W-bit are told and not answered", () => {
  for (const [says, text] of [["S6F11", EVENT], ["S5F1", ALARM], ["S64F1", undefined]] as const) {
    const rig = communicating();
    assertEquals(rig.says(says, text, false), []);
    assertEquals(rig.takeNews().length > 0, true);
  }
});

test("host: illegal data is answered by SxF0", () => {
  const rig = communicating();
  assertEquals(rig.says("S6F11", A("event")), ["S6F11: aborted"]);
  const [news] = rig.takeNews() as { type: string; error: Error }[];
  assertEquals([news.type, news.error.message], [
    "illegal data",
    "Cannot read S6F11: expected L [3], found A",
  ]);
});

test("host: a handler that throws costs the equipment SxF0, and nobody else anything", () => {
  const error = new Error("broken");
  const fail = (): never => {
    throw error;
  };
  for (const options of [{ handlers: { S6F11: fail } }, { acknowledge: { event: fail } }]) {
    const rig = communicating(options);
    assertEquals(rig.says("S6F11", EVENT), ["S6F11: aborted"]);
    assertEquals(rig.takeNews(), [{ type: "handler failed", error }]);
    assertEquals(rig.says("S1F1"), ["S1F2 []"]);
  }
});

test("host: the application answers what is handed on, when it likes", () => {
  const handed: HostOptions[] = [{ unhandled: "message" }, { handlers: { S64F1: "message" } }];
  for (const options of handed) {
    const rig = communicating(options);
    assertEquals(rig.says("S64F1"), []);
    const [{ message }] = rig.active.news("message");
    rig.do((now) => rig.host.reply(message, encode(U1(5)), now));
    assertEquals(rig.received, ["S64F2 5"]);
  }
  const later = communicating({ handlers: { S64F1: () => "later" } });
  assertEquals(later.says("S64F1"), []);
  assertEquals(later.takeNews(), [{ type: "answered" }]);
});

test("host: stream 9 names the primary that it is about", () => {
  const rig = communicating();
  rig.replies.S64F1 = "nothing";
  const primary = { stream: 64, function: 1, replyExpected: true, systemBytes: 77 };
  rig.do((now) => rig.host.send(primary, now));
  assertEquals(rig.says("S9F5", B(0, 7, 0xc0, 1, 0, 0, 0, 0, 0, 77), false), []);
  assertEquals(rig.active.news("noReply").map(({ reason }) => reason), ["stream 9"]);
  assertEquals(rig.takeNews(), [{ type: "stream 9", name: "Unrecognized Function Type", primary }]);
  rig.says("S9F9", B(0, 7, 0xc0, 1, 0, 0, 0, 0, 0, 99), false);
  assertEquals(rig.takeNews(), [{
    type: "stream 9",
    name: "Transaction Timer Timeout",
    primary: undefined,
  }]);
});

// ── Procedures ───────────────────────────────────────────────────────────────────────────────────────────────────

test("host: a procedure ends in one news, done or failed", () => {
  const rig = communicating();
  const first = rig.do((now) => rig.host.run(gem.areYouThere(), now));
  assertEquals(rig.takeNews(), [
    { type: "control state", from: "unknown", to: "on-line" },
    { type: "done", id: first, value: EQUIPMENT },
  ]);
  rig.replies.S1F1 = A("no");
  const second = rig.do((now) => rig.host.run(gem.areYouThere(), now));
  const [failed] = rig.takeNews() as { type: string; id: number; error: unknown }[];
  assertEquals([failed.type, failed.id, failed.error instanceof ReplyError], ["failed", second, true]);
  assertEquals(rig.host.running, 0);
});

test("host: procedures run beside each other and beside requests of the application", () => {
  const rig = communicating();
  rig.replies.S2F37 = B(0);
  const ids = rig.do((now) => [
    rig.host.run(gem.areYouThere(), now),
    rig.host.run(gem.enableAllEvents(), now),
    rig.host.run(gem.goOnLine(), now),
  ]);
  const primary = { stream: 1, function: 1, replyExpected: true };
  rig.do((now) => rig.host.send(primary, now));
  const ended = [...rig.active.news("done"), ...rig.active.news("failed")].map(({ id }) => id);
  assertEquals(new Set(ended), new Set(ids));
  assertEquals(ended.length, 3);
  const [reply] = rig.active.news("reply");
  assert(reply.primary === primary, "a request gets its primary back as it was given");
});

test("host: a procedure fails with T3, with the connection, and where nothing is selected", () => {
  const reasons = (rig: Rig): unknown[] => rig.active.news("failed").map(({ error }) => `${error}`);
  const rig = communicating();
  rig.replies.S1F1 = "nothing";
  rig.do((now) => rig.host.run(gem.areYouThere(), now, { T3: 1 }), 1100);
  rig.do((now) => rig.host.run(gem.areYouThere(), now));
  rig.do(() => rig.breakWire(), 10);
  rig.do((now) => rig.host.run(gem.areYouThere(), now), 10);
  assertEquals(reasons(rig), [
    "TransactionError: Cannot complete S1F1: no reply within T3",
    "TransactionError: Cannot complete S1F1: the connection has ended",
    "NotSelectedError: Cannot send S1F1: not connected",
  ]);
});

test("host: a procedure may go on after a failure, and send what expects no reply", () => {
  const rig = communicating();
  function* stubborn(): gem.Procedure<string> {
    try {
      yield* gem.goOnLine();
    } catch {
      yield* gem.tell({ stream: 2, function: 21, text: encode(A("START")) });
      return "told";
    }
    return "on-line";
  }
  const id = rig.do((now) => rig.host.run(stubborn(), now));
  assertEquals(rig.received, ["S1F17", 'S2F21 "START"']);
  assertEquals(rig.takeNews(), [{ type: "done", id, value: "told" }]);
});

test("host: an abandoned procedure tells why, and its late reply belongs to nobody", () => {
  const rig = communicating();
  rig.replies.S1F1 = "nothing";
  let cleaned = false;
  function* careful(): gem.Procedure<unknown> {
    try {
      return yield* gem.areYouThere();
    } finally {
      cleaned = true;
    }
  }
  const id = rig.do((now) => rig.host.run(careful(), now));
  assertEquals(rig.do((now) => rig.host.abandon(id, "enough", now)), true);
  assertEquals(rig.takeNews(), [{ type: "failed", id, error: "enough" }]);
  assertEquals([cleaned, rig.host.running, rig.host.abandon(id, "again", rig.now)], [true, 0, false]);
});

test("host: what S1F15, S1F17 and S1F1 come to tells the control state", () => {
  const rig = communicating();
  rig.replies = { S1F15: B(0), S1F17: B(0), S1F1: "abort" };
  const states: string[] = [];
  for (const procedure of [gem.goOnLine(), gem.goOffLine(), gem.goOnLine(), gem.areYouThere()]) {
    rig.do((now) => rig.host.run(procedure as gem.Procedure<unknown>, now));
    states.push(rig.host.control);
  }
  assertEquals(states, ["on-line", "off-line", "on-line", "off-line"]);
});

// ── The link beneath ─────────────────────────────────────────────────────────────────────────────────────────────

test("host: it is a link: orders, facts and news of the entity pass", () => {
  const rig = communicating();
  rig.do((now) => rig.host.stop(now));
  assertEquals(rig.active.news("stopped").length, 1);
  assertEquals(rig.host.deadline, Infinity);
  assertThrows(() => rig.host.connected(rig.now), Error, "Cannot be connected");
});

test("host: time moves on: after elapsed(deadline) the deadline is later", () => {
  const rig = new Rig({ establishTimeout: 3 });
  rig.replies.S1F13 = "abort";
  rig.begin();
  for (let i = 0; i < 5; i++) {
    const { deadline } = rig.host;
    assert(deadline > rig.now && deadline < Infinity);
    rig.run(deadline - rig.now);
    assert(rig.host.deadline > deadline);
  }
  assert(rig.received.length > 5);
});

test("host: messages of other sessions pass by", () => {
  const rig = communicating({ session: 7 });
  rig.do((now) => rig.passive.entity.send({ stream: 64, function: 1, session: 7 }, now));
  assertEquals(rig.takeNews(), [{ type: "unhandled" }]);
  rig.do((now) => rig.passive.entity.send({ stream: 64, function: 1, session: 8 }, now));
  assertEquals(rig.takeNews(), [{ type: "message" }]);
});

test("host: names learnt later are used from then on", () => {
  const rig = communicating();
  rig.host.learn({ events: [{ id: 10, name: "START" }] });
  rig.host.learn({ variables: [{ id: 1, name: "LOT" }] });
  rig.says("S6F11", EVENT);
  assertEquals(rig.active.news("event").map(({ name }) => name), ["START"]);
});

test("host: hosts of several sessions stand on each other on one HSMS-GS connection", () => {
  const sessions = [1, 2];
  const link = new Entity({ mode: "active", profile: GENERAL_SESSION, sessions, timers: TIMERS });
  const tool = { names: { alarms: [{ id: 42, name: "HOT" }] } };
  const first = new Host(link, { session: 1, tool });
  const second = new Host(first, { session: 2 });
  const wire = new Wire(
    second,
    new Entity({ mode: "passive", profile: GENERAL_SESSION, sessions, timers: TIMERS }),
  );
  wire.passive.onNews = (news, now) => {
    if (news.type !== "message" || !news.message.replyExpected) return;
    const identity = L(A(`UNIT-${news.message.session}`), A("1"));
    wire.passive.entity.reply(
      news.message,
      encode(nameOf(news.message) === "S1F13" ? L(B(0), identity) : identity),
      now,
    );
  };
  wire.begin();
  assertEquals([first.equipment?.MDLN, second.equipment?.MDLN], ["UNIT-1", "UNIT-2"]);
  assertEquals(wire.active.news("communicating").map(({ session }) => session), [1, 2]);
  wire.do((now) => [first.run(gem.areYouThere(), now), second.run(gem.areYouThere(), now)]);
  const values = wire.active.news("done").map((
    { session, value },
  ) => [session, (value as { MDLN: string }).MDLN]);
  assertEquals(values, [[1, "UNIT-1"], [2, "UNIT-2"]]);
  assertEquals([first.control, second.control], ["on-line", "on-line"]);
  const alarm = { stream: 5, function: 1, text: encode(ALARM) };
  wire.do((now) => sessions.map((session) => wire.passive.entity.send({ ...alarm, session }, now)));
  const alarms = wire.active.news("alarm").map(({ message, name }) => [message.session, name]);
  assertEquals(alarms, [[1, "HOT"], [2, undefined]]);
});

test("host: a reply that names another session, which HSMS-SS lets pass, is a reply all the same", () => {
  const host = new Host(new Entity({ mode: "active", session: 7, timers: TIMERS }), { session: 7 });
  const told: string[] = [];
  const drain = (): void => {
    for (let output = host.poll(); output !== undefined; output = host.poll()) told.push(output.type);
  };
  const receive = (bytes: Uint8Array): void => {
    host.received(bytes, 0);
    drain();
  };
  host.start(0);
  drain();
  host.connected(0);
  drain();
  receive(selectRsp(1, 0));
  receive(data("S1F14", 2, 9, encode(L(B(0), L()))));
  assertEquals(host.communicating, true);
  const id = host.run(gem.areYouThere(), 0);
  drain();
  receive(data("S1F2", 3, 9, encode(IDENTITY)));
  assertEquals([id, told.includes("done"), told.includes("reply")], [1, true, false]);
});
