import { assertEquals } from "@std/assert";
import { factsOf, lines, packetsOf, type Segment, told } from "./capture_frames.ts";
import { test } from "./harness.ts";

/** A handshake with sequence numbers such that the first bytes have 100 and 500. */
const OPEN: Segment[] = [
  { flags: "S", sequence: 99 },
  { from: 1, flags: "SA", sequence: 499, acknowledgement: 100 },
  { sequence: 100, acknowledgement: 500 },
];

function data(sequence: number, payload: string, more: Segment = {}): Segment {
  return { sequence, acknowledgement: 500, payload, ...more };
}

function ack(acknowledgement: number, more: Segment = {}): Segment {
  return { from: 1, sequence: 500, acknowledgement, ...more };
}

test("a connection is opened, carries bytes both ways, and ends", () => {
  const facts = factsOf(packetsOf([
    ...OPEN,
    data(100, "ab"),
    { from: 1, sequence: 500, acknowledgement: 102, payload: "xyz" },
    { flags: "FA", sequence: 102, acknowledgement: 503, payload: "c" },
    { from: 1, flags: "FA", sequence: 503, acknowledgement: 104 },
    { sequence: 104, acknowledgement: 504 },
  ]));
  assertEquals(lines(facts), [
    "#0 opened 192.0.2.10:50123 192.0.2.20:5000",
    '#0 > 0 "ab" @4',
    '#0 < 0 "xyz" @5',
    '#0 > 2 "c" @6',
    "#0 > FIN @6",
    "#0 < FIN @7",
    "#0 forgotten",
  ]);
  assertEquals(facts[0], {
    type: "opened",
    connection: {
      index: 0,
      client: "192.0.2.10:50123",
      server: "192.0.2.20:5000",
      firstFrame: 1,
      synFrame: 1,
      start: 1_000_000,
    },
  });
  assertEquals(facts[1].type === "bytes" && facts[1].fileOffset, 4000 + 40);
  const counts = { packets: 8, retransmitted: 0, outOfOrder: 0, keepAlive: 0, fragmented: 0, truncated: 0 };
  assertEquals(facts[6].type === "forgotten" && facts[6].counts, counts);
});

test("segments out of order are delivered in order, with the times at which they were seen", () => {
  const facts = factsOf(
    packetsOf([...OPEN, data(104, "ef"), data(102, "cd"), data(100, "ab"), data(106, "g")]),
  );
  assertEquals(lines(facts).slice(1, -1), [
    '#0 > 0 "ab" @6',
    '#0 > 2 "cd" @5 +6',
    '#0 > 4 "ef" @4 +6',
    '#0 > 6 "g" @7',
  ]);
  const late = facts[3];
  assertEquals(late.type === "bytes" && [late.time, late.deliveredTime, late.fileOffset], [4e6, 6e6, 4040]);
});

test("of each byte the first copy counts, whatever the boundaries of the retransmission", () => {
  assertEquals(told([...OPEN, data(100, "abcd"), data(100, "ABCD"), data(102, "CDEF")]), [
    '> 0 "abcd" @4',
    '> 4 "EF" @6',
  ]);
  assertEquals(told([...OPEN, data(102, "cd"), data(106, "gh"), data(100, "ABCDEFGHIJ")]), [
    '> 0 "AB" @6',
    '> 2 "cd" @4 +6',
    '> 4 "EF" @6',
    '> 6 "gh" @5 +6',
    '> 8 "IJ" @6',
  ]);
  assertEquals(told([...OPEN, data(104, "ef"), data(102, "CDEFGH"), data(100, "ab")]), [
    '> 0 "ab" @6',
    '> 2 "CD" @5 +6',
    '> 4 "ef" @4 +6',
    '> 6 "GH" @5 +6',
  ]);
});

