// The bytes of a message as a dump; what the pointer is on lights up in the tree, and the other way round.
import type { JSX } from "preact";
import {
  chosenItem,
  dump,
  headerOffset,
  itemAt,
  light,
  type Lit,
  lit,
  resting,
  textOffset,
} from "./detail_state.ts";
import { detail } from "./state.ts";
import { VirtualList } from "./virtual_list.tsx";

const LINE_HEIGHT = 19;
const PER_LINE = 16;
const PLACES = Array.from({ length: PER_LINE }, (_, at) => at);

export function HexDump(): JSX.Element {
  const bytes = dump.value;
  const now = lit.value ?? resting.value;
  return (
    <VirtualList
      count={Math.ceil(bytes.length / PER_LINE)}
      rowHeight={LINE_HEIGHT}
      class="hex"
      reveal={now === undefined ? -1 : Math.floor(now.start / PER_LINE)}
      revealed={`${detail.value?.row.id} ${now?.start} ${lit.value === undefined}`}
      attributes={{
        role: "region",
        tabIndex: 0,
        "aria-label": "Bytes",
        onMouseOver: (event) => {
          const at = placeOf(event.target);
          if (at !== undefined) light(itemAt(at));
        },
        onMouseLeave: () => light(undefined),
        onClick: (event) => {
          const at = placeOf(event.target);
          if (at !== undefined) chosenItem.value = itemAt(at)?.offset;
        },
      }}
    >
      {(line) => <Line at={line * PER_LINE} bytes={bytes} tone={(at) => toneOf(at, now)} />}
    </VirtualList>
  );
}

function placeOf(target: EventTarget | null): number | undefined {
  const at = (target as HTMLElement).dataset?.at;
  return at === undefined ? undefined : Number(at);
}

/** All lines of a few bytes, in no tones. */
export function HexLines({ bytes }: { bytes: Uint8Array }): JSX.Element {
  const starts = Array.from({ length: Math.ceil(bytes.length / PER_LINE) }, (_, line) => line * PER_LINE);
  return <>{starts.map((at) => <Line key={at} at={at} bytes={bytes} tone={() => ""} />)}</>;
}

interface LineProps {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly tone: (at: number) => string;
}

function Line({ at, bytes, tone }: LineProps): JSX.Element {
  const places = PLACES.filter((place) => at + place < bytes.length);
  const digits = Math.max(4, (bytes.length - 1).toString(16).length);
  return (
    <div class="hex-line">
      <span class="offset">{at.toString(16).padStart(digits, "0")}</span>
      <span class="digits">
        {places.map((place) => (
          <span
            key={place}
            data-at={at + place}
            class={`${tone(at + place)} ${place === 8 ? "half" : ""}`}
          >
            {bytes[at + place].toString(16).padStart(2, "0")}
          </span>
        ))}
      </span>
      <span class="characters">
        {places.map((place) => (
          <span key={place} data-at={at + place} class={tone(at + place)}>
            {characterOf(bytes[at + place])}
          </span>
        ))}
      </span>
    </div>
  );
}

/** The tone of a byte: one of three of the item that is lit, or of what it belongs to otherwise. */
function toneOf(at: number, now: Lit | undefined): string {
  if (now !== undefined && at >= now.start && at < now.end) {
    if (!now.isItem) return "lit header";
    return at === now.start ? "lit format" : at < now.body ? "lit length" : "lit value";
  }
  if (at < headerOffset.value) return "prefix";
  return at < textOffset.value ? "head" : "";
}

function characterOf(byte: number): string {
  return byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : "·";
}
