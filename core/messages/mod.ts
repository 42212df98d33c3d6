// The stream/function catalogue: messages of E5 to build and read, typed, and the words to define your own.
export { Catalogue } from "./catalogue.ts";
export * from "./codes_material_maps.ts";
export * from "./codes_objects_jobs.ts";
export * from "./codes_reports_programs.ts";
export * from "./codes_status_control.ts";
export {
  type CodeName,
  codeName,
  type DataItem,
  type Id,
  type IdInput,
  type IntegerFormat,
  type Kind,
  type Name,
  type ValueTypes,
} from "./data_item.ts";
export * from "./data_items_maps_data_sets.ts";
export * from "./data_items_material.ts";
export * from "./data_items_names.ts";
export * from "./data_items_numbers.ts";
export * from "./data_items_objects_jobs.ts";
export * from "./data_items_texts.ts";
export * from "./data_items_values.ts";
export { describeMessage, notation } from "./describe.ts";
export * from "./error_code.ts";
export type { Block, Direction, Head, HeadFacts, ReplyExpected, TypedDirection } from "./head.ts";
export * from "./message.ts";
export * from "./schema.ts";
export { catalogue } from "./standard.ts";
export * from "./stream1.ts";
export * from "./stream10.ts";
export * from "./stream12.ts";
export * from "./stream13.ts";
export * from "./stream14.ts";
export * from "./stream15_downloads.ts";
export * from "./stream15_recipes.ts";
export * from "./stream16.ts";
export * from "./stream17.ts";
export * from "./stream2_definitions.ts";
export * from "./stream2_programs_constants.ts";
export * from "./stream2_reports_commands.ts";
export * from "./stream3.ts";
export * from "./stream4.ts";
export * from "./stream5.ts";
export * from "./stream6.ts";
export * from "./stream7_formatted.ts";
export * from "./stream7_programs.ts";
export * from "./stream8.ts";
export * from "./stream9.ts";
export type { Warning } from "./trail.ts";