test("sequence numbers wrap", () => {
  const wrapped = [
    { flags: "S", sequence: 0xfffffffd },
    { from: 1, flags: "SA", sequence: 0xffffffff, acknowledgement: 0xfffffffe },
    data(0, "cd", { acknowledgement: 0 }),
    data(0xfffffffe, "ab", { acknowledgement: 0 }),
    data(2, "ef", { acknowledgement: 0 }),
    { from: 1, sequence: 0, acknowledgement: 4, payload: "x" },
  ] as const;
  assertEquals(told(wrapped), ['> 0 "ab" @4', '> 2 "cd" @3 +4', '> 4 "ef" @5', '< 0 "x" @6']);
});

test("keep-alive probes add nothing, with a byte or without", () => {
  const facts = factsOf(packetsOf([
    ...OPEN,
    data(100, "ab"),
    ack(102),
    data(101, "\0"),
    data(101, ""),
    data(102, "c"),
    data(102, "\0", { after: 75 }),
  ]));
  assertEquals(lines(facts).slice(1, -1), ['#0 > 0 "ab" @4', '#0 > 2 "c" @8']);
  const last = facts.at(-1)!;
  assertEquals(last.type === "forgotten" && last.counts?.keepAlive, 3);
});

test("the byte of a probe does not fill a hole, nor begin a stream", () => {
  const hole = [
    ...OPEN,
    data(100, "ab"),
    ack(103),
    data(102, "\0", { after: 60 }),
    data(103, "d", { after: 60 }),
  ];
  assertEquals(told([...hole, ack(104, { after: 2 })]), [
    '> 0 "ab" @4',
    "> 2 gap 1 lost @7",
    '> 3 "d" @7 +8',
  ]);
  assertEquals(told([ack(103), data(102, "\0"), data(103, "d")]), ['> 0 "d" @3']);
});

test("frames captured twice count once", () => {
  const twice = [...OPEN, data(100, "ab"), ack(102), { flags: "FA", sequence: 102, acknowledgement: 500 }]
    .flatMap((segment) => [segment, segment]);
  assertEquals(told(twice), ['> 0 "ab" @7', "> FIN @11"]);
});

test("a hole that the other side acknowledged is given up after sixteen packets, or a second", () => {
  const lost = [...OPEN, data(100, "ab"), data(104, "ef"), ack(106)];
  const waiting = Array.from({ length: 15 }, () => ack(106));
  const gap = ['> 0 "ab" @4', "> 2 gap 2 lost @5"];
  assertEquals(told([...lost, ...waiting, ack(106), data(106, "g")]), [
    ...gap,
    '> 4 "ef" @5 +22',
    '> 6 "g" @23',
  ]);
  assertEquals(told([...lost, ack(106, { after: 1 }), data(102, "CD")]), [...gap, '> 4 "ef" @5 +7']);
  assertEquals(told([...lost, ...waiting, data(102, "cd")]), [
    '> 0 "ab" @4',
    '> 2 "cd" @22',
    '> 4 "ef" @5 +22',
  ]);
});

test("a hole that nobody acknowledged waits for its bytes", () => {
  const waiting = Array.from({ length: 100 }, () => ack(102));
  assertEquals(
    told([...OPEN, data(100, "ab"), data(104, "ef"), ...waiting, data(102, "cd", { after: 30 })]),
    [
      '> 0 "ab" @4',
      '> 2 "cd" @106',
      '> 4 "ef" @5 +106',
    ],
  );
});

test("a capture of one direction gives holes up all the same", () => {
  const one = [data(100, "ab"), data(104, "ef"), ...Array.from({ length: 70 }, (_, i) => data(106 + i, "."))];
  assertEquals(told(one).slice(0, 3), ['> 0 "ab" @1', "> 2 gap 2 lost @2", '> 4 "ef" @2 +66']);
});

