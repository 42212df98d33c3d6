// A tool from its profile against an equipment over loopback: what a host does with it, and what it is told.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as gem from "../core/gem/mod.ts";
import { A, U1, U2, U4 } from "../core/secs2/build.ts";
import { NotSelectedError } from "../core/link.ts";
import { encode } from "../core/secs2/encode.ts";
import { Tool } from "../driver/tool.ts";
import type { ToolMessage } from "../driver/tool_messages.ts";
import { MOST_WAITING, Teller, type ToolNews } from "../driver/tool_teller.ts";
import { WaitError, Waits } from "../driver/tool_waits.ts";
import { HOST, until } from "./adapters_loopback.ts";
import { ETCHER, etcher, MODEL, OPTIONS, together } from "./driver_rig.ts";
import { open } from "./gem_sockets.ts";
import { test } from "./harness.ts";

test("driver: a tool connects, goes on-line, subscribes, is asked, and is closed", async () => {
  await together(async (tool, equipment) => {
    assertEquals(tool.state, "ready");
    assertEquals(tool.equipment, { MDLN: "E-300", SOFTREV: "2.1" });
    assertEquals(equipment.do((equipment) => equipment.controlState), "REMOTE");
    const reply = await tool.send("S1F1");
    assertEquals([reply?.name, reply?.body], ["S1F2", { MDLN: "E-300", SOFTREV: "2.1" }]);
    await tool.close();
    assertEquals(tool.state, "closed");
  });
});

test("driver: messages of the catalogue take names for ids, and give plain values", async () => {
  await together(async (tool) => {
    assertEquals((await tool.send("S1F3", ["Pressure", 1002]))?.body, [1.5, "L-7"]);
    assertEquals((await tool.send("S2F13", ["MaxPower"]))?.body, [1500]);
    const names = await tool.send("S1F11", ["Pressure"]);
    assertEquals(names?.body, [{ SVID: 1001, SVNAME: "Pressure", UNITS: "Pa" }]);
    const set = await tool.send("S2F15", [{ ECID: "MaxPower", ECV: U2(200) }]);
    assertEquals([set?.body, await tool.readConstants("MaxPower")], [0, 200]);
    const item = await tool.send("S1F3", { format: "L", value: [U4(1002)] });
    assertEquals(item?.body, ["L-7"]);
    await assertRejects(() => tool.send("S1F3", ["Presure"]), RangeError, "no such name is known");
    await assertRejects(() => tool.send("Nothing"), TypeError, "Cannot send Nothing");
    await assertRejects(() => tool.send("S2F41", {}), TypeError, "RCMD is missing");
  }, { tool: { connection: {} } });
});

test("driver: messages that the profile defines are built from values by name, and read likewise", async () => {
  const seen: unknown[] = [];
  const equipment = { handlers: { S64F1: "message", S64F3: "message" } } as const;
  await together(async (tool, { connection }) => {
    connection.on("message", (message) => {
      seen.push([message.stream, message.function, [...message.text]]);
      const text = encode({ format: "L", value: [{ format: "BOOLEAN", value: true }, A("P1")] });
      return connection.reply(message, message.function === 3 ? text : encode(U1(7)));
    });
    assertEquals((await tool.send("Ping", { number: 258 }))?.body, 7);
    const answer = await tool.send("Query", { lot: "L1", wafers: [1, 2] });
    assertEquals([answer?.name, answer?.body], ["S64F4", { known: true, place: "P1" }]);
    assertEquals(seen, [
      [64, 1, [1, 1, 0xb1, 4, 0, 0, 1, 2]],
      [64, 3, [1, 2, 0x41, 2, 0x4c, 0x31, 1, 2, 0xa5, 1, 1, 0xa5, 1, 2]],
    ]);
    const { body } = (await tool.send("S2F41", { RCMD: "STOP" }))!;
    assertEquals(body, { HCACK: 0, parameters: [] });
    await assertRejects(() => tool.send("Ping", {}), TypeError, "Cannot send Ping: number is missing");
    await assertRejects(() => tool.send("Ping", { nmber: 1 }), TypeError, "there is no nmber");
    await assertRejects(() => tool.send("Ping", { number: -1 }), TypeError, "number is no U4");
    await assertRejects(() => tool.send("Query", { lot: "L", wafers: 5 }), TypeError, "wafers is no list");
  }, { equipment: { ...equipment, execute: () => ({ HCACK: 0 }) } });
});

