// One message in full: what it is, what was found about it, its header, its items and its bytes.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type capture, hsms } from "../../mod.ts";
import type { Detail } from "../protocol.ts";
import { copy, FORMS } from "./copy.ts";
import { lightHeader, lit, textOffset } from "./detail_state.ts";
import { HexDump } from "./hex.tsx";
import { sideOf } from "./parts.tsx";
import { change, settings } from "./settings.ts";
import { compareWith, marked } from "./compare_state.ts";
import { detail, goTo, happening } from "./state.ts";
import { bytes, duration } from "./text.ts";
import { Findings } from "./findings.tsx";
import { HappeningDetail } from "./happening.tsx";
import { Tree } from "./tree.tsx";

export function DetailPane(): JSX.Element {
  const shown = detail.value;
  if (shown === undefined) {
    return happening.value === undefined ? <NoDetail /> : <HappeningDetail shown={happening.value} />;
  }
  return (
    <section class="detail" aria-label="Detail">
      <Head message={shown} />
      <Findings findings={shown.findings} id={shown.row.id} />
      {shown.header !== undefined && <HeaderFields header={shown.header} absent={shown.absent} />}
      <Parts />
    </section>
  );
}

function NoDetail(): JSX.Element {
  return (
    <section class="detail none" aria-label="Detail">
      <p>Select a message to see its items and bytes.</p>
      <p class="keys">
        <kbd>j</kbd>
        <kbd>k</kbd> move
        <kbd>n</kbd> next problem
        <kbd>?</kbd> all keys
      </p>
    </section>
  );
}

function Head({ message }: { message: Detail }): JSX.Element {
  const { row, from, to, fullTime, frame, firstFrame, description } = message;
  const { line } = row;
  return (
    <header class="detail-head">
      <div class="title">
        <h2 title={description}>
          <span class="kind">{line.kind}</span>
          {line.replyExpected && <abbr title="Reply expected: the W-bit is set">W</abbr>}
          <span class="name">{line.name}</span>
        </h2>
      </div>
      <p class="meta">
        <span class="num">#{row.id}</span>
        <span title={fullTime} class="num">{line.time}</span>
        <span class={sideOf(line.direction)}>{line.direction}</span>
        <span class="num">{from} → {to}</span>
        {frame > 0 && <span>{firstFrame === frame ? `frame ${frame}` : `frames ${firstFrame}–${frame}`}
        </span>}
      </p>
      <div class="detail-foot">
        <Partner message={message} />
        <Actions message={message} />
      </div>
    </header>
  );
}

/** What became of a primary, where its outcome alone says too little. */
const SAID: Partial<Record<capture.TransactionOutcome, string>> = {
  "reply": "answered by",
  "open": "not answered yet where the capture ends",
  "no reply": "never answered",
};

function Partner({ message: { row } }: { message: Detail }): JSX.Element | null {
  const { counterpart, counterpartKind, began, latency, outcome } = row;
  if (outcome === undefined) return null;
  const after = latency === undefined ? "" : ` after ${duration(latency)}`;
  const said = began ? SAID[outcome] ?? outcome : outcome === "reply" ? "answers" : `${outcome}:`;
  return (
    <p class="partner-line">
      <span class={outcome === "reply" || outcome === "open" ? "" : "bad"}>{said}</span>
      {counterpart !== undefined && (
        <button
          type="button"
          class="link"
          title="Go there (t)"
          onClick={() => goTo(counterpart)}
        >
          {counterpartKind} #{counterpart}
        </button>
      )}
      <span>{after}</span>
    </p>
  );
}

function Actions({ message }: { message: Detail }): JSX.Element {
  const { id } = message.row;
  return (
    <div class="actions" role="group" aria-label="Copy">
      <span aria-hidden="true">Copy</span>
      {FORMS.map(({ form, label }) => (
        <button
          type="button"
          key={form}
          class="icon-button text"
          title={`Copy as ${label}`}
          onClick={() => void copy(message, form, label)}
        >
          {form === "typescript" ? "TS" : label}
        </button>
      ))}
      <button
        type="button"
        class="icon-button text apart"
        title={marked.value === undefined
          ? "Remember, to compare with another (m)"
          : `Compare with #${marked.value} (m)`}
        onClick={() => compareWith(id)}
      >
        {marked.value === undefined || marked.value === id ? "Compare" : `Compare with #${marked.value}`}
      </button>
    </div>
  );
}

/** Fields of the header: name, value, and the bytes they have; offsets in the header. */
function fieldsOf(header: hsms.Header): [name: string, value: string, start: number, end: number][] {
  const { session, byte2, byte3, pType, sType, systemBytes } = header;
  const middle: [string, string, number, number][] = sType === 0
    ? [["W", byte2 > 0x7f ? "1" : "0", 2, 3], ["Stream", String(byte2 & 0x7f), 2, 3], [
      "Function",
      String(byte3),
      3,
      4,
    ]]
    : [["Byte 2", String(byte2), 2, 3], ["Byte 3", String(byte3), 3, 4]];
  return [
    ["Session", session === 0xffff ? "0xffff" : String(session), 0, 2],
    ...middle,
    ["PType", String(pType), 4, 5],
    ["SType", sType === 0 ? "0" : `${sType} ${hsms.sTypeName(sType)}`, 5, 6],
    ["System bytes", `0x${systemBytes.toString(16).padStart(8, "0")}`, 6, 10],
  ];
}

function HeaderFields({ header, absent }: { header: hsms.Header; absent: readonly string[] }): JSX.Element {
  const isLit = (start: number) =>
    lit.value !== undefined && !lit.value.isItem && lit.value.start === textOffset.value - 10 + start;
  const { length } = detail.value!.row;
  return (
    <dl class="header-fields" onMouseLeave={() => lit.value = undefined}>
      <div onMouseEnter={() => lightHeader(-4, 0)} class={isLit(-4) ? "lit" : ""}>
        <dt>Length</dt>
        <dd>{bytes(length)}</dd>
      </div>
      {fieldsOf(header).map(([name, value, start, end]) => (
        <div
          key={name}
          onMouseEnter={() => lightHeader(start, end)}
          class={isLit(start) ? "lit" : ""}
        >
          <dt>{name}</dt>
          <dd>
            {absent.includes(name === "System bytes" ? "systemBytes" : name.toLowerCase()) ? "absent" : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The tree above the dump, with a line between them that can be moved. */
function Parts(): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const { hexHeight } = settings.value;
  const move = (y: number) => {
    const { bottom, height } = frame.current!.getBoundingClientRect();
    change({ hexHeight: Math.round(Math.max(60, Math.min(bottom - y, height - 80))) });
  };
  return (
    <div class="parts" ref={frame} style={hexHeight > 0 ? { "--hex": `${hexHeight}px` } : {}}>
      <Tree />
      <div
        class="splitter across"
        role="separator"
        aria-orientation="horizontal"
        aria-label="Height of the bytes"
        aria-valuenow={hexHeight}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.buttons === 1 && move(event.clientY)}
        onKeyDown={(event) => {
          const { top } = event.currentTarget.getBoundingClientRect();
          if (event.key === "ArrowUp") move(top - 24);
          if (event.key === "ArrowDown") move(top + 24);
          if (event.key.startsWith("Arrow")) event.stopPropagation();
        }}
        onDblClick={() => change({ hexHeight: 0 })}
      />
      <HexDump />
    </div>
  );
}
