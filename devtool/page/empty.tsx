// What stands there before anything is open.
import type { JSX } from "preact";
import { chooseFile, openExample } from "./opening.ts";

export function Empty(): JSX.Element {
  return (
    <main class="empty-page">
      <h2>See what host and equipment said</h2>
      <p>Drop a capture here.</p>
      <button type="button" class="button primary" onClick={() => void chooseFile()}>Open a file</button>
      <button type="button" class="button" onClick={() => void openExample()}>Try an example</button>
    </main>
  );
}
