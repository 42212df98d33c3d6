// Starts the page, and the worker beside it from the same script.
import { render } from "preact";
import { App } from "./app.tsx";
import { Client } from "./client.ts";
import { keepSettings } from "./settings.ts";
import { employ, heard } from "./state.ts";

export function startPage(): void {
  keepSettings();
  const { src } = document.currentScript as HTMLScriptElement;
  employ(new Client(new Worker(src), heard));
  render(<App />, document.getElementById("page")!);
}
