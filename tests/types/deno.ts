// Proves by compiling, with Deno's own types, that Deno has what the adapter declares of it. Only `deno check` reads this.
import type { DenoNet } from "../../adapters/deno_net.ts";

export const net: DenoNet = Deno;
