// One port for many peers: each its own connection, told apart, allowed or not, and no more than there is room for.
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import type { Connection } from "../adapters/connection.ts";
import type { Listener } from "../adapters/listener.ts";
import type { ListenOptions } from "../adapters/options.ts";
import { type Adapter, eachAdapter, echo, HOST, RawPeer, RawServer, until } from "./adapters_loopback.ts";
import { data, selectReq } from "./hsms_frames.ts";

const S1F1 = { stream: 1, function: 1 };

/** A listener, closed when `body` has ended. */
async function withListener(
  adapter: Adapter,
  options: Partial<ListenOptions>,
  body: (listener: Listener, port: number) => Promise<void>,
): Promise<void> {
  const listener = await adapter.listen({ host: HOST, port: 0, closeTimeout: 0.2, ...options });
  try {
    await body(listener, listener.address.port);
  } finally {
    await listener.close();
  }
}

eachAdapter("adapters: one port serves many peers, each with a connection of its own", async (adapter) => {
  await withListener(adapter, {}, async (listener, port) => {
    const served: Connection[] = [];
    listener.on("connection", (connection) => {
      served.push(connection);
      connection.on("message", (message) => {
        void connection.reply(message, Uint8Array.of(served.indexOf(connection)));
      });
    });
    const hosts: Connection[] = [];
    for (let i = 0; i < 5; i++) hosts.push(await adapter.connect({ host: HOST, port }));
    assertEquals([listener.connections.size, served.length], [5, 5]);
    for (const [i, host] of hosts.entries()) {
      assertEquals([...(await host.request(S1F1)).text], [i]);
      assertEquals(served[i].remote, host.local);
    }
    await Promise.all(hosts.map((host) => host.close()));
    await until(() => listener.connections.size === 0, "the ends");
  });
});

eachAdapter(
  "adapters: a listener is iterated for the peers that connect, until it is closed",
  async (adapter) => {
    const listener = await adapter.listen({ host: HOST, port: 0 });
    const ports: number[] = [];
    const served = (async () => {
      for await (const connection of listener) {
        ports.push(connection.remote!.port);
        echo(connection);
      }
    })();
    const hosts = await Promise.all(
      [1, 2, 3].map(() => adapter.connect({ host: HOST, port: listener.address.port })),
    );
    for (const host of hosts) assertEquals((await host.request(S1F1)).function, 2);
    assertEquals(ports.sort(), hosts.map((host) => host.local!.port).sort());
    await Promise.all(hosts.map((host) => host.close()));
    await listener.close();
    await served;
  },
);

eachAdapter("adapters: the session id of a peer is that of the first message it sends", async (adapter) => {
  await withListener(adapter, {}, async (listener, port) => {
    const iterator = listener[Symbol.asyncIterator]();
    const tool = await adapter.connect({ host: HOST, port, session: 42 });
    const connection = (await iterator.next()).value!;
    assertEquals(connection.session, 0);
    echo(connection);
    await tool.request({ stream: 1, function: 13 });
    assertEquals(connection.session, 42);
    echo(tool);
    assertEquals((await connection.request(S1F1)).session, 42);
    await tool.close();
  });
});

eachAdapter("adapters: peers that are not allowed are closed at once", async (adapter) => {
  await withListener(adapter, { allow: ["10.1.2.3", "192.168.0.0/16"] }, async (listener, port) => {
    const peer = await RawPeer.connect(port);
    peer.write(selectReq(1));
    await peer.closed;
    assertEquals([peer.received.length, listener.connections.size], [0, 0]);
  });
  await withListener(adapter, { allow: ["127.0.0.0/8"] }, async (_, port) => {
    await (await adapter.connect({ host: HOST, port })).close();
  });
});

eachAdapter("adapters: options are chosen by the peer's address, and none closes it", async (adapter) => {
  const asked: string[] = [];
  const peer: ListenOptions["peer"] = ({ host }) => {
    asked.push(host);
    return asked.length > 1 ? { session: 9, onSelect: () => 130 } : undefined;
  };
  await withListener(adapter, { peer }, async (listener, port) => {
    const unknown = await RawPeer.connect(port);
    await unknown.closed;
    assertEquals(unknown.received.length, 0);
    const known = await RawPeer.connect(port);
    known.write(selectReq(1));
    assertEquals(await known.messages(1), ["0000000A FFFF 00 82 00 02 00000001"]);
    assertEquals(asked, [HOST, HOST]);
    await until(() => listener.connections.size === 0, "the end");
    await known.close();
  });
});

eachAdapter("adapters: an error in choosing options closes the peer and is told", async (adapter) => {
  const wrong = new Error("no such tool");
  const peer = (): never => {
    throw wrong;
  };
  await withListener(adapter, { peer }, async (listener, port) => {
    const told = new Promise((resolve) => listener.on("error", resolve));
    const unknown = await RawPeer.connect(port);
    assertStrictEquals(await told, wrong);
    await unknown.closed;
  });
});

