// deno-lint-ignore-file
export * from "../core/capture/model.ts";
export * from "../core/capture/reading.ts";
export * from "../core/capture/line.ts";
export * from "../core/capture/names.ts";
export * from "../core/capture/telling.ts";
export * from "../core/capture/clock.ts";
