import { assert, assertEquals } from "@std/assert";
import type { Connection, Direction, StreamFact, TcpCounts } from "../core/framing/model.ts";
import { TcpReassembly } from "../core/packets/tcp.ts";
import type { Trouble } from "../core/packets/trouble.ts";
import { readFile } from "./capture_files.ts";
import { factsOf, packet } from "./capture_frames.ts";
import type { Stream } from "./capture_reader.ts";
import { captureFile, type CaptureName, CAPTURES, loadCapture } from "./captures_truth.ts";
import { test } from "./harness.ts";

/** What reassembly told of one connection. */
interface Told {
  readonly connection: Connection;
  readonly facts: StreamFact[];
  counts?: TcpCounts;
}

/** Facts by connection; there must be no trouble. */
function toldOf(name: CaptureName): Told[] {
  const all: Told[] = [];
  for (const fact of factsOf(readFile(captureFile(name)).packets)) {
    assert(fact.type !== "trouble");
    if (fact.type === "opened") all[fact.connection.index] = { connection: fact.connection, facts: [] };
    const told = all[fact.connection.index];
    told.facts.push(fact);
    if (fact.type === "forgotten") told.counts = fact.counts;
  }
  return all;
}

function bytesOf({ facts }: Told, direction: Direction): Extract<StreamFact, { type: "bytes" }>[] {
  return facts.filter((fact) => fact.type === "bytes").filter((fact) => fact.direction === direction);
}

/** The bytes of a stream and the frames in which they were seen first, place by place; 0 where there is none. */
function byPlace(
  length: number,
  pieces: readonly { offset: number; bytes: Uint8Array; frame: number }[],
): [Uint8Array, Int32Array] {
  const bytes = new Uint8Array(length), frames = new Int32Array(length);
  for (const piece of pieces) {
    bytes.set(piece.bytes, piece.offset);
    frames.fill(piece.frame, piece.offset, piece.offset + piece.bytes.length);
  }
  return [bytes, frames];
}

test("the streams of every capture are those that the tests' own reader finds", () => {
  for (const name of CAPTURES) {
    const { connections } = loadCapture(name);
    const told = toldOf(name);
    assertEquals(told.length, connections.length);
    connections.forEach((known, i) => {
      const { client, server, firstFrame, synFrame } = told[i].connection;
      assertEquals([client, server, firstFrame, synFrame], [
        known.client,
        known.server,
        known.firstFrame,
        known.synFrame ?? undefined,
      ]);
      known.streams.forEach((stream: Stream, way) => {
        const found = byPlace(stream.length, bytesOf(told[i], way as Direction));
        assertEquals(found, byPlace(stream.length, stream.chunks));
      });
    });
  }
});

test("whatever happened to the packets of a session, its streams are the same", () => {
  const streams = (name: CaptureName) =>
    [0, 1].map((way) => bytesOf(toldOf(name)[0], way as Direction).flatMap(({ bytes }) => [...bytes]));
  const whole = streams("imp-plain.pcap");
  assert(whole[0].length > 2000 && whole[1].length > 3000);
  const kinds = ["reorder", "retransmit", "seqwrap", "vlan", "sll", "null", "rawip", "keepalive"] as const;
  for (const kind of kinds) assertEquals(streams(`imp-${kind}.pcap`), whole);
  assertEquals(streams("secsgem-gem-session.pcapng"), whole);
});

test("bytes and gaps of every stream follow each other without overlap or hole", () => {
  for (const name of CAPTURES) {
    for (const { facts } of toldOf(name)) {
      const next = [0, 0];
      let delivered = 0;
      for (const fact of facts) {
        if (fact.type !== "bytes" && fact.type !== "gap") continue;
        assertEquals(fact.offset, next[fact.direction]);
        next[fact.direction] += fact.type === "bytes" ? fact.bytes.length : fact.length;
        if (fact.type === "gap") continue;
        assert(fact.frame <= fact.deliveredFrame && fact.deliveredFrame >= delivered);
        delivered = fact.deliveredFrame;
      }
    }
  }
});

