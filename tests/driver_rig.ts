// What the tests of the driver work with: a profile as data, the equipment that is described by it, and both together.
import type * as gem from "../core/gem/mod.ts";
import { F4 } from "../core/secs2/build.ts";
import { equipmentModelOf, equipmentOptionsOf } from "../driver/profile_equipment.ts";
import { Tool } from "../driver/tool.ts";
import type { ToolOptions } from "../driver/tool_options.ts";
import { EquipmentSession } from "./gem_sockets.ts";

/** An etcher. */
export const ETCHER = {
  equipment: { id: "ETCH-01", type: "etcher", vendor: "Example", model: "E-300", softwareRevision: "2.1" },
  connection: {
    address: "127.0.0.1",
    port: 5000,
    timers: { T3: 5, T5: 0.02, T6: 2 },
    reconnect: { delay: 0.02 },
  },
  communications: { timeout: 1 },
  messages: {
    S2F41: { body: "<L <A ${RCMD}> <L>>" },
    Ping: { stream: 64, function: 1, body: { fields: { number: { format: "U4" } } } },
    Query: {
      stream: 64,
      function: 3,
      body: { fields: { lot: { format: "A" }, wafers: { list: { format: "U1" } } } },
      reply: { fields: { known: { format: "BOOLEAN" }, place: { format: "A" } } },
    },
  },
  variables: [
    { id: 1, name: "ControlState", format: "U1", role: "ControlState" },
    { id: 1001, name: "Pressure", format: "F4", units: "Pa" },
    { id: 1002, name: "Lot", format: "A" },
  ],
  dataVariables: [{ id: 2001, name: "WaferId", format: "A" }],
  constants: [{ id: 3001, name: "MaxPower", format: "U2", units: "W", min: 0, max: 2000, default: 1500 }],
  reports: [{ id: 1, name: "process", variables: ["Pressure", "WaferId"] }],
  events: [
    { id: 100, name: "PROCESS_START", reports: ["process"] },
    { id: 101, name: "PROCESS_END", reports: [1] },
    { id: 20, name: "EQUIPMENT_OFF_LINE", role: "equipment off-line" },
    { id: 21, name: "CONTROL_STATE_LOCAL", role: "control state local" },
    { id: 22, name: "CONTROL_STATE_REMOTE", role: "control state remote" },
  ],
  alarms: [{ id: 42, name: "CHAMBER_HOT", text: "Chamber over temperature", category: 2 }, {
    id: 43,
    text: "Door open",
  }],
  recipes: { items: { ALU_001: "step 1" } },
  commands: {
    START: {
      parameters: [
        { name: "RECIPE_ID", format: "A", required: true, range: [1, 8] },
        { name: "WAFERS", format: "U1", range: [1, 25], default: 25 },
        { name: "MODE", format: "A", values: ["FAST", "SLOW"] },
      ],
      completes: "PROCESS_END",
    },
    STOP: {},
  },
} as const;

/** What such an etcher measures. */
const VALUES: Readonly<Record<string, gem.Supplied>> = { Pressure: F4(1.5), Lot: "L-7", WaferId: "W-1" };

/** Such an etcher as a model, and how it is set up. */
export const MODEL: gem.EquipmentModel = equipmentModelOf(ETCHER, ({ name }) => VALUES[name]);
export const OPTIONS: gem.EquipmentOptions = equipmentOptionsOf(ETCHER);

/** Such an etcher at a port of its own. */
export function etcher(options: gem.EquipmentOptions = {}, port = 0): Promise<EquipmentSession> {
  return EquipmentSession.listen(MODEL, { port, timers: { T5: 0.02 } }, {
    ...OPTIONS,
    ...options,
  });
}

/** The driver of {@linkcode ETCHER} at a port. */
export function connect(
  port: number,
  options: ToolOptions<typeof ETCHER> = {},
): Promise<Tool<typeof ETCHER>> {
  return Tool.connect(ETCHER, { timeout: 10, ...options, connection: { port, ...options.connection } });
}

/** An etcher and its driver, for as long as `body` runs. */
export async function together(
  body: (tool: Tool<typeof ETCHER>, equipment: EquipmentSession) => Promise<void>,
  options: { tool?: ToolOptions<typeof ETCHER>; equipment?: gem.EquipmentOptions } = {},
): Promise<void> {
  const equipment = await etcher(options.equipment);
  try {
    await using tool = await connect(equipment.port, options.tool);
    await body(tool, equipment);
  } finally {
    await equipment.connection.close();
  }
}
