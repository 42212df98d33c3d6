// One process of simulated tools: prints their ports as a line of JSON, and what it has taken when its input ends.
import process from "node:process";
import { startTools, usage } from "./many_fleet.ts";

const tools = await startTools(Number(process.argv[2]));
console.log(JSON.stringify(tools.map(({ address }) => address!.port)));
const before = usage();
process.stdin.on("end", async () => {
  const { cpu, memory, peak } = usage();
  console.log(JSON.stringify({ cpu: cpu - before.cpu, memory, peak }));
  await Promise.all(tools.map((tool) => tool.close()));
  process.exit();
});
process.stdin.resume();
