// Deno is what its adapter takes it for. Compiled with Deno's own types, never run.
import type { DenoNet } from "../../adapters/deno_net.ts";

export const deno: DenoNet = Deno;
