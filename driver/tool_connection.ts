// From a profile's words on the connection to the options of an adapter.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type ConnectOptions,
  GENERAL_SESSION,
  type Secs1ConnectOptions,
  type TlsOptions,
} from "../adapters/node.ts";
import type { ConnectionProfile } from "./profile.ts";

/** Which side of a connection the options are for. */
export type Side = "host" | "equipment";

/** Options of an adapter, of either protocol, without the machine over the entity. */
export type SideOptions = Omit<ConnectOptions, "over" | "on"> | Omit<Secs1ConnectOptions, "over" | "on">;

/** The options of one side of a profile's connection. Throws `TypeError`, and what reading a PEM file throws. */
export async function connectionOptions(
  connection: ConnectionProfile,
  side: Side,
  folder: string,
): Promise<SideOptions> {
  const mode = modeOf(connection, side);
  const tls = await tlsOf(connection.tls, folder);
  const common = {
    mode,
    port: connection.port,
    ...(hostOf(connection, mode, side)),
    ...(tls === undefined ? {} : { tls }),
    ...(connection.allow === undefined || mode === "active" ? {} : { allow: connection.allow }),
    session: sessionOf(connection),
    reconnect: connection.reconnect !== false,
    ...backOffOf(connection),
  };
  const { T1, T2, T3, T4, T5, T6, T7, T8, RTY, linktest } = connection.timers ?? {};
  const first = { T5: delayOf(connection) ?? T5 };
  if (connection.protocol === "secs1") {
    const timers = given({ T1, T2, T3, T4, ...first });
    return { ...common, protocol: "secs1", role: side, timers, ...given({ RTY }) };
  }
  const { sessions } = connection;
  const general = sessions === undefined ? {} : { profile: GENERAL_SESSION, sessions };
  return { ...common, ...general, timers: given({ T3, T6, T7, T8, linktest, ...first }) };
}

/** The session in which the equipment is. Throws `TypeError` where there is no such session on the connection. */
function sessionOf({ protocol, session, sessions }: ConnectionProfile): number {
  const problem = sessionProblem({ protocol, session, sessions });
  if (problem !== undefined) throw new TypeError(`Cannot open a connection: ${problem}`);
  return session ?? sessions?.[0] ?? 0;
}

/** What is wrong with the sessions of a connection, in words. */
export function sessionProblem(
  { protocol, session, sessions }: Pick<ConnectionProfile, "protocol" | "session" | "sessions">,
): string | undefined {
  if (sessions === undefined) return undefined;
  if (protocol === "secs1") return "SECS-I has one device id, session, and no sessions";
  if (sessions.length === 0) return "sessions are at least one";
  if (session === undefined || sessions.includes(session)) return undefined;
  return `session ${session} is none of the sessions ${sessions.join(", ")}`;
}

/** The session that a GEM host or equipment over the connection keeps to: HSMS-GS may have others. */
export function ownSession(connection: ConnectionProfile): { readonly session?: number } {
  return connection.sessions === undefined ? {} : { session: sessionOf(connection) };
}

/** What is there. */
function given<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** `mode` is that of the host: the equipment takes the other side. */
function modeOf({ mode = "active" }: ConnectionProfile, side: Side): "active" | "passive" {
  if (side === "host") return mode;
  return mode === "active" ? "passive" : "active";
}

/** The address is that of the passive side; where the equipment is passive, it listens everywhere unless told. */
function hostOf({ address }: ConnectionProfile, mode: "active" | "passive", side: Side): { host?: string } {
  if (mode === "passive" && (side === "equipment" || address === undefined)) return {};
  return { host: address ?? "127.0.0.1" };
}

function delayOf({ reconnect }: ConnectionProfile): number | undefined {
  return reconnect === undefined || reconnect === false ? undefined : reconnect.delay;
}

function backOffOf({ reconnect }: ConnectionProfile): { backOff?: { factor: number; most: number } } {
  if (reconnect === undefined || reconnect === false) return {};
  const { factor = 1, most = 60 } = reconnect;
  return factor === 1 ? {} : { backOff: { factor, most } };
}

async function tlsOf(
  tls: ConnectionProfile["tls"],
  folder: string,
): Promise<TlsOptions | boolean | undefined> {
  if (tls === undefined || typeof tls === "boolean") return tls;
  const texts: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ["ca", "cert", "key"] as const) {
    const file = tls[name];
    if (file !== undefined) texts[name] = await readFile(resolve(folder, file), "utf8");
  }
  return texts;
}
