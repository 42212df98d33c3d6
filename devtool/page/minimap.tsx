// The whole capture in a narrow strip: how much is where, where something is wrong, and what can be seen of it now.
import type { JSX, RefObject, TargetedPointerEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Overview } from "../protocol.ts";
import { jumped, visible } from "./ladder_state.ts";
import { theme } from "./settings.ts";
import { client, status } from "./state.ts";

const WIDTH = 64;
const SLICE = 2; // pixels

export function Minimap(): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = useHeight(canvas);
  const overview = useOverview(height);
  const { first, last } = visible.value;
  const mode = theme.value;
  useEffect(() => {
    if (overview !== undefined) draw(canvas.current!, height, overview, first, last);
  }, [overview, height, first, last, mode]);
  const go = (event: TargetedPointerEvent<HTMLCanvasElement>) => {
    if (overview === undefined || event.buttons !== 1) return;
    const slice = Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top) / SLICE);
    const place = overview.places[Math.max(0, Math.min(slice, overview.places.length - 1))];
    jumped.value = { place: Math.min(place, status.value!.list.rows - 1) };
  };
  return (
    <div class="minimap">
      <canvas
        ref={canvas}
        role="img"
        aria-label="The whole capture: how many messages when, and where problems are"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
        onPointerUp={() => jumped.value = undefined}
      />
    </div>
  );
}

function useHeight(canvas: RefObject<HTMLCanvasElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setHeight(Math.floor(contentRect.height)));
    observer.observe(canvas.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  return height;
}

/** The whole list in slices of two pixels; of a long one not too often while it grows. */
function useOverview(height: number): Overview | undefined {
  const [overview, setOverview] = useState<Overview>();
  const { revision, rows } = status.value!.list;
  useEffect(() => {
    if (height === 0) return;
    const ask = () => void client().call("overview", Math.floor(height / SLICE)).then(setOverview);
    const timer = setTimeout(ask, rows > 100_000 ? 1000 : 50);
    return () => clearTimeout(timer);
  }, [revision, height]);
  return overview;
}

function draw(
  canvas: HTMLCanvasElement,
  height: number,
  overview: Overview,
  first: number,
  last: number,
): void {
  const scale = devicePixelRatio;
  canvas.width = WIDTH * scale;
  canvas.height = height * scale;
  canvas.style.width = `${WIDTH}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(`--${name}`);
  const { messages, severity, places } = overview;
  const begin = sliceOf(places, first);
  const end = Math.max(begin + 3, sliceOf(places, last));
  context.fillStyle = color("accent-soft");
  context.fillRect(0, begin * SLICE, WIDTH, (end - begin) * SLICE);
  const most = Math.log1p(Math.max(...messages));
  const tones = ["text-3", "note", "warning", "error"];
  for (let slice = 0; slice < messages.length; slice++) {
    if (messages[slice] === 0) continue;
    const width = Math.max(2, Math.log1p(messages[slice]) / most * (WIDTH - 26));
    context.globalAlpha = 0.45;
    context.fillStyle = color("text-3");
    context.fillRect(8, slice * SLICE, width, SLICE - 0.5);
    context.globalAlpha = 1;
    if (severity[slice] === 0) continue;
    context.fillStyle = color(tones[severity[slice]]);
    context.fillRect(WIDTH - 12, slice * SLICE - 0.5, severity[slice] === 1 ? 3 : 7, SLICE + 0.5);
  }
  context.strokeStyle = color("accent-line");
  context.strokeRect(0.5, begin * SLICE + 0.5, WIDTH - 1, (end - begin) * SLICE - 1);
}

/** The last slice that begins at or before a place. */
function sliceOf(places: Uint32Array, place: number): number {
  let slice = 0;
  while (slice + 1 < places.length && places[slice + 1] <= place) slice++;
  return slice;
}
