// The frame of the page: bar, panes, detail, foot.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { DetailPane } from "./detail.tsx";
import { Empty } from "./empty.tsx";
import { FilterBar } from "./filter_bar.tsx";
import { Foot } from "./foot.tsx";
import { MessageList } from "./list.tsx";
import { pane, status } from "./state.ts";
import { change, settings } from "./settings.ts";
import { TopBar } from "./top_bar.tsx";

export function App(): JSX.Element {
  if (status.value === undefined) {
    return (
      <div class="frame empty">
        <TopBar />
        <Empty />
      </div>
    );
  }
  return (
    <div class="frame">
      <TopBar />
      <FilterBar />
      <main class="main">
        <Split left={<Pane />} right={<DetailPane />} />
      </main>
      <Foot />
    </div>
  );
}

function Pane(): JSX.Element {
  switch (pane.value) {
    default:
      return <MessageList />;
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
