// Makes a peer: what its options say of the connection, its instruments, and a tool where GEM is wanted.
import { type AnyLink, type Connection, type ConnectOptions, openOver } from "../adapters/node.ts";
import { Instruments } from "./metrics_instruments.ts";
import type { Joint, Ports, Whereabouts } from "./peers_joint.ts";
import type { GemPeerOptions, LinkPeerOptions, PeerCommonOptions, PeerOptions } from "./peers_options.ts";
import { makePeer, managed, type Peer } from "./peers_peer.ts";
import type { ConnectionProfile, Profile } from "./profile.ts";
import { loadProfile } from "./profile_file.ts";
import { Tool } from "./tool.ts";
import { connectionOptions } from "./tool_connection.ts";

/** What the manager gives to each of its peers. */
export interface PeerHome {
  readonly ports: Ports;
  readonly running: () => boolean;
}

/** Makes a peer that is not enabled yet. Rejects for options that cannot be. */
export async function openPeer(name: string, options: PeerOptions, home: PeerHome): Promise<Peer> {
  const { connection, folder } = await connectionOf(name, options);
  const side = await connectionOptions(connection, "host", folder);
  const { sessions = [side.session ?? 0] } = connection;
  const general = connection.sessions !== undefined;
  const protocol = side.protocol ?? "hsms";
  const { connectTimeout = 10 } = options;
  let peer: Peer | undefined;
  const where: Whereabouts = {
    options: side as Whereabouts["options"],
    connectTimeout,
    door: { sessions, general, protocol, listening: (address) => peer && managed(peer).listening(address) },
  };
  const joint = await home.ports.joint(where);
  try {
    const { link, tool } = options.level === "gem"
      ? await openTool(name, options, connection, joint)
      : { link: openLink(name, options, side as ConnectOptions, joint), tool: undefined };
    return peer = makePeer({
      name,
      level: options.level,
      connection: link,
      tool,
      joint,
      sessions: protocol === "hsms" ? sessions : [],
      reconnect: connection.reconnect !== false,
      running: home.running,
    });
  } catch (error) {
    joint.remove();
    throw error;
  }
}

interface Located {
  readonly connection: ConnectionProfile;
  /** To which paths in it are relative. */
  readonly folder: string;
}

/** What the options say of the connection, over what the profile does. */
async function connectionOf(name: string, options: PeerOptions): Promise<Located> {
  const own = given(options);
  if (options.level !== "gem") return { connection: own as ConnectionProfile, folder: "." };
  const { profile } = options;
  const loaded = typeof profile === "string" ? await loadProfile(profile) : { profile, folder: "." };
  const connection = { ...loaded.profile.connection, ...own };
  if (connection.port !== undefined) {
    return { connection: connection as ConnectionProfile, folder: loaded.folder };
  }
  throw new TypeError(`Cannot add ${name}: neither its profile nor the options have a port`);
}

const WORDS = [
  "protocol",
  "mode",
  "address",
  "port",
  "session",
  "sessions",
  "timers",
  "tls",
  "reconnect",
] as const;

function given(options: PeerCommonOptions): Partial<ConnectionProfile> {
  const words = WORDS.filter((word) => options[word] !== undefined).map((word) => [word, options[word]]);
  const { allow } = options;
  return { ...Object.fromEntries(words), ...(allow === undefined ? {} : { allow: [allow].flat() }) };
}

function openLink(
  name: string,
  options: LinkPeerOptions,
  side: ConnectOptions,
  { gate }: Joint,
): Connection<AnyLink> {
  const instruments = new Instruments(name, options);
  const { role } = options;
  const all = {
    ...side,
    ...(role === undefined ? {} : { role }),
    ...options.connection,
    ...ALWAYS,
    ...instruments.entityOptions,
    over: (entity: AnyLink) => instruments.tap(entity),
  };
  const connection = openOver<AnyLink>(gate.dial, all as ConnectOptions<AnyLink>);
  instruments.watch(connection, { gem: false });
  return connection;
}

/** The gate, not the connection, bounds attempts and gives up for good. */
const ALWAYS = { connectTimeout: Infinity, reconnect: true } as const;

async function openTool(
  name: string,
  options: GemPeerOptions,
  connection: ConnectionProfile,
  { gate }: Joint,
): Promise<{ link: Connection<AnyLink>; tool: Tool }> {
  const { level: _level, profile, enabled: _enabled, allow: _allow, ...rest } = options;
  const log = { name, ...options.log };
  // TLS is the gate's.
  const over = { ...connection, tls: undefined, reconnect: reconnection(connection) };
  const tool = await Tool.open<Profile>(profile, {
    ...withoutWords(rest),
    log,
    connection: over,
    dial: gate.dial,
    connectTimeout: Infinity,
  });
  return { link: tool.connection, tool };
}

function reconnection({ reconnect }: ConnectionProfile): ConnectionProfile["reconnect"] {
  return reconnect === false ? undefined : reconnect;
}

/** What is left for the tool. */
function withoutWords<T extends object>(options: T): Omit<T, typeof WORDS[number]> {
  const words: readonly string[] = WORDS;
  return Object.fromEntries(Object.entries(options).filter(([word]) => !words.includes(word))) as T;
}
