// Connections that end and come back, and the passive side's one peer at a time.
import { assert, assertEquals, assertInstanceOf, assertMatch, assertRejects } from "@std/assert";
import { endpointOf } from "../adapters/options.ts";
import { NoReplyError } from "../adapters/request.ts";
import {
  eachAdapter,
  echo,
  freePort,
  HOST,
  pair,
  passive,
  RawPeer,
  RawServer,
  sleep,
  until,
  withRawServer,
} from "./adapters_loopback.ts";
import { test } from "./harness.ts";
import { data, selectReq, selectRsp } from "./hsms_frames.ts";

const S1F1 = { stream: 1, function: 1 };

eachAdapter("adapters: the active side connects again after T5, not before", async (adapter) => {
  const server = await RawServer.listen();
  let ended = 0;
  const host = adapter.open({
    host: HOST,
    port: server.port,
    timers: { T5: 0.2 },
    on: { closed: () => ended = performance.now() },
  });
  await (await server.peer(0)).close();
  const again = await server.peer(1);
  const waited = performance.now() - ended;
  assert(waited >= 195 && waited < 2000, `connected again after ${waited} ms`);
  await again.messages(1);
  again.write(selectRsp(2, 0));
  await host.whenSelected();
  const closed = host.close();
  again.socket.end();
  await closed;
  await server.close();
});

eachAdapter("adapters: an unreachable peer is tried every T5 until the timeout", async (adapter) => {
  const port = await freePort(), failures: string[] = [];
  const error = await assertRejects(
    () =>
      adapter.connect({
        host: HOST,
        port,
        timers: { T5: 0.05 },
        timeout: 0.5,
        on: { "connect-failed": (failure) => failures.push(failure.message) },
      }),
    Error,
    "not SELECTED within 0.5 s, ",
  );
  assertMatch(error.message, /ECONNREFUSED/);
  assert(failures.length >= 3, `${failures.length} attempts`);
  assert(failures[0].startsWith(`Cannot connect to ${HOST}:${port}: `), failures[0]);
  assertInstanceOf(error.cause, Error);
});

eachAdapter("adapters: the passive side listens again at once, at the same port", async (adapter) => {
  const { equipment, port } = await passive(adapter);
  echo(equipment);
  for (let i = 0; i < 5; i++) {
    const host = await adapter.connect({ host: HOST, port, timeout: 2 });
    assertEquals((await host.request(S1F1)).function, 2);
    await host.close();
    await until(() => equipment.state === "NOT CONNECTED", "the end at the equipment");
  }
  await equipment.close();
});

eachAdapter("adapters: both sides come back by themselves after the connection was lost", async (adapter) => {
  const closed: string[] = [];
  await pair(adapter, async (host, equipment) => {
    echo(equipment);
    for (let i = 0; i < 3; i++) {
      const end = new Promise((resolve) => host.on("closed", resolve));
      equipment.separate();
      await end;
      await host.whenSelected({ timeout: 2 });
      assertEquals((await host.request(S1F1)).function, 2);
    }
    assertEquals(closed, Array(3).fill("Separate.req received"));
  }, { host: { timers: { T5: 0.02 }, on: { closed: ({ cause }) => closed.push(cause) } } });
});

eachAdapter(
  "adapters: an iterator over messages goes on across connections, and ends with close",
  async (adapter) => {
    const { equipment, port } = await passive(adapter), functions: number[] = [];
    const taken = (async () => {
      for await (const message of equipment) functions.push(message.function);
    })();
    for (const fn of [1, 3, 5]) {
      const host = await adapter.connect({ host: HOST, port });
      await host.send({ stream: 1, function: fn });
      await host.close();
      await until(() => equipment.state === "NOT CONNECTED", "the end at the equipment");
    }
    await equipment.close();
    await taken;
    assertEquals(functions, [1, 3, 5]);
  },
);

