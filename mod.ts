/**
 * SECS/GEM without I/O: everything of the core, safe in a browser; the adapters `./deno`, `./bun` and `./node` give it
 * sockets and a clock. SECS-II items are exported flat; the rest under {@linkcode hsms}, {@linkcode secs1},
 * {@linkcode SML}, {@linkcode messages}, {@linkcode gem} and {@linkcode capture}, of which SML and the catalogue also
 * have entry points of their own, `./sml` and `./messages`.
 *
 * ```ts
 * import { A, decode, encode, L, U4 } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const text = encode(L(A("LOT-7"), U4(1)));
 * assertEquals(decode(text), L(A("LOT-7"), U4(1)));
 * ```
 *
 * @module
 */
export * from "./core/machine.ts";
export * from "./core/link.ts";
export type { BackOff } from "./core/separation.ts";
export * from "./core/secs2/mod.ts";
/** HSMS (E37, E37.1, E37.2): framer, header, entity. */
export * as hsms from "./core/hsms/mod.ts";
/** SECS-I (E4): blocks, entity. */
export * as secs1 from "./core/secs1/mod.ts";
/** GEM (E30): the state models, the equipment and the host, over any link. */
export * as gem from "./core/gem/mod.ts";
/** Captures: files and live traffic down to messages, transactions and findings. */
export * as capture from "./core/capture/mod.ts";
/** SML text: printing, parsing, a template tag, and a JSON form of items. */
export * as SML from "./core/sml/mod.ts";
/** The stream/function catalogue: messages of E5, typed, and the words to define your own. */
export * as messages from "./core/messages/mod.ts";
export { sml } from "./core/sml/template.ts";
