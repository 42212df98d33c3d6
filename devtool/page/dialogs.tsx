// What opens above the page: help, settings, export, a place to paste text.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ExportDialog } from "./export_dialog.tsx";
import { KEYS } from "./keyboard.ts";
import { openText } from "./opening.ts";
import { Icon } from "./parts.tsx";
import { SettingsDialog } from "./settings_dialog.tsx";
import { dialog, notice } from "./state.ts";

export function Dialogs(): JSX.Element | null {
  switch (dialog.value) {
    case "help":
      return <Help />;
    case "paste":
      return <Paste />;
    case "settings":
      return (
        <Dialog title="Settings">
          <SettingsDialog />
        </Dialog>
      );
    case "export":
      return (
        <Dialog title="Export">
          <ExportDialog />
        </Dialog>
      );
  }
  return null;
}

/** A dialog of the browser: it keeps the focus, and closes by Esc. */
function Dialog({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  const close = () => dialog.value = undefined;
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-label={title}
      onClose={close}
      onClick={(event) => event.target === element.current && close()}
    >
      <div class="dialog-body">
        <header>
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

function Help(): JSX.Element {
  return (
    <Dialog title="Keys">
      <dl class="key-table">
        {KEYS.map(({ shown, doc }) => (
          <div key={shown}>
            <dt>{shown.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{doc}</dd>
          </div>
        ))}
      </dl>
      <h3>Filter</h3>
      <dl class="examples">
        {EXAMPLES.map(([text, doc]) => (
          <div key={text}>
            <dt>
              <code>{text}</code>
            </dt>
            <dd>{doc}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

const EXAMPLES = [
  ["S6F11", "one message; S6 for a stream, F0 for a function"],
  ["ceid=300 | alid=42", "by data items of the body, by number or by name"],
  ["latency>1s", 'answered slowly; outcome="no reply" for not at all'],
  ["dir=h>e & !linktest", "what the host sends, without linktests"],
  ["severity>=warning", "what has findings that bad"],
  ["LOT-4711", "free text over the SML of the body"],
] as const;

const PASTE_HERE =
  "A hex dump, a row of bytes, or a log with SML in it, for example\n\n12:00:01.234 S1F13 W\n<L>.";

function Paste(): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const open = () => {
    const text = area.current!.value;
    if (text.trim() !== "") void openText(text);
  };
  return (
    <Dialog title="Paste text">
      <textarea
        ref={area}
        class="paste"
        rows={14}
        spellcheck={false}
        aria-label="Hex or a log with SML in it"
        placeholder={PASTE_HERE}
      />
      <footer>
        <button type="button" class="button primary" onClick={open}>Decode</button>
      </footer>
    </Dialog>
  );
}

/** A line that says what has happened, and goes by itself. */
export function Notice(): JSX.Element | null {
  const text = notice.value;
  useEffect(() => {
    if (text === undefined) return;
    const timer = setTimeout(() => notice.value = undefined, 2500 + text.length * 40);
    return () => clearTimeout(timer);
  }, [text]);
  return text === undefined ? null : <p class="notice" role="status">{text}</p>;
}
