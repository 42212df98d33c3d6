// Procedures over promises, and a host and an equipment over real sockets by the adapters' `over`.
import { assert, assertEquals, assertRejects } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { A, B, encode, L } from "../core/secs2/mod.ts";
import { HOST } from "./adapters_loopback.ts";
import { MODEL } from "./gem_model.ts";
import { EquipmentSession, HostSession, open, perform } from "./gem_sockets.ts";
import { replyTo } from "./gem_host_rig.ts";
import { test } from "./harness.ts";

const CONTROL = { initial: "ON-LINE", onLine: "REMOTE" } as const;

test("procedures over promises: a bare connection subscribes and reads", { timeout: 30_000 }, async () => {
  const equipment = await EquipmentSession.listen(MODEL, {}, { control: CONTROL, asks: false });
  const host = open({ host: HOST, port: equipment.port });
  try {
    await host.whenSelected({ timeout: 10 });
    const told = await perform(host, gem.establishCommunications());
    assertEquals(told, { MDLN: "ETCH-1", SOFTREV: "2.0" });
    const names = await perform(host, gem.discover());
    const { verified } = await perform(
      host,
      gem.subscribe({ events: [{ id: "Started", variables: ["LotId"] }] }, { names }),
    );
    assertEquals(verified, true);
    const refused = await assertRejects(() => perform(host, gem.command("GO")), gem.AcknowledgeError);
    assertEquals([refused.code, refused.meaning], [1, "UNKNOWN_COMMAND"]);
    await equipment.connection.close();
    const lost = await perform(host, gem.areYouThere()).catch((error: Error) => error);
    assert(lost instanceof Error && ["TransactionError", "NotSelectedError"].includes(lost.name));
  } finally {
    await host.close();
    await equipment.connection.close();
  }
});

test("host and equipment over real sockets", { timeout: 30_000 }, async () => {
  const equipment = await EquipmentSession.listen(MODEL, {}, { control: CONTROL });
  const host = new HostSession(equipment.port);
  try {
    await host.heard("communicating");
    await host.run(gem.subscribe({ events: [{ id: 10, variables: [107] }] }));
    equipment.do((equipment, now) => equipment.triggerEvent(10, now, [[107, "LOT-7"]]));
    const [event] = await host.heard("event");
    assertEquals(event.reports[0].values[0].value, A("LOT-7"));
    await assertRejects(() => host.run(gem.command("GO")), gem.AcknowledgeError, "UNKNOWN_COMMAND");
  } finally {
    await host.connection.close();
    await equipment.connection.close();
  }
});

test("drive: answers that are there at once, and T3 where there is none", () => {
  const value = gem.drive(gem.areYouThere(), (primary) => replyTo(primary, L(A("EQ"), A("1"))));
  assertEquals(value, { MDLN: "EQ", SOFTREV: "1" });
  const outcome = gem.drive(gem.goOffLine(), (primary) => replyTo(primary, B(0)));
  assertEquals(outcome, "off-line");
  let reason = "";
  try {
    gem.drive(gem.areYouThere(), () => undefined);
  } catch (error) {
    reason = (error as gem.TransactionError).reason;
  }
  assertEquals(reason, "T3");
  const told: string[] = [];
  gem.drive(gem.tell({ stream: 2, function: 21, text: encode(A("START")) }), (primary) => {
    told.push(`S${primary.stream}F${primary.function}`);
    return undefined;
  });
  assertEquals(told, []);
});
