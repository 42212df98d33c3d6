// A host in Deno: `deno run -A examples/host_deno.ts profiles/etcher.yaml [port]`. It starts a process by a remote
// command, and waits for the event that ends it. In a project of your own import from "@fabwire/hsms/driver".
import process from "node:process";
import { Tool } from "../driver/mod.ts";

const [profile = "profiles/etcher.yaml", port] = process.argv.slice(2);
const connection = port === undefined ? {} : { port: Number(port) };

await using tool = await Tool.connect(profile, { connection });
console.log(
  `${tool.profile.equipment.id} is ${tool.control}: ${tool.equipment?.MDLN} ${tool.equipment?.SOFTREV}`,
);

tool.on("event", ({ name, values }) => console.log("event", name, values));
tool.on("alarm", ({ name, set }) => console.log("alarm", name, set ? "set" : "cleared"));

const started = { RECIPE_ID: "ALU_001", WAFER_ID: "W-07" };
const { outcome, event } = await tool.command("START", started, { completed: true, timeout: 60 });
console.log(`START: ${outcome}, and ${event?.name} with`, event?.values);
