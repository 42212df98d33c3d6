// The library, as the page and its worker see it.
export * from "../mod.ts";
export * as capture from "./capture_for_now.ts";
