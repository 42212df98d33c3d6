// What happened between two messages, in full.
import type { JSX } from "preact";
import type { HappeningDetail as Shown } from "../protocol.ts";
import { Findings } from "./findings.tsx";
import { HexLines } from "./hex.tsx";

export function HappeningDetail({ shown }: { shown: Shown }): JSX.Element {
  const { row, facts, findings, sample } = shown;
  return (
    <section class="detail" aria-label="Detail">
      <header class="detail-head">
        <h2 class="happened">{row.text}</h2>
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
          <div class="sample" tabIndex={0} role="region" aria-label="First bytes left out">
            <HexLines bytes={sample} />
          </div>
        </>
      )}
    </section>
  );
}
