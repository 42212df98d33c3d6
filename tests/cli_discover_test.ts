// `hsms discover`: a tool's own words become a profile, which the driver accepts and connects with.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { profileOf } from "../cli/discover_profile.ts";
import { yamlOf } from "../cli/discover_yaml.ts";
import { shippedProfile } from "../driver/profile_shipped.ts";
import type { ToolModel } from "../core/gem/mod.ts";
import { checkProfile, loadProfile } from "../driver/profile_file.ts";
import { Tool } from "../driver/tool.ts";
import { hsms, Run, withFolder } from "./cli_rig.ts";
import { withTool } from "./cli_tool.ts";
import { MODEL } from "./gem_model.ts";
import { EquipmentSession } from "./gem_sockets.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };

test(
  "cli discover: a simulated tool is discovered, its profile loaded, and connected with",
  LIMIT,
  async () => {
    await withTool(({ at }) =>
      withFolder(async (path) => {
        const { code, err } = await hsms(["discover", at, "--output", path("tool.yaml"), "--id", "E-7"]);
        assertEquals(code, 0, err);
        const { profile } = await loadProfile(path("tool.yaml"));
        const { profile: original } = await loadProfile(shippedProfile("etcher")!);
        assertEquals(profile.equipment, { id: "E-7", model: "ETCHER-300", softwareRevision: "2.1" });
        assert(
          profile.variables!.some(({ id, name, format, units }) =>
            id === 1001 && name === "ChamberPressure" && format === "F4" && units === "Pa"
          ),
        );
        const names = (things: readonly { name: string }[] = []) => things.map(({ name }) => name).sort();
        assertEquals(names(profile.events), names(original.events));
        assertEquals(names(profile.constants), names(original.constants));
        await using tool = await Tool.connect(path("tool.yaml"), { timeout: 15 });
        assertEquals(typeof await tool.read("ChamberPressure" as never), "number");
      })
    );
  },
);

test("cli discover: ids of every format, lists, and names that occur twice", LIMIT, async () => {
  const equipment = await EquipmentSession.listen(MODEL);
  const { port } = equipment;
  try {
    const { code, out, err } = await hsms(["discover", `127.0.0.1:${port}`]);
    assertEquals(code, 0, err);
    assertStringIncludes(out, "  - { id: 4, name: AlarmsSet, format: L }\n");
    assertStringIncludes(out, "  - { id: STATE, name: ProcessState, format: U1 }\n");
    assertStringIncludes(out, "  - { id: 10, name: Started, reports: [ Started ] }\n");
    assertStringIncludes(
      out,
      "  - { id: 200, name: Speed, format: U2, units: rpm, min: 10, max: 1000, default: 100 }\n",
    );
    assertStringIncludes(out, '# Process programs on the tool: "RECIPE-1", "RECIPE-2"');
    assertStringIncludes(err, "13 of 13 questions answered");
    const json = await hsms(["discover", `127.0.0.1:${port}`, "--json"]);
    assertEquals(json.code, 0, json.err);
    assertEquals(JSON.parse(json.out).MDLN, "ETCH-1");
  } finally {
    await equipment.connection.close();
  }
});

const POOR: ToolModel = {
  MDLN: "",
  SOFTREV: "",
  variables: [
    { id: { format: "U2", value: 1 }, name: " Same\0", units: "", kind: "status" },
    { id: { format: "U2", value: 2 }, name: "Same", units: "", kind: "status" },
    { id: { format: "U2", value: 3 }, name: "", units: "", kind: "data" },
  ],
  constants: [{ id: { format: "U2", value: 9 }, name: "", units: "", format: "U8", max: 5n, default: 7n }],
  events: [{
    id: { format: "U1", value: 5 },
    name: "",
    variables: [],
    reports: [{ format: "U4", value: 77 }],
  }],
  reports: [{ id: { format: "U4", value: 8 }, variables: [{ format: "U4", value: 4711 }] }],
  alarms: [{ id: { format: "A", value: "ALARM" }, name: "x".repeat(200), category: 99, set: false }],
  programs: [],
  messages: { S1F1: "answered", S1F23: "stream 9", S2F53: "T3" },
  deviations: { alarmIds: "list" },
};

test("cli discover: what a poor tool tells makes a profile, too", async () => {
  const profile = profileOf(POOR, { port: 5000 }, "POOR");
  checkProfile(profile);
  assertEquals(profile.variables!.map(({ name }) => name), ["Same", "Same (VARIABLE_2)"]);
  assertEquals(profile.dataVariables!.map(({ name }) => name), ["VARIABLE_3", "VARIABLE_4711"]);
  assertEquals(profile.constants![0], { id: 9, name: "CONSTANT_9", format: "U8", max: 5, default: 7 });
  assertEquals(profile.events![0], { id: 5, name: "EVENT_5" });
  assertEquals([profile.alarms![0].text.length, profile.alarms![0].category], [120, undefined]);
  assertEquals(profile.deviations, {
    alarmIds: "list",
    formats: { SVID: "U2", ECID: "U2", CEID: "U1", VID: "U2" },
  });
  const yaml = yamlOf(profile, POOR, "somewhere:1");
  assertStringIncludes(yaml, "# Not answered: S1F23 (stream 9), S2F53 (T3).");
  await withFolder(async (path) => {
    writeFileSync(path("poor.yaml"), yaml);
    assertEquals((await loadProfile(path("poor.yaml"))).profile, profile);
  });
});

test("cli discover: says so when the tool stays off-line", LIMIT, () =>
  withFolder(async (path) => {
    const off = "extends: etcher\ncommunications: { initialState: EQUIPMENT OFF-LINE }\n";
    writeFileSync(path("off.yaml"), off);
    const sim = new Run(["sim", path("off.yaml"), "--port", "0", "--address", "127.0.0.1"]);
    try {
      const [, port] = await sim.until(/listens at 127\.0\.0\.1:(\d+)/, "err");
      const { code, err } = await hsms(["discover", `127.0.0.1:${port}`]);
      assertEquals(code, 0);
      assertStringIncludes(
        err,
        "Cannot go on-line: refused with ONLACK 1 (NOT_ALLOWED): off-line, a tool tells",
      );
    } finally {
      await sim.interrupt();
    }
  }));

test("cli discover: a file that is there is left alone, unless told otherwise", LIMIT, async () => {
  await withTool(({ at }) =>
    withFolder(async (path) => {
      writeFileSync(path("x.yaml"), "mine");
      const { code, err } = await hsms(["discover", at, "-o", path("x.yaml")]);
      assertEquals([code, readFileSync(path("x.yaml"), "utf8")], [1, "mine"]);
      assertStringIncludes(err, "--force overwrites it");
      assertEquals((await hsms(["discover", at, "-o", path("x.yaml"), "--force"])).code, 0);
      assertStringIncludes(readFileSync(path("x.yaml"), "utf8"), "ChamberPressure");
    })
  );
});
