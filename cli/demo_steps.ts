// The steps of the demo: what the host does, shown as the code that does it, and what must come of it.
import * as gem from "../core/gem/mod.ts";
import type { Simulator } from "../driver/simulator.ts";
import type { Tool } from "../driver/tool.ts";
import type { Ladder } from "./ladder.ts";

/** The world of a step. */
export interface Demo {
  readonly ladder: Ladder;
  readonly simulator: Simulator;
  /** Opens the host's tool. */
  open(): Promise<Tool>;
  pause(seconds: number): Promise<void>;
}

/** A step. */
export interface DemoStep {
  readonly title: string;
  /** What the host's program says. */
  readonly code: readonly string[];
  /** Most lines of a body that are shown. */
  readonly lines?: number;
  /** What has happened then. */
  readonly done: string;
  /** Throws when it has not. The first one opens the tool. */
  run(demo: Demo, tool: Tool): Promise<Tool | void>;
}

const RECIPE = "STEP 1 PRESSURE 2.2 CF4 40 RF 700 TIME 30";

/** All of them, in order. */
export const STEPS: readonly DemoStep[] = [
  {
    title: "Connect, select, establish communications, go on-line, subscribe",
    code: ['const tool = await Tool.connect("profiles/etcher.yaml");'],
    lines: 4,
    done: "TCP connected, SELECTED, COMMUNICATING, on-line, three events with their reports, alarms",
    async run({ open, ladder, simulator }) {
      simulator.on("process", ({ from, to }) => ladder.note(`the tool goes from ${from} to ${to}`));
      const tool = await open();
      expect(tool.state === "ready", "the tool is ready");
      return tool;
    },
  },
  {
    title: "Read variables by name",
    code: ['await tool.read(["ChamberPressure", "ChamberTemperature", "WafersProcessed"]);'],
    done: "S1F3 answered with three values",
    async run({ ladder }, tool) {
      const values = await tool.read(["ChamberPressure", "ChamberTemperature", "WafersProcessed"]);
      expect(values.length === 3 && values.every((value) => typeof value === "number"), "three values");
      ladder.note(`[${values.map((value) => Number(Number(value).toFixed(3))).join(", ")}]`, "green");
    },
  },
  {
    title: "Download a recipe",
    code: ['await tool.download("DEMO_001", recipe);', "await tool.recipes();"],
    done: "S7F3 accepted; S7F20 lists the recipe",
    async run({ ladder }, tool) {
      await tool.download("DEMO_001", RECIPE);
      const recipes = await tool.recipes();
      expect(recipes.includes("DEMO_001"), "the recipe is listed");
      ladder.note(`[${recipes.join(", ")}]`, "green");
    },
  },
  {
    title: "Commands that cannot be",
    code: [
      'await tool.command("START", { RECIPE_ID: "DEMO_001", RF_POWER: 9000 });',
      'await tool.command("START", { RECIPE_ID: "NO_SUCH_RECIPE" });',
    ],
    done: "one refused before it was sent, one by the tool with HCACK 3",
    async run({ ladder }, tool) {
      const early = await failure(tool.command("START", { RECIPE_ID: "DEMO_001", RF_POWER: 9000 }));
      ladder.note(`nothing is sent: ${early.message}`, "red");
      expect(early instanceof RangeError, "RF_POWER is checked before it is sent");
      const late = await failure(tool.command("START", { RECIPE_ID: "NO_SUCH_RECIPE" }));
      ladder.note(late.message, "red");
      expect(late instanceof gem.AcknowledgeError && late.code === 3, "HCACK 3");
    },
  },
  {
    title: "A command that takes its time: HCACK 4, then the event of its completion",
    code: [
      'tool.on("event", "PROCESS_END", ({ values }) => console.log(values));',
      'await tool.command("START", { RECIPE_ID: "DEMO_001", LOT_ID: "LOT-7" });',
    ],
    done: "START accepted with HCACK 4; PROCESS_START and PROCESS_END came with their values",
    async run({ ladder, simulator }, tool) {
      const started = tool.once("event", "PROCESS_START");
      const ended = tool.once("event", "PROCESS_END");
      const set = tool.once("alarm", "CHAMBER_HOT");
      const { code } = await tool.command("START", { RECIPE_ID: "DEMO_001", LOT_ID: "LOT-7" });
      expect(code === 4, "HCACK 4");
      await started;
      ladder.note("it gets hot in the chamber: the tool sets an alarm");
      simulator.alarm("CHAMBER_HOT", true);
      expect((await set).set, "the alarm is set");
      const cleared = tool.once("alarm", "CHAMBER_HOT");
      simulator.alarm("CHAMBER_HOT", false);
      expect(!(await cleared).set, "the alarm is cleared");
      const { values } = await ended;
      expect(values.LotId === "LOT-7", "the event is that of the lot");
      ladder.note(
        Object.entries(values).map(([name, value]) => `${name} ${rounded(value)}`).join(", "),
        "green",
      );
    },
  },
  {
    title: "A word to the operator, and one back",
    code: ['await tool.run(gem.display("Lot LOT-7 is done"));'],
    done: "the alarm came and went; S10F3 was shown, and S10F1 came back",
    async run({ simulator }, tool) {
      const answered = new Promise((resolve) => tool.on("terminal", resolve));
      await tool.run(gem.display("Lot LOT-7 is done"));
      simulator.operate((equipment, now) => equipment.sendText("Thank you. Next, please.", now));
      await answered;
    },
  },
  {
    title: "Faults: a message that the tool does not know, and a reply that does not come",
    code: ['await tool.send("S65F1");', 'await tool.read("LotId");'],
    done: "S9F3 told that the stream is unknown; T3 ended what was not answered",
    async run({ ladder, simulator }, tool) {
      const unknown = await failure(tool.send("S65F1"));
      ladder.note(unknown.message, "red");
      expect(unknown instanceof gem.TransactionError && unknown.reason === "stream 9", "stream 9");
      simulator.fault({ on: "S1F3", fault: "drop" });
      const late = await failure(tool.read("LotId"));
      ladder.note(`${late.message} (here 2 s)`, "red");
      expect(late instanceof gem.TransactionError && late.reason === "T3", "T3");
    },
  },
  {
    title: "Separate",
    code: ["await tool.close();"],
    done: "Separate.req sent, TCP connection closed",
    async run({ simulator }, tool) {
      const ended = new Promise<void>((resolve) => simulator.on("disconnected", () => resolve()));
      await tool.close();
      await ended;
      expect(tool.state === "closed", "the tool is closed");
    },
  },
];

function expect(happened: boolean, what: string): void {
  if (!happened) throw new Error(`expected that ${what}`);
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("something was expected to fail, and did not");
}

/** A value as people like it. */
function rounded(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(2)) : value;
}
