// `hsms profile`: check, show and schema.
import { assert, assertEquals } from "@std/assert";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hsms, withFolder } from "./cli_rig.ts";
import { root, test } from "./harness.ts";

const GOOD = "equipment: { id: T1 }\nevents: [{ id: 1, name: A }]\n";
const BAD = "extends: good.yaml\nequipment: { id: 5 }\nevent: []\n";

/** Calls with a good and a bad file; what is written is told without the folder. */
async function profile(...args: string[]): Promise<[code: number, out: string, err: string]> {
  return await withFolder(async (path) => {
    writeFileSync(path("good.yaml"), GOOD);
    writeFileSync(path("bad.yaml"), BAD);
    const folder = path("").replace(/[\\/]$/, "");
    const { code, out, err } = await hsms([
      "profile",
      ...args.map((arg) => /yaml$/.test(arg) ? path(arg) : arg),
    ]);
    const plain = (text: string) =>
      text.replaceAll(JSON.stringify(folder).slice(1, -1), "").replaceAll(folder, "");
    return [
      code,
      plain(out).replaceAll(/[\\/]+(?=\w+\.yaml)/g, ""),
      plain(err).replaceAll(/[\\/]+(?=\w+\.yaml)/g, ""),
    ];
  });
}

test("cli profile: check tells every problem of every file, with file, line and column", async () => {
  assertEquals(await profile("check", "good.yaml"), [0, "1 profile checked, nothing wrong\n", ""]);
  const lines = [
    "bad.yaml:2:18: equipment.id: expected a text, found 5",
    "bad.yaml:3:1: event: there is no such entry in a profile; did you mean events?",
    "none.yaml:1:1: cannot read none.yaml: there is no such file",
    "3 problems\n",
  ];
  assertEquals(await profile("check", "good.yaml", "bad.yaml", "none.yaml"), [1, lines.join("\n"), ""]);
  const [code, out] = await profile("check", "bad.yaml", "--json");
  assertEquals(code, 1);
  assertEquals(out.trim().split("\n").map((line) => JSON.parse(line)), [
    { file: "bad.yaml", line: 2, column: 18, message: "equipment.id: expected a text, found 5" },
    {
      file: "bad.yaml",
      line: 3,
      column: 1,
      message: "event: there is no such entry in a profile; did you mean events?",
    },
  ]);
});

test("cli profile: show prints a profile with all that it extends, as YAML or JSON", async () => {
  assertEquals(await profile("show", "good.yaml"), [
    0,
    "equipment:\n  id: T1\nevents:\n  - id: 1\n    name: A\n",
    "",
  ]);
  const [, json] = await profile("show", "good.yaml", "--json");
  assertEquals(JSON.parse(json), { equipment: { id: "T1" }, events: [{ id: 1, name: "A" }] });
  const [code, out, err] = await profile("show", "bad.yaml");
  assertEquals([code, out], [1, ""]);
  assert(err.includes("Cannot use the profile bad.yaml:\n  bad.yaml:2:18:"), err);
});

test("cli profile: schema prints the schema that stands in docs", async () => {
  const [code, out] = await profile("schema");
  const file = readFileSync(new URL("docs/profile.schema.json", root), "utf8");
  assertEquals([code, JSON.parse(out)], [0, JSON.parse(file)]);
});

test("cli profile: called wrongly it says how it is called", async () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["check"], "Cannot check: no file is given"],
    [["show"], "Cannot show: one file is needed"],
    [["schema", "x"], "x is one argument too many"],
    [["frob"], "Cannot frob a profile: it is one of check, show, schema"],
    [[], "an argument is missing"],
  ];
  for (const [args, words] of wrong) {
    const [code, , err] = await profile(...args);
    assertEquals(code, 2);
    assert(err.includes(words), err);
  }
});

test("cli profile: the profiles that come along are right", async () => {
  const names = ["etcher", "generic_gem", "litho_track", "pvd_cluster"];
  const files = names.map((name) => fileURLToPath(new URL(`profiles/${name}.yaml`, root)));
  assertEquals((await hsms(["profile", "check", ...files])).out, "4 profiles checked, nothing wrong\n");
});
