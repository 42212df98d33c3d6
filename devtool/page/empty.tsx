// What stands there before anything is open.
import type { JSX } from "preact";
import { Icon } from "./parts.tsx";
import { chooseFile, isDragged, openExample } from "./opening.ts";
import { dialog } from "./state.ts";

export function Empty(): JSX.Element {
  return (
    <main class={`empty-page ${isDragged.value ? "dragged" : ""}`}>
      <div class="invitation">
        <Picture />
        <h2>See what host and equipment said to each other</h2>
        <p>Drop a capture anywhere on this page. It stays on this machine: nothing is sent anywhere.</p>
        <p class="buttons">
          <button type="button" class="button primary" onClick={() => void chooseFile()}>
            <Icon name="open" />
            Open a file
          </button>
          <button type="button" class="button" onClick={() => dialog.value = "paste"}>
            <Icon name="paste" />
            Paste text
          </button>
          <button type="button" class="button" onClick={() => void openExample()}>Try an example</button>
        </p>
        <Kinds />
      </div>
    </main>
  );
}

function Kinds(): JSX.Element {
  return (
    <dl class="kinds">
      <div>
        <dt>Packets</dt>
        <dd>pcap and pcapng, from Wireshark, tcpdump or dumpcap; HSMS on any port, SECS-I over TCP</dd>
      </div>
      <div>
        <dt>Bytes</dt>
        <dd>one side of a connection, as it is or as a hex dump</dd>
      </div>
      <div>
        <dt>Logs</dt>
        <dd>text with SML or hex in it, as drivers and hosts write it</dd>
      </div>
    </dl>
  );
}

/** Two lanes and a few messages between them. */
function Picture(): JSX.Element {
  return (
    <svg class="picture" width="240" height="112" viewBox="0 0 240 112" fill="none" aria-hidden="true">
      <path class="lane" d="M20 4v104M220 4v104" />
      <path class="there" d="M22 20h194m-6-4 6 4-6 4" />
      <path class="back" d="M218 40H24m6-4-6 4 6 4" />
      <path class="back" d="M218 62H24m6-4-6 4 6 4" />
      <path class="there" d="M22 76h194m-6-4 6 4-6 4" />
      <path class="lost" d="M22 98h104m-4-4 8 8m0-8-8 8" />
    </svg>
  );
}