test("driver: parameters of a command are checked before anything is sent", async () => {
  const commands: unknown[] = [];
  const execute = (command: gem.RemoteCommand) => (commands.push(command), { HCACK: 0 });
  await together(async (tool) => {
    const start = (values: Record<string, unknown>) => () => tool.command("START", values as never);
    await assertRejects(start({}), TypeError, "the parameter RECIPE_ID is missing");
    await assertRejects(start({ RECIPE: "X" }), TypeError, "it has no parameter RECIPE; it has RECIPE_ID");
    await assertRejects(
      start({ RECIPE_ID: "" }),
      RangeError,
      "RECIPE_ID is 0 characters long, not in 1 to 8",
    );
    await assertRejects(start({ RECIPE_ID: "R", WAFERS: 26 }), RangeError, "WAFERS is 26, not in 1 to 25");
    await assertRejects(start({ RECIPE_ID: "R", WAFERS: "x" }), TypeError, 'WAFERS is "x", which is no U1');
    await assertRejects(start({ RECIPE_ID: "R", MODE: "?" }), RangeError, 'not one of "FAST", "SLOW"');
    await assertRejects(() => tool.command("GO" as never), TypeError, "the profile has START, STOP");
    assertEquals(commands, []);
    assertEquals(await tool.command("START", { RECIPE_ID: "ALU_001" }), { outcome: "done", code: 0 });
    const [{ RCMD, parameters }] = commands as gem.RemoteCommand[];
    assertEquals([RCMD, parameters], ["START", { RECIPE_ID: A("ALU_001"), WAFERS: U1(25) }]);
  }, { equipment: { execute } });
});

test("driver: a command that is refused says why; one that is done later is waited for", async () => {
  let HCACK = 2, count = 0;
  await together(async (tool, equipment) => {
    const refused = await assertRejects(() => tool.command("STOP"), gem.AcknowledgeError);
    assertEquals([refused.item, refused.code], ["HCACK", 2]);
    HCACK = 4;
    assertEquals((await tool.command("STOP")).outcome, "later");
    const done = tool.command("START", { RECIPE_ID: "R" }, { completed: true, timeout: 5 });
    await until(() => count === 3, "the command");
    equipment.do((equipment, now) => equipment.triggerEvent(101, now, [[2001, "W-9"]]));
    const { outcome, event } = await done;
    assertEquals([outcome, event?.name, event?.values], ["later", "PROCESS_END", {
      Pressure: 1.5,
      WaferId: "W-9",
    }]);
    const late = tool.command("START", { RECIPE_ID: "R" }, { completed: true, timeout: 0.05 });
    assertEquals((await assertRejects(() => late, WaitError)).reason, "timeout");
    await assertRejects(
      () => tool.command("STOP", {}, { completed: true }),
      TypeError,
      "no event that completes",
    );
    HCACK = 2;
    const no = tool.command("START", { RECIPE_ID: "R" }, { completed: true });
    await assertRejects(() => no, gem.AcknowledgeError);
  }, { equipment: { execute: () => (count++, { HCACK }) } });
});

test("driver: events and alarms come by name, by id, and all of them, to handlers and iterators", async () => {
  await together(async (tool, equipment) => {
    const told: unknown[] = [];
    const all = (event: { name: string | undefined }) => void told.push(["all", event.name]);
    const start = () => void told.push("start");
    tool.on("event", "PROCESS_START", start).on("event", 100, () => void told.push(100)).on("event", all);
    tool.on("alarm", "CHAMBER_HOT", ({ set, category, text }) => void told.push([set, category, text]));
    const both = [collect(tool, 3), collect(tool, 3)];
    const next = tool.once("alarm", "Door open");
    equipment.do((equipment, now) => {
      equipment.triggerEvent(100, now);
      equipment.setAlarm(42, now);
      equipment.setAlarm(43, now);
    });
    assertEquals((await next).id, 43);
    assertEquals(told, ["start", 100, ["all", "PROCESS_START"], [true, 2, "Chamber over temperature"]]);
    const expected = ["event PROCESS_START", "alarm CHAMBER_HOT", "alarm Door open"];
    assertEquals(await Promise.all(both), [expected, expected]);
    tool.off("event", "PROCESS_START", start).off("event", all);
    equipment.do((equipment, now) => equipment.triggerEvent(100, now));
    await tool.once("event", 100, { timeout: 5 });
    assertEquals(told.slice(4), [100]);
    const misspelt = () => tool.on("event", "PROCES_START" as never, start);
    assertThrows(misspelt, TypeError, "none of that name; did you mean PROCESS_START?");
  });
});

