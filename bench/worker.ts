// A process that runs one task and prints what it finds as a line of JSON; see `Helper`, which starts it. It answers
// what it is asked in the same way, and ends when its input does.
import process from "node:process";
import { createInterface } from "node:readline";
import { GROUPS } from "./groups.ts";
import { idleClient, idleMemory, idleServer } from "./idle.ts";
import { largeMemory, largePeer } from "./large.ts";
import { serveAll } from "./loopback.ts";
import { manyMemory } from "./many.ts";
import { FULL, QUICK } from "./measure.ts";

type Answer = (question: string) => Promise<unknown>;

const [task, json] = process.argv.slice(2);
const argument = JSON.parse(json);
const questions = createInterface({ input: process.stdin });
questions.once("close", () => process.exit());
const answer = await begin();
if (answer !== undefined) questions.on("line", async (question) => say(await answer(question)));

async function begin(): Promise<Answer | undefined> {
  switch (task) {
    case "peer":
      return say(await serveAll());
    case "many memory":
      return say(await manyMemory(argument));
    case "large peer":
      return say(await largePeer());
    case "large memory":
      return say(await largeMemory(argument));
    case "idle server":
      say(await idleServer(argument));
      return idleMemory;
    case "idle client":
      say("ready");
      return idleClient(argument);
    default:
      return say(await GROUPS[task].run(argument.quick ? QUICK : FULL));
  }
}

function say(result: unknown): undefined {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
