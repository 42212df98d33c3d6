// The line at the foot: what was read, and what was found.
import type { JSX } from "preact";
import { status } from "./state.ts";
import { bytes, duration, grouped } from "./text.ts";

export function Foot(): JSX.Element {
  const { format, total, messages, begin, end, connections } = status.value!;
  return (
    <footer class="foot">
      <span>{format}</span>
      <span>{bytes(total)}</span>
      <span>{grouped(messages)} messages</span>
      <span>{connections.length === 1 ? "1 connection" : `${grouped(connections.length)} connections`}</span>
      {end >= begin && <span>{duration(end - begin)}</span>}
    </footer>
  );
}
