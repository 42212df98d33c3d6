// The example of a gateway: an HSMS host and a SECS-I equipment talk through it, over real sockets.
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  type AnyLink,
  type Connection,
  NoReplyError,
  type Primary,
  type Secs1ConnectOptions,
} from "../adapters/public.ts";
import { adapter } from "../examples/adapter.ts";
import { join } from "../examples/gateway.ts";
import { echo, HOST, until } from "./adapters_loopback.ts";
import { test } from "./harness.ts";

const TOOL = { protocol: "secs1", session: 4, host: HOST } as const;
const text = Uint8Array.from({ length: 1000 }, (_, i) => i);

type Any = Connection<AnyLink>;

/** A host and an equipment with the gateway between them. */
async function through(
  body: (host: Any, equipment: Any, reported: string[]) => Promise<void>,
  options: Partial<Secs1ConnectOptions> = {},
): Promise<void> {
  const { open, connect } = await adapter();
  const equipment = open({ ...TOOL, role: "equipment", mode: "passive", port: 0 });
  const upper = open({ mode: "passive", host: HOST, port: 0, session: 1 });
  await Promise.all(
    [equipment, upper].map((side) => new Promise((resolve) => (side as Any).on("listening", resolve))),
  );
  const lower = open({ ...TOOL, role: "host", port: equipment.local!.port, ...options });
  const reported: string[] = [];
  join(upper, lower, (error) => reported.push(String(error)));
  const host = await connect({ host: HOST, port: upper.local!.port, session: 1 });
  try {
    await Promise.all([lower.whenSelected(), upper.whenSelected(), equipment.whenSelected()]);
    await body(host, equipment, reported);
  } finally {
    await host.close();
    await equipment.close();
    await upper.close();
    assertEquals(lower.state, "NOT CONNECTED");
    await lower.closed;
  }
}

test(
  "gateway: requests and replies pass both ways, in many blocks where need be",
  { timeout: 20_000 },
  () =>
    through(async (host, equipment) => {
      echo(host);
      echo(equipment);
      for (const [side, session] of [[host, 1], [equipment, 4]] as const) {
        for (const length of [0, 244, 1000]) {
          const reply = await side.request({ stream: 7, function: 3, text: text.slice(0, length) });
          assertEquals([reply.session, reply.function, reply.text], [session, 4, text.slice(0, length)]);
        }
      }
    }),
);

test(
  "gateway: primaries without W pass both ways, in order",
  { timeout: 20_000 },
  () =>
    through(async (host, equipment) => {
      const heard: number[] = [];
      host.on("message", (message) => heard.push(message.text[0]));
      for (const number of [1, 2, 3]) {
        await equipment.send({ stream: 6, function: 11, text: Uint8Array.of(number) });
      }
      await until(() => heard.length === 3, "three events");
      assertEquals(heard, [1, 2, 3]);
    }),
);

test(
  "gateway: an abort, and silence behind it, come back as an abort",
  { timeout: 20_000 },
  () =>
    through(async (host, equipment) => {
      equipment.on("message", (message) => {
        if (message.stream === 1) void equipment.reply(message, undefined, 0);
      });
      for (const stream of [1, 2]) {
        const error = await assertRejects(() => host.request({ stream, function: 3 }), NoReplyError);
        assertEquals((error as NoReplyError).reason, "aborted");
      }
    }, { timers: { T3: 0.2 } }),
);

test(
  "gateway: what the other side cannot carry, or is not there to take, comes back as an abort",
  { timeout: 20_000 },
  () =>
    through(async (host, equipment, reported) => {
      const tooLong = { stream: 7, function: 3, text: new Uint8Array(8_000_000) };
      const aborted = async (primary: Primary): Promise<void> => {
        const error = await assertRejects(() => host.request(primary), NoReplyError);
        assertEquals((error as NoReplyError).reason, "aborted");
      };
      await aborted(tooLong);
      await host.send({ ...tooLong, function: 1 });
      await equipment.close();
      await aborted({ stream: 1, function: 1 });
      assertEquals(reported.length, 3);
      assertMatch(reported[0], /Cannot send S7F3: length 8000010 exceeds the limit 7995158/);
    }),
);
