// A host and an equipment over real sockets, with the runtime's own adapter: what they tell, and procedures as promises.
import type { Connection } from "../adapters/connection.ts";
import type { ConnectOptions } from "../adapters/options.ts";
import { NoReplyError } from "../adapters/request.ts";
import * as gem from "../core/gem/mod.ts";
import type { EntityNews } from "../core/hsms/mod.ts";
import { ADAPTERS, HOST, until } from "./adapters_loopback.ts";

type Open = typeof import("../adapters/node.ts").open;

/** `open` of the runtime's own adapter, with all of its types. */
export const open: Open = (ADAPTERS[0] as unknown as { open: Open }).open;

type News<T, U> = Extract<T, { readonly type: U }>;
type Options = Partial<Omit<ConnectOptions, "over" | "on" | "protocol">>;

/** A host, and everything it has told. */
export class HostSession {
  readonly connection: Connection<gem.Host<EntityNews>>;
  readonly news: gem.HostNews[] = [];

  constructor(port: number, options: Options = {}, host: gem.HostOptions = {}) {
    this.connection = open({ host: HOST, port, ...options, over: (entity) => new gem.Host(entity, host) });
    this.connection.on("news", (news) => void this.news.push(news as gem.HostNews));
  }

  get host(): gem.Host<EntityNews> {
    return this.connection.machine;
  }

  /** The news of one type. */
  told<T extends gem.HostNews["type"]>(type: T): News<gem.HostNews, T>[] {
    return this.news.filter((news) => news.type === type) as News<gem.HostNews, T>[];
  }

  /** Runs a procedure to its end. */
  async run<T>(procedure: gem.Procedure<T>, options?: gem.RunOptions): Promise<T> {
    const id = this.connection.perform((host, now) => host.run(procedure, now, options));
    const end = (): gem.HostNews | undefined =>
      this.news.find((news) => (news.type === "done" || news.type === "failed") && news.id === id);
    await until(() => end() !== undefined, `the end of procedure ${id}`, 15);
    const news = end()!;
    if (news.type === "done") return news.value as T;
    throw (news as News<gem.HostNews, "failed">).error;
  }

  /** Waits until so many news of a type have come. */
  async heard<T extends gem.HostNews["type"]>(type: T, count = 1): Promise<News<gem.HostNews, T>[]> {
    await until(() => this.told(type).length >= count, `${count} × ${type}`, 15).catch((error) => {
      throw new Error(`${error.message}; told: ${this.news.map(({ type }) => type).join(", ")}`);
    });
    return this.told(type);
  }
}

/** An equipment that listens at a port of its own, and everything it has told. */
export class EquipmentSession {
  readonly connection: Connection<gem.Equipment<EntityNews>>;
  readonly news: gem.GemNews[] = [];

  private constructor(model: gem.EquipmentModel, options: Options, equipment: gem.EquipmentOptions) {
    const over = (
      entity: ConstructorParameters<typeof gem.Equipment<EntityNews>>[0],
    ): gem.Equipment<EntityNews> => new gem.Equipment(entity, model, equipment);
    this.connection = open({ mode: "passive", host: HOST, port: 0, ...options, over });
    this.connection.on("news", (news) => void this.news.push(news as gem.GemNews));
  }

  static async listen(
    model: gem.EquipmentModel,
    options: Options = {},
    equipment: gem.EquipmentOptions = {},
  ): Promise<EquipmentSession> {
    const session = new EquipmentSession(model, options, equipment);
    await new Promise((resolve) => session.connection.on("listening", resolve));
    return session;
  }

  get port(): number {
    return this.connection.local!.port;
  }

  /** The news of one type. */
  told<T extends gem.GemNews["type"]>(type: T): News<gem.GemNews, T>[] {
    return this.news.filter((news) => news.type === type) as News<gem.GemNews, T>[];
  }

  /** Does something with the equipment. */
  do<T>(work: (equipment: gem.Equipment<EntityNews>, now: number) => T): T {
    return this.connection.perform(work);
  }
}

/** Runs a procedure over a bare connection: the ten lines of docs/gem_host.md. */
export async function perform<T>(connection: Connection, procedure: gem.Procedure<T>): Promise<T> {
  const failure = (error: Error): Error =>
    error instanceof NoReplyError ? new gem.TransactionError(error) : error;
  let step = gem.resume(procedure);
  while (!step.done) {
    const { value: primary } = step;
    const sent = primary.replyExpected
      ? connection.request(primary)
      : connection.send(primary).then(() => undefined);
    step = gem.resume(procedure, await sent.catch(failure));
  }
  return step.value;
}
