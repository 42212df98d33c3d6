// Options of every command that connects to a tool or waits for a host, and what becomes of them.
import { type Sockets, socketsOf } from "../driver/platform.ts";
import type { ConnectionProfile } from "../driver/profile.ts";
import { connectionOptions, type Side, type SideOptions } from "../driver/tool_connection.ts";
import type { Place } from "./addresses.ts";
import { reasonOf } from "./capture_options.ts";
import { Failure, numberOf, type Option, UsageError, type Values } from "./command.ts";

/** Timers that both protocols have, and those of HSMS alone. */
const TIMERS = ["T3", "T5", "T6", "T7", "T8"] as const;

/** Options of what is connected, and how. */
export const CONNECTION_OPTIONS: Readonly<Record<string, Option>> = {
  "session": { type: "string", short: "s", value: "ID", help: "session id, of SECS-I the device id (0)" },
  "t3": { type: "string", value: "SECONDS", help: "reply timeout (45)" },
  "t5": { type: "string", value: "SECONDS", help: "connect separation (10)" },
  "t6": { type: "string", value: "SECONDS", help: "control transaction timeout (5)" },
  "t7": { type: "string", value: "SECONDS", help: "NOT SELECTED timeout (10)" },
  "t8": { type: "string", value: "SECONDS", help: "network intercharacter timeout (5)" },
  "secs1": { type: "boolean", help: "SECS-I over TCP instead of HSMS" },
  "tls": { type: "boolean", help: "TLS, with the authorities of this machine" },
  "ca": {
    type: "string",
    value: "FILE",
    help: "certificates of the authorities to trust (PEM); implies --tls",
  },
  "cert": {
    type: "string",
    value: "FILE",
    help: "own certificate (PEM), together with --key; implies --tls",
  },
  "key": { type: "string", value: "FILE", help: "its private key (PEM)" },
};

/** The connection that the options describe, as a profile has it; the tool listens unless `mode` says otherwise. */
export function connectionOf(
  values: Values,
  { host, port }: Place,
  mode: ConnectionProfile["mode"] = "active",
): ConnectionProfile {
  const timers = timersOf(values);
  const tls = tlsOf(values);
  const session = numberOf(values, "session", 0, 32_767);
  return {
    ...(values.secs1 === true ? { protocol: "secs1" } : {}),
    mode,
    ...(host === undefined ? {} : { address: host }),
    port,
    ...(session === undefined ? {} : { session }),
    ...(Object.keys(timers).length === 0 ? {} : { timers }),
    ...(tls === undefined ? {} : { tls }),
  };
}

function timersOf(values: Values): Partial<Record<typeof TIMERS[number], number>> {
  const timers: Partial<Record<typeof TIMERS[number], number>> = {};
  for (const timer of TIMERS) {
    const seconds = numberOf(values, timer.toLowerCase(), 0.001, 86_400);
    if (seconds !== undefined) timers[timer] = seconds;
  }
  return timers;
}

function tlsOf({ tls, ca, cert, key }: Values): ConnectionProfile["tls"] {
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError("Cannot use TLS: --cert and --key are only of use together");
  }
  const files = Object.fromEntries(
    Object.entries({ ca, cert, key }).filter(([, file]) => file !== undefined),
  );
  if (Object.keys(files).length > 0) return files as { ca?: string; cert?: string; key?: string };
  return tls === true ? true : undefined;
}

/** What opens a connection: options for an adapter, and the adapter of this runtime. */
export interface Opening {
  readonly options: SideOptions;
  readonly sockets: Sockets;
}

/** Reads what the connection needs, files of TLS too. Throws {@linkcode Failure}. */
export async function openingOf(connection: ConnectionProfile, side: Side): Promise<Opening> {
  try {
    const options = await connectionOptions(connection, side, ".");
    const clientCertificate = typeof connection.tls === "object" && connection.tls.cert !== undefined;
    return { options, sockets: await socketsOf({ clientCertificate }) };
  } catch (error) {
    throw new Failure(
      `Cannot read what TLS needs: ${(error as { path?: string }).path ?? ""} ${reasonOf(error)}`,
    );
  }
}

/** Options of a listening side; throws {@linkcode UsageError} where TLS has no certificate. */
export function listeningTls(values: Values): void {
  if ((values.tls === true || values.ca !== undefined) && values.cert === undefined) {
    throw new UsageError("Cannot listen with TLS: --cert and --key are needed");
  }
}
