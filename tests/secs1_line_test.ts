// The block transfer protocol of E4, row by row: each state, each event, what is written, told and timed.
import { assert, assertEquals } from "@std/assert";
import { encodeBlock } from "../core/secs1/block.ts";
import { Line, type LineEvent, type LineState } from "../core/secs1/line.ts";
import { test } from "./harness.ts";

const T1 = 500, T2 = 10_000, RTY = 3, EVENT = 1000;
const HEADER = {
  reverse: false,
  device: 0,
  replyExpected: true,
  stream: 1,
  function: 1,
  end: true,
  number: 1,
  systemBytes: 1,
};
const OURS = encodeBlock(HEADER);
const THEIRS = encodeBlock({ ...HEADER, reverse: true }, Uint8Array.of(1, 0));
const BAD = THEIRS.with(THEIRS.length - 1, 0);

/** A line whose steps are read back as words. */
class Rig {
  readonly line: Line;
  readonly told: string[] = [];
  now = 0;

  constructor(master: boolean) {
    this.line = new Line({ master, T1, T2, RTY });
  }

  send(): this {
    this.line.send(OURS);
    return this.receive();
  }

  receive(...bytes: (number | Uint8Array)[]): this {
    this.line.push(Uint8Array.from(bytes.flatMap((piece) => typeof piece === "number" ? piece : [...piece])));
    return this.drain();
  }

  elapse(milliseconds: number): this {
    this.now += milliseconds;
    this.tell(this.line.elapsed(this.now));
    return this.drain();
  }

  drain(): this {
    for (let event = this.line.next(this.now); event !== undefined; event = this.line.next(this.now)) {
      this.tell(event);
    }
    return this;
  }

  tell(event: LineEvent | undefined): void {
    if (event === undefined) return;
    const { type, ...rest } = event;
    const words = type === "block" ? [] : Object.values(rest);
    this.told.push([type, ...words].join(" "));
  }

  /** What was written, in words. */
  written(): string[] {
    return this.line.written.splice(0).map((bytes) => NAMES[bytes[0]] ?? (bytes === OURS ? "block" : "?"));
  }
}

const NAMES: Record<number, string> = { 4: "EOT", 5: "ENQ", 6: "ACK", 21: "NAK" };
const ENQ = 5, EOT = 4, ACK = 6, NAK = 21;

type Prepare = (rig: Rig) => void;
const idle: Prepare = () => {};
const waitEOT: Prepare = (rig) => void rig.send();
const waitACK: Prepare = (rig) => void rig.send().receive(EOT);
const waitLength: Prepare = (rig) => void rig.receive(ENQ);
const reading: Prepare = (rig) => void rig.receive(ENQ, THEIRS.slice(0, 5));
const draining: Prepare = (rig) => void rig.receive(ENQ, 3);

interface Then {
  state: LineState;
  written?: string[];
  told?: string[];
  /** Milliseconds from the event to the next timer; none when absent. */
  expires?: number;
}

type Row = [name: string, before: Prepare, event: Prepare, then: Then, side?: "master" | "slave"];

const retried = (cause: string, retries = 1) => [`retry ${cause} ${retries}`];

