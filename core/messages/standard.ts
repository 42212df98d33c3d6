// The catalogue of all messages of E5. Import it alone for look-ups: it brings all of them along.
import { Catalogue } from "./catalogue.ts";
import type { AnyMessage } from "./message.ts";
import * as stream1 from "./stream1.ts";
import * as stream10 from "./stream10.ts";
import * as stream12 from "./stream12.ts";
import * as stream13 from "./stream13.ts";
import * as stream14 from "./stream14.ts";
import * as stream15Downloads from "./stream15_downloads.ts";
import * as stream15Recipes from "./stream15_recipes.ts";
import * as stream16 from "./stream16.ts";
import * as stream17 from "./stream17.ts";
import * as stream2Definitions from "./stream2_definitions.ts";
import * as stream2Programs from "./stream2_programs_constants.ts";
import * as stream2Reports from "./stream2_reports_commands.ts";
import * as stream3 from "./stream3.ts";
import * as stream4 from "./stream4.ts";
import * as stream5 from "./stream5.ts";
import * as stream6 from "./stream6.ts";
import * as stream7Formatted from "./stream7_formatted.ts";
import * as stream7Programs from "./stream7_programs.ts";
import * as stream8 from "./stream8.ts";
import * as stream9 from "./stream9.ts";

/**
 * All messages that this library knows. `with` makes a catalogue of your own from it.
 *
 * ```ts
 * import { catalogue } from "./standard.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(catalogue.get(2, 41)?.name, "Host Command Send");
 * ```
 */
export const catalogue: Catalogue = /* @__PURE__ */ ofStreams();

function ofStreams(): Catalogue {
  const streams: readonly Readonly<Record<string, AnyMessage>>[] = [
    stream1,
    stream2Programs,
    stream2Reports,
    stream2Definitions,
    stream3,
    stream4,
    stream5,
    stream6,
    stream7Programs,
    stream7Formatted,
    stream8,
    stream9,
    stream10,
    stream12,
    stream13,
    stream14,
    stream15Recipes,
    stream15Downloads,
    stream16,
    stream17,
  ];
  const messages = streams.flatMap((stream) => Object.values(stream));
  return new Catalogue(messages.sort((a, b) => a.stream - b.stream || a.function - b.function));
}
