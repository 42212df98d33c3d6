// The ways in which a capture gets into the page: dropped, chosen, pasted.
import { open } from "./state.ts";

/** Lets the user choose a file. */
export async function chooseFile(): Promise<void> {
  const input = document.createElement("input");
  input.type = "file";
  await new Promise((resolve) => {
    input.onchange = resolve;
    input.oncancel = resolve;
    input.click();
  });
  const [file] = input.files ?? [];
  if (file !== undefined) await openFile(file);
}

export function openFile(file: File): Promise<void> {
  return open({ type: "file", name: file.name, blob: file });
}

export function openText(text: string): Promise<void> {
  return open({ type: "file", name: "pasted text", blob: new Blob([text]) });
}

export function openExample(): Promise<void> {
  return open({ type: "example" });
}
