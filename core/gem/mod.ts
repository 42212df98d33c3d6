// GEM (E30) without I/O: the state models, the equipment and the host, over any link.
export * from "./acknowledge.ts";
export * from "./capability.ts";
export * from "./clock.ts";
export * from "./communication.ts";
export * from "./control.ts";
export * from "./equipment.ts";
export * from "./equipment_news.ts";
export * from "./equipment_objects.ts";
export * from "./equipment_options.ts";
export { Host } from "./host.ts";
export * from "./host_alarms.ts";
export * from "./host_commands.ts";
export * from "./host_discover.ts";
export { areYouThere, establishCommunications, goOffLine, goOnLine } from "./host_identity.ts";
export * from "./host_monitoring.ts";
export * from "./host_news.ts";
export * from "./host_options.ts";
export * from "./host_programs.ts";
export * from "./host_reports.ts";
export type { RunOptions } from "./host_runs.ts";
export * from "./host_services.ts";
export * from "./host_variables.ts";
export * from "./id.ts";
export * from "./model.ts";
export { indexModel, type ModelIndex, type Variable, type VariableKinds } from "./model_index.ts";
export * from "./procedure.ts";
export { type Program } from "./program_store.ts";
export * from "./store.ts";
export { idOf, nameOf } from "./tool.ts";
export type {
  Deviations,
  IdItem,
  Named,
  NamedCommand,
  NamedReport,
  NamedVariable,
  Names,
  ToolAlarm,
  ToolConstant,
  ToolEvent,
  ToolFacts,
  ToolModel,
  ToolVariable,
} from "./tool.ts";
export * from "./transition.ts";
