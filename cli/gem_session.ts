// A GEM host on a connection that lasts for one command: procedures as promises.
import type { Connection } from "../adapters/node.ts";
import * as gem from "../core/gem/mod.ts";
import { Procedures } from "../driver/procedures.ts";
import { Failure } from "./command.ts";
import type { Over } from "./reach.ts";

/** A host over any entity. */
export type AnyHost = gem.Host<{ readonly type: string }>;

/** A host that answers what a tool asks, and asks nothing by itself. */
export const answeringHost: Over<AnyHost> = (link) =>
  new gem.Host(link, { asks: false, clock: Date.now, zone: -new Date().getTimezoneOffset() });

/** Runs procedures on a connection. Rejects with {@linkcode Failure}. */
export function sessionOn(connection: Connection<AnyHost>): <T>(procedure: gem.Procedure<T>) => Promise<T> {
  const procedures = new Procedures(connection);
  connection.on("news", (news) => {
    if (news.type === "done" || news.type === "failed") {
      procedures.ended(news as Extract<gem.HostNews, { type: "done" | "failed" }>);
    }
  });
  return async (procedure) => {
    try {
      return await procedures.run(procedure);
    } catch (error) {
      throw new Failure((error as Error).message);
    }
  };
}