const ROWS: Row[] = [
  // Sender
  ["idle, a block to send: ENQ, T2 starts", idle, (rig) => rig.send(), {
    state: "wait EOT",
    written: ["ENQ"],
    expires: T2,
  }],
  ["wait EOT, EOT: the block is sent, T2 starts", waitEOT, (rig) => rig.receive(EOT), {
    state: "wait ACK",
    written: ["block"],
    expires: T2,
  }],
  [
    "wait EOT, EOT with bytes behind it: those came before the block was out and are ignored",
    waitEOT,
    (rig) => rig.receive(EOT, ACK, NAK),
    { state: "wait ACK", written: ["block"], expires: T2 },
  ],
  ["wait EOT, ENQ at the master: ignored, T2 runs on", waitEOT, (rig) => rig.receive(ENQ), {
    state: "wait EOT",
    expires: T2 - EVENT,
  }, "master"],
  ["wait EOT, ENQ at the slave: it yields", waitEOT, (rig) => rig.receive(ENQ), {
    state: "wait length",
    written: ["EOT"],
    expires: T2,
  }, "slave"],
  [
    "the slave that has yielded and received begins again with ENQ",
    waitEOT,
    (rig) => rig.receive(ENQ).receive(THEIRS),
    { state: "wait EOT", written: ["EOT", "ACK", "ENQ"], told: ["block"], expires: T2 },
    "slave",
  ],
  ["wait EOT, any other byte: ignored, T2 runs on", waitEOT, (rig) => rig.receive(0, 3, ACK, NAK, 255), {
    state: "wait EOT",
    expires: T2 - EVENT,
  }],
  ["wait EOT, T2: ENQ again", waitEOT, (rig) => rig.elapse(T2 - EVENT), {
    state: "wait EOT",
    written: ["ENQ"],
    told: retried("T2"),
    expires: T2,
  }],
  ["wait ACK, ACK: the block is done", waitACK, (rig) => rig.receive(ACK), {
    state: "idle",
    told: ["acknowledged"],
  }],
  ["wait ACK, NAK: again from ENQ", waitACK, (rig) => rig.receive(NAK), {
    state: "wait EOT",
    written: ["ENQ"],
    told: retried("NAK"),
    expires: T2,
  }],
  ["wait ACK, any other byte: again from ENQ", waitACK, (rig) => rig.receive(0), {
    state: "wait EOT",
    written: ["ENQ"],
    told: retried("unexpected byte"),
    expires: T2,
  }],
  ["wait ACK, ENQ counts as any other byte", waitACK, (rig) => rig.receive(ENQ), {
    state: "wait EOT",
    written: ["ENQ"],
    told: retried("unexpected byte"),
    expires: T2,
  }],
  ["wait ACK, T2: again from ENQ", waitACK, (rig) => rig.elapse(T2 - EVENT), {
    state: "wait EOT",
    written: ["ENQ"],
    told: retried("T2"),
    expires: T2,
  }],
  // Receiver
  ["idle, ENQ: EOT, T2 starts", idle, (rig) => rig.receive(ENQ), {
    state: "wait length",
    written: ["EOT"],
    expires: T2,
  }],
  ["idle, anything else: ignored", idle, (rig) => rig.receive(EOT, ACK, NAK, 0, 10, 255), { state: "idle" }],
  ["wait length, 10: T1 starts", waitLength, (rig) => rig.receive(10), { state: "reading", expires: T1 }],
  ["wait length, 254: T1 starts", waitLength, (rig) => rig.receive(254), { state: "reading", expires: T1 }],
  ["wait length, 9: drained, T1 starts", waitLength, (rig) => rig.receive(9), {
    state: "draining",
    expires: T1,
  }],
  ["wait length, 255: drained", waitLength, (rig) => rig.receive(255), { state: "draining", expires: T1 }],
  ["wait length, ENQ: a length of 5, drained", waitLength, (rig) => rig.receive(ENQ), {
    state: "draining",
    expires: T1,
  }],
  ["wait length, T2: NAK", waitLength, (rig) => rig.elapse(T2 - EVENT), {
    state: "idle",
    written: ["NAK"],
    told: ["block refused T2"],
  }],
  ["reading, a byte: T1 begins anew", reading, (rig) => rig.receive(0), { state: "reading", expires: T1 }],
  ["reading, complete, checksum right: ACK, the block is handed up", reading, (rig) => {
    rig.receive(THEIRS.slice(5));
  }, { state: "idle", written: ["ACK"], told: ["block"] }],
  ["reading, complete, checksum wrong: drained, T1 starts", reading, (rig) => rig.receive(BAD.slice(5)), {
    state: "draining",
    expires: T1,
  }],
  ["draining, bytes: T1 begins anew", draining, (rig) => rig.receive(ENQ, ENQ, ACK), {
    state: "draining",
    expires: T1,
  }],
];

