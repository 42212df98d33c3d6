// SECS-I (E4) without I/O: blocks.
export * from "./block.ts";
