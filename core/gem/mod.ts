// GEM (E30) without I/O: the state models, the equipment and the host, over any link.
export * from "./communication.ts";
export * from "./control.ts";
export * from "./transition.ts";
