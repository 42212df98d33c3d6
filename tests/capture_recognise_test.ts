// Which connections carry HSMS, told by their bytes; and how framing finds its way after gaps, bad lengths and ends.
import { assertEquals } from "@std/assert";
import { Framing, type FramingOptions } from "../core/framing/framing.ts";
import type { Connection, Direction, StreamFact } from "../core/framing/model.ts";
import type { FramingOutput } from "../core/framing/sink.ts";
import { controlHeader, dataHeader, encodeMessage } from "../core/hsms/header.ts";
import { A, encode, L, U4 } from "../mod.ts";
import { latin1Bytes } from "../core/secs2/latin1.ts";
import { test } from "./harness.ts";

/** Tells framing what happens on connections, and keeps what it tells. */
class Rig {
  readonly framing: Framing;
  readonly outputs: FramingOutput[] = [];
  #frame = 0;
  #count = 0;

  constructor(options: FramingOptions = {}) {
    this.framing = new Framing(options);
  }

  connect(server = "192.0.2.20:5000", syn = true): Wire {
    const frame = ++this.#frame;
    const connection: Connection = {
      index: this.#count++,
      client: `192.0.2.10:${50_000 + this.#count}`,
      server,
      firstFrame: frame,
      start: frame,
      ...(syn && { synFrame: frame }),
    };
    this.tell({ type: "opened", connection });
    return new Wire(this, connection);
  }

  moment(): { time: number; frame: number } {
    const frame = ++this.#frame;
    return { time: frame, frame };
  }

  tell(fact: StreamFact): void {
    this.framing.fact(fact);
    this.#drain();
  }

  end(): this {
    this.framing.end();
    this.#drain();
    return this;
  }

  #drain(): void {
    for (let output = this.framing.poll(); output !== undefined; output = this.framing.poll()) {
      this.outputs.push(output);
    }
  }

  get messages(): unknown[] {
    return this.outputs.flatMap((output) =>
      output.type === "message"
        ? [[output.message.direction, output.message.header?.systemBytes, output.message.offset]]
        : []
    );
  }

  get disruptions(): unknown[] {
    return this.outputs.flatMap((output) =>
      output.type === "disruption"
        ? [[output.cause, output.offset, output.length, output.declaredLength, output.sample.length]]
        : []
    );
  }

  get opened(): number[] {
    return this.outputs.flatMap((output) => output.type === "opened" ? [output.connection.index] : []);
  }
}

/** One connection of a rig. */
class Wire {
  readonly #rig: Rig;
  readonly #connection: Connection;
  readonly #offsets: [number, number] = [0, 0];

  constructor(rig: Rig, connection: Connection) {
    this.#rig = rig;
    this.#connection = connection;
  }

  send(direction: Direction, ...parts: Uint8Array[]): this {
    const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
    const { time, frame } = this.#rig.moment();
    const offset = this.#offsets[direction];
    this.#offsets[direction] += bytes.length;
    const connection = this.#connection;
    this.#rig.tell({
      type: "bytes",
      connection,
      direction,
      offset,
      bytes,
      time,
      frame,
      deliveredTime: time,
      deliveredFrame: frame,
    });
    return this;
  }

  lose(direction: Direction, length: number): this {
    const offset = this.#offsets[direction];
    this.#offsets[direction] += length;
    const connection = this.#connection;
    this.#rig.tell({
      type: "gap",
      connection,
      direction,
      offset,
      length,
      cause: "lost",
      ...this.#rig.moment(),
    });
    return this;
  }

  end(direction: Direction, how: "FIN" | "RST" | "refused" = "FIN"): this {
    this.#rig.tell({ type: "ended", connection: this.#connection, direction, how, ...this.#rig.moment() });
    return this;
  }

  forget(): this {
    this.#rig.tell({ type: "forgotten", connection: this.#connection, time: this.#rig.moment().time });
    return this;
  }
}

const SELECT = encodeMessage(controlHeader(1, 1)), SELECTED = encodeMessage(controlHeader(2, 1));

function event(systemBytes: number, size = 30): Uint8Array {
  const text = encode(L(U4(1), U4(1001), L(A("x".repeat(size)))));
  return encodeMessage(
    dataHeader({ session: 0, stream: 6, function: 11, replyExpected: true, systemBytes }),
    text,
  );
}

