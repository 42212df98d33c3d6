// Requests and replies over real TCP: every way in which a primary can end, promptly and exactly once.
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import type { Connection } from "../adapters/connection.ts";
import { NoReplyError } from "../adapters/request.ts";
import { GENERIC } from "../core/hsms/options.ts";
import { type DataMessage, type NoReplyReason, NotSelectedError } from "../core/link.ts";
import {
  type Adapter,
  eachAdapter,
  echo,
  HOST,
  pair,
  type RawPeer,
  RawServer,
  sleep,
  until,
} from "./adapters_loopback.ts";
import { data, rejectReq, selectRsp, separateReq, toHex } from "./hsms_frames.ts";

const S1F1 = { stream: 1, function: 1 };

/** A host that is SELECTED with a raw peer; system bytes 1 were those of the Select. */
async function withRawEquipment(
  adapter: Adapter,
  body: (host: Connection, peer: RawPeer) => Promise<void>,
): Promise<void> {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port, timers: { T3: 0.3 }, closeTimeout: 0.1 });
  try {
    const peer = await server.peer();
    await peer.messages(1);
    peer.write(selectRsp(1, 0));
    await host.whenSelected();
    await body(host, peer);
  } finally {
    await host.close();
    await server.close();
  }
}

/** The error of a request that gets no reply; a later end of the connection must change nothing. */
async function noReply(promise: Promise<DataMessage>, reason: NoReplyReason): Promise<NoReplyError> {
  const error = await assertRejects(() => promise, NoReplyError, "Cannot complete S1F1: ");
  assertEquals(error.reason, reason);
  return error;
}

eachAdapter("adapters: a request resolves with its reply, text and all", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    echo(equipment);
    const text = Uint8Array.of(0x41, 0x03, 0x61, 0x62, 0x63);
    const reply = await host.request({ stream: 1, function: 3, text });
    assertEquals([reply.stream, reply.function, reply.replyExpected], [1, 4, false]);
    assertEquals([...reply.text], [...text]);
    assertEquals(Object.getPrototypeOf(reply.text), Uint8Array.prototype);
  });
});

eachAdapter(
  "adapters: messages flow both ways at the same time, each reply to its own primary",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      for (const side of [host, equipment]) echo(side);
      const ask = async (side: Connection, number: number): Promise<void> => {
        const text = Uint8Array.of(0x21, 2, number >> 8, number & 0xff);
        const reply = await side.request({ stream: 2, function: 25, text });
        assertEquals(toHex(reply.text), toHex(text));
      };
      const numbers = Array.from({ length: 500 }, (_, i) => i);
      await Promise.all(numbers.flatMap((number) => [ask(host, number), ask(equipment, number)]));
    });
  },
);

eachAdapter(
  "adapters: a message without the W-bit is sent, and resolves with its system bytes",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      const iterator = host[Symbol.asyncIterator]();
      const systemBytes = await equipment.send({ stream: 6, function: 11, text: Uint8Array.of(1, 0) });
      const { value } = await iterator.next();
      assertEquals([value!.stream, value!.function, value!.replyExpected], [6, 11, false]);
      assertEquals(value!.systemBytes, systemBytes);
      await assertRejects(() => host.send({ ...S1F1, replyExpected: true }), TypeError, "use request");
    });
  },
);

eachAdapter("adapters: the caller may choose system bytes and session", async (adapter) => {
  await withRawEquipment(adapter, async (host, peer) => {
    const asked = host.request({ ...S1F1, systemBytes: 0xfffffffe, session: 258 });
    const [, primary] = await peer.messages(2);
    assertEquals(primary, "0000000A 0102 81 01 00 00 FFFFFFFE");
    peer.write(data("S1F2", 0xfffffffe, 258));
    assertEquals((await asked).systemBytes, 0xfffffffe);
  });
});

eachAdapter(
  "adapters: a request ends with T3 when no reply comes, and the connection stays",
  async (adapter) => {
    await withRawEquipment(adapter, async (host, peer) => {
      const started = performance.now(), late: string[] = [];
      host.on("news", (news) => news.type === "unmatched" && late.push(news.reason));
      const primary = { ...S1F1, T3: 0.1 };
      const error = await noReply(host.request(primary), "T3");
      assertStrictEquals(error.primary, primary);
      assertEquals(error.header, undefined);
      const took = performance.now() - started;
      assert(took >= 99 && took < 1000, `T3 took ${took} ms`);
      peer.write(data("S1F2", 2));
      await until(() => late.length > 0, "the late reply");
      assertEquals([late, host.state], [["late"], "SELECTED"]);
    });
  },
);

