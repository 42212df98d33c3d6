// The message list: one row a message, and one for what happened between them.
import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { HappeningRow, MessageRow, Row } from "../protocol.ts";
import { latencyClass, latencyText, Severity, sideOf } from "./parts.tsx";
import { isEmpty, NoRows } from "./no_rows.tsx";
import { usePlace } from "./place.ts";
import { connection, detail, select, selected, status, windows } from "./state.ts";
import { settings } from "./settings.ts";
import { VirtualList } from "./virtual_list.tsx";

export const ROW_HEIGHT = 24;

export function MessageList(): JSX.Element {
  return isEmpty() ? <NoRows /> : <Rows />;
}

function Rows(): JSX.Element {
  const count = status.value?.list.rows ?? 0;
  const place = usePlace();
  const [frame, width] = useWidth();
  void windows.arrivals.value;
  return (
    <div class={`list ${areMany() ? "many" : ""}`} ref={frame} data-width={width}>
      <Head />
      <VirtualList
        count={count}
        rowHeight={ROW_HEIGHT}
        reveal={place}
        revealed={`${selected.value}/${place}`}
        follow={status.value?.phase === "live"}
        attributes={{
          id: "messages",
          role: "grid",
          tabIndex: 0,
          "aria-label": "Messages",
          "aria-rowcount": count,
          "aria-activedescendant": selected.value === undefined ? undefined : `row-${selected.value}`,
        }}
      >
        {(at) => <ListRow row={windows.get(at)} place={at} />}
      </VirtualList>
    </div>
  );
}

/** How much room there is for columns. */
function useWidth(): [RefObject<HTMLDivElement | null>, string] {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState("medium");
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(widthName(contentRect.width)));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}

function widthName(pixels: number): string {
  return pixels < 700 ? "narrow" : pixels < 1000 ? "medium" : "wide";
}

function Head(): JSX.Element {
  const delta = settings.value.time === "delta";
  return (
    <div class="list-head" aria-hidden="true">
      <span class="right">#</span>
      <span>{delta ? "Since last" : "Time"}</span>
      <span class="right wide wider">{delta ? "" : "Δ"}</span>
      <span>
        <ConnectionNumber of="Conn" />
        From
      </span>
      <span class="right wide">Sess</span>
      <span>Message</span>
      <span class="right wide wider">System bytes</span>
      <span class="right">Size</span>
      <span class="right">Latency</span>
      <span />
    </div>
  );
}

function ListRow({ row, place }: { row: Row | undefined; place: number }): JSX.Element {
  if (row === undefined) return <div class="row" role="row" aria-rowindex={place + 1} />;
  return row.type === "message" ? <Message row={row} place={place} /> : <Happening row={row} place={place} />;
}

/** Whether rows of several connections stand in the list. */
function areMany(): boolean {
  return connection.value === undefined && status.value!.connections > 1;
}

function ConnectionNumber({ of }: { of: number | string }): JSX.Element | null {
  return areMany() ? <span class="conn">{of}</span> : null;
}

function Message({ row, place }: { row: MessageRow; place: number }): JSX.Element {
  const { line, id } = row;
  const isPartner = detail.value !== undefined && detail.value.row.counterpart === id;
  return (
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={place + 1}
      aria-selected={selected.value === id}
      class={`row ${row.sType === 0 ? "" : "control"} ${isPartner ? "partner" : ""}`}
      onMouseDown={() => void select(id)}
    >
      <span role="gridcell" class="num index">{id}</span>
      <span role="gridcell" class="num">{settings.value.time === "delta" ? row.delta : line.time}</span>
      <span role="gridcell" class="num right wide wider quiet">
        {settings.value.time === "delta" ? "" : row.delta}
      </span>
      <span role="gridcell" class={`direction ${sideOf(line.direction)}`}>
        <ConnectionNumber of={row.connection} />
        {line.direction}
      </span>
      <span role="gridcell" class="num right wide">{row.session === 0xffff ? "" : row.session}</span>
      <Kind row={row} />
      <span role="gridcell" class="num right wide wider quiet">{hexOf(line.systemBytes)}</span>
      <span role="gridcell" class="num right">{line.size > 0 ? line.size.toLocaleString("en") : ""}</span>
      <span role="gridcell" class={`num right latency ${latencyClass(row)}`}>{latencyText(row)}</span>
      <span role="gridcell" class="badge">
        {row.severity && (
          <Severity
            severity={row.severity}
            title={line.badges.map((b) => b.sentence).join("\n")}
          />
        )}
      </span>
    </div>
  );
}

function Kind({ row: { line } }: { row: MessageRow }): JSX.Element {
  return (
    <span role="gridcell" class="what-is">
      <span class="kind">{line.kind}</span>
      <span class="w">{line.replyExpected ? "W" : ""}</span>
      <span class="name">{line.name}</span>
      <span class="fields">
        {line.fields.map((field) => (
          <>
            <i>{field.item}</i>
            <b>={field.text}</b>
            {field.name === undefined ? " " : <em>{` ${field.name} `}</em>}
          </>
        ))}
      </span>
    </span>
  );
}

function hexOf(systemBytes: number | undefined): string {
  return systemBytes === undefined ? "" : `0x${systemBytes.toString(16).padStart(8, "0")}`;
}

function Happening({ row, place }: { row: HappeningRow; place: number }): JSX.Element {
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={place + 1}
      aria-selected={selected.value === row.id}
      class={`row happening ${row.severity ?? ""}`}
      onMouseDown={() => void select(row.id)}
    >
      <span role="gridcell" />
      <span role="gridcell" class="num">{settings.value.time === "delta" ? row.delta : row.clock}</span>
      <span role="gridcell" class="what">
        <ConnectionNumber of={row.connection < 0 ? "" : row.connection} />
        {row.text}
      </span>
    </div>
  );
}
