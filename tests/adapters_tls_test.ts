// TLS and client certificates, where the runtime has them.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Connection } from "../adapters/connection.ts";
import type { ListenOptions } from "../adapters/options.ts";
import type { TlsOptions } from "../adapters/socket.ts";
import { AUTHORITY, CLIENT, SERVER, STRANGER } from "./adapters_certificates.ts";
import {
  type Adapter,
  ADAPTERS,
  eachAdapter,
  echo,
  HOST,
  passive,
  RawPeer,
  RawServer,
  until,
} from "./adapters_loopback.ts";
import { selectReq } from "./hsms_frames.ts";

const S1F1 = { stream: 1, function: 1 };
const MIB = 1024 * 1024;

/** A passive connection with TLS that echoes, closed when `body` has ended. */
async function withTlsEquipment(
  adapter: Adapter,
  tls: TlsOptions,
  body: (port: number, equipment: Connection) => Promise<void>,
): Promise<void> {
  const { equipment, port } = await passive(adapter, { tls, closeTimeout: 0.2 });
  echo(equipment);
  try {
    await body(port, equipment);
  } finally {
    await equipment.close();
  }
}

eachAdapter("adapters: TLS carries messages, small and large, both ways", async (adapter) => {
  await withTlsEquipment(adapter, SERVER, async (port, equipment) => {
    const host = await adapter.connect({ host: HOST, port, tls: { ca: AUTHORITY } });
    echo(host);
    const text = new Uint8Array(2 * MIB).map((_, i) => i * 7);
    for (const side of [host, equipment]) {
      assertEquals((await side.request(S1F1)).text.length, 0);
      const reply = await side.request({ stream: 7, function: 3, text });
      assert(reply.text.length === text.length && reply.text.every((byte, i) => byte === text[i]), "changed");
    }
    await host.close();
    await until(() => equipment.state === "NOT CONNECTED", "the end at the equipment");
  });
});

eachAdapter("adapters: a certificate that no trusted authority has signed is refused", async (adapter) => {
  await withTlsEquipment(adapter, SERVER, async (port, equipment) => {
    const options = { host: HOST, port, reconnect: false };
    await assertRejects(() => adapter.connect({ ...options, tls: true }), Error, `Cannot connect to ${HOST}`);
    await assertRejects(() => adapter.connect({ ...options, tls: { ca: STRANGER.cert } }), Error, "Cannot");
    assertEquals(equipment.state, "NOT CONNECTED");
  });
});

eachAdapter("adapters: a certificate must name the host, or the name that is expected", async (adapter) => {
  await withTlsEquipment(adapter, SERVER, async (port) => {
    const options = { host: HOST, port, reconnect: false };
    const named = (serverName: string): TlsOptions => ({ ca: AUTHORITY, serverName });
    await assertRejects(() => adapter.connect({ ...options, tls: named("example.org") }), Error, "Cannot");
    await (await adapter.connect({ ...options, tls: named("localhost") })).close();
  });
});

eachAdapter("adapters: a listener serves TLS to many peers", async (adapter) => {
  const on: ListenOptions["on"] = { message: (message, connection) => connection.reply(message) };
  const listener = await adapter.listen({ host: HOST, port: 0, tls: SERVER, on });
  const tls = { ca: AUTHORITY };
  const connect = (): Promise<Connection> =>
    adapter.connect({ host: HOST, port: listener.address.port, tls });
  const hosts = await Promise.all([connect(), connect(), connect()]);
  for (const host of hosts) assertEquals((await host.request(S1F1)).function, 2);
  await Promise.all(hosts.map((host) => host.close()));
  await listener.close();
});

eachAdapter(
  "adapters: peers that are not allowed do not get as far as a session over TLS",
  async (adapter) => {
    const listener = await adapter.listen({ host: HOST, port: 0, tls: SERVER, allow: ["10.0.0.1"] });
    const { port } = listener.address, tls = { ca: AUTHORITY };
    await assertRejects(() => adapter.connect({ host: HOST, port, tls, reconnect: false, timeout: 5 }));
    const peer = await RawPeer.connect(port);
    if (closesHandshakes(adapter)) await peer.closed;
    await peer.close();
    assertEquals([peer.received.length, listener.connections.size], [0, 0]);
    await listener.close();
  },
);

