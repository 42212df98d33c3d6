// Opening the connection of a tool: its profile, the adapter of this runtime, and a GEM host over the entity.
import type { Connection, ConnectOptions, Secs1ConnectOptions } from "../adapters/node.ts";
import { gem } from "../mod.ts";
import { socketsOf } from "./platform.ts";
import type { ConnectionProfile, Profile } from "./profile.ts";
import { factsOf } from "./profile_facts.ts";
import { checkProfile, loadProfile } from "./profile_file.ts";
import { connectionOptions } from "./tool_connection.ts";
import type { ToolOptions } from "./tool_options.ts";

/** A profile and the connection of its tool, which has begun to connect. */
export interface OpenedTool<P extends Profile> {
  readonly profile: P;
  readonly connection: Connection<gem.Host<{ readonly type: string }>>;
}

/** Opens the connection of a tool. Throws `ProfileError`, or what impossible options throw. */
export async function openTool<P extends Profile>(
  source: string | P,
  options: ToolOptions,
): Promise<OpenedTool<P>> {
  const { profile, folder } = await read(source);
  const given = { ...profile.connection, ...options.connection };
  if (given.port === undefined) {
    throw new TypeError("Cannot open the tool: neither its profile nor the options have a port");
  }
  const side = await connectionOptions(given as ConnectionProfile, "host", folder);
  const tls = typeof given.tls === "object" && given.tls.cert !== undefined;
  const sockets = await socketsOf({ clientCertificate: tls });
  const over = (link: ConstructorParameters<typeof gem.Host<{ readonly type: string }>>[0]) =>
    new gem.Host<{ readonly type: string }>(link, hostOptions(profile, options));
  const { sendTimeout } = options;
  const all = { ...side, over, ...(sendTimeout === undefined ? {} : { sendTimeout }) };
  const connection = all.protocol === "secs1"
    ? sockets.open(all as Secs1ConnectOptions<gem.Host<{ readonly type: string }>>)
    : sockets.open(all as ConnectOptions<gem.Host<{ readonly type: string }>>);
  return { profile: profile as P, connection };
}

async function read(source: string | Profile): Promise<{ profile: Profile; folder: string }> {
  if (typeof source === "string") return await loadProfile(source);
  checkProfile(source);
  return { profile: source, folder: "." };
}

function hostOptions(profile: Profile, { programs }: ToolOptions): gem.HostOptions {
  const { initiate, timeout } = profile.communications ?? {};
  return {
    tool: factsOf(profile),
    clock: Date.now,
    zone: -new Date().getTimezoneOffset(),
    unhandled: "message",
    ...(initiate === undefined ? {} : { asks: initiate }),
    ...(timeout === undefined ? {} : { establishTimeout: timeout }),
    ...(programs === undefined ? {} : { programs }),
  };
}
