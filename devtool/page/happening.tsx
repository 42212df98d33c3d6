// What happened between two messages, in full.
import type { JSX } from "preact";
import { hexDump } from "../../mod.ts";
import type { HappeningDetail as Shown } from "../protocol.ts";
import { Findings } from "./findings.tsx";

export function HappeningDetail({ shown }: { shown: Shown }): JSX.Element {
  const { row, facts, findings, sample } = shown;
  return (
    <section class="detail" aria-label="Detail">
      <header class="detail-head">
        <h2>{row.text}</h2>
        <p class="meta">
          <span class="num">{row.clock}</span>
        </p>
      </header>
      <Findings findings={findings} id={row.id} />
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {sample !== undefined && sample.length > 0 && (
        <>
          <h3 class="sample-title">First bytes left out</h3>
          <pre class="sample" tabIndex={0}>{hexDump(sample)}</pre>
        </>
      )}
    </section>
  );
}
