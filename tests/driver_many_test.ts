// The run of many tools in small: all of them are heard and answered by one manager.
import { assert, assertEquals } from "@std/assert";
import { runHosts, startTools } from "../testing/many_fleet.ts";
import { test } from "./harness.ts";

test("many: ten tools tell their events and answer, each to its own host", async () => {
  const tools = await startTools(10);
  try {
    const seen = await runHosts(tools.map(({ address }) => address!.port), 3);
    assertEquals([seen.tools, seen.replies, seen.failures, seen.reconnects], [10, 30, 0, 0]);
    assert(seen.events >= 20 && seen.events <= 60, `${seen.events} events`);
    assert(seen.median < 500, `the median is ${seen.median} ms`);
  } finally {
    await Promise.all(tools.map((tool) => tool.close()));
  }
});