async function collect(
  tool: AsyncIterable<{ type: string; name: string | undefined }>,
  count: number,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { type, name } of tool) if (found.push(`${type} ${name}`) === count) break;
  return found;
}

test("driver: variables and constants are read and written by name, recipes go both ways", async () => {
  await together(async (tool) => {
    assertEquals(await tool.read("Pressure"), 1.5);
    assertEquals(await tool.read(["Lot", 1001]), ["L-7", 1.5]);
    await tool.writeConstants({ MaxPower: 900 });
    assertEquals(await tool.readConstants(["MaxPower"]), [900]);
    await assertRejects(() => tool.writeConstants({ MaxPower: 2001 }), gem.AcknowledgeError);
    assertEquals(await tool.recipes(), ["ALU_001"]);
    assertEquals(await tool.upload("ALU_001"), "step 1");
    await tool.download("CU_1", "step 9");
    assertEquals(await tool.upload("CU_1"), "step 9");
    await tool.deleteRecipes(["CU_1"]);
    assertEquals(await tool.recipes(), ["ALU_001"]);
  });
});

test("driver: an iteration that falls too far behind gets what waits, and then an error; others go on", async () => {
  const teller = new Teller("the tool", ETCHER, new Waits());
  const news = { type: "alarm", id: 1, name: "x", set: true, category: 1, text: "" } as ToolNews;
  const slow = teller.iterate(), quick = teller.iterate();
  for (let i = 0; i <= MOST_WAITING + 1; i++) {
    teller.tell("alarm", news);
    assertEquals((await quick.next()).value, news);
  }
  for (let i = 0; i < MOST_WAITING; i++) assertEquals((await slow.next()).done, false);
  await assertRejects(() => slow.next(), Error, "Cannot go on: 16384 events and alarms wait");
  assertEquals((await slow.next()).done, true);
  teller.end();
  assertEquals((await quick.next()).done, true);
});

test("driver: primaries that the host does not know are told, or aborted when nobody listens", async () => {
  await together(async (tool, { connection }) => {
    const ask = () =>
      connection.request({ stream: 64, function: 3, text: encode({ format: "L", value: [A("L-1")] }) });
    const aborted = await ask().catch((error) => error);
    assertEquals(aborted.reason, "aborted");
    const told: ToolMessage[] = [];
    tool.on("message", (message, tool) => {
      told.push(message);
      return tool.reply(message, { known: false, place: "" });
    });
    const { function: fn, text } = await ask();
    assertEquals([fn, [...text]], [4, [1, 2, 0x25, 1, 0, 0x41, 0]]);
    assertEquals([told[0].name, told[0].body], ["Query", { lot: "L-1" }]);
  });
});

test("driver: a signal, a shorter T3 and a closed tool end a call, each with its own error", async () => {
  const silent: gem.EquipmentOptions = { handlers: { S1F3: () => "later" } };
  await together(async (tool) => {
    const reason = new Error("no longer wanted");
    await assertRejects(() => tool.read("Lot", { signal: AbortSignal.abort(reason) }), Error, reason.message);
    const abort = new AbortController();
    const reading = tool.read("Lot", { signal: abort.signal });
    setTimeout(() => abort.abort(reason), 10);
    assertEquals(await reading.catch((error) => error), reason);
    const late = await assertRejects(() => tool.send("S1F3", [1], { T3: 0.05 }), gem.TransactionError);
    assertEquals(late.reason, "T3");
    const waiting = assertRejects(() => tool.once("event", 100), WaitError, "the tool is closed");
    const open = assertRejects(() => tool.read("Lot"), gem.TransactionError, "");
    await tool.close();
    await Promise.all([waiting, open]);
    await assertRejects(() => tool.read("Lot"), NotSelectedError);
    await assertRejects(() => tool.whenReady(), WaitError, "the tool is closed");
    assertEquals(await collect(tool, 1), []);
  }, { equipment: silent });
});

