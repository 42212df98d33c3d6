// Opening the connection of a tool: its profile, the adapter of this runtime, and a GEM host over the entity.
import { type AnyLink, type Connection, openOver } from "../adapters/node.ts";
import { gem } from "../mod.ts";
import { Instruments } from "./metrics_instruments.ts";
import { socketsOf } from "./platform.ts";
import type { AnyHost } from "./procedures.ts";
import type { ConnectionProfile, Profile } from "./profile.ts";
import { factsOf } from "./profile_facts.ts";
import { checkProfile, loadProfile } from "./profile_file.ts";
import { connectionOptions, ownSession } from "./tool_connection.ts";
import type { ToolOptions } from "./tool_options.ts";
import { wantedEvents } from "./tool_preparation.ts";

/** A profile and the connection of its tool, which has begun to connect. */
export interface OpenedTool<P extends Profile> {
  readonly profile: P;
  readonly connection: Connection<AnyHost>;
}

/** Opens the connection of a tool. Throws `ProfileError`, or what impossible options throw. */
export async function openTool<P extends Profile>(
  source: string | P,
  options: ToolOptions<P>,
): Promise<OpenedTool<P>> {
  const { profile, folder } = await read(source);
  wantedEvents(profile, options as ToolOptions); // throws for a name that there is not
  const given = { ...profile.connection, ...options.connection };
  const { dial, sendTimeout, connectTimeout } = options;
  if (given.port === undefined && dial === undefined) {
    throw new TypeError("Cannot open the tool: neither its profile nor the options have a port");
  }
  const host = { ...hostOptions(profile, options), ...ownSession(given as ConnectionProfile) };
  const instruments = new Instruments(profile.equipment.id, options);
  const all = {
    ...await connectionOptions(given as ConnectionProfile, "host", folder),
    ...instruments.entityOptions,
    over: (link: AnyLink): AnyHost => new gem.Host(instruments.tap(link), host),
    ...(sendTimeout === undefined ? {} : { sendTimeout }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
  };
  const tls = typeof given.tls === "object" && given.tls.cert !== undefined;
  const { open } = await socketsOf({ clientCertificate: tls });
  const connection = dial === undefined ? open(all) : openOver(dial, all);
  instruments.watch(connection);
  return { profile: profile as P, connection };
}

async function read(source: string | Profile): Promise<{ profile: Profile; folder: string }> {
  if (typeof source === "string") return await loadProfile(source);
  checkProfile(source);
  return { profile: source, folder: "." };
}

function hostOptions(profile: Profile, { programs }: Pick<ToolOptions, "programs">): gem.HostOptions {
  const { initiate, timeout } = profile.communications ?? {};
  return {
    tool: factsOf(profile),
    clock: localTime,
    unhandled: "message",
    ...(initiate === undefined ? {} : { asks: initiate }),
    ...(timeout === undefined ? {} : { establishTimeout: timeout }),
    ...(programs === undefined ? {} : { programs }),
  };
}

/** The time of this place as if it were UTC: it follows daylight saving time, which a fixed zone does not. */
function localTime(): number {
  return Date.now() - new Date().getTimezoneOffset() * 60_000;
}