const OTHERS: Record<string, readonly [Uint8Array, Uint8Array]> = {
  "HTTP": [latin1Bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), latin1Bytes("HTTP/1.1 200 OK\r\n\r\n")],
  "TLS": [
    Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 9, 9, 9),
    Uint8Array.of(0x16, 3, 3, 0, 0x7a, 2, 0),
  ],
  "SSH": [latin1Bytes("SSH-2.0-OpenSSH_9.2\r\n"), latin1Bytes("SSH-2.0-OpenSSH_9.2\r\n")],
  "PostgreSQL": [
    Uint8Array.of(0, 0, 0, 16, 0, 3, 0, 0, 0x75, 0x73, 0x65, 0x72, 0, 0x61, 0, 0),
    Uint8Array.of(0x52, 0, 0, 0, 8, 0, 0, 0, 0),
  ],
  "zeros": [new Uint8Array(100_000), new Uint8Array(100)],
  "nothing but a plausible length": [Uint8Array.of(0, 0, 0, 14), new Uint8Array(0)],
};

for (const [name, [one, other]] of Object.entries(OTHERS)) {
  test(`recognition: ${name} is no HSMS`, () => {
    for (const syn of [true, false]) {
      const rig = new Rig();
      rig.connect("192.0.2.20:5000", syn).send(0, one).send(1, other).end(0).end(1).forget();
      assertEquals([rig.end().outputs.length, rig.framing.others], [0, 1]);
    }
  });
}

test("recognition: the first control message tells, whichever port", () => {
  const rig = new Rig();
  rig.connect("192.0.2.20:8080").send(0, SELECT);
  assertEquals(rig.messages, [[0, 1, 0]]);
});

test("recognition: a text that is an item tells; a long message once enough of it is there", () => {
  const rig = new Rig();
  rig.connect("192.0.2.20:1").send(0, event(5));
  const long = event(6, 100_000), wire = rig.connect("192.0.2.20:2");
  for (let at = 0; at < long.length; at += 1000) wire.send(0, long.subarray(at, at + 1000));
  assertEquals(rig.messages, [[0, 5, 0], [0, 6, 0]]);
});

test("recognition: one side is enough for both, and nothing held is lost", () => {
  const rig = new Rig();
  const bad = encodeMessage({ session: 1, byte2: 0, byte3: 0, pType: 3, sType: 8, systemBytes: 7 });
  rig.connect().send(1, bad).send(0, SELECT).send(1, SELECTED);
  assertEquals(rig.messages, [[1, 7, 0], [0, 1, 0], [1, 1, 14]]);
});

test("recognition: connections to a known server need no evidence, not even a byte", () => {
  const rig = new Rig();
  rig.connect().end(0).end(1).forget(); // nobody ever selected
  rig.connect("192.0.2.30:443").send(0, latin1Bytes("hello")).forget();
  rig.connect().send(0, SELECT).send(1, SELECTED).forget();
  rig.connect().end(1, "refused").forget();
  assertEquals([rig.opened, rig.end().framing.others], [[0, 2, 3], 1]);
});

test("recognition: what is asked for by address or port is shown whatever it is", () => {
  const http = latin1Bytes("GET / HTTP/1.1\r\n\r\n");
  for (const options of [{ port: 8080 }, { host: "192.0.2.20" }, { host: "192.0.2.20:8080" }]) {
    const rig = new Rig(options);
    rig.connect("192.0.2.20:8080").send(0, http).forget();
    rig.connect("192.0.2.99:5000").send(0, SELECT).forget();
    assertEquals(rig.end().disruptions, [["length", 0, 18, 0x47455420, 18]]);
    assertEquals(rig.opened, [0]);
  }
});

test("recognition: only the address or port asked for is followed, of either side", () => {
  const opened = (options: FramingOptions): number[] => {
    const rig = new Rig(options);
    rig.connect("192.0.2.20:5000").send(0, SELECT).forget(); // from 192.0.2.10:50001
    rig.connect("[2001:db8::20]:6000").send(0, SELECT).forget();
    return rig.end().opened;
  };
  assertEquals(opened({}), [0, 1]);
  assertEquals(opened({ port: 6000 }), [1]);
  assertEquals(opened({ host: "192.0.2.10" }), [0, 1]);
  assertEquals(opened({ host: "192.0.2.10:50001" }), [0]);
  assertEquals(opened({ host: "192.0.2.10", port: 6000 }), [1]);
  assertEquals(opened({ host: "2001:db8::20" }), [1]);
  assertEquals(opened({ host: "[2001:db8::20]:6000" }), [1]);
  assertEquals(opened({ host: "192.0.2.99" }), []);
});