test("driver: taken off-line by its operator a tool is not ready; on-line again it is prepared anew", async () => {
  await together(async (tool, equipment) => {
    const states: string[] = [];
    tool.on("state", ({ to }) => void states.push(to));
    equipment.do((equipment, now) => equipment.goOffLine(now));
    await until(() => tool.control === "off-line", "off-line");
    assertEquals(tool.state, "communicating");
    const refused = await assertRejects(() => tool.read("Lot"), gem.TransactionError);
    assertEquals(refused.reason, "aborted");
    equipment.do((equipment, now) => equipment.goOnLine(now));
    await tool.whenReady({ timeout: 5 });
    assertEquals(states, ["communicating", "ready"]);
    assertEquals(await tool.read("Lot"), "L-7");
  });
});

test("driver: what a tool refuses while it is prepared is told, and tried again", async () => {
  let refusals = 2;
  const handlers = { S2F37: () => refusals-- > 0 ? "abort" : "default" } as gem.EquipmentOptions["handlers"];
  const equipment = await etcher({ handlers });
  const failures: unknown[] = [];
  const tool = await Tool.open(ETCHER, { connection: { port: equipment.port }, retry: 0.02 });
  try {
    tool.on("prepare-failed", (error) => void failures.push(error));
    await tool.whenReady({ timeout: 5 });
    assertEquals(failures.map((error) => (error as gem.TransactionError).reason), ["aborted", "aborted"]);
  } finally {
    await tool.close();
    await equipment.connection.close();
  }
});

test("driver: a tool that is not there is tried again, at growing intervals, until the wait is over", async () => {
  const equipment = await etcher();
  const { port } = equipment;
  await equipment.connection.close();
  const at: number[] = [];
  const reconnect = { delay: 0.05, factor: 3, most: 0.3 };
  const tool = await Tool.open(ETCHER, { connection: { port, reconnect } });
  tool.on("connect-failed", () => void at.push(performance.now()));
  const failed = await assertRejects(() => tool.whenReady({ timeout: 0.9 }), WaitError);
  assertEquals([failed.reason, failed.cause instanceof Error], ["timeout", true]);
  await tool.close();
  const pauses = at.slice(1).map((time, i) => time - at[i]);
  assert(
    pauses.length >= 3 && pauses[1] > 1.5 * pauses[0] && pauses.every((pause) => pause > 30),
    `${pauses}`,
  );
  const once = { connection: { port, reconnect: false } } as const;
  const closed = await assertRejects(() => Tool.connect(ETCHER, once), WaitError);
  assertEquals(closed.reason, "closed");
});

test("driver: a tool that calls by itself is waited for", async () => {
  const tool = await Tool.open(ETCHER, { connection: { mode: "passive", address: HOST, port: 0 } as never });
  await until(() => tool.connection.local !== undefined, "the port");
  const { port } = tool.connection.local!;
  const equipment = open({ host: HOST, port, over: (entity) => new gem.Equipment(entity, MODEL, OPTIONS) });
  try {
    await tool.whenReady({ timeout: 5 });
    assertEquals(await tool.read("Lot"), "L-7");
  } finally {
    await Promise.all([tool.close(), equipment.close()]);
  }
});

test("driver: names that the profile does not have are refused before anything is opened", async () => {
  const open = (events: unknown) => () => Tool.open(ETCHER, { events } as never);
  await assertRejects(open(["PROCES_END"]), TypeError, "none of that name");
  const { connection: _, ...rest } = ETCHER;
  await assertRejects(() => Tool.open(rest), TypeError, "neither its profile nor the options have a port");
});

test("driver: only the events that are wanted are subscribed to", async () => {
  await together(async (tool, equipment) => {
    const told: unknown[] = [];
    tool.on("event", ({ name }) => void told.push(name));
    equipment.do((equipment, now) => {
      equipment.triggerEvent(100, now);
      equipment.triggerEvent(101, now);
    });
    await tool.once("event", "PROCESS_END", { timeout: 5 });
    assertEquals(told, ["PROCESS_END"]);
  }, { tool: { events: ["PROCESS_END"], alarms: false } });
});

test("driver: a handler that throws is told as an error, and stops nothing", async () => {
  await together(async (tool, equipment) => {
    const errors: unknown[] = [];
    tool.on("error", (error) => void errors.push((error as Error).message));
    tool.on("event", () => {
      throw new Error("of the handler");
    });
    equipment.do((equipment, now) => equipment.triggerEvent(100, now));
    await tool.once("event", 100, { timeout: 5 });
    assertEquals([errors, await tool.read("Lot")], [["of the handler"], "L-7"]);
  });
});
