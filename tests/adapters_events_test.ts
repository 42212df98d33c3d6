// What a connection tells, in which order, and what becomes of handlers that throw.
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { Emitter } from "../adapters/emitter.ts";
import type { Handlers } from "../adapters/options.ts";
import { eachAdapter, echo, HOST, pair, passive, sleep, until } from "./adapters_loopback.ts";
import { test } from "./harness.ts";

const S1F1 = { stream: 1, function: 1 };

/** Handlers that write down what they are called with. */
function diary(entries: string[]): Handlers {
  return {
    "connected": () => entries.push("connected"),
    "selected": (session) => entries.push(`selected ${session}`),
    "deselected": (session) => entries.push(`deselected ${session}`),
    "message": ({ stream, function: fn }) => entries.push(`message S${stream}F${fn}`),
    "before-closed": () => entries.push("before-closed"),
    "closed": ({ cause }) => entries.push(`closed ${cause}`),
  };
}

eachAdapter(
  "adapters: events come in their order: connected, selected, message, before-closed, closed",
  async (adapter) => {
    const host: string[] = [], equipment: string[] = [];
    await pair(adapter, async (client, tool) => {
      await client.send(S1F1);
      await tool.send({ stream: 6, function: 11 });
      await until(() => host.length > 2 && equipment.length > 2, "the messages");
    }, { host: { session: 3, on: diary(host) }, equipment: { session: 3, on: diary(equipment) } });
    const begin = ["connected", "selected 3"];
    assertEquals(host, [
      ...begin,
      "message S6F11",
      "before-closed",
      "deselected 3",
      "closed Separate.req sent",
    ]);
    assertEquals(equipment, [
      ...begin,
      "message S1F1",
      "deselected 3",
      "before-closed",
      "closed Separate.req received",
    ]);
  },
);

eachAdapter("adapters: both ends of a connection are known until its close was told", async (adapter) => {
  const ends: unknown[] = [];
  await pair(adapter, async (client, tool) => {
    const here = [tool.local?.port, tool.remote?.port];
    assertEquals([client.remote?.port, client.local?.port], here);
    tool.on("before-closed", () => {
      ends.push([tool.local?.port, tool.remote?.port]);
    });
    await client.close();
    await until(() => ends.length > 0, "the end");
    assertEquals(ends, [here]);
  });
});

eachAdapter("adapters: each event is told once for each connection", async (adapter) => {
  const entries: string[] = [];
  await pair(adapter, async (host, equipment) => {
    for (let i = 0; i < 2; i++) {
      const connected = new Promise((resolve) => host.on("selected", resolve));
      equipment.separate();
      await connected;
    }
  }, { host: { timers: { T5: 0.02 }, on: diary(entries) } });
  const life = ["connected", "selected 0", "deselected 0", "before-closed", "closed Separate.req received"];
  const last = ["connected", "selected 0", "before-closed", "deselected 0", "closed Separate.req sent"];
  assertEquals(entries, [...life, ...life, ...last]);
});

eachAdapter(
  "adapters: every handler is optional, and handlers can be added, chained and removed",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      const heard: string[] = [];
      const first = (): number => heard.push("first");
      equipment.on("message", first).on("message", () => heard.push("second"));
      await host.send(S1F1);
      await until(() => heard.length === 2, "both handlers");
      equipment.off("message", first);
      await host.send(S1F1);
      await until(() => heard.length === 3, "the handler that is left");
      assertEquals(heard, ["first", "second", "second"]);
    });
  },
);

eachAdapter("adapters: handlers are given the connection that tells the event", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    const told = new Promise((resolve) => equipment.on("message", (_, connection) => resolve(connection)));
    await host.send(S1F1);
    assertStrictEquals(await told, equipment);
  });
});

eachAdapter("adapters: messages that came before the first handler are given to it", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    for (const fn of [1, 3, 5]) await host.send({ stream: 1, function: fn });
    await host.linktest();
    const functions: number[] = [];
    equipment.on("message", (message) => functions.push(message.function));
    assertEquals(functions, [1, 3, 5]);
  });
});

eachAdapter(
  "adapters: handlers inherit what an iterator leaves, once, and reading goes on",
  async (adapter) => {
    await pair(adapter, async (host, equipment) => {
      const heard: number[] = [];
      const iterator = equipment[Symbol.asyncIterator]();
      await host.send({ stream: 1, function: 1 });
      await host.linktest();
      equipment.on("message", ({ stream }) => heard.push(stream));
      for (let stream = 2; stream <= 6; stream++) await host.send({ stream, function: 1 });
      await until(() => heard.length === 5, "the first messages");
      await iterator.return!();
      assertEquals(heard, [2, 3, 4, 5, 6, 1]);
      for (let stream = 7; stream <= 20; stream++) await host.send({ stream, function: 1 });
      await until(() => heard.length === 20, "the rest");
    }, { equipment: { buffers: { messages: 5 } } });
  },
);

