// The kinds of findings: a closed table of what the audit may say, how bad it is, by which rule, and what it means.
import { CONNECTION_FINDINGS } from "./findings_connections.ts";
import { MESSAGE_FINDINGS } from "./findings_messages.ts";
import type { Severity } from "../framing/model.ts";

/** What holds for all findings of a kind. */
export interface FindingFacts {
  /** The same for all findings of the kind. */
  readonly severity: Severity;
  /** The rule, by the standard's name: `E37 T7`. */
  readonly clause: string;
  /** What it means, one sentence. */
  readonly meaning: string;
}

/** Kind of a finding. */
export type FindingKind = keyof typeof MESSAGE_FINDINGS | keyof typeof CONNECTION_FINDINGS;

/** All kinds of findings, by name; `docs/findings.md` has them as a table. */
export const FINDINGS: Readonly<Record<FindingKind, FindingFacts>> = /* @__PURE__ */ Object.freeze({
  ...MESSAGE_FINDINGS,
  ...CONNECTION_FINDINGS,
});