eachAdapter(
  "adapters: beyond the connection limit peers are refused with status 3, or closed",
  async (adapter) => {
    await withListener(adapter, { maxConnections: 1 }, async (listener, port) => {
      const host = await adapter.connect({ host: HOST, port });
      const second = await RawPeer.connect(port);
      second.write(selectReq(8));
      assertEquals(await second.messages(1), ["0000000A FFFF 00 03 00 02 00000008"]);
      assertEquals(listener.connections.size, 1);
      await until(() => second.ended, "the end of the second peer");
      await second.close();
      await host.close();
      await until(() => listener.connections.size === 0, "the end of the first");
      await (await adapter.connect({ host: HOST, port, timeout: 2 })).close();
    });
    await withListener(adapter, { maxConnections: 1, whenFull: "close" }, async (_, port) => {
      const host = await adapter.connect({ host: HOST, port });
      const second = await RawPeer.connect(port);
      await second.closed;
      assertEquals([second.received.length, host.state], [0, "SELECTED"]);
      await host.close();
    });
  },
);

eachAdapter("adapters: peers beyond the limit do not pile up", async (adapter) => {
  await withListener(adapter, { maxConnections: 1 }, async (_, port) => {
    const peers: RawPeer[] = [];
    for (let i = 0; i < 30; i++) peers.push(await RawPeer.connect(port));
    const ended = (): number => peers.filter((peer) => peer.ended || peer.socket.destroyed).length;
    await until(() => ended() >= 13, "the ends of those that cannot be refused in form");
    assertEquals(ended(), 13);
    await Promise.all(peers.map((peer) => peer.close()));
  });
});

eachAdapter("adapters: options of a listener that cannot be are refused at once", async (adapter) => {
  const wrong: Partial<ListenOptions>[] = [
    { port: -1 },
    { session: 40_000 },
    { timers: { T7: -1 } },
    { buffers: { messages: NaN } },
    { maxConnections: 0 },
    { closeTimeout: 0 },
  ];
  for (const options of wrong) {
    await assertRejects(() => adapter.listen({ host: HOST, port: 0, ...options }), RangeError, "Cannot ");
  }
  await assertRejects(() => adapter.listen({ host: " ", port: 0 }), TypeError, "no host");
  await assertRejects(() => adapter.listen({ host: HOST, port: 0, allow: ["10.0.0.1/64"] }), TypeError, "64");
});

eachAdapter("adapters: a listener closes with its connections, or leaves them", async (adapter) => {
  const listener = await adapter.listen({ host: HOST, port: 0 });
  const { port } = listener.address;
  listener.on("connection", echo);
  const host = await adapter.connect({ host: HOST, port, reconnect: false });
  await listener.close({ connections: false });
  const next = await RawServer.listen(port);
  await next.close();
  assertEquals((await host.request(S1F1)).function, 2);
  await listener.close();
  await host.closed;
  assertEquals([listener.connections.size, host.state], [0, "NOT CONNECTED"]);
});

eachAdapter("adapters: await using closes a listener and its connections", async (adapter) => {
  let host: Connection;
  {
    await using listener = await adapter.listen({ host: HOST, port: 0 });
    host = await adapter.connect({ host: HOST, port: listener.address.port, reconnect: false });
  }
  await host.closed;
});

eachAdapter("adapters: handlers in the options of a listener serve all its connections", async (adapter) => {
  const sessions: number[] = [];
  const on: ListenOptions["on"] = {
    message: (message, connection) => {
      sessions.push(message.session);
      return connection.reply(message);
    },
  };
  await withListener(adapter, { on }, async (_, port) => {
    const tools = await Promise.all([1, 2].map((session) => adapter.connect({ host: HOST, port, session })));
    for (const tool of tools) await tool.request(S1F1);
    assertEquals(sessions, [1, 2]);
    await Promise.all(tools.map((tool) => tool.close()));
  });
});

eachAdapter(
  "adapters: two connections to one port, and one process, do not disturb each other",
  async (adapter) => {
    await withListener(adapter, {}, async (listener, port) => {
      listener.on("connection", echo);
      const good = await adapter.connect({ host: HOST, port });
      const bad = await RawPeer.connect(port);
      bad.write(selectReq(1), data("S1F1 W", 2), Uint8Array.of(0, 0, 0, 3, 1, 2, 3, 4));
      await bad.closed;
      const replies = await Promise.all(Array.from({ length: 100 }, () => good.request(S1F1)));
      assert(replies.every((reply) => reply.function === 2), "a reply was wrong");
      await good.close();
    });
  },
);
