// Whose connection it is, found out from its bytes: the same however they are cut, and whatever they are.
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import type { Socket, Wire } from "../adapters/node.ts";
import type { Door } from "../driver/peers_port.ts";
import { Sorter } from "../driver/peers_sorter.ts";
import { hsms } from "../mod.ts";
import { test } from "./harness.ts";

const { SELECT_REQ, SELECT_RSP, LINKTEST_REQ, SEPARATE_REQ } = hsms.STYPE;
const control = (sType: number, systemBytes: number, session?: number): Uint8Array =>
  hsms.encodeMessage(hsms.controlHeader(sType, systemBytes, session));
const data = (session: number, text?: Uint8Array): Uint8Array =>
  hsms.encodeMessage(
    hsms.dataHeader({ session, stream: 1, function: 13, replyExpected: true, systemBytes: 5 }),
    text,
  );

/** What came of a connection: who got what, what was written, why it was refused. */
class Rig {
  readonly got: number[][] = [[], []];
  readonly written: number[] = [];
  readonly refusals: string[] = [];
  destroyed = false;
  done = 0;
  readonly sorter: Sorter;
  #own: Socket | undefined;

  constructor(general: boolean, entities: boolean = true) {
    const doors = [11, 12].map((session, i): Door => ({
      allows: undefined,
      sessions: [session],
      general,
      protocol: "hsms",
      listening: () => {},
      wire: entities ? this.#wire(i) : undefined,
    }));
    this.sorter = new Sorter(doors, 1000, {
      refused: (reason) => this.refusals.push(reason),
      done: () => this.done++,
    });
    this.sorter.opened({
      local: { host: "here", port: 1 },
      remote: { host: "there", port: 2 },
      write: (bytes) => (this.written.push(...bytes), true),
      end: () => {},
      destroy: () => void (this.destroyed = true),
      pause: () => {},
      resume: () => {},
    });
  }

  #wire(i: number): Wire {
    return {
      opened: (socket) => this.#own = socket,
      received: (chunk) => this.got[i].push(...chunk),
      drained: () => {},
      closed: () => {},
    };
  }

  /** The peer's entity writes. */
  write(bytes: Uint8Array): void {
    this.#own!.write(bytes);
  }

  /** Receives bytes in pieces, and then the end. */
  feed(bytes: Uint8Array, size: number): this {
    for (let at = 0; at < bytes.length; at += size) this.sorter.received(bytes.slice(at, at + size));
    this.sorter.closed();
    return this;
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const SINGLE = joined(
  control(SELECT_REQ, 1),
  control(LINKTEST_REQ, 2),
  data(12, new Uint8Array(40)),
  data(11),
);

test("sorter: in HSMS-SS the first data message decides, however its bytes are cut", () => {
  const expected = joined(control(SELECT_REQ, 1), data(12, new Uint8Array(40)), data(11));
  for (const size of [SINGLE.length, 1, 3, 14, 15, 28, 29, 43]) {
    const rig = new Rig(false).feed(SINGLE, size);
    assertEquals(rig.got, [[], [...expected]], `in pieces of ${size}`);
    assertEquals(rig.written, [...joined(control(SELECT_RSP, 1), control(hsms.STYPE.LINKTEST_RSP, 2))]);
    assertEquals([rig.refusals, rig.done], [[], 1]);
  }
});

test("sorter: the entity's own answer to the Select goes no further, and what follows does", () => {
  const rig = new Rig(false).feed(SINGLE, 1000);
  const before = rig.written.length;
  rig.write(joined(control(SELECT_RSP, 1), data(12)));
  rig.write(control(LINKTEST_REQ, 9));
  assertEquals(rig.written.slice(before), [...joined(data(12), control(LINKTEST_REQ, 9))]);
  const refusing = new Rig(false).feed(SINGLE, 1000);
  refusing.write(hsms.encodeMessage(hsms.controlHeader(SELECT_RSP, 1, 0xffff, 2)));
  assert(refusing.destroyed, "a peer was told that it is selected, and is not");
});

test("sorter: in HSMS-GS the Select decides, and nobody else answers it", () => {
  const bytes = joined(control(SELECT_REQ, 1, 11), data(11));
  for (const size of [bytes.length, 1, 14]) {
    const rig = new Rig(true).feed(bytes, size);
    assertEquals([rig.got, rig.written], [[[...bytes], []], []], `in pieces of ${size}`);
  }
  const unknown = new Rig(true).feed(control(SELECT_REQ, 1, 99), 14);
  assertEquals([unknown.refusals, unknown.written.slice(6, 8)], [["unknown session"], [0, 4]]);
});

test("sorter: what comes out of turn is refused, with its reason", () => {
  const reason = (bytes: Uint8Array, entities = true): string[] =>
    new Rig(false, entities).feed(bytes, 1000).refusals;
  assertEquals(reason(data(11)), ["protocol violation"]);
  assertEquals(reason(joined(control(SELECT_REQ, 1), control(SELECT_REQ, 2))), ["protocol violation"]);
  assertEquals(reason(joined(control(SELECT_REQ, 1), data(13))), ["unknown session"]);
  assertEquals(reason(joined(control(SELECT_REQ, 1), data(11)), false), ["busy"]);
  assertEquals(reason(joined(control(SELECT_REQ, 1), control(SEPARATE_REQ, 2))), []);
});

test("sorter: any bytes come to one end, however they are cut, and nothing throws", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(
      ...[SELECT_REQ, SELECT_RSP, LINKTEST_REQ, SEPARATE_REQ].map((sType) => control(sType, 1)),
    ),
    fc.constantFrom(data(11), data(12), data(13), control(SELECT_REQ, 3, 12)),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 30 }),
      (parts, general, size) => {
        const bytes = joined(...parts);
        const whole = new Rig(general).feed(bytes, bytes.length + 1),
          cut = new Rig(general).feed(bytes, size);
        assertEquals([cut.got, cut.refusals, cut.done], [whole.got, whole.refusals, whole.done]);
        assert(whole.refusals.length <= 1, whole.refusals.join());
      },
    ),
    { numRuns: 300 },
  );
});
