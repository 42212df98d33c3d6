// Commands of the host's prompt for recipes (process programs).
import { readFile, writeFile } from "node:fs/promises";
import { reasonOf } from "./capture_options.ts";
import { Failure } from "./command.ts";
import type { HostSession } from "./host_session.ts";
import { valueText } from "./host_values.ts";

/** Lists the recipes of the tool. */
export async function recipes(session: HostSession): Promise<void> {
  const names = await session.tool.recipes(session.call());
  session.recipes = names;
  await session.say(names.length === 0 ? "The tool has no recipes" : names.join("\n"));
}

/** Fetches a recipe. */
export async function upload(session: HostSession, [name, file]: readonly string[]): Promise<void> {
  if (name === undefined) throw new Failure("Cannot fetch a recipe: none is named");
  const body = await session.tool.upload(name, session.call());
  if (body === undefined) throw new Failure(`Cannot fetch the recipe ${name}: the tool does not have it`);
  if (file === undefined) return await session.say(typeof body === "string" ? body : valueText(body));
  await writeFile(file, body).catch((error) => {
    throw new Failure(`Cannot write to ${file}: ${(error as Error).message}`);
  });
  await session.say(`${name} written to ${file}, ${body.length} bytes`);
}

/** Gives the tool a recipe: as the profile has it, as text or as bytes. */
export async function download(session: HostSession, [name, file]: readonly string[]): Promise<void> {
  if (name === undefined || file === undefined) {
    throw new Failure("Cannot give the tool a recipe: its name and a file are needed");
  }
  const bytes = await readFile(file).catch((error) => {
    throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
  });
  const isText = session.profile.recipes?.format !== "B";
  const body = isText ? bytes.toString("latin1") : new Uint8Array(bytes);
  const outcome = await session.tool.download(name, body, session.call());
  await session.say(`${name}: ${outcome}`);
}

/** Deletes recipes. */
export async function remove(session: HostSession, names: readonly string[]): Promise<void> {
  if (names.length === 0) throw new Failure("Cannot delete recipes: none is named");
  const outcome = await session.tool.deleteRecipes([...names], session.call());
  await session.say(`${names.join(", ")}: ${outcome}`);
}
