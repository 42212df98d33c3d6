// A model made ready: checked as a whole, with a mistake named by its path, and looked up by id.
import type { IdInput } from "../messages/data_item.ts";
import { type IdValue, idValue } from "./id.ts";
import type {
  AlarmModel,
  CollectionEvent,
  CommandParameter,
  DataVariable,
  EquipmentConstantModel,
  EquipmentModel,
  EventRole,
  RemoteCommandModel,
  StatusVariable,
  VariableFacts,
} from "./model.ts";
import { convert } from "./value.ts";

/** The kinds of variables. */
export interface VariableKinds {
  /** Status variables. */
  status: StatusVariable;
  /** Data variables. */
  data: DataVariable;
  /** Equipment constants. */
  constant: EquipmentConstantModel;
}

/** A variable of any kind. */
export type Variable = {
  [K in keyof VariableKinds]: {
    /** Its kind. */
    readonly kind: K;
    /** Its id. */
    readonly id: IdInput;
    /** What the model says of it. */
    readonly of: VariableKinds[K];
  };
}[keyof VariableKinds];

/** The parts of a model by their ids. */
export interface ModelIndex {
  /** The model. */
  readonly model: EquipmentModel;
  /** Variables of all kinds, by VID. */
  readonly variables: ReadonlyMap<IdValue, Variable>;
  /** Events, by CEID. */
  readonly events: ReadonlyMap<IdValue, CollectionEvent>;
  /** Alarms, by ALID. */
  readonly alarms: ReadonlyMap<IdValue, AlarmModel>;
  /** Remote commands, by RCMD. */
  readonly commands: ReadonlyMap<string, RemoteCommandModel>;
  /** Variables and constants, by role. */
  readonly roles: ReadonlyMap<string, Variable>;
  /** Events, by role. */
  readonly eventRoles: ReadonlyMap<EventRole, CollectionEvent>;
}

/** Indexes a model. Throws a `TypeError` or `RangeError` that names the place: "Cannot use model.alarms[2].ALID: …". */
export function indexModel(model: EquipmentModel): ModelIndex {
  checkText("MDLN", model.MDLN, 20);
  checkText("SOFTREV", model.SOFTREV, 20);
  const variables = indexVariables(model);
  const events = unique("events", model.events ?? [], "CEID");
  const index: ModelIndex = {
    model,
    variables,
    events,
    alarms: unique("alarms", model.alarms ?? [], "ALID"),
    commands: unique("commands", model.commands ?? [], "RCMD") as Map<string, RemoteCommandModel>,
    roles: byRole([...variables.values()].map((variable) => [variable.of.role, variable])),
    eventRoles: byRole((model.events ?? []).map((event) => [event.role, event])),
  };
  checkReferences(index);
  return index;
}

function indexVariables(model: EquipmentModel): Map<IdValue, Variable> {
  const { statusVariables = [], dataVariables = [], constants = [] } = model;
  const variables = new Map<IdValue, Variable>();
  const add = (path: string, variable: Variable) => {
    const key = keyAt(path, variable.id);
    if (variables.has(key)) throw mistake(path, `the id ${show(key)} is that of another variable`);
    variables.set(key, variable);
    checkLimits(path, variable.of);
  };
  statusVariables.forEach((of, i) =>
    add(`statusVariables[${i}].SVID`, { kind: "status", id: of.SVID, of: checkSupplied(of, i) })
  );
  dataVariables.forEach((of, i) => add(`dataVariables[${i}].VID`, { kind: "data", id: of.VID, of }));
  constants.forEach((of, i) => {
    checkConstant(`constants[${i}]`, of);
    add(`constants[${i}].ECID`, { kind: "constant", id: of.ECID, of });
  });
  return variables;
}

function checkSupplied(variable: StatusVariable, i: number): StatusVariable {
  if (variable.value === undefined && variable.role === undefined) {
    throw mistake(`statusVariables[${i}].value`, "it has neither a value nor a role");
  }
  return variable;
}

