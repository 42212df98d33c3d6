// Connecting and listening over real TCP: options, states, and the ends of attempts.
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import type { Connection } from "../adapters/connection.ts";
import type { ConnectOptions } from "../adapters/options.ts";
import { ControlError } from "../adapters/request.ts";
import { GENERAL_SESSION, GENERIC } from "../core/hsms/options.ts";
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
} from "./adapters_loopback.ts";
import { data, messagesIn, selectReq, selectRsp, toHex } from "./hsms_frames.ts";

eachAdapter("adapters: an active and a passive side connect and select over loopback", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    assertEquals([host.state, equipment.state], ["SELECTED", "SELECTED"]);
    assertEquals(host.stateOf(0), "SELECTED");
    assertEquals(host.remote, equipment.local);
    assertEquals(equipment.remote, host.local);
    assertEquals(host.remote?.host, HOST);
    await Promise.resolve();
  });
});

eachAdapter(
  "adapters: address, port and session id are all that an active connection needs",
  async (adapter) => {
    const { equipment, port } = await passive(adapter, { session: 7 });
    echo(equipment);
    const host = await adapter.connect({ host: HOST, port, session: 7 });
    assertEquals(host.session, 7);
    const reply = await host.request({ stream: 1, function: 1 });
    assertEquals([reply.session, reply.stream, reply.function], [7, 1, 2]);
    await host.close();
    await equipment.close();
  },
);

eachAdapter(
  "adapters: a connection exists before it is connected, and its state can be seen",
  async (adapter) => {
    const states: string[] = [];
    const { equipment, port } = await passive(adapter);
    const host = adapter.open({ host: HOST, port }).on("news", (news) => {
      if (news.type === "state") states.push(`${news.from} > ${news.to}`);
    });
    assertEquals(host.state, "NOT CONNECTED");
    assertEquals(host.remote, undefined);
    await host.whenConnected();
    await host.whenSelected();
    assertEquals(host.state, "SELECTED");
    await host.close();
    assertEquals(host.state, "NOT CONNECTED");
    assertEquals(states, [
      "NOT CONNECTED > NOT SELECTED",
      "NOT SELECTED > SELECTED",
      "SELECTED > NOT SELECTED",
      "NOT SELECTED > NOT CONNECTED",
    ]);
    await equipment.close();
  },
);

eachAdapter("adapters: selecting twice, and separating when not selected, are errors", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    await assertRejects(() => host.select(), Error, "Cannot select: already selected");
    host.separate();
    assertThrows(() => host.separate(), Error, "Cannot separate: not connected");
    await until(() => equipment.state === "NOT CONNECTED", "the separate");
  });
});

eachAdapter("adapters: options that cannot be are refused at once", async (adapter) => {
  const wrong: [Partial<ConnectOptions>, typeof RangeError | typeof TypeError, string][] = [
    [{ port: 0 }, RangeError, "port 0 is not a whole number from 1 to 65535"],
    [{ port: 65_536 }, RangeError, "port 65536"],
    [{ port: 5000.5 }, RangeError, "port 5000.5"],
    [{ port: NaN }, RangeError, "port NaN"],
    [{ port: "5000" as unknown as number }, RangeError, 'port "5000"'],
    [{ host: "" }, TypeError, "no host is given"],
    [{ host: undefined }, TypeError, "no host is given"],
    [{ session: 32_768 }, RangeError, "session id 32768"],
    [{ session: -1 }, RangeError, "session id -1"],
    [{ mode: "both" as "active" }, TypeError, 'mode is "both"'],
    [{ timers: { T3: 0 } }, RangeError, "T3"],
    [{ connectTimeout: 0 }, RangeError, "connectTimeout"],
    [{ closeTimeout: -1 }, RangeError, "closeTimeout"],
    [{ buffers: { unsent: 0 } }, RangeError, "buffers.unsent"],
    [{ tls: { cert: "PEM" } }, TypeError, "cert and key"],
    [{ mode: "passive", tls: true }, TypeError, "cert and key are needed"],
    [{ mode: "passive", allow: ["10.0.0.300"] }, TypeError, "10.0.0.300"],
  ];
  for (const [options, type, message] of wrong) {
    const all = { host: HOST, port: 5000, ...options };
    assertThrows(() => adapter.open(all), type, message);
    await assertRejects(() => adapter.connect(all), type, message);
  }
  await assertRejects(() => adapter.connect({ host: HOST, port: 5000, timeout: 0 }), RangeError, "timeout");
  await assertRejects(() => adapter.listen({ port: 70_000 }), RangeError, "port 70000");
});