eachAdapter("adapters: a message can still be sent in before-closed", async (adapter) => {
  const { equipment, port } = await passive(adapter), heard: string[] = [];
  equipment.on("message", ({ stream, function: fn }) => heard.push(`S${stream}F${fn}`));
  const host = await adapter.connect({ host: HOST, port });
  host.on("before-closed", async () => void await host.send({ stream: 1, function: 15 }));
  await host.close();
  await until(() => equipment.state === "NOT CONNECTED", "the end at the equipment");
  assertEquals(heard, ["S1F15"]);
  await equipment.close();
});

eachAdapter("adapters: a handler may close the connection it is told of", async (adapter) => {
  await pair(adapter, async (host, equipment) => {
    equipment.on("message", (_, connection) => connection.close());
    await host.send(S1F1);
    await equipment.closed;
    assertEquals(equipment.state, "NOT CONNECTED");
  });
});

eachAdapter(
  "adapters: a connection closed by its first news still tells its events in order",
  async (adapter) => {
    const { equipment, port } = await passive(adapter);
    const told: string[] = [];
    const host = adapter.open({ host: HOST, port, on: diary(told) });
    host.on("news", (news, connection) => news.type === "state" ? connection.close() : undefined);
    await host.closed;
    assertEquals(told, ["connected", "before-closed", "closed stopped"]);
    await equipment.close();
  },
);

eachAdapter("adapters: a handler that throws breaks nothing, and is told as an error", async (adapter) => {
  const errors: unknown[] = [];
  const wrong = new Error("in a handler"), late = new Error("in a promise");
  const on: Handlers = {
    error: (error) => errors.push(error),
    message: () => {
      throw wrong;
    },
    selected: () => Promise.reject(late),
  };
  await pair(adapter, async (host, equipment) => {
    echo(equipment);
    assertEquals((await host.request(S1F1)).function, 2);
    assertEquals((await host.request(S1F1)).function, 2);
    assertEquals(errors, [late, wrong, wrong]);
  }, { equipment: { on } });
});

eachAdapter(
  "adapters: onSelect that throws refuses the session, and is told as an error",
  async (adapter) => {
    const wrong = new Error("cannot decide"), errors: unknown[] = [];
    const onSelect = (): never => {
      throw wrong;
    };
    const { equipment, port } = await passive(adapter, {
      onSelect,
      on: { error: (error) => errors.push(error) },
    });
    await assertRejects(
      () => adapter.connect({ host: HOST, port, reconnect: false }),
      Error,
      "Select refused",
    );
    assertEquals(errors, [wrong]);
    await equipment.close();
  },
);

test("adapters: without an error handler a handler's error is an uncaught exception", async () => {
  const emitter = new Emitter<{ error: unknown; news: number }, string>("source");
  const wrong = new Error("in a handler"), others: number[] = [];
  emitter.add("news", () => {
    throw wrong;
  });
  emitter.add("news", (value) => others.push(value));
  assertStrictEquals(await uncaught(() => emitter.emit("news", 7)), wrong);
  assertEquals(others, [7]);
  emitter.add("error", () => {
    throw wrong;
  });
  assertStrictEquals(await uncaught(() => emitter.report(1)), wrong);
});

/** What is thrown in a microtask that `act` queues, where nobody could catch it. */
function uncaught(act: () => void): Promise<unknown> {
  const { queueMicrotask } = globalThis;
  return new Promise((resolve) => {
    globalThis.queueMicrotask = (task) => {
      try {
        task();
      } catch (error) {
        resolve(error);
      }
    };
    act();
    globalThis.queueMicrotask = queueMicrotask;
  });
}

eachAdapter(
  "adapters: news tell every message both ways, every transition, timeout and completion",
  async (adapter) => {
    const news: string[] = [];
    await pair(adapter, async (host, equipment) => {
      host.on("news", (item) => news.push(item.type === "timeout" ? `timeout ${item.timer}` : item.type));
      echo(equipment);
      await host.request(S1F1);
      await host.linktest();
      assertEquals(news, ["sent", "received", "reply", "sent", "received", "control"]);
      news.length = 0;
      equipment.separate();
      await until(() => news.includes("selected"), "the next connection");
      assertEquals(news, [
        ...["received", "deselected", "state", "state", "timeout T5"],
        ...["state", "sent", "received", "state", "selected", "control"],
      ]);
    }, { host: { trace: true, timers: { T5: 0.05 } } });
  },
);

eachAdapter(
  "adapters: the end of an attempt, and of a transaction, is told with its reason",
  async (adapter) => {
    const told: string[] = [];
    await pair(adapter, async (host) => {
      host.on("news", (item) => item.type === "noReply" && told.push(item.reason));
      await host.request({ ...S1F1, T3: 0.05 }).catch((error) => told.push(error.reason));
      await sleep(0);
      assertEquals(told, ["T3", "T3"]);
    });
  },
);