function checkConstant(path: string, constant: EquipmentConstantModel): void {
  for (const name of ["ECDEF", "ECMIN", "ECMAX"] as const) {
    const value = constant[name];
    if (value === undefined) continue;
    try {
      convert(value, constant.format);
    } catch (error) {
      throw mistake(`${path}.${name}`, `${(error as Error).message}`);
    }
  }
}

function checkLimits(path: string, { limits }: VariableFacts): void {
  if (limits !== undefined && !(limits.min <= limits.max)) {
    throw mistake(path.replace(/\.\w+$/, ".limits"), `${limits.min} to ${limits.max} is no range`);
  }
}

function checkReferences({ model, variables, events }: ModelIndex): void {
  const reports = unique("reports", model.reports ?? [], "RPTID");
  model.reports?.forEach(({ variables: ids }, i) => known(`reports[${i}].variables`, ids, variables));
  model.events?.forEach(({ variables: ids = [], reports: linked = [] }, i) => {
    known(`events[${i}].variables`, ids, variables);
    known(`events[${i}].reports`, linked, reports);
  });
  model.alarms?.forEach((alarm, i) => checkAlarm(`alarms[${i}]`, alarm, events));
  model.commands?.forEach(({ parameters = [], completionEvent }, i) => {
    checkParameters(`commands[${i}].parameters`, parameters);
    if (completionEvent !== undefined) known(`commands[${i}].completionEvent`, [completionEvent], events);
  });
  for (const { of, id } of variables.values()) {
    if (of.limits) known(`the limits of variable ${show(idValue(id))}`, [of.limits.event], events);
  }
}

function checkAlarm(path: string, alarm: AlarmModel, events: ReadonlyMap<IdValue, unknown>): void {
  const { category = 0, setEvent, clearEvent } = alarm;
  checkText(`${path}.ALTX`, alarm.ALTX, 120);
  if (!Number.isInteger(category) || category < 0 || category > 63) {
    throw mistake(`${path}.category`, `${category} is outside 0 to 63`);
  }
  if (setEvent !== undefined) known(`${path}.setEvent`, [setEvent], events);
  if (clearEvent !== undefined) known(`${path}.clearEvent`, [clearEvent], events);
}

function checkParameters(path: string, parameters: readonly CommandParameter[]): void {
  unique(path, parameters, "CPNAME");
  parameters.forEach(({ min = -Infinity, max = Infinity }, i) => {
    if (!(min <= max)) throw mistake(`${path}[${i}]`, `${min} to ${max} is no range`);
  });
}

function unique<T, K extends keyof T>(path: string, parts: readonly T[], name: K): Map<IdValue, T> {
  const found = new Map<IdValue, T>();
  parts.forEach((part, i) => {
    const place = `${path}[${i}].${String(name)}`;
    const key = keyAt(place, part[name] as IdInput);
    if (found.has(key)) throw mistake(place, `the id ${show(key)} is that of another`);
    found.set(key, part);
  });
  return found;
}

function keyAt(path: string, id: IdInput): IdValue {
  const key = id === undefined ? "" : idValue(id);
  if (key === "" || (typeof key === "number" && !Number.isSafeInteger(key))) {
    throw mistake(path, `${show(key)} is no id`);
  }
  return key;
}

function known(path: string, ids: readonly IdInput[], among: ReadonlyMap<IdValue, unknown>): void {
  const stray = ids.find((id) => !among.has(idValue(id)));
  if (stray !== undefined) throw mistake(path, `${show(idValue(stray))} is unknown`);
}

function byRole<R extends string, T>(parts: readonly (readonly [R | undefined, T])[]): Map<R, T> {
  const found = new Map<R, T>();
  for (const [role, part] of parts) {
    if (role === undefined) continue;
    if (found.has(role)) throw mistake(role, "the role is given twice");
    found.set(role, part);
  }
  return found;
}

function checkText(path: string, text: string, most: number): void {
  if (typeof text !== "string") throw new TypeError(`Cannot use model.${path}: expected a text`);
  if (text.length > most) throw mistake(path, `it has more than ${most} characters`);
}

function mistake(path: string, state: string): RangeError {
  return new RangeError(`Cannot use model.${path}: ${state}`);
}

function show(key: IdValue): string {
  return typeof key === "string" ? `"${key}"` : `${key}`;
}
