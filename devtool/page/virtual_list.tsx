// A scrolling list of any length of which only what can be seen is in the document.
import type { ComponentChildren, HTMLAttributes, JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const TALLEST = 8_000_000; // pixels: browsers lay out no taller element reliably
const MORE = 6; // rows above and below what can be seen

interface VirtualListProps {
  readonly count: number;
  readonly rowHeight: number;
  readonly children: (place: number) => ComponentChildren;
  /** The row to bring into view; acts whenever `revealed` changes. */
  readonly reveal?: number;
  readonly revealed?: unknown;
  readonly class?: string;
  readonly attributes?: HTMLAttributes<HTMLDivElement>;
  /** Stays at the end when rows are added while the end can be seen. */
  readonly follow?: boolean;
  readonly onRange?: (first: number, last: number) => void;
}

interface Scroll {
  /** Pixels above what can be seen, of the list as long as it really is. */
  top: number;
  /** Of the element, which may be shorter. */
  scrollTop: number;
  height: number;
}

export function VirtualList(props: VirtualListProps): JSX.Element {
  const { count, rowHeight, children } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState<Scroll>({ top: 0, scrollTop: 0, height: 600 });
  const whole = count * rowHeight;
  const tall = Math.min(whole, TALLEST);
  useHeight(viewport, setScroll);
  useReveal(props, viewport, scroll, setScroll);
  const top = Math.max(0, Math.min(scroll.top, whole - scroll.height));
  const first = Math.max(0, Math.floor(top / rowHeight) - MORE);
  const last = Math.min(count, Math.ceil((top + scroll.height) / rowHeight) + MORE);
  useLayoutEffect(() => props.onRange?.(Math.floor(top / rowHeight), last - MORE));
  const shift = scroll.scrollTop - top;
  const rows = [];
  for (let place = first; place < last; place++) {
    rows.push(
      <div
        key={place % 256}
        class="slot"
        role="presentation"
        style={{ transform: `translateY(${place * rowHeight + shift}px)`, height: `${rowHeight}px` }}
      >
        {children(place)}
      </div>,
    );
  }
  return (
    <div
      ref={viewport}
      class={`viewport ${props.class ?? ""}`}
      {...props.attributes}
      onScroll={(event) => setScroll((old) => scrolled(event.currentTarget, old, whole, tall))}
    >
      <div class="content" role="presentation" style={{ height: `${tall}px` }}>{rows}</div>
    </div>
  );
}

/** Small steps move by rows, great ones to the same part of the whole. */
function scrolled(
  { scrollTop, clientHeight }: HTMLElement,
  old: Scroll,
  whole: number,
  tall: number,
): Scroll {
  const height = clientHeight;
  if (whole === tall) return { top: scrollTop, scrollTop, height };
  const step = scrollTop - old.scrollTop;
  const atAnEnd = scrollTop <= 0 || scrollTop >= tall - height - 1;
  const part = scrollTop / Math.max(1, tall - height);
  const top = Math.abs(step) < height && !atAnEnd ? old.top + step : part * (whole - height);
  return { top: Math.max(0, Math.min(top, whole - height)), scrollTop, height };
}

function useHeight(
  viewport: RefObject<HTMLDivElement | null>,
  setScroll: (change: (old: Scroll) => Scroll) => void,
): void {
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      const height = viewport.current?.clientHeight ?? 600;
      setScroll((old) => old.height === height ? old : { ...old, height });
    });
    observer.observe(viewport.current!);
    return () => observer.disconnect();
  }, []);
}

function useReveal(
  { reveal, revealed, count, rowHeight, follow }: VirtualListProps,
  viewport: RefObject<HTMLDivElement | null>,
  scroll: Scroll,
  setScroll: (scroll: Scroll) => void,
): void {
  const whole = count * rowHeight;
  const tall = Math.min(whole, TALLEST);
  const go = (wanted: number) => {
    const element = viewport.current!;
    const height = element.clientHeight;
    const top = Math.max(0, Math.min(wanted, whole - height));
    const scrollTop = whole === tall ? top : Math.round(top / Math.max(1, whole - height) * (tall - height));
    element.scrollTop = scrollTop;
    setScroll({ top, scrollTop: element.scrollTop, height });
  };
  useLayoutEffect(() => {
    if (reveal === undefined || reveal < 0) return;
    const height = viewport.current!.clientHeight;
    const place = reveal * rowHeight;
    if (place >= scroll.top && place + rowHeight <= scroll.top + height) return;
    const near = place < scroll.top ? scroll.top - place : place + rowHeight - scroll.top - height;
    const edge = place < scroll.top ? place : place + rowHeight - height;
    go(near < height ? edge : place - height / 2);
  }, [revealed]);
  const before = useRef(0);
  useLayoutEffect(() => {
    const wasAtEnd = scroll.top + scroll.height > before.current - rowHeight;
    before.current = whole;
    if (follow && wasAtEnd) go(whole);
  }, [whole]);
}
