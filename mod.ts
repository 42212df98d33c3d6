// The browser-safe whole: everything of the core, and no adapter. HSMS is under `hsms`, SECS-II items are flat.
export * from "./core/machine.ts";
export * from "./core/link.ts";
export * from "./core/secs2/mod.ts";
export * as hsms from "./core/hsms/mod.ts";
