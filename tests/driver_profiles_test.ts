// The profiles that come along: each is right, describes an equipment that can be, and runs as it says.
import { assertEquals, assertRejects } from "@std/assert";
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Equipment } from "../core/gem/equipment.ts";
import { Entity } from "../core/hsms/mod.ts";
import { S1F11, S1F3, S2F29, S2F41 } from "../core/messages/mod.ts";
import { A, U1 } from "../core/secs2/build.ts";
import type { Profile } from "../driver/profile.ts";
import { equipmentModelOf, equipmentOptionsOf } from "../driver/profile_equipment.ts";
import { loadProfile, ProfileError } from "../driver/profile_file.ts";
import { withFolder } from "./cli_rig.ts";
import { root, test } from "./harness.ts";
import { said, SimulatedRig } from "./simulated_rig.ts";

const FOLDER = fileURLToPath(new URL("profiles/", root));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml")).sort();

async function profileOf(name: string): Promise<Profile> {
  return (await loadProfile(`${FOLDER}${name}.yaml`)).profile;
}

test("profiles: a generic tool, an etcher, a cluster and a track come along", () => {
  assertEquals(FILES, ["etcher.yaml", "generic_gem.yaml", "litho_track.yaml", "pvd_cluster.yaml"]);
});

test("profiles: a file anywhere extends those that come along by their names, unless it says another place", () =>
  withFolder(async (path) => {
    writeFileSync(path("mine.yaml"), "extends: generic_gem\nequipment: { id: MINE }\n");
    const { profile } = await loadProfile(path("mine.yaml"));
    assertEquals(profile, { ...await profileOf("generic_gem"), equipment: profile.equipment });
    assertEquals(await loadProfile("etcher"), await loadProfile(`${FOLDER}etcher.yaml`));
    assertEquals([profile.equipment.id, profile.equipment.model], ["MINE", "GEM-TOOL"]);
    writeFileSync(path("none.yaml"), "extends: generic_gem.yaml\nequipment: { id: NONE }\n");
    const { problems } = await assertRejects(() => loadProfile(path("none.yaml")), ProfileError);
    assertEquals(
      problems.map(({ line, column, message }) => [line, column, message.replace(/read .*[\\/]/, "read ")]),
      [
        [
          1,
          10,
          "cannot read generic_gem.yaml: there is no such file; the profile that comes along is called generic_gem",
        ],
      ],
    );
  }));

test("profiles: each has what E30 names, by extending the generic one", async () => {
  for (const file of FILES) {
    const { variables = [], events = [], constants = [] } = await profileOf(file.replace(".yaml", ""));
    const roles = [...variables, ...constants].flatMap(({ role }) => role ?? []);
    for (const role of ["Clock", "ControlState", "AlarmsSet", "PPExecName", "TimeFormat"]) {
      assertEquals(roles.includes(role as "Clock"), true, `${file} has ${role}`);
    }
    assertEquals(events.some(({ role }) => role === "control state remote"), true, file);
  }
});

test("profiles: each is an equipment that can be, whose variables all have values of their format", async () => {
  for (const file of FILES) {
    const profile = await profileOf(file.replace(".yaml", ""));
    const equipment = new Equipment(
      new Entity({ mode: "passive" }),
      equipmentModelOf(profile),
      equipmentOptionsOf(profile),
    );
    const { variables = [], dataVariables = [], constants = [] } = profile;
    for (const { id, format, name } of [...variables, ...dataVariables, ...constants]) {
      const found = equipment.value(id)?.format;
      const isOfRole = variables.some((one) => one.id === id && one.role !== undefined);
      const isData = dataVariables.some((one) => one.id === id && one.role !== undefined);
      if (!isOfRole && !isData) assertEquals(found, format, `${file}: ${name}`);
    }
  }
});

