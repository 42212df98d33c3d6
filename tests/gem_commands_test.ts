// Remote commands: what the model refuses before the application hears of it, and how the application answers.
import { assertEquals, assertThrows } from "@std/assert";
import { S2F21, S2F22, S2F37, S2F41, S2F42, S2F49, S2F50 } from "../core/messages/mod.ts";
import type { CommandResult, EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { RemoteCommand } from "../core/gem/equipment_news.ts";
import type { DataMessage } from "../core/link.ts";
import { A, BOOLEAN, L, U1, U2 } from "../core/secs2/build.ts";
import type { Item } from "../core/secs2/item.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.clear();
  return made;
}

function command(host: GemRig, RCMD: string, ...parameters: [string, Item][]): [number, [string, number][]] {
  const message = S2F41.build({ RCMD, parameters: parameters.map(([CPNAME, CPVAL]) => ({ CPNAME, CPVAL })) });
  const reply = S2F42.read(host.ask(message) as DataMessage);
  return [reply.HCACK, reply.parameters.map(({ CPNAME, CPACK }) => [CPNAME as string, CPACK])];
}

test("GEM additional: remote control: a command that is right is executed with its parameters by name", () => {
  const executed: RemoteCommand[] = [];
  const host = rig({
    execute(command) {
      executed.push(command);
      return { HCACK: 0 };
    },
  });
  assertEquals(command(host, "START", ["PPID", A("R1")], ["COUNT", U1(5)], ["MODE", A("FAST")]), [0, []]);
  assertEquals(executed.map(({ RCMD, parameters }) => [RCMD, parameters]), [
    ["START", { PPID: A("R1"), COUNT: U1(5), MODE: A("FAST") }],
  ]);
});

test("GEM additional: remote control: every fault of a command has its code, and the application hears of none", () => {
  const host = rig({ execute: () => ({ HCACK: 0 }) });
  assertEquals(command(host, "FLY"), [1, []]);
  assertEquals(command(host, "start", ["PPID", A("R1")]), [1, []]);
  assertEquals(command(host, "START"), [3, []]);
  assertEquals(command(host, "START", ["PPID", A("R1")], ["LOT", A("X")]), [3, [["LOT", 1]]]);
  assertEquals(command(host, "START", ["PPID", A("R1")], ["PPID", A("R2")]), [3, [["PPID", 1]]]);
  assertEquals(command(host, "START", ["PPID", U1(1)]), [3, [["PPID", 3]]]);
  assertEquals(command(host, "START", ["PPID", A("R1")], ["COUNT", U1(26)], ["MODE", A("WARP")]), [
    3,
    [["COUNT", 2], ["MODE", 2]],
  ]);
  assertEquals(command(host, "START", ["PPID", A("R1")], ["COUNT", U2(1, 2)]), [3, [["COUNT", 3]]]);
  assertEquals(host.told("remote command"), []);
});

test("GEM additional: remote control: in LOCAL a command is refused, unless the model allows it there", () => {
  const host = rig({ execute: () => ({ HCACK: 0 }) });
  host.do((equipment, now) => equipment.setLocal(now));
  assertEquals(command(host, "STOP"), [2, []]);
  assertEquals(command(host, "LOCAL"), [0, []]);
});

test("GEM additional: remote control: HCACK 4 and the event of completion", () => {
  const host = rig({ execute: () => ({ HCACK: 4 }) });
  host.ask(S2F37.build({ CEED: true, events: [11] }));
  assertEquals(command(host, "STOP"), [4, []]);
  host.do((equipment, now) => equipment.triggerEvent(11, now));
  assertEquals(host.got("S6F11").length, 1);
});

test("gem commands: an event of completion belongs to the command", () => {
  const commands = [{ RCMD: "STOP", completionEvent: 11 }, { RCMD: "START" }];
  const host = new GemRig({ ...MODEL, commands }, {
    control: { initial: "ON-LINE" },
    execute: () => ({ HCACK: 4 }),
  })
    .start();
  host.ask(S2F37.build({ CEED: true, events: [11] }));
  assertEquals(command(host, "STOP"), [4, []]);
  host.do((equipment, now) => equipment.completeCommand("STOP", now));
  assertEquals(host.got("S6F11").length, 1);
  assertThrows(() => host.equipment.completeCommand("START", host.now), RangeError, "no event of completion");
  const stray = { ...MODEL, commands: [{ RCMD: "X", completionEvent: 999 }] };
  assertThrows(() => new GemRig(stray), RangeError, "model.commands[0].completionEvent: 999 is unknown");
});

