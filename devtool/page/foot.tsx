// The line at the foot: what was read, how fast, and what was found.
import type { JSX } from "preact";
import type { capture } from "../../mod.ts";
import { Severity } from "./parts.tsx";
import { pane, status } from "./state.ts";
import { severities } from "./problems_state.ts";
import { bytes, counted, duration, grouped } from "./text.ts";

export function Foot(): JSX.Element {
  const { format, total, messages, begin, end, connections, others, phase } = status.value!;
  return (
    <footer class="foot">
      <span>{phase === "live" ? "live" : format}</span>
      <span>{bytes(total)}</span>
      <span>{counted(messages, "message")}</span>
      <span>
        {counted(connections, "connection")}
        {others > 0 ? `, ${grouped(others)} of something else` : ""}
      </span>
      {end >= begin && <span>{duration(end - begin)}</span>}
      <Speed />
      <span class="spacer" />
      {(["error", "warning", "note"] as const).map((severity) => (
        <Found
          key={severity}
          severity={severity}
        />
      ))}
    </footer>
  );
}

function Speed(): JSX.Element | null {
  const { phase, bytes: read, total, messages, milliseconds } = status.value!;
  if (phase === "loading") {
    return (
      <span>
        {`${Math.floor(100 * read / Math.max(total, 1))} %, ${bytes(read / (milliseconds / 1000))}/s`}
      </span>
    );
  }
  if (phase === "live" || messages < 10_000) return null;
  return (
    <span>
      {`read in ${duration(Math.round(milliseconds) * 1e6)}, ${
        grouped(Math.round(messages / milliseconds * 1000))
      } messages/s`}
    </span>
  );
}

function Found({ severity }: { severity: capture.Severity }): JSX.Element | null {
  const count = status.value!.findings[severity];
  if (count === 0) return null;
  const show = () => {
    severities.value = new Set([severity]);
    pane.value = "problems";
  };
  return (
    <button type="button" class="found" onClick={show}>
      <Severity severity={severity} />
      {counted(count, severity)}
    </button>
  );
}
