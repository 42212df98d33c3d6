// SECS-I through the adapters: the same promises over TCP, over any dial, and with a machine over the entity.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { AnyLink, Carrier } from "../adapters/carrier.ts";
import { connectOver, openOver } from "../adapters/connect.ts";
import type { Connection } from "../adapters/connection.ts";
import type { AnyConnectionOptions, Secs1ConnectOptions } from "../adapters/options.ts";
import { NoReplyError } from "../adapters/request.ts";
import type { Dial, Wire } from "../adapters/socket.ts";
import type { DataMessage } from "../core/link.ts";
import type { Entity } from "../core/secs1/mod.ts";
import { ADAPTERS, eachAdapter, echo, HOST, until, withRawServer } from "./adapters_loopback.ts";
import { Counter } from "./adapters_over.ts";

type Adapter = typeof import("../adapters/node.ts");
type Secs1 = Connection<Entity>;

/** The adapters as applications see them, with SECS-I. */
const whole = (adapter: unknown): Adapter => adapter as Adapter;

const EQUIPMENT = { protocol: "secs1", role: "equipment", session: 7 } as const;
const AS_HOST = { protocol: "secs1", role: "host", session: 7 } as const;
const S1F1 = { stream: 1, function: 1 };

const text = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

/** A connected pair over loopback, closed in the end. */
async function pair(
  adapter: Adapter,
  body: (host: Secs1, equipment: Secs1) => Promise<void>,
  options: { host?: Partial<Secs1ConnectOptions>; equipment?: Partial<Secs1ConnectOptions> } = {},
): Promise<void> {
  const equipment = adapter.open({
    ...EQUIPMENT,
    mode: "passive",
    host: HOST,
    port: 0,
    ...options.equipment,
  });
  await new Promise((resolve) => equipment.on("listening", resolve));
  try {
    const { port } = equipment.local!;
    const host = await adapter.connect({ ...AS_HOST, host: HOST, port, ...options.host });
    try {
      await equipment.whenSelected();
      await body(host, equipment);
    } finally {
      await host.close();
    }
  } finally {
    await equipment.close();
  }
}

eachAdapter(
  "secs1: requests and replies of one block and of many, both ways",
  (adapter) =>
    pair(whole(adapter), async (host, equipment) => {
      echo(host);
      echo(equipment);
      for (const length of [0, 1, 244, 245, 3000]) {
        for (const side of [host, equipment]) {
          const reply = await side.request({ stream: 7, function: 3, text: text(length) });
          assertEquals([reply.function, reply.session, reply.text], [4, 7, text(length)]);
        }
      }
    }),
);

eachAdapter(
  "secs1: many requests of both sides at once are each answered once",
  (adapter) =>
    pair(whole(adapter), async (host, equipment) => {
      echo(host);
      echo(equipment);
      const asked = [host, equipment].flatMap((side) =>
        Array.from({ length: 40 }, (_, i) => side.request({ ...S1F1, text: Uint8Array.of(i) }))
      );
      const replies = await Promise.all(asked);
      assertEquals(replies.map(({ text }) => text[0]), asked.map((_, i) => i % 40));
    }),
);

eachAdapter(
  "secs1: primaries are iterated over, and sent ones arrive in order",
  (adapter) =>
    pair(whole(adapter), async (host, equipment) => {
      for (let i = 0; i < 5; i++) await equipment.send({ stream: 6, function: 11, text: Uint8Array.of(i) });
      const received: DataMessage[] = [];
      for await (const message of host) if (received.push(message) === 5) break;
      assertEquals(received.map(({ text }) => text[0]), [0, 1, 2, 3, 4]);
    }),
);

