// Every kind of finding: shown by one conversation, and not by another that is much like it.
import { assertEquals } from "@std/assert";
import { FINDINGS } from "../core/audit/findings.ts";
import type { KindRow } from "./capture_audit_kinds.ts";
import { CONNECTION_ROWS } from "./capture_audit_kinds_connections.ts";
import { MESSAGE_ROWS } from "./capture_audit_kinds_messages.ts";
import { audited, type Conversation, findingsOf, S } from "./capture_audit_rig.ts";
import { test } from "./harness.ts";

const ROWS: readonly KindRow[] = [...CONNECTION_ROWS, ...MESSAGE_ROWS];

test("every kind of finding has a conversation that shows it", () => {
  assertEquals(ROWS.map(({ kind }) => kind as string).sort(), Object.keys(FINDINGS).sort());
});

for (const row of ROWS) {
  test(`finding ${row.kind}: said once where it is so, and not where it is nearly so`, () => {
    assertEquals(sentences(row, row.shown), [row.says]);
    assertEquals(sentences(row, row.near), []);
  });
}

function sentences({ kind, options, end }: KindRow, { facts }: Conversation): string[] {
  const outputs = audited(facts, options, end === undefined ? undefined : end * S);
  const found = findingsOf(outputs).filter((finding) => finding.kind === kind);
  for (const { severity, clause } of found) {
    assertEquals([severity, clause], [FINDINGS[kind].severity, FINDINGS[kind].clause]);
  }
  return found.map(({ sentence }) => sentence);
}
