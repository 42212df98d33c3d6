/**
 * SECS/GEM without I/O: everything of the core, safe in a browser; the adapters `./deno`, `./bun` and `./node` give it
 * sockets and a clock. SECS-II items are exported flat, HSMS under its name {@linkcode hsms}.
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
export * from "./core/secs2/mod.ts";
/** HSMS (E37, E37.1, E37.2): framer, header, entity. */
export * as hsms from "./core/hsms/mod.ts";