test("framing: a length below 10 is a message without a header, and framing goes on", () => {
  const rig = new Rig();
  rig.connect().send(0, SELECT, Uint8Array.of(0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0), event(2));
  assertEquals(rig.messages, [[0, 1, 0], [0, undefined, 14], [0, undefined, 21], [0, 2, 25]]);
});

test("framing: a length above the limit ends it, however it is cut", () => {
  for (const cut of [2, 4, 9, 40]) {
    const rig = new Rig();
    const rest = Uint8Array.from([0x40, 0, 0, 0, ...event(2, 100)]);
    rig.connect().send(0, SELECT).send(0, rest.subarray(0, cut)).send(0, rest.subarray(cut)).end(0);
    assertEquals(rig.messages, [[0, 1, 0]]);
    assertEquals(rig.disruptions, [["length", 14, rest.length, 0x40000000, 64]]);
  }
});

test("framing: a message incomplete at the end is told with its length", () => {
  for (const how of ["FIN", "RST"] as const) {
    const rig = new Rig();
    rig.connect().send(0, SELECT, event(2).subarray(0, 20)).end(0, how);
    assertEquals(rig.disruptions, [["truncated", 14, 20, event(2).length - 4, 20]]);
  }
});

test("framing: behind a gap inside a message, the next begins where that one ends", () => {
  const rig = new Rig();
  const lossy = event(2, 200);
  rig.connect().send(0, SELECT, lossy.subarray(0, 60)).lose(0, 50)
    .send(0, lossy.subarray(110), event(3)).send(0, event(4));
  assertEquals(rig.messages, [[0, 1, 0], [0, 3, 14 + lossy.length], [
    0,
    4,
    14 + lossy.length + event(3).length,
  ]]);
  assertEquals(rig.disruptions, [["gap", 14, lossy.length, lossy.length - 4, 64]]);
});

test("framing: behind a gap over the end of a message, the next is found in the middle of a segment", () => {
  const rig = new Rig();
  const torn = event(3, 200);
  rig.connect().send(0, SELECT, event(2).subarray(0, 30)).lose(0, 100)
    .send(0, torn.subarray(80), event(4), event(5));
  const found = 14 + 30 + 100 + torn.length - 80;
  assertEquals(rig.messages, [[0, 1, 0], [0, 4, found], [0, 5, found + event(4).length]]);
  assertEquals(rig.disruptions, [["gap", 14, found - 14, event(2).length - 4, 64]]);
});

test("framing: a gap between messages leaves nothing out", () => {
  const rig = new Rig();
  rig.connect().send(0, SELECT).lose(0, 500).send(0, event(2));
  assertEquals([rig.messages, rig.disruptions], [[[0, 1, 0], [0, 2, 514]], []]);
});

test("framing: a capture that begins inside a message", () => {
  const rig = new Rig();
  const torn = event(1, 300);
  rig.connect("192.0.2.20:5000", false).send(1, torn.subarray(50)).send(1, event(2)).send(0, event(3));
  assertEquals(rig.messages, [[1, 2, torn.length - 50], [0, 3, 0]]);
  assertEquals(rig.disruptions, [["mid-stream", 0, torn.length - 50, undefined, 64]]);
});

test("framing: bytes after a message that was broken off are looked through anew", () => {
  const rig = new Rig();
  rig.connect().send(0, SELECT).send(1, SELECTED, event(2).subarray(0, 25)).end(0, "RST").send(1, event(3))
    .forget();
  assertEquals(rig.messages, [[0, 1, 0], [1, 1, 0], [1, 3, 39]]);
  assertEquals(rig.disruptions, [["truncated", 14, 25, event(2).length - 4, 25]]);
});

test("framing: connections without end do not pile up", () => {
  const rig = new Rig();
  for (let i = 0; i < 5000; i++) rig.connect(`192.0.2.20:${i + 1}`);
  assertEquals([rig.framing.others, rig.outputs.length], [904, 0]);
});
