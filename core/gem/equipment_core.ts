// The middle of an equipment: what its capabilities work with, what is sent when, and who answers what.
import type { DataMessage, DiscardReason, Link } from "../link.ts";
import { idValue, toId } from "./id.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { IdInput } from "../messages/data_item.ts";
import type { Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import type { Capability, Context, Ended, Handler } from "./capability.ts";
import { Communication } from "./communication.ts";
import { Control } from "./control.ts";
import { Alarms } from "./equipment_alarms.ts";
import { Clock } from "./equipment_clock.ts";
import { Commands } from "./equipment_commands.ts";
import { Conversations } from "./equipment_conversations.ts";
import { DataSets } from "./equipment_data_sets.ts";
import { Identity } from "./equipment_identity.ts";
import { Limits } from "./equipment_limits.ts";
import type { GemNews, Posted } from "./equipment_news.ts";
import type { EquipmentOptions } from "./equipment_options.ts";
import { Programs } from "./equipment_programs.ts";
import { Reports } from "./equipment_reports.ts";
import { Sending } from "./equipment_sending.ts";
import { Spool } from "./equipment_spool.ts";
import { reportOfBlock } from "./equipment_stream9.ts";
import { Terminals } from "./equipment_terminals.ts";
import { Traces } from "./equipment_traces.ts";
import { Variables } from "./equipment_variables.ts";
import type { ConstantRole, DataRole, EquipmentModel, EventRole } from "./model.ts";
import { indexModel, type ModelIndex } from "./model_index.ts";
import { MemoryStore, type Store } from "./store.ts";
import { idItem } from "./value.ts";

/** What the capabilities of an equipment work with. */
export class Core implements Context {
  now = 0;
  /** The session of the equipment: given, or that of the link. */
  session: number | undefined;
  readonly index: ModelIndex;
  readonly options: EquipmentOptions;
  readonly communication: Communication;
  readonly control: Control;
  readonly store: Store;
  readonly variables: Variables;
  readonly reports: Reports;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly commands: Commands;
  readonly terminals: Terminals;
  readonly programs: Programs;
  readonly dataSets: DataSets;
  readonly traces: Traces;
  readonly limits: Limits;
  readonly spool: Spool;
  readonly conversations: Conversations;
  readonly capabilities: readonly Capability[];
  readonly supported: ReadonlySet<string>;
  readonly sending: Sending;
  /** Whether the link can carry messages. */
  selected = false;
  /** Who answers what, and its name. */
  readonly answering: ReadonlyMap<string, { readonly handler: Handler; readonly by: string }>;
  #news: GemNews[] = [];
  #tasks: (() => void)[] = [];

  constructor(link: Link<unknown>, model: EquipmentModel, options: EquipmentOptions) {
    this.index = indexModel(model);
    this.options = options;
    this.session = options.session;
    this.store = options.store ?? new MemoryStore();
    this.communication = new Communication({
      ...(options.asks !== undefined && { asks: options.asks }),
      ...(options.establishTimeout !== undefined && { establishTimeout: options.establishTimeout }),
    });
    this.control = new Control(options.control);
    this.sending = new Sending(this, link);
    this.variables = new Variables(this);
    this.clock = new Clock(this);
    this.identity = new Identity(this);
    this.reports = new Reports(this);
    this.alarms = new Alarms(this);
    this.commands = new Commands(this);
    this.terminals = new Terminals(this);
    this.programs = new Programs(this);
    this.dataSets = new DataSets(this, this.programs);
    this.traces = new Traces(this);
    this.limits = new Limits(this);
    this.spool = new Spool(this);
    this.conversations = new Conversations(this);
    this.capabilities = [...(options.capabilities?.(this) ?? []), ...this.#own()];
    this.answering = new Map(
      this.capabilities.toReversed().flatMap(({ name, handlers }) =>
        Object.entries(handlers).map(([message, handler]) =>
          [message, { handler: handler!, by: name }] as const
        )
      ),
    );
    this.supported = new Set([...Object.keys(options.handlers ?? {}), ...this.answering.keys()]);
    supply(this);
    this.variables.follow();
  }

  /** Identity first: it matters before anything else does. */
  #own(): Capability[] {
    return [
      this.identity,
      this.variables,
      this.reports,
      this.alarms,
      this.commands,
      this.clock,
      this.terminals,
      this.programs,
      this.dataSets,
      this.traces,
      this.limits,
      this.spool,
      this.conversations,
    ];
  }

  // ── What capabilities ask for ────────────────────────────────────────────────────────────────────────────────

  value(vid: IdInput): Item | undefined {
    return this.variables.value(vid);
  }

  constant(role: ConstantRole, otherwise: number): number {
    return this.variables.constant(role, otherwise);
  }

  setData(role: DataRole, value: Native): void {
    this.variables.setData(role, value);
  }

  raise(ceid: IdInput, values?: ReadonlyMap<IdInput, Native>, offLine = false): void {
    if (!this.index.events.has(idValue(ceid))) {
      throw new RangeError(`Cannot raise event ${idValue(ceid)}: it is unknown`);
    }
    for (const [vid, value] of values ?? []) this.variables.assign(vid, value);
    const posted = this.reports.raise(ceid, { offLine });
    this.tell({ type: "event", CEID: toId(this.index.events.get(idValue(ceid))!.CEID), posted });
  }

  raiseRole(role: EventRole, data: { readonly [role in DataRole]?: Native } = {}, offLine = false): void {
    for (const [name, value] of Object.entries(data)) this.setData(name as DataRole, value);
    const event = this.index.eventRoles.get(role);
    if (event !== undefined) this.raise(event.CEID, undefined, offLine);
  }

  time(): string {
    return this.clock.text();
  }

  expect(expected: readonly `S${number}F${number}`[], id: Item): boolean {
    return this.conversations.expect(expected, id);
  }

  tell(news: GemNews): void {
    this.#news.push(news);
  }

  defer(task: () => void): void {
    this.#tasks.push(task);
  }

  // ── What the models order ────────────────────────────────────────────────────────────────────────────────────

  /** Carries out what the models order and what was put off, until there is news or nothing left. */
  settle(): GemNews | undefined {
    for (;;) {
      const news = this.#news.shift();
      if (news !== undefined) return news;
      const task = this.#tasks.shift();
      if (task !== undefined) task();
      else if (!this.#communicate() && !this.#takeControl()) return undefined;
    }
  }

  /** The S1F14 that the model orders is the answer of the handler of S1F13. */
  #communicate(): boolean {
    const output = this.communication.poll();
    if (output?.type === "send S1F13") this.identity.establish();
    if (output?.type === "communication") this.#communicationChanged(output);
    return output !== undefined;
  }

  #communicationChanged(news: Extract<GemNews, { type: "communication" }>): void {
    this.tell(news);
    if (news.to === "COMMUNICATING") this.control.communicationBegan();
    else if (news.from === "COMMUNICATING") this.control.communicationEnded();
    if (news.to === "DISABLED") this.abandon();
    else if (news.from === "COMMUNICATING") this.lost();
  }

  #takeControl(): boolean {
    const output = this.control.poll();
    if (output?.type === "send S1F1") this.identity.attemptOnLine();
    if (output?.type === "control state") {
      this.tell(output);
      if (output.raises !== undefined) this.raiseRole(output.raises, {}, true);
    }
    return output !== undefined;
  }

  post(message: BuiltMessage, ended?: Ended, options?: { readonly offLine?: boolean }): Posted {
    return this.sending.post(message, ended, options);
  }

  transmit(message: BuiltMessage, ended?: Ended): Posted {
    return this.sending.transmit(message, ended);
  }

  reply(message: DataMessage, answer: BuiltMessage | undefined): void {
    this.sending.reply(message, answer);
  }

  // ── What the link says ───────────────────────────────────────────────────────────────────────────────────────

  /** The session of the equipment, the first one where none was given, can be used or no longer. */
  selectedChanged(session: number, selected: boolean): void {
    this.session ??= session;
    if (session !== this.session) return;
    this.selected = selected;
    if (selected) return this.communication.linkUp(this.now);
    this.spool.linkLost();
    this.sending.forget();
    this.communication.linkDown(this.now);
  }

  /** The link has discarded blocks that are no message for this equipment. */
  discarded(reason: DiscardReason, header: Uint8Array): void {
    const report = reportOfBlock(reason, header);
    if (report !== undefined) this.post(report, undefined, { offLine: true });
  }

  /** A message could not be sent over SECS-I: a communication failure, after which it is tried anew. E30. */
  undelivered(systemBytes: number): void {
    this.spool.linkLost();
    this.sending.undelivered(systemBytes);
    if (!this.communication.communicating) return; // an S1F13 of ours ends by itself
    this.communication.linkDown(this.now);
    this.communication.linkUp(this.now);
  }

  /** COMMUNICATING was left by a failure. */
  lost(): void {
    this.#forget();
    this.spool.communicationLost();
  }

  /** Communication was disabled. */
  abandon(): void {
    this.sending.abandon();
    this.spool.communicationEnded();
    this.#forget();
  }

  #forget(): void {
    this.commands.forget();
    this.conversations.forget();
    this.dataSets.forget();
  }
}

/** Says where the values of the status variables come from that E30 names. */
function supply({ variables, alarms, reports, spool, control, clock, programs }: Core): void {
  variables.supply("ControlState", () => control.code);
  variables.supply("Clock", () => clock.text());
  variables.supply("AlarmsEnabled", () => alarms.enabled().map(idItem));
  variables.supply("AlarmsSet", () => alarms.set().map(idItem));
  variables.supply("EventsEnabled", () => reports.enabled().map(idItem));
  variables.supply("PPExecName", () => programs.selected);
  variables.supply("SpoolCountActual", () => spool.actual);
  variables.supply("SpoolCountTotal", () => spool.total);
  variables.supply("SpoolStartTime", () => spool.startTime);
  variables.supply("SpoolFullTime", () => spool.fullTime);
}
