// SML that is typed, in a file, or on the standard input, as messages to send.
import { readFile } from "node:fs/promises";
import { parse, type SmlMessage } from "../core/sml/mod.ts";
import { SmlSyntaxError } from "../core/sml/syntax_error.ts";
import { reasonOf } from "./capture_options.ts";
import { Failure } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** The text of a file, or of the standard input (`-`). Throws {@linkcode Failure}. */
export async function textOf(file: string, { stdin }: Terminal): Promise<string> {
  if (file !== "-") {
    return await readFile(file, "utf8").catch((error) => {
      throw new Failure(`Cannot read ${file}: ${reasonOf(error)}`);
    });
  }
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stdin) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** The messages of a text. Throws {@linkcode Failure} with the place of what is wrong. */
export function messagesOf(source: string, what: string): readonly SmlMessage[] {
  try {
    const { messages, items } = parse(source);
    if (items.length > 0) {
      throw new Failure(`Cannot read ${what}: an item stands without a message (as in S1F3 W <L>.)`);
    }
    return messages;
  } catch (error) {
    if (error instanceof SmlSyntaxError) {
      throw new Failure(`${what}: ${error.message}\n${error.excerpt.replace(/^/gm, "  ")}`);
    }
    if (error instanceof RangeError) throw new Failure(`${what}: ${error.message}`);
    throw error;
  }
}
