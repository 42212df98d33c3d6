// The commands of the program, in the order of its help. Each is loaded when it is called.
import type { Command } from "./command.ts";

/** Loads a command. */
export type Load = () => Promise<Command>;

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Load>> = {
  demo: async () => (await import("./demo.ts")).DEMO,
  sim: async () => (await import("./sim.ts")).SIM,
  decode: async () => (await import("./decode.ts")).DECODE,
  check: async () => (await import("./check.ts")).CHECK,
  stats: async () => (await import("./stats.ts")).STATS,
  diff: async () => (await import("./diff.ts")).DIFF,
  proxy: async () => (await import("./proxy.ts")).PROXY,
  view: async () => (await import("./view.ts")).VIEW,
  encode: async () => (await import("./encode.ts")).ENCODE,
  host: async () => (await import("./host.ts")).HOST,
  send: async () => (await import("./send.ts")).SEND,
  listen: async () => (await import("./listen.ts")).LISTEN,
  ping: async () => (await import("./ping.ts")).PING,
  replay: async () => (await import("./replay.ts")).REPLAY,
  discover: async () => (await import("./discover.ts")).DISCOVER,
  profile: async () => (await import("./profile.ts")).PROFILE,
  completion: async () => (await import("./completion.ts")).COMPLETION,
};
