// What can be measured, and what it needs of the process that measures it.
import { allocation } from "./allocation.ts";
import { bundle } from "./bundle.ts";
import { capture } from "./capture.ts";
import { codec } from "./codec.ts";
import { entity } from "./entity.ts";
import { framer } from "./framer.ts";
import { idle } from "./idle.ts";
import { large } from "./large.ts";
import { loopback } from "./loopback.ts";
import { many } from "./many.ts";
import type { Pace } from "./measure.ts";
import type { Figure } from "./report.ts";
import { proxy } from "./proxy.ts";
import { sml } from "./sml.ts";

/** A group of figures that are measured in one process. */
export interface Group {
  readonly about: string;
  run(pace: Pace): Promise<Figure[]>;
  /** Flags for V8. */
  readonly v8?: readonly string[];
}

/** The groups in the order in which they are measured. */
export const GROUPS: Readonly<Record<string, Group>> = {
  codec: { about: "items, beside JSON, msgpackr and secs4js", run: codec },
  allocation: {
    about: "what a decode takes from the heap",
    run: allocation,
    v8: ["--expose-gc", "--min-semi-space-size=64", "--max-semi-space-size=64"],
  },
  sml: { about: "messages as SML and back, beside JSON and secs4js", run: sml },
  many: { about: "2.6 million items", run: many },
  framer: { about: "messages out of chunks", run: framer },
  entity: { about: "two entities without sockets, and timers", run: entity },
  loopback: { about: "round trips over TCP, 14-byte messages", run: loopback },
  large: { about: "16 MiB messages over TCP", run: large },
  idle: { about: "memory of idle connections", run: idle },
  capture: { about: "a capture of 100 MB decoded, beside tshark", run: capture },
  proxy: { about: "round trips through hsms proxy", run: proxy },
  bundle: { about: "sizes of bundles", run: bundle },
};