test("bytes stand in the file where they say", () => {
  for (const name of CAPTURES) {
    const file = captureFile(name);
    for (const told of toldOf(name)) {
      for (const { bytes, fileOffset } of [...bytesOf(told, 0), ...bytesOf(told, 1)]) {
        assertEquals(file.slice(fileOffset, fileOffset! + bytes.length), bytes.slice());
      }
    }
  }
});

test("the ends of every connection are those of the truth", () => {
  for (const name of CAPTURES) {
    const { truth } = loadCapture(name);
    toldOf(name).forEach(({ facts }, i) => {
      truth.connections[i].directions.forEach(({ finFrame, rstFrame }, way) => {
        const ends = facts.filter((fact) => fact.type === "ended").filter(({ direction }) =>
          direction === way
        );
        const fin = ends.find(({ how }) => how === "FIN")?.frame ?? null;
        const rst = ends.find(({ how }) => how !== "FIN")?.frame ?? null;
        if (finFrame !== undefined) assertEquals(fin, finFrame);
        if (rstFrame !== undefined) assertEquals(rst, rstFrame);
      });
    });
  }
});

test("what is the matter with a capture is counted", () => {
  const counts = (name: CaptureName) => toldOf(name)[0].counts;
  const none = { retransmitted: 0, outOfOrder: 0, keepAlive: 0, fragmented: 0, truncated: 0 };
  assertEquals(counts("imp-plain.pcap"), { ...none, packets: 243 });
  assertEquals(counts("imp-vlan.pcap"), { ...none, packets: 243 });
  assertEquals(counts("imp-retransmit.pcap"), { ...none, packets: 302, retransmitted: 59 });
  assertEquals(counts("imp-reorder.pcap"), { ...none, packets: 607, outOfOrder: 123 });
  assertEquals(counts("imp-keepalive.pcap"), { ...none, packets: 359, keepAlive: 58 });
  const gaps = toldOf("imp-gap.pcap")[0].facts.filter((fact) => fact.type === "gap");
  assertEquals(gaps.map(({ direction, length, cause }) => [direction, length, cause]), [[0, 112, "lost"]]);
});

/** How far each direction of the first connection goes, gaps included. */
function lengthsOf(facts: readonly (StreamFact | Trouble)[]): number[] {
  const lengths = [0, 0];
  for (const fact of facts) {
    if (fact.type === "bytes") lengths[fact.direction] += fact.bytes.length;
    if (fact.type === "gap") lengths[fact.direction] += fact.length;
  }
  return lengths;
}

test("a capture shortened by a snap length has streams of the same length, with gaps for what is cut off", () => {
  const whole = readFile(captureFile("secsgem-gem-session.pcapng")).packets;
  const facts = factsOf(whole.map((one) => ({ ...one, bytes: one.bytes.subarray(0, 96) })));
  const gaps = facts.filter((fact) => fact.type === "gap");
  assert(gaps.length > 20 && gaps.every(({ cause }) => cause === "truncated"));
  assertEquals(facts.filter(({ type }) => type === "trouble"), []);
  assertEquals(lengthsOf(facts), lengthsOf(factsOf(whole)));
});

test("what is told before the file ends needs no later packet", () => {
  const { packets } = readFile(captureFile("imp-plain.pcap"));
  const reassembly = new TcpReassembly();
  for (const one of packets) {
    reassembly.packet(one);
    for (let fact = reassembly.poll(); fact !== undefined; fact = reassembly.poll()) {
      if (fact.type === "bytes") assertEquals(fact.deliveredFrame, one.frame);
    }
  }
  reassembly.packet(packet(new Uint8Array(0)));
  assertEquals(reassembly.poll()?.type, "trouble");
  assertEquals(reassembly.counts, { packets: 244, segments: 243, troubled: 1 });
});
