// Test-only: all that a capture tells of a file, sorted by kind.
import { Capture, type CaptureOptions } from "../core/capture/capture.ts";
import type {
  CapturedMessage,
  CaptureOutput,
  Connection,
  Disruption,
  StreamFact,
  StreamGap,
} from "../core/framing/model.ts";
import type { Trouble } from "../core/packets/trouble.ts";
import { toHex } from "./captures_truth.ts";

/** All outputs of a capture. */
export interface Told {
  format: string | undefined;
  origin: bigint | undefined;
  readonly outputs: CaptureOutput[];
  readonly connections: Connection[];
  readonly messages: CapturedMessage[];
  readonly disruptions: Disruption[];
  readonly gaps: StreamGap[];
  readonly ends: Extract<StreamFact, { type: "ended" }>[];
  readonly troubles: Trouble[];
  /** The bytes of a message in hexadecimal, where the pieces say that they stand in the file. */
  wire(message: CapturedMessage): string | undefined;
}

/** Reads a file, whole or in chunks of these sizes. */
export function readAll(
  file: Uint8Array,
  options: CaptureOptions = {},
  size: () => number = () => file.length,
): Told {
  const capture = new Capture({ audit: false, ...options });
  const told = nothing(file);
  for (let at = 0; at < file.length;) {
    const end = at + size();
    capture.push(file.slice(at, end));
    drain(capture, told);
    at = end;
  }
  capture.end();
  drain(capture, told);
  return told;
}

function nothing(file: Uint8Array): Told {
  return {
    format: undefined,
    origin: undefined,
    outputs: [],
    connections: [],
    messages: [],
    disruptions: [],
    gaps: [],
    ends: [],
    troubles: [],
    wire: ({ pieces }) =>
      pieces?.map((offset, i) => i % 2 === 0 ? toHex(file.subarray(offset, offset + pieces[i + 1])) : "")
        .join(""),
  };
}

function drain(capture: Capture, told: Told): void {
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
    told.outputs.push(output);
    sort(output, told);
  }
}

function sort(output: CaptureOutput, told: Told): void {
  switch (output.type) {
    case "origin":
      told.format ??= output.format;
      told.origin ??= output.origin;
      return;
    case "opened":
      told.connections.push(output.connection);
      return;
    case "message":
      told.messages.push(output.message);
      return;
    case "disruption":
      told.disruptions.push(output);
      return;
    case "gap":
      told.gaps.push(output);
      return;
    case "ended":
      told.ends.push(output);
      return;
    case "trouble":
      told.troubles.push(output);
  }
}
