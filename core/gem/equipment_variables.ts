// Status variables, data variables and equipment constants: S1F3, F11, F21 and S2F13, F15, F29.
import type { Id, IdInput } from "../messages/data_item.ts";
import { S1F11, S1F12, S1F21, S1F22, S1F3, S1F4 } from "../messages/stream1.ts";
import { S2F13, S2F14, S2F15, S2F16, S2F29, S2F30 } from "../messages/stream2_programs_constants.ts";
import { A } from "../secs2/build.ts";
import type { Native } from "../secs2/from.ts";
import { count, type Item } from "../secs2/item.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import { type IdValue, idValue, toId } from "./id.ts";
import type { ConstantRole, DataRole, EquipmentConstantModel, StatusRole, Supplied } from "./model.ts";
import type { Variable, VariableKinds } from "./model_index.ts";
import { adapt, convert, NOTHING, numberOf, within } from "./value.ts";

const OK = 0, UNKNOWN_CONSTANT = 1, BUSY = 2, OUT_OF_RANGE = 3; // EAC

/** A constant and the value it is to have. */
interface Change {
  readonly ECID: Id;
  readonly ECV: Item;
}

/** The variables of an equipment, with their values. */
export class Variables implements Capability {
  readonly name = "variables";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #assigned = new Map<IdValue, Supplied>();
  readonly #constants = new Map<IdValue, Item>();
  readonly #suppliers = new Map<StatusRole, () => Native>();