const ENDS: readonly [NoReplyReason, string, Uint8Array, string?][] = [
  ["rejected", "Reject.req", rejectReq(2, 0, 4, 0), "0000000400070000"],
  ["aborted", "S1F0", data("S1F0", 2), "000001000000"],
  [
    "stream 9",
    "S9F5",
    data("S9F5", 77, 0, Uint8Array.of(0x21, 10, 0, 0, 0x81, 1, 0, 0, 0, 0, 0, 2)),
    "000009050000",
  ],
  ["mismatch", "a reply of another function", data("S1F4", 2), "000001040000"],
  ["deselected", "Separate.req", separateReq(9)],
];

for (const [reason, what, bytes, header] of ENDS) {
  eachAdapter(`adapters: a request ends at once with "${reason}" on ${what}`, async (adapter) => {
    await withRawEquipment(adapter, async (host, peer) => {
      const asked = host.request({ ...S1F1, T3: 60 });
      await peer.messages(2);
      peer.write(bytes);
      const error = await noReply(asked, reason);
      assertEquals(toHex(error.header ?? new Uint8Array(0)).slice(0, header?.length ?? 0), header ?? "");
      assertEquals(error.header?.length, header === undefined ? undefined : 10);
    });
  });
}

eachAdapter(
  'adapters: a request ends at once with "disconnected" when the peer closes TCP',
  async (adapter) => {
    for (const end of ["end", "resetAndDestroy", "destroy"] as const) {
      await withRawEquipment(adapter, async (host, peer) => {
        const asked = host.request({ ...S1F1, T3: 60 });
        await peer.messages(2);
        peer.socket[end]();
        await noReply(asked, "disconnected");
      });
    }
  },
);

eachAdapter(
  'adapters: a request ends at once with "deselected" when the connection is closed here',
  async (adapter) => {
    await withRawEquipment(adapter, async (host) => {
      const asked = noReply(host.request({ ...S1F1, T3: 60 }), "deselected");
      await Promise.all([host.close(), asked]);
    });
  },
);

eachAdapter('adapters: a request ends at once with "deselected" when its session does', async (adapter) => {
  const profile = GENERIC;
  await pair(adapter, async (host, equipment) => {
    const asked = noReply(host.request({ ...S1F1, T3: 60 }), "deselected");
    await equipment[Symbol.asyncIterator]().next();
    await equipment.deselect();
    await asked;
    assertEquals(host.state, "NOT SELECTED");
  }, { host: { profile }, equipment: { profile } });
});

eachAdapter(
  "adapters: every request ends exactly once when the connection breaks among many",
  async (adapter) => {
    const { equipment, host, ends } = await breakAmongMany(adapter);
    assertEquals(ends.size, 1000);
    const counts = [...ends.values()].map(({ replies, errors }) => replies + errors);
    assert(counts.every((count) => count === 1), `ends: ${counts.join()}`);
    const failed = [...ends.values()].filter(({ errors }) => errors > 0).length;
    assert(failed > 0 && failed < 1000, `${failed} of 1000 failed`);
    await host.close();
    await equipment.close();
  },
);

async function breakAmongMany(adapter: Adapter): Promise<{
  equipment: Connection;
  host: Connection;
  ends: Map<number, { replies: number; errors: number }>;
}> {
  const ends = new Map<number, { replies: number; errors: number }>();
  const equipment = adapter.open({ mode: "passive", host: HOST, port: 0 });
  await new Promise((resolve) => equipment.on("listening", resolve));
  let received = 0;
  equipment.on("message", (message) => {
    void equipment.reply(message);
    if (++received === 300) equipment.separate();
  });
  const host = await adapter.connect({ host: HOST, port: equipment.local!.port });
  await Promise.all(Array.from({ length: 1000 }, async (_, i) => {
    const end = { replies: 0, errors: 0 };
    ends.set(i, end);
    await host.request(S1F1).then(() => end.replies++, (error) => {
      assertInstanceOf(error, NoReplyError);
      end.errors++;
    });
  }));
  return { equipment, host, ends };
}

