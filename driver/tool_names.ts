// The names of a profile as types: what TypeScript knows of a tool whose profile is data.
import type { CommandProfile, ParameterProfile, Profile } from "./profile.ts";
import type { PlainValue } from "./profile_values.ts";

/** A text among known ones; any text where none are known. */
export type Known<T> = [T] extends [never] ? string : string extends T ? string : T & string;

/** Names in a list of things. */
export type NameIn<L> = L extends readonly (infer T)[] ? T extends { readonly name: infer N } ? N : never
  : never;

/** Names of the collection events of a profile. */
export type EventName<P extends Profile> = Known<NameIn<P["events"]>>;

/** Names in a list of alarms. */
export type AlarmNameIn<L> = L extends readonly (infer T)[]
  ? T extends { readonly name: infer N } ? N : T extends { readonly text: infer N } ? N : never
  : never;

/** Names of the alarms of a profile; the text of one that has no name. */
export type AlarmName<P extends Profile> = Known<AlarmNameIn<P["alarms"]>>;

/** Names of the status variables of a profile. */
export type VariableName<P extends Profile> = Known<NameIn<P["variables"]>>;

/** Names of the constants of a profile. */
export type ConstantName<P extends Profile> = Known<NameIn<P["constants"]>>;

/** Names of the remote commands of a profile. */
export type CommandName<P extends Profile> = Known<keyof NonNullable<P["commands"]>>;

/** What a value of a format may be given as. */
export type ValueOf<F> = F extends "A" | "J" | "W" ? string
  : F extends "BOOLEAN" ? boolean
  : F extends "U8" | "I8" ? number | bigint
  : F extends "B" ? number | Uint8Array
  : F extends string ? number
  : PlainValue;

/** The parameters of a command. */
export type Listed<C> = C extends { readonly parameters: infer L extends readonly ParameterProfile[] }
  ? L[number]
  : never;

/** Those of some parameters that must be given. */
export type Needed<Q> = Q extends { readonly required: true }
  ? Q extends { readonly default: unknown } ? never : Q
  : never;

/** The parameter of a name. */
export type Named<Q extends ParameterProfile, N> = Extract<Q, { readonly name: N }>;

/** The parameters of a remote command: those that are required, and those that may be left out. */
export type CommandValues<P extends Profile, N extends string> = string extends
  keyof NonNullable<P["commands"]> ? Readonly<Record<string, PlainValue>>
  : N extends keyof NonNullable<P["commands"]> ? ValuesOf<NonNullable<P["commands"]>[N]>
  : never;

/** The values that a command takes. */
export type ValuesOf<C> = C extends CommandProfile ?
    & { readonly [N in Needed<Listed<C>>["name"]]: ValueOf<Named<Listed<C>, N>["format"]> }
    & {
      readonly [N in Exclude<Listed<C>, Needed<Listed<C>>>["name"]]?: ValueOf<Named<Listed<C>, N>["format"]>;
    }
  : never;
