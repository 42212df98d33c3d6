// Takes what is in the list along as a file.
import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { ExportForm } from "../protocol.ts";
import { attempt, client, dialog, filterText, notice, status } from "./state.ts";
import { grouped } from "./text.ts";

const FORMS: readonly { form: ExportForm; title: string; doc: string; extension: string }[] = [
  { form: "log", title: "SML log", doc: "Readable, and read by this page again", extension: "log" },
  { form: "ndjson", title: "NDJSON", doc: "One message a line, for scripts", extension: "ndjson" },
  { form: "csv", title: "CSV", doc: "One message a row, for spreadsheets", extension: "csv" },
  {
    form: "pcapng",
    title: "Capture",
    doc: "The same messages as pcapng, for Wireshark",
    extension: "pcapng",
  },
  { form: "report", title: "Report", doc: "A page with problems and messages, to send", extension: "html" },
];
const redacted: Signal<boolean> = signal(false);
const working: Signal<boolean> = signal(false);

export function ExportDialog(): JSX.Element {
  const { list } = status.value!;
  const all = filterText.value === "";
  return (
    <div class="export">
      <p>{`${grouped(list.messages)} messages${all ? "" : `, as filtered by ${filterText.value}`}.`}</p>
      <ul>
        {FORMS.map(({ form, title, doc, extension }) => (
          <li key={form}>
            <button type="button" disabled={working.value} onClick={() => void save(form, extension)}>
              <b>{title}</b>
              <span>{doc}</span>
            </button>
          </li>
        ))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          checked={redacted.value}
          onChange={(event) => redacted.value = event.currentTarget.checked}
        />
        Redact texts: each is replaced by another of its length, the same everywhere in the file
      </label>
    </div>
  );
}

async function save(form: ExportForm, extension: string): Promise<void> {
  working.value = true;
  const blob = await attempt(client().call("export", form, redacted.value));
  working.value = false;
  if (blob === undefined) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${status.value!.name.replace(/\.\w+$/, "")}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  dialog.value = undefined;
  notice.value = `Saved ${link.download}`;
}
