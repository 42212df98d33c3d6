// GEM equipment (E30) over any link: it answers the host by itself, and is a link for whatever else there is to say.
import type { DataMessage, Link, LinkOutput, Primary } from "../link.ts";
import type { IdInput, Name } from "../messages/data_item.ts";
import type { BuiltMessage } from "../messages/message.ts";
import type { Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import { Core } from "./equipment_core.ts";
import { hear } from "./equipment_dispatch.ts";
import type { GemNews, Posted, RemoteCommand } from "./equipment_news.ts";
import type { CommandResult, EquipmentOptions } from "./equipment_options.ts";
import type { CommunicationState } from "./communication.ts";
import type { ControlState } from "./control.ts";
import { idValue } from "./id.ts";
import type { EquipmentModel, Supplied } from "./model.ts";
import { convert } from "./value.ts";

/**
 * A GEM equipment. It owns and drains the link beneath it (`hsms.Entity`, `secs1.Entity`), and is a link itself: start
 * it, tell it facts, poll it, and let an adapter run it as it would run the link.
 *
 * - What it is: `communicationState`, `controlState`, `value`, `spoolCount`, `deadline`.
 * - What the operator does: `enable`, `disable`, `goOnLine`, `goOffLine`, `setLocal`, `setRemote`, `setConstant`,
 *   `sendText`, `recogniseText`, `changeProgram`.
 * - What happens on the equipment: `setVariable`, `setAlarm`, `clearAlarm`, `triggerEvent`, `selectProgram`.
 * - What it says to the host: `respond`, `completeCommand`, `post`, `send`, `reply`.
 *
 * ```ts
 * import { gem, hsms } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const model: gem.EquipmentModel = {
 *   MDLN: "ETCH",
 *   SOFTREV: "1.0",
 *   statusVariables: [{ SVID: 1, SVNAME: "ControlState", role: "ControlState", format: "U1" }],
 * };
 * const equipment = new gem.Equipment(new hsms.Entity({ mode: "passive" }), model);
 * equipment.start(0);
 * assertEquals(equipment.poll(), {
 *   type: "communication",
 *   from: "DISABLED",
 *   to: "WAIT DELAY",
 *   cause: "enable without a link",
 * });
 * ```
 */
export class Equipment<More = never> implements Link<GemNews | More> {
  readonly #link: Link<More>;
  readonly #core: Core;

  /** Throws a `TypeError` or `RangeError` that names the place where the model cannot be. */
  constructor(link: Link<More>, model: EquipmentModel, options: EquipmentOptions = {}) {
    this.#link = link;
    this.#core = new Core(link as Link<unknown>, model, options);
  }

  // ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────

  /** State of the communication model. */
  get communicationState(): CommunicationState {
    return this.#core.communication.state;
  }

  /** State of the control model. */
  get controlState(): ControlState {
    return this.#core.control.state;
  }

  /** Messages in the spool. */
  get spoolCount(): number {
    return this.#core.spool.actual;
  }

  /** The value of a variable or constant; `undefined` when there is none with this id. */
  value(vid: IdInput): Item | undefined {
    return this.#core.value(vid);
  }

  /** The process programs there are. */
  get programs(): readonly string[] {
    return this.#core.programs.ids;
  }

  /** The body of a process program; `undefined` when there is none. */
  program(PPID: string): Item | undefined {
    return this.#core.programs.get(PPID)?.PPBODY;
  }

  /** The next time to be told: of the link, of CommDelay, of traces, limits and announced messages. */
  get deadline(): number {
    const { communication, capabilities } = this.#core;
    return capabilities.reduce(
      (least, { deadline = Infinity }) => Math.min(least, deadline),
      Math.min(this.#link.deadline, communication.deadline),
    );
  }

  /** The connection is open. */
  connected(now: number): void {
    this.#at(now).connected(now);
  }

  /** Bytes arrived. The chunk belongs to the link from now on. */
  received(chunk: Uint8Array, now: number): void {
    this.#at(now).received(chunk, now);
  }

  /** The socket did not take all of the last write. */
  blocked(now: number): void {
    this.#at(now).blocked(now);
  }

  /** The socket has taken everything. */
  drained(now: number): void {
    this.#at(now).drained(now);
  }

  /** Reading has stopped. */
  paused(now: number): void {
    this.#at(now).paused(now);
  }

  /** Reading goes on. */
  resumed(now: number): void {
    this.#at(now).resumed(now);
  }

  /** The connection has ended, or could not be opened. */
  disconnected(now: number): void {
    this.#at(now).disconnected(now);
  }

  /** Tells the time. Early or repeated calls have no effect. */
  elapsed(now: number): void {
    this.#at(now).elapsed(now);
    this.#core.communication.elapsed(now);
    for (const capability of this.#core.capabilities) capability.elapsed?.(now);
  }

  /** Begins to connect or to listen; communication is enabled unless the options say otherwise. */
  start(now: number): void {
    this.#at(now).start(now);
    if (this.#core.options.enabled !== false) this.#core.communication.enable(now);
  }

  /** Ends communication, and then the connection, for good. What the host has not acknowledged goes to the spool. */
  stop(now: number): void {
    this.#core.communication.disable(now);
    this.#at(now).stop(now);
  }

  /** Sends a primary past the spool and returns its system bytes. Throws unless COMMUNICATING, and as the link does. */
  send(primary: Primary, now: number): number {
    const { stream, function: fn } = primary, { communication } = this.#core;
    if (!communication.communicating && stream !== 9) {
      throw new Error(`Cannot send S${stream}F${fn}: communication is ${communication.state}`);
    }
    return this.#at(now).send(primary, now);
  }

  /** Answers a primary that was handed to the application; function + 1 unless another is given (0 aborts). */
  reply(primary: DataMessage, text: Uint8Array | undefined, now: number, fn?: number): void {
    this.#at(now).reply(primary, text, now, fn);
  }

  /** Forgets an open transaction of the application; false when it is not open. */
  cancel(systemBytes: number): boolean {
    return this.#link.cancel(systemBytes);
  }

  // ── What the operator does ───────────────────────────────────────────────────────────────────────────────────

  /** Enables communication. */
  enable(now: number): void {
    this.#at(now);
    this.#core.communication.enable(now);
  }

  /** Disables communication: open transactions are given up, and nothing is sent or answered. */
  disable(now: number): void {
    this.#at(now);
    this.#core.communication.disable(now);
  }

  /** Asks to go on-line. False when that is not possible in this state, or not allowed. */
  goOnLine(now: number): boolean {
    this.#at(now);
    return this.#core.control.requestOnLine();
  }

  /** Goes off-line. False when it is off-line already, or not allowed. */
  goOffLine(now: number): boolean {
    this.#at(now);
    return this.#core.control.requestOffLine();
  }

  /** Turns the switch to LOCAL. False when it is not allowed. */
  setLocal(now: number): boolean {
    this.#at(now);
    return this.#core.control.setLocal();
  }

  /** Turns the switch to REMOTE. False when it is not allowed. */
  setRemote(now: number): boolean {
    this.#at(now);
    return this.#core.control.setRemote();
  }

  /** Changes a constant, and raises the event for it. Throws a `RangeError` for a value that it cannot have. */
  setConstant(ecid: IdInput, value: Native, now: number): void {
    this.#at(now);
    this.#core.variables.setConstant(ecid, value);
  }

  /** Sends text of the operator by S10F1: what is no Latin-1 as an item, `W("日本")`. */
  sendText(TEXT: Name, now: number, TID = 0): Posted {
    this.#at(now);
    return this.#core.terminals.send(TEXT, TID);
  }

  /** Recognises the message that a terminal shows, and raises the event for it. False when there is none. */
  recogniseText(now: number, TID = 0): boolean {
    this.#at(now);
    return this.#core.terminals.recognise(TID);
  }

  /** Tells the host of an operator's command by its event. */
  operatorCommand(OperatorCommand: string, now: number): void {
    this.#at(now);
    this.#core.raiseRole("operator command", { OperatorCommand });
  }

  /** Creates or edits a process program, or deletes it (without a body), and raises the event for it. */
  changeProgram(PPID: string, PPBODY: Native | undefined, now: number): void {
    this.#at(now);
    this.#core.programs.change(PPID, PPBODY === undefined ? undefined : convert(PPBODY, undefined));
  }

  /** Sends a process program to the host, after asking. */
  uploadProgram(PPID: string, now: number): Posted {
    this.#at(now);
    return this.#core.programs.upload(PPID);
  }

  /** Asks the host for a process program. It is told as `process program` when it has come. */
  requestProgram(PPID: string, now: number): Posted {
    this.#at(now);
    return this.#core.programs.request(PPID);
  }

  /** Asks the host for the time. It is told as `clock set`. */
  requestTime(now: number): boolean {
    this.#at(now);
    return this.#core.clock.ask();
  }

  /** Assigns a value, or what gives it, to a status or data variable. Limits are looked at. */
  setVariable(vid: IdInput, value: Supplied, now: number): void {
    this.#at(now);
    this.#core.variables.assign(vid, value);
    this.#core.limits.check(idValue(vid));
  }

  /** Sets an alarm. False when it is set already. Throws a `RangeError` when it is unknown. */
  setAlarm(alid: IdInput, now: number): boolean {
    this.#at(now);
    return this.#core.alarms.change(alid, true);
  }

  /** Clears an alarm. False when it is not set. Throws a `RangeError` when it is unknown. */
  clearAlarm(alid: IdInput, now: number): boolean {
    this.#at(now);
    return this.#core.alarms.change(alid, false);
  }

  /**
   * Raises a collection event: values of its data variables are set, its reports sampled, and sent if it is enabled.
   * Throws a `RangeError` when it is unknown.
   */
  triggerEvent(ceid: IdInput, now: number, values: readonly (readonly [IdInput, Native])[] = []): void {
    this.#at(now);
    this.#core.raise(ceid, new Map(values));
  }

  /** Selects a process program for execution; `""` for none. The host can neither replace nor delete it. */
  selectProgram(PPID: string, now: number): void {
    this.#at(now);
    this.#core.programs.select(PPID);
  }

  /** Answers a remote command that was told as news, or for which `execute` said `"later"`. Throws if it was answered. */
  respond(command: RemoteCommand, result: CommandResult, now: number): void {
    this.#at(now);
    this.#core.commands.respond(command, result);
  }

  /** Raises the event that says that a command is done which was answered with HCACK 4. Throws when it has none. */
  completeCommand(RCMD: string, now: number, values: readonly (readonly [IdInput, Native])[] = []): void {
    this.triggerEvent(this.#core.commands.completionEvent(RCMD), now, values);
  }

  /** Sends a primary, spools it or gives it up, as the state of the equipment wants it. */
  post(message: BuiltMessage, now: number): Posted {
    this.#at(now);
    return this.#core.post(message);
  }

  #at(now: number): Link<More> {
    this.#core.now = now;
    return this.#link;
  }

  // ── What to do next ──────────────────────────────────────────────────────────────────────────────────────────

  /** The next output: news of the equipment first, then what the link puts out. */
  poll(): LinkOutput | GemNews | More | undefined {
    for (;;) {
      const news = this.#core.settle();
      if (news !== undefined) return news;
      const output = this.#link.poll() as LinkOutput | undefined;
      if (output === undefined) return undefined;
      const passed = hear(this.#core, output);
      if (passed !== undefined) return passed;
    }
  }
}