test("the end of a connection, or of the file, gives holes up", () => {
  const lost = [...OPEN, data(100, "ab"), data(104, "ef")];
  const flushed = (frame: number) => ['> 0 "ab" @4', "> 2 gap 2 lost @5", `> 4 "ef" @5 +${frame}`];
  assertEquals(told([...lost, ack(102)]), flushed(6));
  assertEquals(told([...lost, { flags: "R", sequence: 106 }]), [...flushed(6), "> RST @6"]);
  const fin: Segment = { flags: "FA", sequence: 106, acknowledgement: 500 };
  assertEquals(told([...lost, fin, ack(107)]), [...flushed(7), "> FIN @6"]);
  assertEquals(told([...OPEN, data(100, "ab"), ack(110)]), ['> 0 "ab" @4', "> 2 gap 8 lost @5"]);
  assertEquals(told([...OPEN, data(100, "ab"), ack(103)]), ['> 0 "ab" @4']); // a FIN that nobody saw, it seems
});

test("a FIN ends its direction only once everything before it is there", () => {
  const fin: Segment = { flags: "FA", sequence: 104, acknowledgement: 500 };
  assertEquals(told([...OPEN, fin, data(102, "cd"), data(100, "ab")]), [
    '> 0 "ab" @6',
    '> 2 "cd" @5 +6',
    "> FIN @4",
  ]);
});

test("a half-closed connection carries bytes the other way, until a RST ends it", () => {
  assertEquals(
    told([
      ...OPEN,
      { flags: "FA", sequence: 100, acknowledgement: 500 },
      { from: 1, sequence: 500, acknowledgement: 101, payload: "x" },
      { flags: "R", sequence: 101 },
      { flags: "R", sequence: 101 },
    ]),
    ["> FIN @4", '< 0 "x" @5', "> RST @6"],
  );
});

test("bytes behind a FIN are none of the stream", () => {
  const fin: Segment = { flags: "FA", sequence: 101, acknowledgement: 500 };
  assertEquals(told([...OPEN, data(100, "a"), fin, data(101, "bc"), data(102, "cd"), data(100, "abc")]), [
    '> 0 "a" @4',
    "> FIN @5",
  ]);
});

test("a RST far from the stream ends nothing", () => {
  const far: Segment = { flags: "RA", sequence: 0x40000000, acknowledgement: 77 };
  assertEquals(told([...OPEN, data(100, "a"), far, data(101, "b")]), ['> 0 "a" @4', '> 1 "b" @6']);
});

test("a RST that answers the SYN refuses", () => {
  const refused = [{ flags: "S", sequence: 99 }, {
    from: 1,
    flags: "RA",
    sequence: 0,
    acknowledgement: 100,
  }] as const;
  assertEquals(told(refused), ["< refused @2"]);
});

test("a RST on a connection that nobody knows opens none", () => {
  assertEquals(lines(factsOf(packetsOf([{ flags: "R", sequence: 1 }]))), []);
});

test("a SYN with another sequence number begins another connection", () => {
  const again = OPEN.map((segment) => ({
    ...segment,
    sequence: segment.sequence! + 7000,
    acknowledgement: 7100,
  }));
  const facts = factsOf(packetsOf([...OPEN, data(100, "ab"), OPEN[0], ...again, data(7100, "cd")]));
  assertEquals(lines(facts), [
    "#0 opened 192.0.2.10:50123 192.0.2.20:5000",
    '#0 > 0 "ab" @4',
    "#0 forgotten",
    "#1 opened 192.0.2.10:50123 192.0.2.20:5000",
    '#1 > 0 "cd" @9',
    "#1 forgotten",
  ]);
});

test("sequence numbers far off in both directions are of another connection, whose SYN was not captured", () => {
  const other = { from: 1, sequence: 0x70000000, acknowledgement: 0x40000000, payload: "z" } as const;
  const mine = { from: 0, sequence: 0x40000000, acknowledgement: 0x70000001, payload: "y" } as const;
  const facts = factsOf(packetsOf([...OPEN, data(100, "ab"), other, mine]));
  assertEquals(lines(facts).filter((line) => !line.includes("opened")), [
    '#0 > 0 "ab" @4',
    "#0 forgotten",
    '#1 < 0 "z" @5',
    '#1 > 0 "y" @6',
    "#1 forgotten",
  ]);
});

