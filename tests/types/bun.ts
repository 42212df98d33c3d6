// Bun is what its adapter takes it for. Compiled with Bun's own types, never run.
import type { BunNet } from "../../adapters/bun_net.ts";

export const bun: BunNet = Bun;
