// Test-only: what the conversations for the kinds of findings are made of.
import type { AuditOptions } from "../core/audit/audit_options.ts";
import type { FindingKind } from "../core/audit/findings.ts";
import { Conversation } from "./capture_audit_rig.ts";

/** A kind of finding: a conversation that shows it, and one that is much like it and does not. */
export interface KindRow {
  readonly kind: FindingKind;
  /** What is said, once. */
  readonly says: string;
  readonly shown: Conversation;
  readonly near: Conversation;
  readonly options?: AuditOptions;
  /** When the capture ends, in seconds. */
  readonly end?: number;
}

/** A conversation in which nothing was said. */
export function talk(): Conversation {
  return new Conversation();
}

/** A conversation that is selected. */
export function selected(): Conversation {
  return talk().selected();
}
