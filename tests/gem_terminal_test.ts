// Terminal services: text to the operator, text of the operator, and its recognition.
import { assertEquals, assertThrows } from "@std/assert";
import { S10F1, S10F10, S10F3, S10F4, S10F5, S10F6, S10F7, S10F9, S2F37 } from "../core/messages/mod.ts";
import type { EquipmentOptions } from "../core/gem/equipment_options.ts";
import type { DataMessage } from "../core/link.ts";
import { W } from "../core/secs2/build.ts";
import { MODEL } from "./gem_model.ts";
import { GemRig } from "./gem_rig.ts";
import { test } from "./harness.ts";

function rig(options: EquipmentOptions = {}): GemRig {
  const made = new GemRig(MODEL, { control: { initial: "ON-LINE" }, ...options }).start();
  made.ask(S2F37.build({ CEED: true, events: [28] }));
  made.clear();
  return made;
}

test("GEM additional: terminal services: the host's text is shown on the terminal it names", () => {
  const host = rig();
  assertEquals(S10F4.read(host.ask(S10F3.build({ TID: 1, TEXT: "HELLO" })) as DataMessage), 0);
  assertEquals(S10F4.read(host.ask(S10F3.build({ TID: 7, TEXT: "HELLO" })) as DataMessage), 2);
  assertEquals(S10F6.read(host.ask(S10F5.build({ TID: 0, lines: ["A", W("é")] })) as DataMessage), 0);
  assertEquals(S10F10.read(host.ask(S10F9.build("ALL")) as DataMessage), 0);
  assertEquals(host.told("terminal").map(({ TID, lines, broadcast }) => [TID, lines, broadcast]), [
    [1, ["HELLO"], false],
    [0, ["A", W("é")], false],
    [0, ["ALL"], true],
    [1, ["ALL"], true],
  ]);
});

test("GEM additional: terminal services: a message is recognised once, and text without characters clears it", () => {
  const host = rig();
  host.ask(S10F3.build({ TID: 0, TEXT: "HELLO" }));
  host.ask(S10F3.build({ TID: 0, TEXT: "HELLO AGAIN" }));
  assertEquals(host.do((equipment, now) => equipment.recogniseText(now)), true);
  assertEquals(host.do((equipment, now) => equipment.recogniseText(now)), false);
  assertEquals(host.got("S6F11").length, 1);
  host.ask(S10F3.build({ TID: 0, TEXT: "ONCE MORE" }));
  host.ask(S10F3.build({ TID: 0, TEXT: "" }));
  assertEquals(host.told("terminal").at(-1)!.lines, []);
  assertEquals(host.do((equipment, now) => equipment.recogniseText(now)), false);
});

test("GEM additional: terminal services: text of the operator goes to the host", () => {
  const host = rig();
  assertEquals(host.do((equipment, now) => equipment.sendText("HELP", now, 1)), "sent");
  assertEquals(S10F1.read(host.got("S10F1")[0]), { TID: 1, TEXT: "HELP" });
  host.do((equipment, now) => equipment.sendText(W("日本"), now));
  assertEquals(S10F1.read(host.got("S10F1")[1]), { TID: 0, TEXT: W("日本") });
  assertThrows(() => host.equipment.sendText("HELP", host.now, 9), RangeError, "no terminal 9");
});

test("gem terminal: what the application does not display is not told, and several lines may be too many", () => {
  const host = rig({ display: (TID) => (TID === 1 ? 1 : 0), multiBlockText: false });
  assertEquals(S10F4.read(host.ask(S10F3.build({ TID: 1, TEXT: "HELLO" })) as DataMessage), 1);
  assertEquals(S10F10.read(host.ask(S10F9.build("ALL")) as DataMessage), 0);
  assertEquals(host.told("terminal").map(({ TID }) => TID), [0]);
  assertEquals(host.ask(S10F5.build({ TID: 0, lines: ["A"] })), undefined);
  assertEquals(host.got("S10F7").map((message) => S10F7.read(message)), [0]);
});

test("gem terminal: a broadcast is refused where there is no terminal", () => {
  const host = new GemRig({ ...MODEL, terminals: [] }, { control: { initial: "ON-LINE" } }).start();
  assertEquals(S10F10.read(host.ask(S10F9.build("ALL")) as DataMessage), 2);
});
