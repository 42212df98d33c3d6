// Test-only: the connections of secs4js-faults replayed row by row. A raw client breaks one rule in each of them,
// against an equipment with session id 10.
import { assertEquals } from "@std/assert";
import { bytesOf } from "./capture_reader.ts";
import { replay, type ReplayOptions, type Role } from "./captures_replay.ts";
import { loadCapture, toHex } from "./captures_truth.ts";
import { test } from "./harness.ts";

const FAULTS = "secs4js-faults.pcapng";

/** One captured connection against our equipment or our host: what it says and does, from its connection on. */
export interface Row {
  readonly connection: number;
  readonly what: string;
  readonly options?: ReplayOptions;
  readonly lines: readonly string[];
  /** When the entity closes: so many milliseconds after the first packet, or after what it received or sent last. */
  readonly closes?: readonly ["start" | "receipt" | "sending", number];
  /** What the entity writes is what the captured side wrote, byte for byte. */
  readonly same?: true;
}

/** The connection is there. */
export const CONNECTED: string = "NOT CONNECTED to NOT SELECTED: TCP connected";

/** Our equipment is connected and selected. */
export function selected(systemBytes: string): string[] {
  return [
    CONNECTED,
    "NOT SELECTED to SELECTED: Select.req received",
    "selected 10",
    `write Select.rsp status 0 (Communication Established) session 65535 system bytes 0x${systemBytes}`,
  ];
}

/** Our host is connected and has selected. */
export function selects(systemBytes: string): string[] {
  return [
    CONNECTED,
    `write Select.req session 65535 system bytes 0x${systemBytes}`,
    "NOT SELECTED to SELECTED: Select.rsp received",
    "selected 10",
    "Select.req answered 0",
  ];
}

/** The session ends with the connection. */
export function lost(cause: string): string[] {
  return ["deselected 10", `SELECTED to NOT CONNECTED: ${cause}`];
}

/** The connection ends while SELECTED. */
export const GONE: readonly string[] = lost("TCP disconnected");
/** The connection ends while NOT SELECTED. */
export const UNSELECTED_GONE: string = "NOT SELECTED to NOT CONNECTED: TCP disconnected";
/** The peer separates, our side closes. */
export const SEPARATED: readonly string[] = [
  "deselected 10",
  "SELECTED to NOT SELECTED: Separate.req received",
  "NOT SELECTED to NOT CONNECTED: Separate.req received",
  "disconnect",
];

/** Our side separates and closes. */
export function separates(systemBytes: string): string[] {
  return [
    "deselected 10",
    "SELECTED to NOT SELECTED: Separate.req sent",
    "NOT SELECTED to NOT CONNECTED: Separate.req sent",
    `write Separate.req session 65535 system bytes 0x${systemBytes}`,
    "disconnect",
  ];
}

/** Registers the tests of some rows: as captured, and byte by byte. */
export function testRows(role: Role, rows: readonly Row[]): void {
  for (const row of rows) {
    for (const cut of [undefined, "byte by byte"] as const) {
      const how = cut === undefined ? "" : ` (${cut})`;
      test(`${FAULTS} ${row.connection}, our ${role}: ${row.what}${how}`, () => {
        const { lines, written, closed } = replay(FAULTS, row.connection, role, {
          session: 10,
          ...row.options,
          cut,
        });
        assertEquals(lines, row.lines as string[]);
        assertEquals(closed, closingTime(row, role));
        if (row.same) assertEquals(written.map(toHex).join(""), captured(row.connection, role));
      });
    }
  }
}

function closingTime({ connection, closes }: Row, role: Role): number | undefined {
  if (closes === undefined) return undefined;
  const [from, milliseconds] = closes;
  const { firstTime, streams } = loadCapture(FAULTS).connections[connection];
  if (from === "start") return milliseconds;
  const ours = role === "host" ? 0 : 1;
  const last = streams[from === "sending" ? ours : 1 - ours].chunks.at(-1)!;
  return Number(last.time - firstTime) / 1e6 + milliseconds;
}

/** What the captured side wrote in the place of ours. */
function captured(connection: number, role: Role): string {
  return toHex(bytesOf(loadCapture(FAULTS).connections[connection].streams[role === "host" ? 0 : 1]));
}