test("profiles: each runs simulated, and answers for everything that it lists", async () => {
  for (const file of FILES) {
    const profile = await profileOf(file.replace(".yaml", ""));
    const rig = new SimulatedRig(profile);
    const { variables = [], constants = [] } = profile;
    assertEquals((said(rig.ask(S1F11.build([]))) as unknown[]).length, variables.length, file);
    assertEquals((said(rig.ask(S2F29.build([]))) as unknown[]).length, constants.length, file);
    assertEquals((said(rig.ask(S1F3.build([]))) as unknown[]).length, variables.length, file);
    rig.pass(300);
    assertEquals(rig.rig.news.filter(({ type }) => /failed/.test(type)), []);
    assertEquals(rig.tool.equipment.communicationState, "COMMUNICATING", file);
  }
});

/** Gives a command, and tells HCACK. */
function command(
  rig: SimulatedRig,
  RCMD: string,
  values: Record<string, ReturnType<typeof A | typeof U1>>,
): number {
  const parameters = Object.entries(values).map(([CPNAME, CPVAL]) => ({ CPNAME, CPVAL }));
  const [HCACK] = said(rig.ask(S2F41.build({ RCMD, parameters }))) as [number | Uint8Array];
  return typeof HCACK === "number" ? HCACK : HCACK[0];
}

test("profiles: the etcher etches, pauses, stops, and refuses what cannot be", async () => {
  const rig = new SimulatedRig(await profileOf("etcher"));
  assertEquals(command(rig, "PAUSE", {}), 2);
  assertEquals(command(rig, "START", { RECIPE_ID: A("NO_SUCH") }), 3);
  assertEquals(command(rig, "START", {}), 3);
  assertEquals(command(rig, "NONSENSE", {}), 1);
  assertEquals(command(rig, "START", { RECIPE_ID: A("ALU_001"), LOT_ID: A("L-1") }), 4);
  assertEquals([rig.tool.processes, rig.tool.value("ProcessState")], [["SETUP"], 1]);
  rig.pass(1);
  assertEquals([rig.tool.value("RFForwardPower"), rig.tool.value("PPExecName")], [800, "ALU_001"]);
  assertEquals(command(rig, "PAUSE", {}), 0);
  rig.pass(60);
  assertEquals(rig.tool.processes, ["PAUSED"]);
  assertEquals(command(rig, "RESUME", {}), 0);
  rig.pass(3);
  assertEquals([rig.tool.processes, rig.tool.value("RFForwardPower")], [["IDLE"], 0]);
  assertEquals(rig.tool.value("WafersProcessed"), 1201);
});

test("profiles: the parts of the cluster work side by side", async () => {
  const rig = new SimulatedRig(await profileOf("pvd_cluster"));
  assertEquals(command(rig, "LOAD", { CASSETTE_ID: A("C-7") }), 4);
  assertEquals(command(rig, "DEGAS", { SLOT: U1(3) }), 4);
  assertEquals(command(rig, "START", { PPID: A("TI_050"), SLOT: U1(4) }), 4);
  assertEquals(rig.tool.processes, ["PUMPING", "DEGAS", "DEPOSITION"]);
  assertEquals(command(rig, "START", { PPID: A("TI_050"), SLOT: U1(5) }), 2);
  rig.pass(5);
  assertEquals(rig.tool.processes, ["VACUUM", "IDLE", "IDLE"]);
  assertEquals([rig.tool.value("CassetteId"), rig.tool.value("WafersDeposited")], ["C-7", 1]);
  assertEquals(command(rig, "START", { PPID: A("TI_050"), SLOT: U1(26) }), 3);
});

test("profiles: the track coats a lot, with reports of its own", async () => {
  const rig = new SimulatedRig(await profileOf("litho_track"));
  assertEquals(command(rig, "START", { LOTID: A("LOT-1") }), 2);
  assertEquals(command(rig, "PP-SELECT", { PPID: A("COAT-A") }), 0);
  assertEquals(command(rig, "START", { LOTID: A("LOT-1") }), 4);
  rig.pass(4);
  assertEquals([rig.tool.processes, rig.tool.value("WafersCoated")], [["IDLE"], 1]);
});
