// The table of open transactions does what a Map in order would do.
import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { type Transaction, TransactionTable } from "../core/hsms/transaction_table.ts";
import { runs } from "./fuzz.ts";
import { test } from "./harness.ts";

function transaction(systemBytes: number): Transaction {
  const primary = { stream: 1, function: 1 },
    links = { previous: undefined, next: undefined, chained: undefined };
  return { primary, session: 0, systemBytes, timeout: 1, expires: 1, wasBlocked: false, ...links };
}

const SYSTEM_BYTES = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 20 }).map((n) => (n * 64) >>> 0),
  fc.integer({ min: 0, max: 4 }).map((n) => 0xffffffff - n),
);

test("transaction table: any additions and deletions leave what they leave in a Map, in its order", () => {
  const property = fc.property(fc.array(SYSTEM_BYTES, { maxLength: 200, size: "max" }), (steps) => {
    const table = new TransactionTable(), model = new Map<number, Transaction>();
    for (const systemBytes of steps) {
      const known = model.get(systemBytes);
      assertStrictEquals(table.get(systemBytes), known);
      assertEquals(table.delete(systemBytes), model.delete(systemBytes));
      if (known === undefined) {
        const added = transaction(systemBytes);
        table.add(added);
        model.set(systemBytes, added);
      } else assertEquals([known.previous, known.next, known.chained], [undefined, undefined, undefined]);
      assertEquals(table.size, model.size);
      assertStrictEquals(table.first, model.values().next().value);
      assertEquals([...table].map((t) => t.systemBytes), [...model.keys()]);
    }
  });
  fc.assert(property, runs(100, 20_260_401));
});
