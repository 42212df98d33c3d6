// Starts the page, and the worker beside it from the same script.
import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import { Client } from "./client.ts";
import { watchComparison } from "./compare_state.ts";
import { watchDetail } from "./detail_state.ts";
import { keepHash } from "./hash.ts";
import { listen } from "./keyboard.ts";
import { acceptDrops, openFile } from "./opening.ts";
import { keepSettings } from "./settings.ts";
import { employ, heard, informWorker, status } from "./state.ts";
import { watchValues } from "./values_state.ts";

/** The styles, which the build puts in. */
declare const STYLE: string;

export function startPage(): void {
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  document.adoptedStyleSheets = [style];
  const { src } = document.currentScript as HTMLScriptElement;
  keepSettings();
  employ(new Client(new Worker(src), heard));
  informWorker();
  for (const watch of [watchDetail, watchComparison, watchValues]) watch();
  listen();
  acceptDrops();
  // For measurements from outside: opens a capture, and tells how far the worker is.
  Object.assign(globalThis, { hsms: { open: openFile, status: () => status.value } });
  effect(() => {
    document.title = status.value === undefined ? "hsms" : `${status.value.name} – hsms`;
  });
  render(<App />, document.getElementById("page")!);
  keepHash();
}
