// Slow applications, slow peers, large messages and every way of cutting them: memory stays bounded, nothing is lost.
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import type { Connection } from "../adapters/connection.ts";
import { NotSelectedError } from "../core/link.ts";
import type { ConnectOptions } from "../adapters/options.ts";
import { NoReplyError } from "../adapters/request.ts";
import {
  type Adapter,
  eachAdapter,
  echo,
  HOST,
  pair,
  passive,
  RawPeer,
  RawServer,
  sleep,
  until,
} from "./adapters_loopback.ts";
import { data, join, selectReq, selectRsp } from "./hsms_frames.ts";

const S1F1 = { stream: 1, function: 1 };
const MIB = 1024 * 1024;

/** Bytes that tell where they were cut or mixed up. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8)) & 0xff;
  return bytes;
}

/** Whether two texts are equal; deep equality of megabytes takes seconds. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

eachAdapter("adapters: a slow application stops reading, and gets everything in the end", async (adapter) => {
  const { equipment, port } = await passive(adapter, { buffers: { messages: 50 } });
  let received = 0;
  equipment.on("news", (news) => news.type === "message" && received++);
  const peer = await RawPeer.connect(port), count = 40_000, text = new Uint8Array(1000);
  peer.write(selectReq(1), join(...Array.from({ length: 100 }, (_, i) => data("S6F11", i + 2, 0, text))));
  const rest = data("S6F11", 102, 0, text);
  for (let i = 100; i < count; i++) peer.write(rest);
  await until(() => received > 0, "the first message");
  await sleep(150);
  const held = received;
  assert(held < 2000, `${held} messages were read for an application that takes none`);
  let taken = 0;
  for await (const message of equipment) if (++taken === count || message.text.length !== 1000) break;
  assertEquals([taken, received], [count, count]);
  await peer.close();
  await equipment.close();
});

eachAdapter(
  "adapters: a connection whose reading has stopped still closes in an orderly way",
  async (adapter) => {
    const { equipment, port } = await passive(adapter, { buffers: { messages: 5 } });
    const peer = await RawPeer.connect(port);
    peer.write(selectReq(1));
    for (let i = 0; i < 20_000; i++) peer.write(data("S6F11", i + 2));
    await equipment.whenSelected();
    await sleep(50);
    const closed = equipment.close();
    await until(() => peer.received.length >= 28, "Separate.req at the peer");
    peer.socket.end();
    await closed;
    await peer.close();
  },
);

eachAdapter("adapters: requests inside the loop over messages do not block it", async (adapter) => {
  const buffers = { messages: 4 };
  await pair(adapter, async (host, equipment) => {
    echo(host);
    const count = 300;
    for (let i = 0; i < count; i++) await host.send({ stream: 5, function: 1 });
    let taken = 0;
    for await (const _ of equipment) {
      assertEquals((await equipment.request(S1F1)).function, 2);
      if (++taken === count) break;
    }
  }, { equipment: { buffers } });
});

eachAdapter(
  "adapters: a T3 says so when nobody takes the messages that reading waits for",
  async (adapter) => {
    const buffers = { messages: 4, messagesWhileWaiting: 8 };
    await pair(adapter, async (host, equipment) => {
      let received = 0;
      equipment.on("news", (news) => news.type === "message" && received++);
      for (let i = 0; i < 20; i++) void host.send({ stream: 5, function: 1 });
      await until(() => received > 4, "so many that reading stops");
      const asked = equipment.request({ ...S1F1, T3: 0.1 });
      const error = await assertRejects(() => asked, NoReplyError);
      assertMatch(error.message, /no reply within T3; reading has stopped, as \d+ received primaries wait/);
    }, { host: { closeTimeout: 0.1 }, equipment: { buffers } });
  },
);

/** A host, SELECTED with a peer that reads nothing. */
async function withDeafPeer(
  adapter: Adapter,
  options: Partial<ConnectOptions>,
  body: (host: Connection, peer: RawPeer) => Promise<void>,
): Promise<void> {
  const server = await RawServer.listen();
  const host = adapter.open({
    host: HOST,
    port: server.port,
    reconnect: false,
    closeTimeout: 0.1,
    ...options,
  });
  const peer = await server.peer();
  await peer.messages(1);
  peer.write(selectRsp(1, 0));
  await host.whenSelected();
  peer.socket.pause();
  try {
    await body(host, peer);
  } finally {
    await server.close();
    await host.close();
  }
}