eachAdapter(
  "secs1: what HSMS alone has is refused with a clear error",
  (adapter) =>
    pair(whole(adapter), async (host) => {
      const says = "SECS-I has no sessions";
      await assertRejects(() => host.select(), TypeError, `Cannot select: ${says}`);
      await assertRejects(() => host.deselect(), TypeError, `Cannot deselect: ${says}`);
      await assertRejects(() => host.linktest(), TypeError, `Cannot linktest: ${says}`);
      assertThrows(() => host.separate(), TypeError, `Cannot separate: ${says}`);
      const message = { ...S1F1, session: 7, replyExpected: true, systemBytes: 1, text: text(0) };
      assertThrows(() => host.reject(message, 1), TypeError, `Cannot reject: ${says}`);
      assertEquals([host.state, host.stateOf(3), host.session], ["SELECTED", "SELECTED", 7]);
    }),
);

eachAdapter("secs1: a connection that the peer ends is told as closed", async (adapter) => {
  const told: string[] = [];
  await pair(whole(adapter), async (host, equipment) => {
    echo(equipment);
    host.on("closed", ({ cause }) => told.push(`closed: ${cause}`));
    host.on("connected", () => told.push("connected")).on("selected", (id) => told.push(`selected ${id}`));
    host.on("deselected", (id) => told.push(`deselected ${id}`));
    equipment.perform((entity, now) => {
      assertEquals(entity.state, "SELECTED");
      entity.stop(now);
    });
    await equipment.closed;
    await until(() => told.includes("closed: disconnected"), "the end of the connection");
  }, { host: { timers: { T5: 0.05 } } });
  assertEquals(told.slice(0, 2), ["deselected 7", "closed: disconnected"]);
});

eachAdapter("secs1: a host that loses its equipment finds it again", async (adapter) => {
  await withRawServer(async (server) => {
    const host = await whole(adapter).connect({
      ...AS_HOST,
      host: HOST,
      port: server.port,
      timers: { T5: 0.05 },
    });
    await (await server.peer(0)).close();
    await server.peer(1);
    await host.whenSelected({ timeout: 5 });
    await host.close();
  });
});

eachAdapter("secs1: a peer that takes no block ends the request with its reason", async (adapter) => {
  await withRawServer(async (server) => {
    const host = await whole(adapter).connect({
      ...AS_HOST,
      host: HOST,
      port: server.port,
      RTY: 1,
      timers: { T2: 0.05 },
    });
    const told: string[] = [];
    host.on("news", ({ type }) => told.push(type));
    const error = await assertRejects(
      () => host.request(S1F1),
      NoReplyError,
      "the peer did not take the message",
    );
    assertEquals((error as NoReplyError).reason, "send failure");
    assertEquals(told, ["retry", "send failed", "noReply"]);
    assertEquals([...(await server.peer()).received], [5, 5]);
    await host.close();
  });
});

eachAdapter(
  "secs1: a close waits for what is being sent",
  (adapter) =>
    pair(whole(adapter), async (host, equipment) => {
      const received: number[] = [];
      host.on("message", ({ text }) => received.push(text.length));
      void equipment.send({ stream: 6, function: 11, text: text(5000) });
      await equipment.close();
      await until(() => received.length === 1, "the last message");
      assertEquals(received, [5000]);
    }),
);

eachAdapter(
  "secs1: a listener serves many lines, each with the device id that it is told",
  async (adapter) => {
    const { listen, connect } = whole(adapter);
    let device = 1;
    const tools = await listen({
      protocol: "secs1",
      role: "host",
      host: HOST,
      port: 0,
      peer: () => ({ session: device++ }),
    });
    try {
      tools.on("connection", echo);
      for (const session of [1, 2]) {
        const { port } = tools.address;
        const tool = await connect({ ...EQUIPMENT, session, host: HOST, port });
        assertEquals((await tool.request({ ...S1F1, text: text(300) })).session, session);
        await tool.close();
      }
    } finally {
      await tools.close();
    }
  },
);

eachAdapter(
  "secs1: a second peer of a passive connection is closed at once",
  (adapter) =>
    pair(whole(adapter), async (_, equipment) => {
      const { port } = equipment.local!;
      const second = whole(adapter).open({ ...AS_HOST, host: HOST, port, reconnect: false });
      await second.closed;
      assertEquals(equipment.state, "SELECTED");
    }),
);

