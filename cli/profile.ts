// `hsms profile`: checks equipment profiles, shows one with all that it extends, and prints their JSON Schema.
import { stringify } from "yaml";
import { loadProfile, ProfileError } from "../driver/profile_file.ts";
import { profileSchema } from "../driver/profile_schema.ts";
import type { ProfileProblem } from "../driver/profile_tree.ts";
import { type Call, type Command, type ExitCode, Failure, UsageError } from "./command.ts";
import { many } from "./message_text.ts";

/** The command. */
export const PROFILE: Command = {
  name: "profile",
  summary: "check equipment profiles, show one, print their schema",
  usage: ["check FILE … [--json]", "show FILE [--json]", "schema"],
  positionals: [1, Infinity],
  words: ["check", "show", "schema"],
  options: {
    json: { type: "boolean", help: "problems as NDJSON, one a line; a profile as JSON" },
  },
  examples: [
    ["hsms profile check etcher.yaml", "every problem with its line and column; exit code 1 if there is one"],
    ["hsms profile show etcher.yaml", "with all that it extends, as YAML"],
    ["hsms profile schema > profile.schema.json", "for completion in an editor"],
  ],
  run: profile,
};

/** Runs `hsms profile`. */
function profile({ positionals: [what, ...files], ...call }: Call): Promise<ExitCode> {
  switch (what) {
    case "check":
      if (files.length === 0) throw new UsageError("Cannot check: no file is given");
      return check({ ...call, positionals: files });
    case "show":
      if (files.length !== 1) throw new UsageError("Cannot show: one file is needed");
      return show({ ...call, positionals: files });
    case "schema":
      if (files.length > 0) {
        throw new UsageError(`Cannot print the schema: ${files[0]} is one argument too many`);
      }
      return schema(call);
  }
  throw new UsageError(`Cannot ${what} a profile: it is one of check, show, schema`);
}

async function check({ values, positionals: files, terminal: { stdout } }: Call): Promise<ExitCode> {
  const found = (await Promise.all(files.map(problemsOf))).flat();
  const lines = values.json === true
    ? found.map((problem) => JSON.stringify(problem))
    : found.map(({ file, line, column, message }) =>
      `${stdout.style("bold", `${file}:${line}:${column}:`)} ${message}`
    );
  const verdict = found.length === 0
    ? `${many(files.length, "profile")} checked, nothing wrong`
    : many(found.length, "problem");
  if (values.json !== true) lines.push(verdict);
  if (lines.length > 0) await stdout.write(lines.join("\n") + "\n");
  return found.length === 0 ? 0 : 1;
}

async function problemsOf(file: string): Promise<readonly ProfileProblem[]> {
  try {
    await loadProfile(file);
    return [];
  } catch (error) {
    if (error instanceof ProfileError) return error.problems;
    throw error;
  }
}

async function show({ values, positionals: [file], terminal }: Call): Promise<ExitCode> {
  try {
    const { profile } = await loadProfile(file);
    const text = values.json === true ? `${JSON.stringify(profile, undefined, 2)}\n` : stringify(profile);
    await terminal.stdout.write(text);
    return 0;
  } catch (error) {
    if (error instanceof ProfileError) throw new Failure(error.message);
    throw error;
  }
}

async function schema({ terminal }: Pick<Call, "terminal">): Promise<ExitCode> {
  await terminal.stdout.write(`${JSON.stringify(profileSchema(), undefined, 2)}\n`);
  return 0;
}
