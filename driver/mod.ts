/**
 * The driver: a tool, described by an equipment profile in YAML or as data, as an object with promises. It connects,
 * establishes communication, goes on-line, subscribes to events and alarms, and does so again after each reconnection.
 *
 * ```ts
 * import { Tool } from "@fabwire/hsms/driver";
 *
 * await using tool = await Tool.connect("profiles/etcher.yaml");
 * tool.on("alarm", ({ name, set }) => console.log(name, set ? "set" : "cleared"));
 * const { event } = await tool.command("START", { RECIPE_ID: "ALU_001" }, { completed: true });
 * console.log(event?.values);
 * ```
 *
 * {@linkcode Simulator} is the other side: a simulated tool from the same profile, to try a host against.
 *
 * It runs on Deno, Bun and Node, and chooses the sockets of whichever this is.
 *
 * @module
 */
export {
  consoleLogger,
  type LogDetail,
  type Logger,
  type LogLevel,
  type LogLine,
  type LogOptions,
  logTo,
  ndjsonLogger,
} from "./log.ts";
export { type HistogramData, LATENCY_BOUNDS, type LinkMetrics, type MessageCounts } from "./metrics.ts";
export type { InstrumentOptions } from "./metrics_instruments.ts";
export { type Metered, prometheusText } from "./metrics_prometheus.ts";
export { inSpan, type Span, type SpanOptions, type Tracer } from "./metrics_tracer.ts";
export * from "./peers.ts";
export * from "./peers_options.ts";
export { Peer } from "./peers_peer.ts";
export type { Refusal, RefusalReason } from "./peers_port.ts";
export type { AnyHost, CallOptions } from "./procedures.ts";
export * from "./profile.ts";
export { equipmentModelOf, equipmentOptionsOf, type Supply } from "./profile_equipment.ts";
export { factsOf } from "./profile_facts.ts";
export { checkProfile, type LoadedProfile, loadProfile, ProfileError } from "./profile_file.ts";
export { profileSchema } from "./profile_schema.ts";
export type { Place, ProfileProblem } from "./profile_tree.ts";
export type { PlainValue } from "./profile_values.ts";
export type { SimulatedOptions, SimulationNews } from "./simulate_equipment.ts";
export type { FaultNews } from "./simulate_faults.ts";
export type { ParameterValues } from "./simulate_process.ts";
export { Simulator } from "./simulator.ts";
export * from "./simulator_options.ts";
export { type CommandCallOptions, type CommandResult, Tool, type WaitOptions } from "./tool.ts";
export type { Body, ToolMessage } from "./tool_messages.ts";
export type * from "./tool_names.ts";
export type { ToolAlarm, ToolEvent } from "./tool_news.ts";
export type { ToolEvents, ToolOptions, ToolState } from "./tool_options.ts";
export type { ToolNews } from "./tool_teller.ts";
export { type WaitBounds, WaitError, type WaitFailure } from "./tool_waits.ts";