eachAdapter("options that cannot be are refused", (adapter) => {
  const { open } = whole(adapter);
  const base = { ...AS_HOST, host: HOST, port: 1 };
  assertThrows(() => open({ ...base, session: 32_768 }), RangeError, "Cannot set session: 32768");
  assertThrows(() => open({ ...base, role: "tool" as "host" }), TypeError, 'role is "tool"');
  const other = { host: HOST, port: 1, protocol: "secs2" as "hsms" };
  assertThrows(() => open(other), TypeError, 'protocol is "secs2", not "hsms" or "secs1"');
  return Promise.resolve();
});

// ── A machine over the entity ────────────────────────────────────────────────────────────────────────────────

for (const protocol of ["hsms", "secs1"] as const) {
  eachAdapter(
    `over ${protocol}: a machine answers by itself, tells its own news and takes commands`,
    async (adapter) => {
      const { open, connect } = whole(adapter);
      const over = (entity: AnyLink): Counter => new Counter(entity);
      const place = { host: HOST, port: 0, mode: "passive" } as const;
      const side = protocol === "hsms" ? place : { ...place, ...EQUIPMENT };
      const equipment: Connection<Counter> = open({ ...side, over });
      await new Promise((resolve) => equipment.on("listening", resolve));
      const counted: number[] = [], others: DataMessage[] = [];
      equipment.on("news", (news) => news.type === "counted" && counted.push(news.messages));
      equipment.on("message", (message) => others.push(message));
      const { port } = equipment.local!;
      const there = { host: HOST, port };
      const host = await connect(protocol === "hsms" ? there : { ...AS_HOST, ...there });
      try {
        assertEquals((await host.request(S1F1)).text, Uint8Array.of(1, 0));
        await host.send({ stream: 2, function: 25 });
        await until(() => others.length === 1, "a message that the machine does not handle");
        assertEquals(equipment.perform((machine) => machine.count()), 2);
        await until(() => counted.length === 2, "its news");
        assertEquals([counted, equipment.machine.messages], [[1, 2], 2]);
      } finally {
        await host.close();
        await equipment.close();
      }
    },
  );
}

// ── Any dial ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Two dials whose wires are joined, as by a null modem. */
function nullModem(): [Dial, Dial] {
  const wires: Wire[] = [];
  const dial = (mine: number): Dial => (wire) => {
    wires[mine] = wire;
    if (wires[1 - mine] !== undefined) {
      queueMicrotask(() => wires.forEach((wire, i) => wire.opened(socket(i))));
    }
    return () => wire.closed();
  };
  const socket = (mine: number) => ({
    local: { host: `end ${mine}`, port: 0 },
    remote: { host: `end ${1 - mine}`, port: 0 },
    write: (bytes: Uint8Array) => {
      const copy = bytes.slice();
      queueMicrotask(() => wires[1 - mine]?.received(copy));
      return true;
    },
    end: () => hangUp(),
    destroy: () => hangUp(),
    pause: () => {},
    resume: () => {},
  });
  const hangUp = (): void => {
    for (const wire of wires.splice(0)) wire.closed();
  };
  return [dial(0), dial(1)];
}

eachAdapter("connectOver: whatever carries bytes carries SECS-I and HSMS", async (adapter) => {
  if (adapter !== ADAPTERS[0]) return;
  const protocols: [AnyConnectionOptions<Carrier>, AnyConnectionOptions<Carrier>][] = [[EQUIPMENT, AS_HOST], [
    {},
    {},
  ]];
  for (const [tool, mes] of protocols) {
    const [one, other] = nullModem();
    const equipment = openOver(one, { ...tool, mode: "passive", reconnect: false });
    echo(equipment);
    const host = await connectOver(other, { ...mes, timeout: 5 });
    assertEquals((await host.request({ ...S1F1, text: text(600) })).text, text(600));
    assert(host.remote?.host === "end 0");
    await host.close();
    await equipment.closed;
  }
});
