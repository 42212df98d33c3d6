// What stands in place of an empty list: why it is empty, and what to do.
import type { JSX } from "preact";
import { setFilter } from "./filter_bar.tsx";
import { applyFilter, connection, dialog, filterText, status } from "./state.ts";
import { grouped } from "./text.ts";

/** Whether there is nothing to list. */
export function isEmpty(): boolean {
  const { phase, messages, connections, list } = status.value!;
  return list.rows === 0 || (phase === "ready" && messages === 0 && connections === 0);
}

export function NoRows(): JSX.Element {
  return (
    <div class="nothing">
      <div id="messages" tabIndex={-1}>{reason()}</div>
    </div>
  );
}

function reason(): JSX.Element {
  const { phase, messages, rows, others, remark, list } = status.value!;
  if (list.progress < 1 || (phase === "loading" && rows === 0)) return <p>Reading…</p>;
  if (messages > 0) return <Filtered />;
  if (phase === "live") return <p>Waiting for the first message.</p>;
  if (others === 0) {
    return (
      <>
        <p>Nothing in this file looks like HSMS or SECS-I.</p>
        {remark !== undefined && <p class="quiet">{remark}</p>}
      </>
    );
  }
  return (
    <p>
      {`Nothing in this file looks like HSMS or SECS-I: ${
        grouped(others)
      } TCP connections carry something else. `}
      <button type="button" class="link" onClick={() => dialog.value = "settings"}>
        Name a host or port
      </button>
      {" to see one all the same."}
    </p>
  );
}

function Filtered(): JSX.Element {
  const all = () => {
    connection.value = undefined;
    setFilter("");
    void applyFilter();
  };
  return (
    <p>
      {filterText.value === "" ? "No message on this connection. " : "No message passes this filter. "}
      <button type="button" class="link" onClick={all}>Show all</button>
    </p>
  );
}