test("gem commands: the application may answer later, once", () => {
  const host = rig();
  host.ask(S2F41.build({ RCMD: "STOP", parameters: [] }));
  assertEquals(host.outcomes, []);
  const [{ command }] = host.told("remote command");
  const refused: CommandResult = { HCACK: 3, parameters: [{ CPNAME: "X", CPACK: 2 }] };
  host.do((equipment, now) => equipment.respond(command, refused, now));
  assertEquals(S2F42.read(host.outcomes[0] as DataMessage), refused as never);
  assertThrows(() => host.equipment.respond(command, { HCACK: 0 }, host.now), Error, "has been answered");
  const later = rig({ execute: () => "later" });
  later.ask(S2F41.build({ RCMD: "STOP", parameters: [] }));
  assertEquals([later.told("remote command"), later.outcomes], [[], []]);
});

test("gem commands: a command whose link has gone is not answered any more", () => {
  const host = rig();
  host.ask(S2F41.build({ RCMD: "STOP", parameters: [] }));
  const [{ command }] = host.told("remote command");
  host.breakWire();
  assertThrows(() => host.equipment.respond(command, { HCACK: 0 }, host.now), Error, "Cannot respond");
});

test("gem commands: the old form S2F21 knows done, unknown and cannot, with W or without", () => {
  let HCACK = 0;
  const host = rig({ execute: () => ({ HCACK }) });
  const old = (RCMD: string) => S2F22.read(host.ask(S2F21.build(RCMD)) as DataMessage);
  assertEquals([old("STOP"), old("FLY"), old("START")], [0, 1, 2]);
  const answers = [4, 5, 64].map((code) => {
    HCACK = code;
    return old("STOP");
  });
  assertEquals(answers, [0, 2, 64]);
  assertEquals(host.ask(S2F21.build("STOP", { replyExpected: false })), undefined);
});

test("GEM additional: remote control: the enhanced form has an object and values that are lists", () => {
  const objects = MODEL.commands!.map((
    one,
  ) => (one.RCMD === "STOP" ? { ...one, objects: ["CHAMBER-1"] } : one));
  const seen: RemoteCommand[] = [];
  const execute = (command: RemoteCommand): CommandResult => {
    seen.push(command);
    return { HCACK: 0 };
  };
  const host = new GemRig({ ...MODEL, commands: objects }, { control: { initial: "ON-LINE" }, execute })
    .start();
  const enhanced = (RCMD: string, OBJSPEC: string, ...parameters: { CPNAME: string; CEPVAL: Item }[]) =>
    S2F50.read(host.ask(S2F49.build({ DATAID: 1, OBJSPEC, RCMD, parameters })) as DataMessage);
  assertEquals(enhanced("STOP", "CHAMBER-1").HCACK, 0);
  assertEquals(enhanced("STOP", "CHAMBER-2").HCACK, 6);
  assertEquals(enhanced("STOP", "").HCACK, 0);
  const { HCACK, parameters } = enhanced("START", "", { CPNAME: "PPID", CEPVAL: L(A("R1")) });
  assertEquals([HCACK, parameters], [3, [{ CPNAME: "PPID", CEPACK: 3 }]]);
  assertEquals(seen.map(({ OBJSPEC }) => OBJSPEC), ["CHAMBER-1", ""]);
});

test("gem commands: values of any format are compared with those allowed", () => {
  const commands = [{
    RCMD: "GO",
    parameters: [{ CPNAME: "ON", allowed: [true] }, { CPNAME: "N", allowed: [2] }, { CPNAME: "X", min: 0 }],
  }];
  const host = new GemRig({ ...MODEL, commands }, {
    control: { initial: "ON-LINE" },
    execute: () => ({ HCACK: 0 }),
  })
    .start();
  assertEquals(command(host, "GO", ["ON", BOOLEAN(true)], ["N", U2(2)], ["X", U1(0)]), [0, []]);
  assertEquals(command(host, "GO", ["ON", BOOLEAN(false)], ["N", U2(3)], ["X", A("1")]), [
    3,
    [["ON", 2], ["N", 2], ["X", 3]],
  ]);
});