test("a capture that begins inside a connection takes the lower port for the server's", () => {
  const facts = factsOf(packetsOf([{ from: 1, sequence: 7, payload: "x" }, { sequence: 8, payload: "y" }]));
  const connection = facts[0].type === "opened" ? facts[0].connection : undefined;
  assertEquals([connection?.client, connection?.synFrame], ["192.0.2.10:50123", undefined]);
  assertEquals(lines(facts).slice(1, -1), ['#0 < 0 "x" @1', '#0 > 0 "y" @2']);
});

test("a SYN-ACK tells who is the client, and where its stream begins", () => {
  const ports = [5000, 50123] as const;
  const facts = factsOf(packetsOf([
    { ...OPEN[1], ports },
    { ...data(102, "cd"), ports },
    { ...data(100, "ab"), ports },
    { ...OPEN[0], ports }, // captured late
  ]));
  assertEquals(lines(facts), [
    "#0 opened 192.0.2.10:5000 192.0.2.20:50123",
    '#0 > 0 "ab" @3',
    '#0 > 2 "cd" @2 +3',
    "#0 forgotten",
  ]);
});

test("both sides may open at once", () => {
  const both = [
    { flags: "S", sequence: 99 },
    { from: 1, flags: "S", sequence: 499 },
    { flags: "SA", sequence: 99, acknowledgement: 500 },
    { from: 1, flags: "SA", sequence: 499, acknowledgement: 100 },
    data(100, "ab"),
    { from: 1, sequence: 500, acknowledgement: 102, payload: "x" },
  ] as const;
  assertEquals(told(both), ['> 0 "ab" @5', '< 0 "x" @6']);
});

test("bytes of the SYN come first", () => {
  assertEquals(told([{ flags: "S", sequence: 99, payload: "ab" }, OPEN[1], data(102, "cd")]), [
    '> 0 "ab" @1',
    '> 2 "cd" @3',
  ]);
});

test("what the snap length cut off is a gap, also out of order", () => {
  const cut = data(100, "abcdef", { captured: 42 });
  assertEquals(told([...OPEN, cut, data(106, "g")]), ['> 0 "ab" @4', "> 2 gap 4 truncated @4", '> 6 "g" @5']);
  const late = data(102, "cdef", { captured: 41 });
  assertEquals(told([...OPEN, late, data(106, "g"), data(100, "ab")]), [
    '> 0 "ab" @6',
    '> 2 "c" @4 +6',
    "> 3 gap 3 truncated @4",
    '> 6 "g" @5 +6',
  ]);
  assertEquals(told([...OPEN, data(100, "ab", { captured: 40 })]), ["> 0 gap 2 truncated @4"]);
});

test("what waits is bounded, in one direction and in all", () => {
  const far = Array.from({ length: 40 }, (_, i) => data(110 + 100 * i, "x".repeat(100)));
  const gaps = (limit: { streamLimit?: number; totalLimit?: number }) =>
    told([...OPEN, ...far], limit).filter((line) => line.includes("gap"));
  assertEquals(gaps({}), ["> 0 gap 10 lost @4"]);
  assertEquals(gaps({ streamLimit: 5000 }), ["> 0 gap 10 memory @4"]);
  assertEquals(gaps({ totalLimit: 5000 }), ["> 0 gap 10 memory @4"]);
});

test("the number of connections is bounded: closed ones go first, then those silent the longest", () => {
  const ports = (i: number): [number, number] => [40000 + i, 5000];
  const segments: Segment[] = Array.from(
    { length: 8 },
    (_, i) => ({ flags: "S", sequence: 9, ports: ports(i) }),
  );
  segments.push({ from: 1, flags: "RA", sequence: 0, acknowledgement: 10, ports: ports(5) });
  segments.push({ flags: "A", sequence: 10, ports: ports(0) }, { flags: "S", sequence: 9, ports: ports(9) });
  const order = lines(factsOf(packetsOf(segments), { connectionLimit: 8 })).filter((line) =>
    line.includes("forg")
  );
  assertEquals(order.slice(0, 2), ["#5 forgotten", "#1 forgotten"]);
  assertEquals(order.length, 9);
});
