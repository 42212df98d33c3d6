// A small plot of values over time. Steps, since a value holds until the next is told.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ValueSeries } from "../protocol.ts";
import { goTo } from "./state.ts";
import { hovered } from "./values_state.ts";

const HEIGHT = 220;
const LEFT = 64;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 24;
const MOST = 2000; // points that are drawn one by one

interface Scale {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
}

export function Plot({ series }: { series: ValueSeries }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(contentRect.width));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  const { numbers, clocks, messages } = series;
  if (!numbers.some((value) => Number.isFinite(value))) return <div class="plot none" ref={frame} />;
  const scale = scaleOf(series, width);
  const at = hovered.value;
  return (
    <div class="plot" ref={frame}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${numbers.length} values from ${clocks[0]} to ${clocks.at(-1)}`}
        onMouseMove={(event) => hovered.value = nearest(series, scale, event.offsetX)}
        onMouseLeave={() => hovered.value = undefined}
        onClick={() => hovered.value !== undefined && goTo(messages[hovered.value])}
      >
        {scale.ticks.map((tick) => (
          <g key={tick} class="tick">
            <path d={`M${LEFT} ${scale.y(tick)}H${width - RIGHT}`} />
            <text x={LEFT - 8} y={scale.y(tick) + 4} text-anchor="end">{Number(tick.toPrecision(6))}</text>
          </g>
        ))}
        <text class="time" x={LEFT} y={HEIGHT - 6}>{clocks[0]}</text>
        <text class="time" x={width - RIGHT} y={HEIGHT - 6} text-anchor="end">{clocks.at(-1)}</text>
        <path class="line" d={lineOf(series, scale)} />
        {numbers.length <= 200 && <Points series={series} scale={scale} />}
        {at !== undefined && Number.isFinite(numbers[at]) && (
          <Here series={series} scale={scale} at={at} width={width} />
        )}
      </svg>
    </div>
  );
}

function Points({ series, scale }: { series: ValueSeries; scale: Scale }): JSX.Element {
  return (
    <g class="points">
      {[...series.numbers].map((value, at) =>
        Number.isFinite(value) && <circle key={at} cx={scale.x(at)} cy={scale.y(value)} r="2" />
      )}
    </g>
  );
}

function Here(
  { series, scale, at, width }: { series: ValueSeries; scale: Scale; at: number; width: number },
): JSX.Element {
  const x = scale.x(at);
  const left = x > width - 180;
  return (
    <g class="here">
      <path d={`M${x} ${TOP}V${HEIGHT - BOTTOM}`} />
      <circle cx={x} cy={scale.y(series.numbers[at])} r="4" />
      <text x={x + (left ? -8 : 8)} y={TOP + 10} text-anchor={left ? "end" : "start"}>
        {`${series.texts[at]}  ${series.clocks[at]}  #${series.messages[at]}`}
      </text>
    </g>
  );
}

function scaleOf({ times, numbers }: ValueSeries, width: number): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of numbers) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const ticks = ticksOf(low, high);
  [low, high] = [Math.min(low, ticks[0]), Math.max(high, ticks.at(-1)!)];
  if (low === high) [low, high] = [low - 1, high + 1];
  const [begin, end] = [times[0], times.at(-1)!];
  const inside = width - LEFT - RIGHT;
  const byTime = end > begin;
  return {
    x: (at) =>
      LEFT + inside * (byTime ? (times[at] - begin) / (end - begin) : at / Math.max(1, times.length - 1)),
    y: (value) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low),
    ticks,
  };
}

/** Three to six round numbers around all values. */
function ticksOf(low: number, high: number): number[] {
  if (low === high) return [low];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough)!;
  const ticks = [];
  for (let tick = Math.floor(low / step); tick * step < high + step; tick++) ticks.push(tick * step);
  return ticks;
}

/** As steps; of many values only so many as there is room for. */
function lineOf({ numbers }: ValueSeries, scale: Scale): string {
  const stride = Math.max(1, Math.floor(numbers.length / MOST));
  let path = "";
  for (let at = 0; at < numbers.length; at += stride) {
    if (!Number.isFinite(numbers[at])) continue;
    const x = scale.x(at).toFixed(1);
    const y = scale.y(numbers[at]).toFixed(1);
    path += path === "" ? `M${x} ${y}` : `H${x}V${y}`;
  }
  return path;
}

function nearest({ numbers }: ValueSeries, scale: Scale, x: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (scale.x(middle) <= x) low = middle;
    else high = middle;
  }
  return x - scale.x(low) < scale.x(high) - x ? low : high;
}
