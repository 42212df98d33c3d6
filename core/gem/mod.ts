// GEM (E30) without I/O: the state models, the equipment and the host, over any link.
export * from "./acknowledge.ts";
export * from "./clock.ts";
export * from "./communication.ts";
export * from "./control.ts";
export * from "./id.ts";
export * from "./procedure.ts";
export * from "./transition.ts";
