// The browser-safe whole: everything of the core, and no adapter.
export * from "./core/machine.ts";
export * from "./core/link.ts";
export * from "./core/hsms/mod.ts";
