// The frame of the page: bar, panes, detail, foot.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Compare } from "./compare.tsx";
import { DetailPane } from "./detail.tsx";
import { Dialogs, Notice } from "./dialogs.tsx";
import { Empty } from "./empty.tsx";
import { FilterBar } from "./filter_bar.tsx";
import { Foot } from "./foot.tsx";
import { Ladder } from "./ladder.tsx";
import { MessageList } from "./list.tsx";
import { isDragged } from "./opening.ts";
import { Problems } from "./problems.tsx";
import { pane, status } from "./state.ts";
import { change, settings } from "./settings.ts";
import { TopBar } from "./top_bar.tsx";
import { Transactions } from "./transactions.tsx";
import { Values } from "./values.tsx";

export function App(): JSX.Element {
  return (
    <>
      {status.value === undefined ? <Invitation /> : <Workbench />}
      <Dialogs />
      <Notice />
      {isDragged.value && status.value !== undefined && <p class="drop">Drop to open</p>}
    </>
  );
}

function Invitation(): JSX.Element {
  return (
    <div class="frame empty">
      <TopBar />
      <Empty />
    </div>
  );
}

function Workbench(): JSX.Element {
  const isWide = pane.value === "values" || pane.value === "compare";
  return (
    <div class="frame">
      <TopBar />
      <FilterBar />
      <main class="main">
        <div class="pane" id="pane" role="tabpanel" aria-label={pane.value}>
          {isWide ? <Pane /> : <Split left={<Pane />} right={<DetailPane />} />}
        </div>
      </main>
      <Foot />
    </div>
  );
}

function Pane(): JSX.Element {
  switch (pane.value) {
    case "messages":
      return <MessageList />;
    case "ladder":
      return <Ladder />;
    case "transactions":
      return <Transactions />;
    case "problems":
      return <Problems />;
    case "values":
      return <Values />;
    case "compare":
      return <Compare />;
  }
}

/** Two parts side by side, with a line between them that can be moved. */
function Split({ left, right }: { left: JSX.Element; right: JSX.Element }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const { detailWidth } = settings.value;
  const width = detailWidth > 0 ? `${detailWidth}px` : undefined;
  const move = (x: number) => {
    const { right: edge, width: whole } = frame.current!.getBoundingClientRect();
    change({ detailWidth: Math.round(Math.max(320, Math.min(edge - x, whole - 320))) });
  };
  return (
    <div class="split" ref={frame} style={width === undefined ? {} : { "--detail": width }}>
      {left}
      <div
        class="splitter"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the detail"
        aria-valuenow={detailWidth}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.buttons === 1 && move(event.clientX)}
        onKeyDown={(event) => {
          const { left } = event.currentTarget.getBoundingClientRect();
          if (event.key === "ArrowLeft") move(left - 24);
          if (event.key === "ArrowRight") move(left + 24);
        }}
        onDblClick={() => change({ detailWidth: 0 })}
      />
      {right}
    </div>
  );
}