eachAdapter(
  "adapters: several iterators share the messages, and one that stops leaves the rest to the others",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      const taken: number[][] = [[], []];
      const take = async (mine: number[], most: number): Promise<void> => {
        for await (const { systemBytes } of equipment) {
          if (mine.push(systemBytes) === most) break;
        }
      };
      const all = [take(taken[0], 3), take(taken[1], 7)];
      const sent = await Promise.all(Array.from({ length: 10 }, () => host.send({ stream: 5, function: 1 })));
      await Promise.all(all);
      assertEquals(taken.map(({ length }) => length), [3, 7]);
      assertEquals(taken.flat().sort((a, b) => a - b), sent);
    });
  },
);

eachAdapter(
  "adapters: a second peer of a passive connection is answered with Select status 3, and closed",
  async (adapter) => {
    const { equipment, port } = await passive(adapter);
    echo(equipment);
    const host = await adapter.connect({ host: HOST, port });
    const second = await RawPeer.connect(port);
    second.write(selectReq(5));
    assertEquals(await second.messages(1), ["0000000A FFFF 00 03 00 02 00000005"]);
    await until(() => second.ended, "the end of the second peer");
    await second.close();
    assertEquals((await host.request(S1F1)).function, 2);
    await host.close();
    await equipment.close();
  },
);

eachAdapter("adapters: a second peer can be closed at once instead", async (adapter) => {
  const { equipment, port } = await passive(adapter, { whenBusy: "close" });
  const host = await adapter.connect({ host: HOST, port });
  const second = await RawPeer.connect(port);
  await second.closed;
  assertEquals([second.received.length, host.state], [0, "SELECTED"]);
  await host.close();
  await equipment.close();
});

eachAdapter(
  "adapters: closing a passive connection also ends the peers that wait to be refused",
  async (adapter) => {
    const { equipment, port } = await passive(adapter, { closeTimeout: 0.1 });
    const first = await RawPeer.connect(port), second = await RawPeer.connect(port);
    await equipment.whenConnected();
    await sleep(20);
    const closed = equipment.close();
    await Promise.all([first.closed, second.closed]);
    await closed;
  },
);

eachAdapter("adapters: a passive connection takes only the peers it is told to", async (adapter) => {
  const { equipment, port } = await passive(adapter, { allow: ["10.0.0.0/8", "::1"] });
  const peer = await RawPeer.connect(port);
  await peer.closed;
  assertEquals(peer.received.length, 0);
  assertEquals(equipment.state, "NOT CONNECTED");
  await equipment.close();
});

eachAdapter(
  "adapters: without reconnection a passive connection ends with its first peer, and frees the port",
  async (adapter) => {
    const { equipment, port } = await passive(adapter, { reconnect: false });
    const host = await adapter.connect({ host: HOST, port });
    await host.close();
    await equipment.closed;
    const next = await RawServer.listen(port);
    await next.close();
  },
);

eachAdapter(
  "adapters: a port that is taken is told, and tried again after T5 until it is free",
  async (adapter) => {
    const server = await RawServer.listen(), { port } = server;
    const told: string[] = [];
    const equipment = adapter.open({
      mode: "passive",
      host: HOST,
      port,
      timers: { T5: 0.05 },
      on: {
        "connect-failed": ({ message }) => told.push(message),
        "listening": () => told.push("listening"),
      },
    });
    await until(() => told.length >= 2, "two attempts");
    for (const failure of told) assertMatch(failure, takenPort(port));
    assertEquals([equipment.state, equipment.local], ["NOT CONNECTED", undefined]);
    await server.close();
    const host = await adapter.connect({ host: HOST, port, timers: { T5: 0.05 }, timeout: 5 });
    await host.close();
    assertEquals(told.filter((line) => line === "listening").length, 1);
    await equipment.close();
    await (await RawServer.listen(port)).close();
  },
);

const takenPort = (port: number): RegExp =>
  new RegExp(`^Cannot listen at ${HOST}:${port}: another program listens there already \\(EADDRINUSE\\)`);

