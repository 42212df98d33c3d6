// docs/messages.md: its table is the catalogue, and its examples run.
import { assert, assertEquals } from "@std/assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { notation } from "../core/messages/describe.ts";
import * as messages from "../core/messages/mod.ts";
import type { AnyMessage } from "../core/messages/message.ts";
import * as secs2 from "../core/secs2/mod.ts";
import { root, test } from "./harness.ts";

const ESBUILD = fileURLToPath(new URL("node_modules/esbuild/bin/esbuild", root));
const doc = readFileSync(new URL("docs/messages.md", root), "utf8");

test("the table in docs/messages.md is the catalogue", () => {
  const table = /<!-- messages -->\n([^]*)\n<!-- \/messages -->/.exec(doc)?.[1] ?? "";
  const found = table.split("\n").filter((line) => line.startsWith("| S")).map(cells);
  const expected = [...messages.catalogue].filter((message) => message.function !== 0).map(row);
  assertEquals(found, expected);
});

function cells(line: string): string[] {
  return line.split("|").slice(1, -1).map((cell) => cell.trim());
}

function row(message: AnyMessage): string[] {
  const { id, name, mnemonic, direction, reply, block, shape } = message;
  const body = shape === undefined || shape.kind === "unspecified"
    ? notation(shape)
    : `\`${notation(shape)}\``;
  return [id, mnemonic === "" ? name : `${name} (${mnemonic})`, direction, reply, block ?? "", body];
}

const MODULES: Readonly<Record<string, object>> = {
  "@fabwire/hsms": secs2,
  "@fabwire/hsms/messages": messages,
  "@std/assert": { assertEquals },
};

test("the message in words of docs/messages.md is what describeMessage says", () => {
  const text = messages.describeMessage(messages.S2F35);
  assert(doc.includes(`\`\`\`text\n${text}\n\`\`\``), text);
});

test("the examples of docs/messages.md run", { timeout: 120_000 }, () => {
  const examples = [...doc.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code);
  assert(examples.length >= 6);
  for (const code of examples) new Function("modules", javascript(code))(MODULES);
});

/** The JavaScript of an example, with its modules as an argument. */
function javascript(code: string): string {
  const body = code.replaceAll(/^import \{(.+?)\} from (".+?");$/gm, (_, names: string, module: string) => {
    const values = names.split(",").map((name) => name.trim()).filter((name) => !name.startsWith("type "));
    return `const { ${values.join(", ")} } = required(modules[${module}], ${JSON.stringify(values)});`;
  }).replaceAll(/^export /gm, "");
  const js = execFileSync(ESBUILD, ["--loader=ts"], { input: body, encoding: "utf8" });
  return `${required.toString()}\n${js}`;
}

/** A module that has all of these names. */
function required(module: object, names: readonly string[]): object {
  for (const name of names) if (!(name in module)) throw new Error(`There is no export ${name}`);
  return module;
}