/** Deno keeps the TCP connection of a handshake that was given up until the peer ends it. */
function closesHandshakes({ name }: Adapter): boolean {
  return name !== "deno";
}

eachAdapter("adapters: a peer that speaks no TLS harms nobody", async (adapter) => {
  await withTlsEquipment(adapter, SERVER, async (port) => {
    const plain = await RawPeer.connect(port);
    plain.write(selectReq(1), selectReq(2));
    const host = await adapter.connect({ host: HOST, port, tls: { ca: AUTHORITY } });
    assertEquals((await host.request(S1F1)).function, 2);
    await host.close();
    await plain.close();
  });
});

eachAdapter("adapters: a TLS handshake that does not end is given up in time", async (adapter) => {
  const server = await RawServer.listen();
  const error = await assertRejects(() =>
    adapter.connect({
      host: HOST,
      port: server.port,
      tls: { ca: AUTHORITY },
      connectTimeout: 0.1,
      reconnect: false,
    }), Error);
  assertEquals(error.message, `Cannot connect to ${HOST}:${server.port}: no answer within 0.1 s`);
  if (closesHandshakes(adapter)) await (await server.peer()).closed;
  await server.close();
});

eachAdapter("adapters: closing ends a TLS handshake that does not end", async (adapter) => {
  const server = await RawServer.listen();
  const host = adapter.open({ host: HOST, port: server.port, tls: { ca: AUTHORITY } });
  const peer = await server.peer();
  await until(() => peer.received.length > 0, "the client's hello");
  await host.close();
  if (closesHandshakes(adapter)) await peer.closed;
  await server.close();
});

eachAdapter(
  "adapters: a client certificate is demanded and checked, or refused with a clear error",
  async (adapter) => {
    const tls = { ...SERVER, ca: AUTHORITY };
    if (adapter.name === "deno") {
      const options = { mode: "passive", host: HOST, port: 0, tls } as const;
      assertThrows(() => adapter.open(options), TypeError, "use the node adapter");
      await assertRejects(() => adapter.listen(options), TypeError, "use the node adapter");
      return;
    }
    await withTlsEquipment(adapter, tls, async (port, equipment) => {
      const options = { host: HOST, port, reconnect: false, timeout: 5 };
      for (const wrong of [{}, STRANGER]) {
        await assertRejects(() => adapter.connect({ ...options, tls: { ca: AUTHORITY, ...wrong } }), Error);
      }
      assertEquals(equipment.state, "NOT CONNECTED");
      const host = await adapter.connect({ ...options, tls: { ca: AUTHORITY, ...CLIENT } });
      assertEquals((await host.request(S1F1)).function, 2);
      await host.close();
    });
  },
);

eachAdapter("adapters: a client certificate can be given everywhere", async (adapter) => {
  const { equipment, port } = await passive(ADAPTERS.at(-1)!, {
    tls: { ...SERVER, ca: AUTHORITY },
  });
  echo(equipment);
  const host = await adapter.connect({ host: HOST, port, tls: { ca: AUTHORITY, ...CLIENT } });
  assertEquals((await host.request(S1F1)).function, 2);
  await host.close();
  await equipment.close();
});

eachAdapter(
  "adapters: checking can be turned off, or that is refused with a clear error",
  async (adapter) => {
    await withTlsEquipment(adapter, SERVER, async (port) => {
      const options = { host: HOST, port, tls: { verify: false }, timeout: 5 };
      if (adapter.name === "deno") {
        await assertRejects(() => adapter.connect(options), TypeError, "use the node adapter");
      } else await (await adapter.connect(options)).close();
    });
  },
);

eachAdapter("adapters: a certificate that is none is refused at once", async (adapter) => {
  const tls = { ...SERVER, key: "no PEM" };
  const options = { mode: "passive", host: HOST, port: 0, tls } as const;
  assertThrows(() => adapter.open(options), TypeError, "key is no PEM text");
  await assertRejects(() => adapter.listen(options), TypeError, "key is no PEM text");
  await assertRejects(
    () => adapter.connect({ host: HOST, port: 1, tls: { ca: "" } }),
    TypeError,
    "ca is no PEM",
  );
});