eachAdapter(
  "adapters: a port that stays taken rejects by timeout, or at once without reconnection",
  async (adapter) => {
    const server = await RawServer.listen();
    const options = { mode: "passive", host: HOST, port: server.port } as const;
    const once = { ...options, reconnect: false };
    const failures: string[] = [];
    const equipment = adapter.open(once).on("connect-failed", ({ message }) => failures.push(message));
    await equipment.closed;
    const attempts = [equipment.whenSelected(), adapter.connect(once), adapter.listen(options)];
    for (const result of await Promise.allSettled(attempts)) {
      failures.push(result.status === "rejected" ? result.reason.message : "none");
    }
    assertEquals(failures.length, 4);
    for (const failure of failures) assertMatch(failure, takenPort(server.port));
    const late = await assertRejects(() => adapter.connect({ ...options, timeout: 0.1 }), Error);
    assertMatch(late.message, /: not SELECTED within 0.1 s, .*EADDRINUSE/);
    await server.close();
  },
);

eachAdapter("adapters: closing while the port is being opened frees it", async (adapter) => {
  const port = await freePort();
  await adapter.open({ mode: "passive", host: HOST, port }).close();
  await (await RawServer.listen(port)).close();
});

eachAdapter("adapters: T7 closes a peer that never selects, and the next one is served", async (adapter) => {
  const causes: string[] = [];
  const { equipment, port } = await passive(adapter, {
    timers: { T7: 0.1 },
    closeTimeout: 0.1,
    on: { closed: ({ cause }) => causes.push(cause) },
  });
  const silent = await RawPeer.connect(port);
  await silent.closed;
  await until(() => causes.length > 0, "the end");
  assertEquals(causes, ["T7"]);
  const host = await adapter.connect({ host: HOST, port, timeout: 2 });
  await host.close();
  await equipment.close();
});

eachAdapter(
  "adapters: T8 closes a connection that pauses inside a message, and a length below 10 at once",
  async (adapter) => {
    const causes: string[] = [];
    const { equipment, port } = await passive(adapter, {
      timers: { T8: 0.1 },
      on: { closed: ({ cause }) => causes.push(cause) },
    });
    const wrong = [data("S1F1 W", 1).subarray(0, 13), Uint8Array.of(0, 0, 0, 9, 1, 2, 3)];
    for (const [i, bytes] of wrong.entries()) {
      const peer = await RawPeer.connect(port);
      peer.write(selectReq(1), bytes);
      await peer.closed;
      await until(() => causes.length > i, "the end");
    }
    assertEquals(causes, ["T8", "bad length"]);
    await equipment.close();
  },
);

eachAdapter("adapters: a write to a peer that is gone ends the connection", async (adapter) => {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port, reconnect: false });
  const peer = await server.peer();
  await peer.messages(1);
  peer.write(selectRsp(1, 0));
  await host.whenSelected();
  peer.socket.resetAndDestroy();
  const asked = host.request(S1F1);
  const error = await assertRejects(() => asked, NoReplyError);
  assertEquals(error.reason, "disconnected");
  await host.closed;
  assertEquals(host.state, "NOT CONNECTED");
  await server.close();
});

eachAdapter("adapters: a peer that does not close its side is cut off in time", async (adapter) => {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port, closeTimeout: 0.1 });
  const peer = await server.peer();
  peer.socket.allowHalfOpen = true;
  await host.whenConnected();
  const started = performance.now();
  await host.close();
  const took = performance.now() - started;
  assert(took >= 95 && took < 1500, `closing took ${took} ms`);
  await server.close();
});

eachAdapter(
  "adapters: a peer that never answers Select fails the attempt at T6, without waiting for it to close",
  async (adapter) => {
    await withRawServer(async (server) => {
      const started = performance.now();
      const options = {
        host: HOST,
        port: server.port,
        timers: { T6: 0.1 },
        reconnect: false,
        closeTimeout: 5,
      };
      const error = await assertRejects(() => adapter.connect(options), Error);
      assertMatch(error.message, /no response to a control message within T6$/);
      assert(performance.now() - started < 2000, "the attempt waited for the peer");
    });
  },
);

test("adapters: an IPv6 address may stand in brackets, as in a URL", () => {
  assertEquals(endpointOf({ host: "[::1]", port: 5000 }, "active").host, "::1");
  assertEquals(endpointOf({ host: "fab-7.example", port: 5000 }, "active").host, "fab-7.example");
});
