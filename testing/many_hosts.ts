// One process of hosts: reads the ports of its tools from its input, and prints what it saw and what it has taken.
import process from "node:process";
import { createInterface } from "node:readline";
import { runHosts, usage } from "./many_fleet.ts";

const [ports] = await new Promise<string[]>((resolve) =>
  createInterface({ input: process.stdin }).once("line", (line) => resolve([line]))
);
const before = usage();
const seen = await runHosts(JSON.parse(ports), Number(process.argv[2]));
const { cpu, memory, peak } = usage();
console.log(JSON.stringify({ ...seen, cpu: cpu - before.cpu, memory, peak }));
process.exit();
