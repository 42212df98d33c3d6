// Proves by compiling, with bun-types, that Bun has what the adapter declares of it. Only `tsconfig.bun.json` reads this.
import type { BunNet } from "../../adapters/bun.ts";

export const net: BunNet = Bun;