eachAdapter("adapters: an aborted signal rejects a request before it is sent", async (adapter) => {
  await withRawEquipment(adapter, async (host, peer) => {
    const reason = new Error("not now");
    const error = await assertRejects(() => host.request(S1F1, { signal: AbortSignal.abort(reason) }));
    assertStrictEquals(error, reason);
    await sleep(20);
    assertEquals((await peer.messages(1)).length, 1);
  });
});

eachAdapter("adapters: a signal aborts a request that waits, and its reply is late", async (adapter) => {
  await withRawEquipment(adapter, async (host, peer) => {
    const controller = new AbortController(), unmatched: string[] = [];
    host.on("news", (news) => news.type === "unmatched" && unmatched.push(news.reason));
    const asked = host.request(S1F1, { signal: controller.signal });
    await peer.messages(2);
    const reason = new Error("no longer wanted");
    controller.abort(reason);
    assertStrictEquals(await assertRejects(() => asked), reason);
    peer.write(data("S1F2", 2));
    await until(() => unmatched.length > 0, "the late reply");
    assertEquals(unmatched, ["late"]);
  });
});

eachAdapter("adapters: a signal that comes after the reply changes nothing", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    echo(equipment);
    const controller = new AbortController();
    const reply = await host.request(S1F1, { signal: controller.signal });
    controller.abort();
    assertEquals(reply.function, 2);
    assertEquals((await host.request(S1F1)).function, 2);
  });
});

eachAdapter("adapters: sending needs a selected session", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    await host.close();
    for (const send of [() => host.request(S1F1), () => host.send(S1F1)]) {
      await assertRejects(send, NotSelectedError, "Cannot send S1F1: not connected");
    }
    await until(() => equipment.state === "NOT CONNECTED", "the end at the equipment");
  });
});

eachAdapter("adapters: impossible messages are refused, and nothing is sent", async (adapter) => {
  await withRawEquipment(adapter, async (host, peer) => {
    await assertRejects(() => host.request({ stream: 1, function: 2 }), RangeError, "odd function");
    await assertRejects(() => host.request({ ...S1F1, session: 40_000 }), RangeError, "session id 40000");
    await assertRejects(() => host.request({ ...S1F1, T3: -1 }), RangeError, "T3 -1");
    const asked = host.request({ ...S1F1, systemBytes: 50 });
    await assertRejects(() => host.request({ ...S1F1, systemBytes: 50 }), RangeError, "system bytes 50");
    assertEquals((await peer.messages(2)).length, 2);
    peer.write(data("S1F2", 50));
    await asked;
  });
});

eachAdapter("adapters: a primary is answered once, and only while its connection lasts", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const iterator = equipment[Symbol.asyncIterator]();
    const asked = [host.request(S1F1), host.request(S1F1)];
    const first = (await iterator.next()).value!, second = (await iterator.next()).value!;
    await equipment.reply(first);
    await assertRejects(() => equipment.reply(first), NotSelectedError, "it was answered before");
    await asked[0];
    const lost = noReply(asked[1], "deselected");
    host.separate();
    await lost;
    await until(() => equipment.state === "NOT CONNECTED", "the separate");
    await equipment.whenSelected();
    await assertRejects(() => equipment.reply(second), NotSelectedError, "its connection has ended");
  }, { host: { timers: { T5: 0.02 } } });
});

eachAdapter(
  "adapters: a reply that is too late may be ignored without an unhandled rejection",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      const iterator = equipment[Symbol.asyncIterator]();
      const lost = noReply(host.request(S1F1), "deselected");
      const message = (await iterator.next()).value!;
      host.separate();
      await lost;
      await until(() => equipment.state === "NOT CONNECTED", "the separate");
      void equipment.reply(message);
      await sleep(10);
    });
  },
);

eachAdapter("adapters: a reply that nobody expects is refused, which may be ignored", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const answers: Promise<void>[] = [];
    equipment.on("message", (message) => {
      void equipment.reply(message);
      answers.push(equipment.reply(message));
    });
    await host.send(S1F1);
    await until(() => answers.length === 1, "the message");
    await assertRejects(() => answers[0], Error, "S1F1 expects no reply");
  });
});

eachAdapter("adapters: function 0 aborts a transaction of the peer", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    equipment.on("message", (message) => void equipment.reply(message, undefined, 0));
    await noReply(host.request(S1F1), "aborted");
  });
});