eachAdapter(
  "adapters: an unreachable peer without reconnection rejects, and says what was unreachable",
  async (adapter) => {
    const port = await freePort();
    const error = await assertRejects(
      () => adapter.connect({ host: HOST, port, reconnect: false }),
      Error,
      `Cannot connect to ${HOST}:${port}: `,
    );
    assertMatch(error.message, /ECONNREFUSED/);
    assertInstanceOf(error.cause, Error);
  },
);

eachAdapter("adapters: a host name that does not exist rejects", async (adapter) => {
  await assertRejects(
    () => adapter.connect({ host: "no-such-host.invalid", port: 5000, reconnect: false }),
    Error,
    "Cannot connect to no-such-host.invalid:5000: ",
  );
});

eachAdapter("adapters: a peer that refuses the Select rejects without reconnection", async (adapter) => {
  const { equipment, port } = await passive(adapter, { onSelect: () => 2 });
  await assertRejects(
    () => adapter.connect({ host: HOST, port, reconnect: false }),
    Error,
    "Select refused",
  );
  await equipment.close();
});

eachAdapter(
  "adapters: an aborted signal rejects with its reason before anything is opened",
  async (adapter) => {
    const server = await RawServer.listen();
    const reason = new Error("changed my mind");
    const signal = AbortSignal.abort(reason);
    const error = await assertRejects(() => adapter.connect({ host: HOST, port: server.port, signal }));
    assertEquals(error, reason);
    await sleep(20);
    assertEquals(server.peers.length, 0);
    await server.close();
  },
);

eachAdapter("adapters: a signal aborts connecting, and closes what was opened", async (adapter) => {
  const server = await RawServer.listen(), controller = new AbortController();
  const connecting = adapter.connect({ host: HOST, port: server.port, signal: controller.signal });
  const peer = await server.peer();
  const rejected = assertRejects(() => connecting, Error, "enough");
  controller.abort(new Error("enough"));
  await rejected;
  await peer.closed;
  await server.close();
});

eachAdapter(
  "adapters: closing while waiting for T5, while connecting and while not selected ends at once",
  async (adapter) => {
    const server = await RawServer.listen();
    const waiting = adapter.open({ host: HOST, port: await freePort() });
    await new Promise((resolve) => waiting.on("connect-failed", resolve));
    await waiting.close();
    await adapter.open({ host: HOST, port: server.port }).close();
    const unselected = adapter.open({ host: HOST, port: server.port });
    await unselected.whenConnected();
    const closed = unselected.close();
    (await server.peer(server.peers.length - 1)).socket.end();
    await closed;
    await assertRejects(() => unselected.whenSelected(), Error, "Cannot connect");
    await server.close();
  },
);

eachAdapter("adapters: closing twice is closing once, and closed tells when", async (adapter) => {
  const { equipment, port } = await passive(adapter);
  const host = await adapter.connect({ host: HOST, port });
  let closed = false;
  void host.closed.then(() => closed = true);
  await Promise.all([host.close(), host.close()]);
  assert(closed, "closed was not told");
  await host.close();
  await equipment.close();
  await equipment.close();
});

eachAdapter("adapters: await using closes", async (adapter) => {
  let kept: Connection;
  {
    await using equipment = (await passive(adapter)).equipment;
    await using host = await adapter.connect({ host: HOST, port: equipment.local!.port });
    kept = host;
    assertEquals(host.state, "SELECTED");
  }
  assertEquals(kept.state, "NOT CONNECTED");
});

eachAdapter("adapters: a connection is closed with Separate.req", async (adapter) => {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port });
  const peer = await server.peer();
  await peer.messages(1);
  peer.write(selectRsp(1, 0));
  await host.whenSelected();
  const closed = host.close();
  const [, separate] = await peer.messages(2);
  assertEquals(separate, "0000000A FFFF 00 00 00 09 00000002");
  await until(() => peer.ended, "the end of the host's direction");
  await peer.close();
  await closed;
  await server.close();
});

