// Lines on their way to an output that stands still.
import { assertEquals } from "@std/assert";
import { Paper } from "../cli/paper.ts";
import { test } from "./harness.ts";

function sink(taken: string[]) {
  const write = (text: string | Uint8Array) => Promise.resolve(void taken.push(String(text)));
  return { write, isTerminal: false, columns: 80, style: (_: unknown, text: string) => text };
}

test("cli: lines are written together, and none when there is none", async () => {
  const taken: string[] = [];
  const paper = new Paper(sink(taken));
  await paper.flush();
  paper.line("a");
  paper.text("b\nc\n");
  await paper.flush();
  await paper.flush();
  assertEquals(taken, ["a\nb\nc\n"]);
});

test("cli: what nobody takes is left out beyond a bound, and counted", async () => {
  const taken: string[] = [];
  const paper = new Paper(sink(taken), 10);
  for (let i = 0; i < 10; i++) paper.line("12345");
  await paper.flush();
  paper.line("6");
  await paper.flush();
  assertEquals(taken, ["12345\n12345\n… 8 more, left out\n", "6\n"]);
});
