// The middle of an equipment: what its capabilities work with, what is sent when, and who answers what.
import type { DataMessage, DiscardReason, Link, Primary } from "../link.ts";
import { idValue, toId } from "./id.ts";
import { abort, type BuiltMessage } from "../messages/message.ts";
import type { IdInput } from "../messages/data_item.ts";
import { S6F5, S6F6 } from "../messages/stream6.ts";
import type { Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import { decode } from "../secs2/decode.ts";
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
import { codeOf, Programs } from "./equipment_programs.ts";
import { Reports } from "./equipment_reports.ts";
import { supply } from "./equipment_roles.ts";
import { Spool } from "./equipment_spool.ts";
import { reportOfBlock, timeoutReport } from "./equipment_stream9.ts";
import { Terminals } from "./equipment_terminals.ts";
import { Traces } from "./equipment_traces.ts";
import { Variables } from "./equipment_variables.ts";
import type { ConstantRole, DataRole, EquipmentModel, EventRole } from "./model.ts";
import { indexModel, type ModelIndex } from "./model_index.ts";
import { MemoryStore, type Store } from "./store.ts";

const GRANTED = 0; // GRANT6

/** A primary of the equipment that waits for its reply. */
interface Open {
  readonly systemBytes: number;
  readonly message: BuiltMessage;
  readonly ended: Ended | undefined;
}

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
  /** Who answers what, and its name. */
  readonly answering: ReadonlyMap<string, { readonly handler: Handler; readonly by: string }>;
  readonly #link: Link<unknown>;
  readonly #open = new Map<Primary, Open>();
  #news: GemNews[] = [];
  #tasks: (() => void)[] = [];

  constructor(link: Link<unknown>, model: EquipmentModel, options: EquipmentOptions) {
    this.#link = link;
    this.index = indexModel(model);
    this.options = options;
    this.session = options.session;
    this.store = options.store ?? new MemoryStore();
    this.communication = new Communication({
      ...(options.asks !== undefined && { asks: options.asks }),
      ...(options.establishTimeout !== undefined && { establishTimeout: options.establishTimeout }),
    });
    this.control = new Control(options.control);
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

  expect(expected: readonly `S${number}F${number}`[], id: Item): void {
    this.conversations.expect(expected, id);
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

  // ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────

  post(message: BuiltMessage, ended?: Ended, options?: { readonly offLine?: boolean }): Posted {
    if (!this.#mayLeave(message, options?.offLine ?? false)) return this.#giveUp(message, this.#state());
    if (this.spool.takes(message)) return this.spool.add(message);
    return this.transmit(message, ended);
  }

  /** Sends a primary now, after asking by S6F5 where that is due. It goes past the spool. */
  transmit(message: BuiltMessage, ended?: Ended): Posted {
    if (!this.#mayGo(message)) return this.#giveUp(message, this.communication.state);
    const { inquireAbove = Infinity } = this.options;
    const inquire = message.stream === 6 && message.function !== 5 && message.text.length > inquireAbove;
    return inquire ? this.#inquire(message, ended) : this.#send(message, ended);
  }

  #inquire(message: BuiltMessage, ended?: Ended): Posted {
    const inquiry = S6F5.build({ DATAID: dataIdOf(message), DATALENGTH: message.text.length });
    return this.#send(inquiry, (reply, reason) => {
      if (reply === undefined) return ended?.(undefined, reason);
      if (codeOf(() => S6F6.read(reply)) === GRANTED && this.#send(message, ended) === "sent") return;
      this.#giveUp(message, "the host does not grant it");
      ended?.(undefined, "aborted");
    });
  }

  #send(message: BuiltMessage, ended?: Ended): Posted {
    const primary: Primary = { ...message, ...(this.session !== undefined && { session: this.session }) };
    try {
      const systemBytes = this.#link.send(primary, this.now);
      if (primary.replyExpected) this.#open.set(primary, { systemBytes, message, ended });
      else ended?.(undefined, undefined);
      return "sent";
    } catch (error) {
      return this.#giveUp(message, (error as Error).message);
    }
  }

  reply(message: DataMessage, answer: BuiltMessage | undefined): void {
    if (!message.replyExpected || !this.selected) return;
    const aborts = answer === undefined || answer.function === 0;
    try {
      this.#link.reply(message, answer?.text, this.now, aborts ? 0 : message.function + 1);
    } catch (error) {
      this.#giveUp(answer ?? abort(message.stream).build(), (error as Error).message);
      if (!aborts) this.reply(message, undefined);
    }
  }

  /** Whether the link can carry messages. */
  selected = false;

  /** OFF-LINE the equipment sends S1F13, stream 9, and S1F1 while it attempts to go on-line. */
  #mayLeave({ stream, function: fn }: BuiltMessage, offLine: boolean): boolean {
    if (this.communication.state === "DISABLED") return false;
    if (this.control.onLine || offLine || stream === 9) return true;
    return stream === 1 && (fn === 13 || (fn === 1 && this.control.state === "ATTEMPT ON-LINE"));
  }

  #mayGo({ stream, function: fn }: BuiltMessage): boolean {
    return this.communication.communicating || stream === 9 || (stream === 1 && fn === 13);
  }

  #state(): string {
    return this.communication.state === "DISABLED" ? "DISABLED" : this.control.state;
  }

  #giveUp(message: BuiltMessage, reason: string): Posted {
    this.tell({ type: "not sent", message, reason });
    return "discarded";
  }

  // ── What came of what was sent ───────────────────────────────────────────────────────────────────────────────

  /** Ends a transaction of the equipment; false when it was the application's. T3 is reported by S9F9. */
  ended(primary: Primary, ...[reply, reason]: Parameters<Ended>): boolean {
    const open = this.#open.get(primary);
    this.#open.delete(primary);
    if (open === undefined) return false;
    if (reason === "T3") this.spool.unanswered(open.message);
    if (reason === "disconnected" || reason === "deselected") this.spool.interrupted(open.message);
    open.ended?.(reply, reason);
    return true;
  }

  /** Reports a primary that got no reply in time. */
  timedOut(primary: Primary, systemBytes: number): void {
    const { session = this.session ?? 0, stream, function: fn, replyExpected = false, text } = primary;
    const sent = { session, stream, function: fn, replyExpected, systemBytes };
    const report = timeoutReport(sent, text?.length ?? 0, this.options.headers ?? "HSMS");
    this.post(report, undefined, { offLine: true });
  }

  /** The session of the equipment, the first one where none was given, can be used or no longer. */
  selectedChanged(session: number, selected: boolean): void {
    this.session ??= session;
    if (session !== this.session) return;
    this.selected = selected;
    if (selected) return this.communication.linkUp(this.now);
    this.spool.linkLost();
    this.communication.linkDown(this.now);
  }

  /** The link has discarded blocks that are no message for this equipment. */
  discarded(reason: DiscardReason, header: Uint8Array): void {
    const report = reportOfBlock(reason, header);
    if (report !== undefined) this.post(report, undefined, { offLine: true });
  }

  /** COMMUNICATING was left by a failure. */
  lost(): void {
    this.#forget();
    this.spool.communicationLost();
  }

  /** Gives up every open transaction of the equipment: communication was disabled. */
  abandon(): void {
    for (const [primary, { systemBytes, ended }] of [...this.#open]) {
      if (!this.#link.cancel(systemBytes)) continue; // the link has ended it, and will say so
      this.#open.delete(primary);
      ended?.(undefined, "aborted");
    }
    this.#forget();
  }

  #forget(): void {
    this.commands.forget();
    this.conversations.forget();
    this.dataSets.forget();
  }
}

function dataIdOf(message: BuiltMessage): Item & { format: "U4" } {
  const item = decode(message.text);
  return (item.format === "L" ? item.value[0] : item) as Item & { format: "U4" };
}