eachAdapter(
  "adapters: without autoSelect a connection is there when TCP is, and selects by hand",
  async (adapter) => {
    const { equipment, port } = await passive(adapter);
    const host = await adapter.connect({ host: HOST, port, autoSelect: false });
    assertEquals(host.state, "NOT SELECTED");
    await host.select();
    assertEquals(host.state, "SELECTED");
    await host.close();
    await equipment.close();
  },
);

eachAdapter(
  "adapters: a session is selected, deselected and separated without ending the connection",
  async (adapter) => {
    const options = { profile: GENERIC };
    await pair(adapter, async (host, equipment) => {
      await host.deselect();
      assertEquals([host.state, equipment.state], ["NOT SELECTED", "NOT SELECTED"]);
      await equipment.select();
      assertEquals([host.state, equipment.state], ["SELECTED", "SELECTED"]);
      host.separate();
      assertEquals(host.state, "NOT SELECTED");
      await until(() => equipment.state === "NOT SELECTED", "the separate");
      await host.select();
      assertEquals(host.state, "SELECTED");
    }, { host: options, equipment: { ...options } });
  },
);

eachAdapter("adapters: a refused Deselect rejects with its status", async (adapter) => {
  const profile = GENERIC;
  await pair(adapter, async (host) => {
    const error = await assertRejects(() => host.deselect(), ControlError, "refused with status 2");
    assertEquals([error.request, error.outcome, error.status], ["Deselect.req", "answered", 2]);
    assertEquals(host.state, "SELECTED");
  }, { host: { profile }, equipment: { profile, onDeselect: () => 2 } });
});

eachAdapter("adapters: HSMS-GS selects several sessions on one connection", async (adapter) => {
  const options = { profile: GENERAL_SESSION, session: 1, sessions: [1, 2] };
  await pair(adapter, async (host, equipment) => {
    echo(equipment);
    await until(() => host.stateOf(2) === "SELECTED", "session 2");
    const replies = [1, 2].map((session) => host.request({ stream: 1, function: 1, session }));
    assertEquals((await Promise.all(replies)).map(({ session }) => session), [1, 2]);
    await host.deselect(2);
    assertEquals([host.stateOf(1), host.stateOf(2)], ["SELECTED", "NOT SELECTED"]);
  }, { host: options, equipment: options });
});

eachAdapter(
  "adapters: a linktest by hand gives its response and its time, from either side",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      for (const side of [host, equipment]) {
        const response = await side.linktest();
        assert(response.milliseconds >= 0 && response.milliseconds < 5000, `${response.milliseconds} ms`);
        assert(response.systemBytes > 0, `${response.systemBytes}`);
      }
    });
  },
);

eachAdapter(
  "adapters: a linktest that gets no answer rejects with T6, and ends the connection",
  async (adapter) => {
    const server = await RawServer.listen();
    const host = adapter.open({ host: HOST, port: server.port, timers: { T6: 0.1 }, reconnect: false });
    const peer = await server.peer();
    await peer.messages(1);
    peer.write(selectRsp(1, 0));
    await host.whenSelected();
    const error = await assertRejects(() => host.linktest(), ControlError, "no response within T6");
    assertEquals(error.outcome, "T6");
    await peer.close();
    await host.closed;
    await server.close();
  },
);

eachAdapter("adapters: a heartbeat is sent by itself while nothing else arrives", async (adapter) => {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port, timers: { linktest: 0.05 } });
  const peer = await server.peer();
  await peer.messages(1);
  peer.write(selectRsp(1, 0));
  const [, linktest] = await peer.messages(2);
  assertEquals(linktest, "0000000A FFFF 00 00 00 05 00000002");
  await peer.close();
  await host.close();
  await server.close();
});

eachAdapter(
  "adapters: data before Select is answered with Reject, and delivered after it",
  async (adapter) => {
    const { equipment, port } = await passive(adapter);
    const peer = await RawPeer.connect(port), received: string[] = [];
    equipment.on("message", ({ stream, function: fn }) => received.push(`S${stream}F${fn}`));
    peer.write(data("S1F1 W", 5), selectReq(6), data("S1F3 W", 7));
    const [reject, selected] = await peer.messages(2);
    assertEquals(reject, "0000000A 0000 00 04 00 07 00000005");
    assertEquals(selected, messagesIn(selectRsp(6, 0))[0], toHex(peer.received));
    await until(() => received.length > 0, "the message");
    assertEquals(received, ["S1F3"]);
    await peer.close();
    await equipment.close();
  },
);
