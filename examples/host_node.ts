// A host in Node: `node examples/host_node.ts profiles/etcher.yaml [port]`. It sends messages by name, carries recipes
// both ways, and gives up in time. In a project of your own import from "@fabwire/hsms/driver".
import process from "node:process";
import { gem } from "../mod.ts";
import { Tool } from "../driver/mod.ts";

const [profile = "profiles/etcher.yaml", port] = process.argv.slice(2);
const connection = port === undefined ? {} : { port: Number(port) };

await using tool = await Tool.connect(profile, { connection, timeout: 30 });
console.log("S1F2", (await tool.send("S1F1"))?.body);
console.log("S1F4", (await tool.send("S1F3", ["ChamberPressure"]))?.body);

await tool.download("TEST_1", "STEP 1 TIME 5\n");
console.log("recipes", await tool.recipes(), JSON.stringify(await tool.upload("TEST_1")));
await tool.deleteRecipes(["TEST_1"]);

try {
  await tool.command("START", { RECIPE_ID: "NO-SUCH" }, { signal: AbortSignal.timeout(5000) });
} catch (error) {
  if (!(error instanceof gem.AcknowledgeError)) throw error;
  console.log(`refused: ${error.message}`);
}