eachAdapter(
  "adapters: sending waits for a peer that does not read, and nothing is lost when it does",
  async (adapter) => {
    await withDeafPeer(adapter, {}, async (host, peer) => {
      let sent = 0;
      const count = 40, text = pattern(MIB);
      const all = Array.from({ length: count }, async () => {
        await host.send({ stream: 7, function: 3, text });
        sent++;
      });
      await sleep(100);
      assert(sent < 20, `${sent} MiB were taken from the application for a peer that reads nothing`);
      let bytes = 0;
      peer.socket.removeAllListeners("data").on("data", (chunk) => bytes += chunk.length).resume();
      await Promise.all(all);
      await until(() => bytes === count * (MIB + 14), "all bytes");
      assertEquals(sent, count);
    });
  },
);

eachAdapter("adapters: sending fails when a peer does not read for too long", async (adapter) => {
  await withDeafPeer(adapter, { sendTimeout: 0.2 }, async (host) => {
    const text = pattern(MIB);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => host.send({ stream: 7, function: 3, text })),
    );
    const failed = results.filter((result) => result.status === "rejected");
    assert(failed.length > 0 && failed.length < 20, `${failed.length} of 20 failed`);
    for (const { reason } of failed) {
      assertEquals(reason.message, "Cannot send S7F3: the peer has not read for 0.2 s");
    }
    assertEquals(host.state, "SELECTED");
  });
});

eachAdapter("adapters: sending fails at once when too many bytes wait", async (adapter) => {
  await withDeafPeer(adapter, { limits: { queuedBytes: 4 * MIB } }, async (host) => {
    const text = pattern(MIB), failures: string[] = [];
    const fill = (): void => {
      for (let i = 0; i < 20; i++) {
        host.send({ stream: 7, function: 3, text }).catch((error) => failures.push(error.message));
      }
    };
    fill();
    await sleep(50);
    fill();
    await sleep(10);
    assert(failures.length >= 20, `${failures.length} failed`);
    assertStringIncludes(failures[0], "bytes wait for a peer that does not read");
  });
});

eachAdapter(
  "adapters: what waits to be sent can be aborted, and is lost with the connection",
  async (adapter) => {
    await withDeafPeer(adapter, {}, async (host, peer) => {
      const text = pattern(MIB), controller = new AbortController();
      for (let i = 0; i < 16; i++) host.send({ stream: 7, function: 3, text }).catch(() => {});
      await sleep(50);
      const aborted = assertRejects(
        () => host.request(S1F1, { signal: controller.signal }),
        Error,
        "not any more",
      );
      const asked = assertRejects(() => host.request(S1F1), NoReplyError, "the connection has ended");
      const sent = assertRejects(() => host.send(S1F1), NotSelectedError, "Cannot send S1F1");
      controller.abort(new Error("not any more"));
      await aborted;
      await peer.close();
      await Promise.all([asked, sent]);
    });
  },
);

eachAdapter(
  "adapters: replies to a peer that does not read, and then goes, may be ignored",
  async (adapter) => {
    await withDeafPeer(adapter, { sendTimeout: 0.1 }, async (host, peer) => {
      let answered = 0;
      host.on("message", (message) => {
        void host.reply(message);
        answered++;
      });
      for (let i = 0; i < 16; i++) host.send({ stream: 7, function: 3, text: pattern(MIB) }).catch(() => {});
      peer.write(data("S1F1 W", 7));
      await until(() => answered === 1, "the first primary");
      await sleep(150); // the first reply has waited too long
      peer.write(data("S1F1 W", 8));
      await until(() => answered === 2, "the second primary");
      await peer.close(); // the second reply is lost
      await host.closed;
    });
  },
);

