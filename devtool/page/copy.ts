// A message as text to take along.
import type { Detail, TextForm } from "../protocol.ts";
import { attempt, client, notice } from "./state.ts";

export const FORMS: readonly { readonly form: TextForm; readonly label: string }[] = [
  { form: "sml", label: "SML" },
  { form: "json", label: "JSON" },
  { form: "typescript", label: "TypeScript" },
  { form: "hex", label: "Hex" },
];

/** Copies the message in this form. */
export async function copy(message: Detail, form: TextForm, label: string): Promise<void> {
  const text = client().call("text", message.row.id, form);
  if (await attempt(toClipboard(text).then(() => true))) {
    notice.value = `Copied ${message.row.line.kind} as ${label}`;
  }
}

/** Pages of files may have no clipboard: then an old command does it. */
async function toClipboard(promise: Promise<string>): Promise<void> {
  const text = await promise;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("Cannot copy: the browser does not allow it");
  }
}
