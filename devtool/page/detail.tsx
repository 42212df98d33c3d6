// One message in full: what it is, what was found about it, its items and its bytes.
import type { JSX } from "preact";
import { hexDump } from "../hsms.ts";
import { detail } from "./state.ts";

export function DetailPane(): JSX.Element {
  const shown = detail.value;
  if (shown === undefined) return <section class="detail" aria-label="Detail" />;
  return (
    <section class="detail" aria-label="Detail">
      <h2>{shown.row.line.kind}</h2>
      <pre class="mono">{hexDump(shown.bytes)}</pre>
    </section>
  );
}