  constructor(context: Context) {
    this.#context = context;
    this.#restore();
    this.handlers = {
      S1F3: on(S1F3, (ids) => S1F4.build(this.#select("status", ids).map((id) => this.#known("status", id)))),
      S1F11: on(S1F11, (ids) => S1F12.build(this.#select("status", ids).map((id) => this.#statusName(id)))),
      S1F21: on(S1F21, (ids) => S1F22.build(this.#select("data", ids).map((id) => this.#dataName(id)))),
      S2F13: on(
        S2F13,
        (ids) => S2F14.build(this.#select("constant", ids).map((id) => this.#known("constant", id))),
      ),
      S2F15: on(S2F15, (changes) => this.#change(changes)),
      S2F29: on(
        S2F29,
        (ids) => S2F30.build(this.#select("constant", ids).map((id) => this.#constantName(id))),
      ),
    };
  }

  /** The value of a variable; `undefined` when there is none with this id. A callback that throws gives `L,0`. */
  value(vid: IdInput): Item | undefined {
    const variable = this.#context.index.variables.get(idValue(vid));
    if (variable === undefined) return undefined;
    try {
      return this.#valueOf(variable);
    } catch (error) {
      this.#context.tell({ type: "value failed", VID: toId(vid), error });
      return NOTHING;
    }
  }

  /** The number of one of E30's constants; `otherwise` where the model has it not. */
  constant(role: ConstantRole, otherwise: number): number {
    const variable = this.#context.index.roles.get(role);
    const item = variable && this.value(variable.id);
    return Number((item && numberOf(item)) ?? otherwise);
  }

  /** Says where the value of one of E30's status variables comes from. */
  supply(role: StatusRole, value: () => Native): void {
    this.#suppliers.set(role, value);
  }

  /** Assigns a value, or what gives it, to a status or data variable. Throws for an unknown one, or another format. */
  assign(vid: IdInput, value: Supplied): void {
    const variable = this.#context.index.variables.get(idValue(vid));
    if (variable === undefined || variable.kind === "constant") {
      throw new RangeError(`Cannot set variable ${idValue(vid)}: it is no status or data variable`);
    }
    this.#assigned.set(
      idValue(vid),
      typeof value === "function" ? value : convert(value, variable.of.format),
    );
  }

  /** Sets one of E30's data variables, where the model has it. */
  setData(role: DataRole, value: Native): void {
    const variable = this.#context.index.roles.get(role);
    if (variable !== undefined) this.assign(variable.id, value);
  }

  /** Changes a constant as the operator does. Throws a `RangeError` for a value that it cannot have. */
  setConstant(ecid: IdInput, value: Native): void {
    const constant = this.#constant(idValue(ecid));
    const ECV = constant && convert(value, constant.format);
    if (constant === undefined || ECV === undefined || !permits(constant, ECV)) {
      const why = constant === undefined ? "there is none with this id" : "the value is outside its limits";
      throw new RangeError(`Cannot set constant ${idValue(ecid)}: ${why}`);
    }
    this.#set([{ ECID: toId(constant.ECID), ECV }]);
    this.#context.raiseRole("constant changed by operator", { ECChangeName: idValue(ecid) });
  }

  #valueOf(variable: Variable): Item {
    const { kind, of } = variable, key = idValue(variable.id);
    if (kind === "constant") return this.#constants.get(key) ?? convert(of.ECDEF, of.format);
    const role = kind === "status" ? of.role : undefined;
    const supplied = this.#assigned.get(key) ?? (role && this.#suppliers.get(role)) ?? of.value;
    const value = typeof supplied === "function" ? supplied() : supplied;
    return value === undefined ? NOTHING : convert(value, of.format);
  }

  /** The ids asked for, or all of a kind in the order of the model. */
  #select(kind: Variable["kind"], ids: readonly Id[]): readonly Id[] {
    if (ids.length > 0) return ids;
    return [...this.#context.index.variables.values()].filter((one) => one.kind === kind)
      .map(({ id }) => toId(id));
  }

  #find<K extends keyof VariableKinds>(kind: K, id: Id): VariableKinds[K] | undefined {
    const variable = this.#context.index.variables.get(id.value);
    return variable?.kind === kind ? variable.of as VariableKinds[K] : undefined;
  }

  #known(kind: Variable["kind"], id: Id): Item {
    return this.#find(kind, id) === undefined ? NOTHING : this.value(id)!;
  }

  #statusName(SVID: Id): { SVID: Id; SVNAME: string; UNITS: string } {
    const { SVNAME = "", UNITS = "" } = this.#find("status", SVID) ?? {};
    return { SVID, SVNAME, UNITS };
  }

  #dataName(VID: Id): { VID: Id; DVVALNAME: string; UNITS: string } {
    const { DVVALNAME = "", UNITS = "" } = this.#find("data", VID) ?? {};
    return { VID, DVVALNAME, UNITS };
  }

  #constantName(ECID: Id): Parameters<typeof S2F30.build>[0][number] {
    const constant = this.#constant(ECID.value);
    if (constant === undefined) {
      return { ECID, ECNAME: "", ECMIN: A(""), ECMAX: A(""), ECDEF: A(""), UNITS: "" };
    }
    const [ECMIN = A(""), ECMAX = A("")] = rangeOf(constant);
    const { ECNAME, ECDEF, format, UNITS = "" } = constant;
    return { ECID, ECNAME, ECMIN, ECMAX, ECDEF: convert(ECDEF, format), UNITS };
  }

  #constant(key: IdValue): EquipmentConstantModel | undefined {
    return this.#find("constant", { format: "A", value: key });
  }

  /** All or nothing: one bad entry refuses the whole message. */
  #change(changes: readonly Change[]): Answer {
    const adapted: Change[] = [];
    for (const { ECID, ECV } of changes) {
      const constant = this.#constant(ECID.value);
      if (constant === undefined) return S2F16.build(UNKNOWN_CONSTANT);
      if (constant.remoteOnly && this.#context.control.state === "LOCAL") return S2F16.build(BUSY);
      const value = adapt(ECV, constant.format);
      if (value === undefined || !permits(constant, value)) return S2F16.build(OUT_OF_RANGE);
      adapted.push({ ECID: toId(constant.ECID), ECV: value });
    }
    this.#set(adapted);
    if (adapted.length > 0) this.#context.tell({ type: "constants changed", constants: adapted });
    return S2F16.build(OK);
  }

  #set(changes: readonly Change[]): void {
    for (const { ECID, ECV } of changes) this.#constants.set(ECID.value, ECV);
    const kept = [...this.#constants].map(([key, ECV]) => ({ ECID: toId(key), ECV }));
    this.#context.store.write("constants", S2F15.text(kept));
    this.follow();
  }

  /** Does what constants of E30 say. */
  follow(): void {
    const { communication } = this.#context;
    communication.establishTimeout = this.constant(
      "EstablishCommunicationsTimeout",
      communication.establishTimeout,
    );
  }

  /** Constants that were set before, as far as the model still has them and they still fit. */
  #restore(): void {
    const text = this.#context.store.read("constants");
    for (const { ECID, ECV } of text === undefined ? [] : S2F15.read(text)) {
      const constant = this.#constant(ECID.value);
      if (constant?.format === ECV.format && permits(constant, ECV)) this.#constants.set(ECID.value, ECV);
    }
  }
}

/** Whether a constant may have a value: within its limits, and of numbers and truth values as many as by default. */
function permits(constant: EquipmentConstantModel, value: Item): boolean {
  const several = typeof value.value !== "string" && value.format !== "B";
  const asMany = !several || count(value) === count(convert(constant.ECDEF, constant.format));
  return asMany && within(value, ...rangeOf(constant));
}

function rangeOf({ format, ECMIN, ECMAX }: EquipmentConstantModel): [Item | undefined, Item | undefined] {
  return [
    ECMIN === undefined ? undefined : convert(ECMIN, format),
    ECMAX === undefined ? undefined : convert(ECMAX, format),
  ];
}