for (const [name, before, event, then, side] of ROWS) {
  for (const master of side === undefined ? [true, false] : [side === "master"]) {
    test(`7.3 ${master ? "master" : "slave"}: ${name}`, () => {
      const rig = new Rig(master);
      before(rig);
      rig.written();
      // Half the states time out sooner than the event of the others comes.
      rig.now = rig.line.expires < rig.now + EVENT ? rig.now : rig.now + EVENT;
      event(rig);
      assertEquals(rig.line.state, then.state);
      assertEquals(rig.written(), then.written ?? []);
      assertEquals(rig.told, then.told ?? []);
      assertEquals(rig.line.expires, then.expires === undefined ? Infinity : rig.now + then.expires);
    });
  }
}

for (
  const [state, before, cause] of [["reading", reading, "T1"], ["draining", draining, "length"]] as const
) {
  test(`7.3 ${state}, T1: NAK, told as ${cause}`, () => {
    const rig = new Rig(true);
    before(rig);
    rig.written();
    rig.elapse(T1 - 1);
    assertEquals([rig.line.state, rig.written()], [state, []]);
    rig.elapse(1);
    assertEquals([rig.line.state, rig.written(), rig.told], ["idle", ["NAK"], [`block refused ${cause}`]]);
  });
}

test("7.3 a wrong checksum is refused once the line was silent for T1", () => {
  const rig = new Rig(true).receive(ENQ, BAD, 1, 2, 3).elapse(T1);
  assertEquals([rig.written(), rig.told], [["EOT", "NAK"], ["block refused checksum"]]);
});

for (const [cause, answer] of [["T2", undefined], ["NAK", NAK], ["unexpected byte", 7]] as const) {
  test(`7.3 RTY: a block is sent ${RTY} times again (${cause}), then given up, and the line is idle`, () => {
    const rig = new Rig(true).send();
    for (let attempt = 0; attempt <= RTY; attempt++) {
      assert(!rig.line.free);
      if (answer === undefined) rig.elapse(T2);
      else rig.receive(EOT).receive(answer);
    }
    assertEquals(rig.told, [1, 2, 3].map((retries) => `retry ${cause} ${retries}`).concat("given up"));
    assertEquals(rig.written().filter((word) => word === "ENQ").length, RTY + 1);
    assertEquals([rig.line.state, rig.line.free, rig.line.expires], ["idle", true, Infinity]);
  });
}

test("7.3 after yielding the retry count begins anew only if the receive succeeded", () => {
  const counts = [THEIRS, BAD].map((block) => {
    const rig = new Rig(false).send().elapse(T2).elapse(T2).receive(ENQ, block);
    if (block === BAD) rig.elapse(T1);
    rig.elapse(T2);
    return rig.told.at(-1);
  });
  assertEquals(counts, ["retry T2 1", "given up"]);
});

test("7.3 two slaves do not yield to each other for ever: to yield in vain counts as a retry", () => {
  const pair = [new Rig(false).send(), new Rig(false).send()];
  for (let i = 0; i < 100 && pair.some(({ line }) => !line.free); i++) {
    const [ours, theirs] = pair.map(({ line }) => line.written.splice(0));
    if (ours.length + theirs.length === 0) { for (const rig of pair) rig.elapse(rig.line.expires - rig.now); }
    pair[0].receive(...theirs);
    pair[1].receive(...ours);
  }
  for (const { told, line } of pair) {
    assertEquals(told, [...Array(RTY + 1).fill("block refused length"), "given up"]);
    assertEquals([line.state, line.free, line.expires], ["idle", true, Infinity]);
  }
});

test("7.3 a block is received however its bytes are cut", () => {
  for (let size = 1; size <= THEIRS.length; size++) {
    const rig = new Rig(false).receive(ENQ);
    for (let at = 0; at < THEIRS.length; at += size) rig.receive(THEIRS.slice(at, at + size));
    assertEquals([rig.told, rig.written()], [["block"], ["EOT", "ACK"]]);
  }
});

test("7.3 two sides that ask at once: the master sends first, the slave after it", () => {
  const master = new Rig(true).send(), slave = new Rig(false).send();
  for (let i = 0; i < 12; i++) {
    const [ours, theirs] = [master, slave].map(({ line }) => line.written.splice(0));
    master.receive(...theirs);
    slave.receive(...ours);
  }
  assertEquals(master.told, ["acknowledged", "block"]);
  assertEquals(slave.told, ["block", "acknowledged"]);
});
