// Slow and mad peers beside good ones: whatever they do, the others are served.
import { assert, assertEquals } from "@std/assert";
import { NoReplyError } from "../adapters/node.ts";
import type { Peers } from "../driver/peers.ts";
import type { Peer } from "../driver/peers_peer.ts";
import { hsms } from "../mod.ts";
import { type RawPeer, RawServer, sleep, until } from "./adapters_loopback.ts";
import { equipment, QUICK, withPeers, words } from "./driver_peers_rig.ts";

const frame = (stream: number, fn: number, text?: Uint8Array): Uint8Array =>
  hsms.encodeMessage(
    hsms.dataHeader({ session: 0, stream, function: fn, replyExpected: false, systemBytes: 1 }),
    text,
  );

/** 64 KiB of messages without text. */
const FLOOD = ((): Uint8Array => {
  const one = frame(6, 11), all = new Uint8Array(one.length * 4681);
  for (let at = 0; at < all.length; at += one.length) all.set(one, at);
  return all;
})();

/** An equipment made by hand, which has accepted the Select. */
async function selected(server: RawServer): Promise<RawPeer> {
  const raw = await server.peer(0);
  const [select] = await raw.messages(1);
  const systemBytes = parseInt(select.slice(-8), 16);
  raw.write(hsms.encodeMessage(hsms.controlHeader(hsms.STYPE.SELECT_RSP, systemBytes)));
  return raw;
}

/** Milliseconds that requests took one after the other, sorted. */
async function latencies(peer: Peer<"hsms">, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    const { text } = await peer.request({ stream: 1, function: 1 });
    assertEquals(words(text), "good");
    times.push(performance.now() - begun);
    await sleep(2);
  }
  return times.sort((a, b) => a - b);
}

/** A good equipment beside one that is anything but. */
function beside(
  name: string,
  body: (peers: Peers, mad: RawServer, good: Peer<"hsms">) => Promise<void>,
): void {
  withPeers(name, async (peers) => {
    const { connection, port } = await equipment("good");
    const server = await RawServer.listen();
    try {
      const good = await peers.add("good", { level: "hsms", port, timers: QUICK });
      await good.whenEstablished();
      await body(peers, server, good);
    } finally {
      await peers.close();
      await Promise.all([server.close(), connection.close()]);
    }
  });
}

/** Bounds that a stalled manager would miss by far, and a busy machine keeps. */
function assertServed(times: number[]): void {
  const median = times[times.length >> 1], longest = times[times.length - 1];
  assert(median < 100, `the median is ${median} ms`);
  assert(longest < 1500, `the longest is ${longest} ms`);
}

beside("peers: one that floods does not hold up the others", async (peers, server, good) => {
  let messages = 0;
  const flooding = await peers.add("mad", { level: "hsms", port: server.port, timers: QUICK });
  flooding.on("message", () => messages++);
  const raw = await selected(server);
  let stop = false;
  const flood = (async () => {
    while (!stop) {
      const drained = raw.socket.write(FLOOD);
      await (drained ? sleep(1) : new Promise((resolve) => raw.socket.once("drain", resolve)));
    }
  })();
  assertServed(await latencies(good, 100));
  assert(messages > 20_000, `only ${messages} messages of the flood`);
  stop = true;
  await flood;
});

beside(
  "peers: one whose application does not take its messages is stopped alone",
  async (peers, server, good) => {
    const unheard = await peers.add("mad", {
      level: "hsms",
      port: server.port,
      timers: QUICK,
      connection: { buffers: { messages: 100 } },
    });
    const raw = await selected(server);
    for (let i = 0; i < 20; i++) raw.socket.write(FLOOD);
    assertServed(await latencies(good, 50));
    let messages = 0;
    unheard.on("message", () => messages++);
    await until(() => messages === 20 * 4681, "all that waited");
  },
);

beside("peers: one that never reads does not hold up the others", async (peers, server, good) => {
  const deaf = await peers.add("mad", {
    level: "hsms",
    port: server.port,
    connection: { sendTimeout: 1, timers: { ...QUICK, write: 1 } },
  });
  const raw = await selected(server);
  await deaf.whenEstablished();
  raw.socket.pause();
  const text = new Uint8Array(1024 * 1024);
  const sent = Array.from(
    { length: 24 },
    () => deaf.request({ stream: 7, function: 3, text }).catch((error) => error),
  );
  assertServed(await latencies(good, 50));
  const ends = await Promise.all(sent);
  assert(ends.every((end) => end instanceof Error), "a request to a peer that never reads was answered");
  assert(ends.some((end) => end instanceof NoReplyError), String(ends[0]));
});

beside(
  "peers: one that sends garbage is cut off, again and again, and the others stay",
  async (peers, server, good) => {
    const mad = await peers.add("mad", { level: "hsms", port: server.port, timers: QUICK });
    let at = 0;
    const garbage = setInterval(() => {
      for (; at < server.peers.length; at++) {
        server.peers[at].write(
          Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919 + at * 31) & 0xff | 0x80),
        );
      }
    }, 5);
    try {
      assertServed(await latencies(good, 100));
      await until(() => mad.metrics.reconnects >= 2, "reconnections");
    } finally {
      clearInterval(garbage);
    }
    assert((mad.metrics.faults["length above limit"] ?? 0) >= 2, JSON.stringify(mad.metrics.faults));
    assertEquals(good.metrics.reconnects, 0);
  },
);
