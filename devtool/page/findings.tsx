// What was found about a row.
import type { JSX } from "preact";
import type { capture } from "../../mod.ts";
import { chosenItem, tree } from "./detail_state.ts";
import { Severity } from "./parts.tsx";

export function Findings(
  { findings, id }: { findings: readonly capture.Finding[]; id: number },
): JSX.Element | null {
  if (findings.length === 0) return null;
  return (
    <ul class="findings" aria-label="Findings">
      {findings.map((finding) => (
        <li key={finding.index} class={finding.severity}>
          <Severity severity={finding.severity} />
          <span>{finding.sentence}</span>
          <Place finding={finding} id={id} />
          <code title={finding.kind}>{finding.clause}</code>
        </li>
      ))}
    </ul>
  );
}

function Place({ finding, id }: { finding: capture.Finding; id: number }): JSX.Element | null {
  const { offset, messages } = finding;
  if (offset === undefined || messages[0] !== id) return null;
  return (
    <button
      type="button"
      class="link"
      onClick={() => chosenItem.value = tree.value.nodeAt(offset)?.offset}
    >
      byte {offset}
    </button>
  );
}
