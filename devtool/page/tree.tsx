// The items of a message as a tree: SML with its format, its size and its value in the tones of the dump.
import type { JSX } from "preact";
import { capture, SML } from "../../mod.ts";
import {
  annotations,
  chosenItem,
  light,
  lines,
  lit,
  showMore,
  textOffset,
  toggle,
  tree,
  type TreeLine,
} from "./detail_state.ts";
import { Icon } from "./parts.tsx";
import { detail } from "./state.ts";
import { followValue } from "./values_state.ts";
import { VirtualList } from "./virtual_list.tsx";

const LINE_HEIGHT = 21;
const STEEP = 12; // levels that are indented in full
const SHOWN = 64; // elements of an array, characters of a text

export function Tree(): JSX.Element {
  const all = lines.value;
  const at = all.findIndex((line) => line.type === "item" && line.node.offset === chosenItem.value);
  if (all.length === 0) return <p class="tree-empty">Header only</p>;
  return (
    <VirtualList
      count={all.length}
      rowHeight={LINE_HEIGHT}
      class="tree"
      reveal={at}
      revealed={`${detail.value?.row.id} ${chosenItem.value}`}
      attributes={{
        id: "tree",
        role: "tree",
        tabIndex: 0,
        "aria-label": "Items",
        "aria-activedescendant": at < 0 ? undefined : `item-${chosenItem.value}`,
        onKeyDown: (event) => pressed(event, at),
        onMouseLeave: () => light(undefined),
      }}
    >
      {(place) => {
        const line = all[place];
        return line.type === "item" ? <Item line={line} /> : <More line={line} />;
      }}
    </VirtualList>
  );
}

function Item({ line }: { line: Extract<TreeLine, { type: "item" }> }): JSX.Element {
  const { node, depth, isOpen } = line;
  const isList = node.format === "L";
  return (
    <div
      id={`item-${node.offset}`}
      class={`item ${isLit(node) ? "lit" : ""}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={chosenItem.value === node.offset}
      aria-expanded={isList && node.length > 0 ? isOpen : undefined}
      style={{ paddingLeft: `${6 + indentOf(depth)}px` }}
      onMouseEnter={() => light(node)}
      onClick={() => chosenItem.value = node.offset}
    >
      {isList && node.length > 0
        ? (
          <button
            type="button"
            class={`twisty ${isOpen ? "open" : ""}`}
            tabIndex={-1}
            aria-label={isOpen ? "Close" : "Open"}
            onClick={() => toggle(node, !isOpen)}
          >
            <Icon name="right" />
          </button>
        )
        : <span class="twisty" />}
      <span class="format">{node.format ?? `0x${tree.value.text[node.offset].toString(16)}`}</span>
      <span class="size">{sizeOf(node)}</span>
      <Value node={node} />
      <Comment node={node} />
    </div>
  );
}

/** Pixels; deep lists go on in small steps, so that what is in them stays in sight. */
function indentOf(depth: number): number {
  return Math.min(depth, STEEP) * 16 + Math.max(0, depth - STEEP) * 4;
}

/** Whether the pointer is on it, here or in the dump. */
function isLit({ offset }: capture.TreeNode): boolean {
  return lit.value?.isItem === true && lit.value.start === offset + textOffset.value;
}

/** In brackets where it says something: of lists, arrays, texts. */
function sizeOf({ format, count }: capture.TreeNode): string {
  return format === "L" || count !== 1 ? `[${count.toLocaleString("en")}]` : "";
}

function Value({ node }: { node: capture.TreeNode }): JSX.Element | null {
  if (node.fault !== undefined) {
    return <span class="fault-text">{node.fault.fault} at offset {node.fault.offset}</span>;
  }
  if (node.format === "L") return null;
  const text = valueText(node);
  const tone = node.format === "A" || node.format === "J" || node.format === "W" ? "string" : "number";
  const annotation = annotations.value.get(node.offset);
  const isFollowed = annotation !== undefined && node.count === 1 || node.format === "A";
  if (annotation === undefined || !isFollowed) return <span class={`value ${tone}`}>{text}</span>;
  return (
    <button
      type="button"
      class={`value ${tone}`}
      tabIndex={-1}
      title={`Follow ${annotation.item} over time (p)`}
      onClick={() => followValue(annotation)}
    >
      {text}
    </button>
  );
}

/** The value as SML has it, without format and size. */
export function valueText({ offset, end }: capture.TreeNode): string {
  const text = SML.print(tree.value.text.subarray(offset, end), {
    oneLine: true,
    sizes: false,
    elements: SHOWN,
  });
  return text.replace(/^<\w+ ?/, "").replace(/>$/, "");
}

/** What it is, by E5 and by the names that are known. */
function Comment({ node }: { node: capture.TreeNode }): JSX.Element | null {
  const annotation = annotations.value.get(node.offset);
  if (annotation === undefined) return null;
  const { item, name, units, variable } = annotation;
  const isVariable = variable !== undefined;
  return (
    <span class="comment">
      <i>{isVariable ? `${item} of ${variable}` : item}</i>
      {name !== undefined && <b>{name}</b>}
      {units !== undefined && units !== "" && <i>{units}</i>}
    </span>
  );
}

function More({ line }: { line: Extract<TreeLine, { type: "more" }> }): JSX.Element {
  const { node, depth, from } = line;
  return (
    <div
      class="item"
      role="treeitem"
      aria-level={depth + 1}
      style={{ paddingLeft: `${22 + indentOf(depth)}px` }}
    >
      <button
        type="button"
        class="more"
        onClick={() => showMore(node, from)}
      >
        {`${(node.length - from).toLocaleString("en")} more of ${node.length.toLocaleString("en")}`}
      </button>
    </div>
  );
}

function pressed(event: KeyboardEvent, at: number): void {
  const all = lines.value;
  const line = all[at];
  const node = line?.type === "item" ? line.node : undefined;
  const to = (place: number) => {
    const next = all[Math.max(0, Math.min(place, all.length - 1))];
    if (next?.type === "item") chosenItem.value = next.node.offset;
    else if (next !== undefined) showMore(next.node, next.from);
  };
  const acts: Record<string, () => void> = {
    ArrowDown: () => to(at + 1),
    j: () => to(at + 1),
    ArrowUp: () => to(at - 1),
    k: () => to(at - 1),
    Home: () => to(0),
    End: () => to(all.length - 1),
    ArrowRight: () => node && toggle(node, true),
    ArrowLeft: () =>
      node?.format === "L" && line.type === "item" && line.isOpen ? toggle(node, false) : toParent(node),
    p: () => node && follow(node),
    Enter: () => node && follow(node),
  };
  const act = acts[event.key];
  if (act === undefined) return;
  act();
  event.preventDefault();
  event.stopPropagation();
}

function follow({ offset }: capture.TreeNode): void {
  const annotation = annotations.value.get(offset);
  if (annotation !== undefined) followValue(annotation);
}

function toParent(node: capture.TreeNode | undefined): void {
  if (node === undefined || node.path.length === 0) return;
  chosenItem.value = tree.value.at(node.path.slice(0, -1))?.offset;
}
