// Recording what a host and its tool say: the host connects through a tap of its own.
import type { ConnectionProfile } from "../driver/profile.ts";
import { UsageError, type Values } from "./command.ts";
import { Recording } from "./proxy_recording.ts";
import { Tap } from "./tap.ts";
import type { Terminal } from "./terminal.ts";

/** A tap in front of the tool. */
export interface RecordedWay {
  /** Where the host is to connect instead. */
  readonly connection: Partial<ConnectionProfile>;
  end(): Promise<void>;
}

/** Opens the file of `--record` and a tap in front of the tool. Throws `UsageError` and `Failure`. */
export async function recordThrough(
  values: Values,
  { mode, address = "127.0.0.1", port, tls }: ConnectionProfile,
  terminal: Terminal,
): Promise<RecordedWay | undefined> {
  if (values.record === undefined) return undefined;
  if (mode === "passive") {
    throw new UsageError("Cannot record a tool that connects by itself: put hsms proxy between");
  }
  if (tls !== undefined && tls !== false) {
    throw new UsageError("Cannot record through TLS: only its bytes are seen");
  }
  const options = { record: values.record, force: values.force, quiet: true };
  const recording = await Recording.begin(options, onlyTroubles(terminal));
  const tap = await Tap.listen(
    { host: "127.0.0.1", port: 0 },
    { host: address, port },
    (event) => recording.event(event),
  );
  return {
    connection: { address: "127.0.0.1", port: tap.port },
    end: async () => {
      await tap.close();
      await recording.end();
    },
  };
}

/** The host tells of its connections itself. */
function onlyTroubles(terminal: Terminal): Terminal {
  const { stderr } = terminal;
  const write = async (text: string | Uint8Array) => {
    if (/Cannot write|too slow/.test(String(text))) await stderr.write(text);
  };
  return { ...terminal, stderr: { ...stderr, write } };
}
