// The ways in which a capture gets into the page: dropped, chosen, pasted, from the page's own server, or live.
import { type Signal, signal } from "@preact/signals";
import { takeNames } from "./names_file.ts";
import { attempt, dialog, open } from "./state.ts";

/** Whether something is being dragged over the page. */
export const isDragged: Signal<boolean> = signal(false);

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
  if (file === undefined || await takeNames(file)) return;
  await openFile(file);
  const list = document.getElementById("messages");
  if (list !== null) list.focus();
  else (document.activeElement as HTMLElement | null)?.blur();
}

export function openFile(file: File): Promise<void> {
  return open({ type: "file", name: file.name, blob: file });
}

export function openText(text: string): Promise<void> {
  dialog.value = undefined;
  return open({ type: "file", name: "Pasted text", blob: new Blob([text]) });
}

export function openExample(): Promise<void> {
  return open({ type: "example" });
}

/** Opens a file of the server that the page comes from. */
export async function openFrom(path: string): Promise<void> {
  const address = ownAddress(path);
  if (address === undefined) return;
  const blob = await attempt(fetched(address));
  if (blob !== undefined) await open({ type: "file", name: address.pathname.split("/").at(-1)!, blob });
}

async function fetched(address: URL): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`Cannot open ${address.pathname}: ${response.status} ${response.statusText}`);
  }
  return response.blob();
}

/** Listens to a stream: a path of the page's own server, or an address on this machine. */
export async function openLive(path: string): Promise<void> {
  const address = /^wss?:/.test(path) ? new URL(path) : ownAddress(path);
  if (address !== undefined) await open({ type: "live", url: address.href });
}

function ownAddress(path: string): URL | undefined {
  const address = URL.parse(path, location.href);
  return address !== null && address.origin === location.origin && address.protocol !== "file:"
    ? address
    : undefined;
}

/** Opens what a copy of the page carries inside. */
export async function openEmbedded(): Promise<void> {
  const script = document.getElementById("embedded");
  if (script === null) return;
  const bytes = Uint8Array.from(atob(script.textContent!.trim()), (character) => character.charCodeAt(0));
  await open({ type: "file", name: script.dataset.name ?? "Embedded capture", blob: new Blob([bytes]) });
}

/** Takes what is dropped or pasted anywhere on the page. */
export function acceptDrops(): void {
  addEventListener("dragover", (event) => {
    event.preventDefault();
    isDragged.value = true;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) isDragged.value = false;
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    isDragged.value = false;
    void take(event.dataTransfer);
  });
  addEventListener("paste", (event) => {
    if (/^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName)) return;
    void take(event.clipboardData);
  });
}

async function take(data: DataTransfer | null): Promise<void> {
  const [file] = data?.files ?? [];
  if (file !== undefined) return await takeNames(file) ? undefined : await openFile(file);
  const text = data?.getData("text/plain") ?? "";
  if (text.trim() !== "") await openText(text);
}