eachAdapter("adapters: what was sent before a close is written, if the peer reads", async (adapter) => {
  await withDeafPeer(adapter, { closeTimeout: 5 }, async (host, peer) => {
    const text = pattern(MIB), count = 12;
    for (let i = 0; i < count; i++) host.send({ stream: 7, function: 3, text }).catch(() => {});
    const closed = host.close();
    await sleep(50);
    const chunks: Uint8Array[] = [];
    peer.socket.removeAllListeners("data").on("data", (chunk) => chunks.push(chunk)).resume();
    await closed;
    const lengths = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    assertEquals(lengths, count * (MIB + 14) + 14);
  });
});

eachAdapter("adapters: what a peer sent before it ended reaches even a slow application", async (adapter) => {
  const { equipment, port } = await passive(adapter, { buffers: { messages: 10 } });
  const peer = await RawPeer.connect(port), count = 3000, text = new Uint8Array(1000);
  peer.write(selectReq(1));
  for (let i = 0; i < count; i++) peer.write(data("S6F11", i + 2, 0, text));
  peer.socket.end();
  await equipment.whenSelected();
  await sleep(100);
  let taken = 0;
  for await (const { systemBytes } of equipment) {
    assertEquals(systemBytes, ++taken + 1);
    if (taken === count) break;
  }
  await peer.close();
  await equipment.close();
});

eachAdapter("adapters: messages of 4 MiB go both ways, at the same time", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const text = pattern(4 * MIB);
    for (const side of [host, equipment]) echo(side);
    const replies = await Promise.all(
      [host, equipment, host, equipment].map((side) => side.request({ stream: 7, function: 3, text })),
    );
    assert(replies.every((reply) => same(reply.text, text)), "a text has changed");
  });
});

eachAdapter("adapters: a message above the limit is refused on both sides", async (adapter) => {
  const limits = { messageLength: 1000 };
  await pair(adapter, async (host, equipment) => {
    const text = new Uint8Array(2000);
    await assertRejects(() => equipment.send({ ...S1F1, text }), RangeError, "exceeds the limit 1000");
    const closed = new Promise((resolve) => equipment.on("closed", ({ cause }) => resolve(cause)));
    await host.send({ ...S1F1, text });
    assertEquals(await closed, "bad length");
    await equipment.whenSelected({ timeout: 2 });
  }, { host: { timers: { T5: 0.02 } }, equipment: { limits } });
});

eachAdapter("adapters: chunks split and merged at any place give the same messages", async (adapter) => {
  const text = pattern(300);
  const frames = [
    selectReq(1),
    data("S1F1", 2),
    data("S1F3", 3, 0, text),
    data("S1F5", 4),
    data("S1F7", 5, 0, text),
  ];
  const stream = join(...frames);
  for (const size of [1, 3, 14, 15, 100, stream.length]) {
    const { equipment, port } = await passive(adapter), functions: number[] = [];
    equipment.on("message", (message) => {
      functions.push(message.function);
      assert(message.text.length === 0 || same(message.text, text), `text changed in pieces of ${size}`);
    });
    const peer = await RawPeer.connect(port);
    for (let at = 0; at < stream.length; at += size) {
      peer.write(stream.subarray(at, at + size));
      if (size < 14 ? at % 50 < size : true) await sleep(0);
    }
    await until(() => functions.length === 4, `all messages in pieces of ${size}`);
    assertEquals(functions, [1, 3, 5, 7]);
    await peer.close();
    await equipment.close();
  }
});

eachAdapter("adapters: texts that are kept stay as they were received", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const kept: Uint8Array[] = [], count = 3000;
    equipment.on("message", ({ text }) => kept.push(text));
    const texts = Array.from({ length: count }, (_, i) => pattern(1 + i % 700).map((byte) => byte ^ i));
    for (const [i, text] of texts.entries()) {
      await host.send({ stream: 5, function: 1, text });
      if (i % 50 === 0) await host.linktest();
    }
    await until(() => kept.length === count, "all messages");
    assert(kept.every((text, i) => same(text, texts[i])), "a kept text has changed");
  });
});

eachAdapter("adapters: what is sent and changed afterwards is sent as it was", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const iterator = equipment[Symbol.asyncIterator](), text = pattern(5000), copy = text.slice();
    const sent = host.send({ stream: 7, function: 3, text });
    text.fill(0);
    await sent;
    assert(same((await iterator.next()).value!.text, copy), "the text has changed");
  });
});
