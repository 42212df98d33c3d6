// The ladder: two lanes, a message a row between them, and beside the lanes who waits for an answer, and how long.
import type { JSX } from "preact";
import type { LadderRow, LadderSpan } from "../protocol.ts";
import { Minimap } from "./minimap.tsx";
import { latencyClass, latencyText, Severity, sideOf } from "./parts.tsx";
import { isEmpty, NoRows } from "./no_rows.tsx";
import { usePlace } from "./place.ts";
import { ladder, select, selected, status } from "./state.ts";
import { VirtualList } from "./virtual_list.tsx";
import { jumped, visible } from "./ladder_state.ts";

const ROW_HEIGHT = 28;
const STEP = 8; // pixels between two lines of transactions
const GUTTER = 48;

export function Ladder(): JSX.Element {
  const count = status.value?.list.rows ?? 0;
  const place = usePlace();
  void ladder.arrivals.value;
  const jump = jumped.value;
  if (isEmpty()) return <NoRows />;
  return (
    <div class="ladder">
      <div class="ladder-head" aria-hidden="true">
        <span class="right">Time</span>
        <span class="host">Host</span>
        <span class="right equipment">Equipment</span>
      </div>
      <VirtualList
        count={count}
        rowHeight={ROW_HEIGHT}
        reveal={jump?.place ?? place}
        revealed={jump ?? `${selected.value}/${place}`}
        onRange={(first, last) => visible.value = { first, last }}
        follow={status.value?.phase === "live"}
        attributes={{
          id: "messages",
          role: "grid",
          tabIndex: 0,
          "aria-label": "Ladder of messages",
          "aria-rowcount": count,
          "aria-activedescendant": selected.value === undefined ? undefined : `row-${selected.value}`,
        }}
      >
        {(at) => <Rung data={ladder.get(at)} place={at} />}
      </VirtualList>
      <Minimap />
    </div>
  );
}

const LANE_CLASSES = { "SELECTED": "selected", "NOT SELECTED": "waiting", "NOT CONNECTED": "off" } as const;

function Rung({ data, place }: { data: LadderRow | undefined; place: number }): JSX.Element {
  if (data === undefined) return <div class="rung" role="row" aria-rowindex={place + 1} />;
  const { row, spans, state } = data;
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={place + 1}
      aria-selected={selected.value === row.id}
      class={`rung ${LANE_CLASSES[state]} ${row.severity ?? ""}`}
      onMouseDown={() => void select(row.id)}
    >
      <span role="gridcell" class="num">{row.type === "message" ? row.line.time : row.clock}</span>
      <Gutter spans={spans} side={0} />
      {row.type === "message" ? <Arrow row={row} /> : <span role="gridcell" class="between">{row.text}</span>}
      <Gutter spans={spans} side={1} />
      <span role="gridcell" class="mark">{row.severity && <Severity severity={row.severity} />}</span>
    </div>
  );
}

function Arrow({ row }: { row: Extract<LadderRow["row"], { type: "message" }> }): JSX.Element {
  const { line, sType } = row;
  const side = sideOf(line.direction);
  const fields = line.fields.map(({ item, text, name }) =>
    `${item}=${text}${name === undefined ? "" : ` ${name}`}`
  );
  return (
    <span
      role="gridcell"
      class={`arrow ${side} ${sType === 0 ? "" : "control"}`}
    >
      <span class="hidden">{line.direction}</span>
      <span class="caption">
        <b>{line.kind}</b>
        {line.replyExpected && <i>W</i>}
        <span>{line.name}</span>
        {fields.length > 0 && <code>{fields[0]}</code>}
        <em class={latencyClass(row)}>{latencyText(row)}</em>
      </span>
    </span>
  );
}

/** The lines of open transactions on one side, as far as they pass this row. */
function Gutter({ spans, side }: { spans: readonly LadderSpan[]; side: 0 | 1 }): JSX.Element {
  const own = spans.filter((span) => span.side === side);
  return (
    <svg class="gutter" width={GUTTER} height={ROW_HEIGHT} aria-hidden="true">
      {own.map((span, at) => <path key={at} class={span.tone} d={pathOf(span)} />)}
      {own.map((span, at) =>
        span.mark && (
          <text
            key={at}
            x={side === 0 ? 2 : GUTTER - 2}
            y="18"
            text-anchor={side === 0 ? "start" : "end"}
          >
            {span.mark}
          </text>
        )
      )}
    </svg>
  );
}

/** From the lane outwards and down, down, or down and back to the lane. */
function pathOf({ side, slot, part }: LadderSpan): string {
  const lane = side === 0 ? GUTTER : 0;
  const out = side === 0 ? GUTTER - 8 - slot * STEP : 8 + slot * STEP;
  const middle = ROW_HEIGHT / 2;
  const bend = side === 0 ? 4 : -4;
  if (part === "through") return `M${out} 0V${ROW_HEIGHT}`;
  if (part === "begin") {
    return `M${lane} ${middle}H${out + bend}Q${out} ${middle} ${out} ${middle + 4}V${ROW_HEIGHT}`;
  }
  return `M${out} 0V${middle - 4}Q${out} ${middle} ${out + bend} ${middle}H${lane}`;
}
