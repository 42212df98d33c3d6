// A host in Bun: `bun examples/host_bun.ts profiles/etcher.yaml [port]`. It reads and writes by name, and follows the
// events of one process. In a project of your own import from "@fabwire/hsms/driver".
import process from "node:process";
import { Tool } from "../driver/mod.ts";

const [profile = "profiles/etcher.yaml", port] = process.argv.slice(2);
const connection = port === undefined ? {} : { port: Number(port) };

await using tool = await Tool.connect(profile, { connection });
const [pressure, temperature] = await tool.read(["ChamberPressure", "ChamberTemperature"]);
console.log(`${tool.profile.equipment.id}: ${pressure} Pa, ${temperature} °C`);

await tool.writeConstants({ MaxRFPower: 900 });
console.log("MaxRFPower is", await tool.readConstants("MaxRFPower"));

const events = tool[Symbol.asyncIterator](); // from here on, so that none is missed
await tool.command("START", { RECIPE_ID: "ALU_001" });
for await (const { type, name } of events) {
  console.log(type, name);
  if (name === "PROCESS_END") break;
}
