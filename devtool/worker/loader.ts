// Brings a capture in, piece by piece, so that the worker can answer in between.
import { type capture, hsms } from "../hsms.ts";
import { exampleMessages } from "./example.ts";
import type { Recording } from "./recording.ts";

/** Loads the example session. */
export function loadExample(recording: Recording): void {
  const connection = {
    index: 0,
    client: "192.0.2.10:50123",
    server: "192.0.2.77:5000",
    firstFrame: 1,
    synFrame: 1,
    start: 0,
  };
  recording.take({ type: "origin", format: "example", origin: 1_773_489_600_000_000_000n });
  recording.take({ type: "opened", connection });
  exampleMessages().forEach(({ time, direction, bytes }, index) => {
    const whole = bytes.subarray(4);
    const nanoseconds = Math.round(time * 1e9);
    const message: capture.CapturedMessage = {
      index,
      connection,
      direction,
      carrier: "HSMS",
      time: nanoseconds,
      frame: index + 4,
      firstFrame: index + 4,
      deliveredTime: nanoseconds,
      offset: 0,
      length: whole.length,
      header: hsms.readHeader(whole),
      bytes: whole,
      text: whole.subarray(10),
    };
    recording.take({ type: "message", message });
  });
}
