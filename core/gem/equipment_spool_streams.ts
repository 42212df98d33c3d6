// Which messages go to the spool: those that the host has chosen by S2F43, among those that may be spooled.
import type { BuiltMessage } from "../messages/message.ts";
import { S2F59, S2F60 } from "../messages/stream2_definitions.ts";
import { S2F43, S2F44 } from "../messages/stream2_reports_commands.ts";
import { type Answer, type Context, type Handlers, on } from "./capability.ts";
import { isByte } from "./value.ts";

const ACCEPTED = 0, REJECTED = 1; // RSPACK
const NOT_ALLOWED = 1, UNKNOWN_STREAM = 2, UNKNOWN_FUNCTION = 3, SECONDARY = 4; // STRACK

/** What the equipment sends by itself and may spool. */
const SPOOLABLE = ["S5F1", "S6F1", "S6F11", "S6F13", "S10F1"] as const;

/** An entry of S2F43 and S2F60. */
interface SpooledStream {
  readonly STRID: number;
  readonly functions: readonly number[];
}

/** The streams and functions that the host wants to be spooled. */
export class SpooledStreams {
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #spoolable: readonly string[];
  #streams: readonly SpooledStream[];

  constructor(context: Context) {
    this.#context = context;
    this.#spoolable = context.index.model.spoolable ?? SPOOLABLE;
    const kept = context.store.read("spooled streams");
    this.#streams = kept === undefined ? [] : S2F60.read(kept);
    this.handlers = {
      S2F43: on(S2F43, (streams) => this.#reset(streams)),
      S2F59: on(S2F59, () => S2F60.build(this.#streams)),
    };
  }

  /** Whether there are any, and ConfigSpool has them spooled. */
  get any(): boolean {
    return this.#streams.length > 0 && this.#configured();
  }

  /** Whether a message is among them. */
  include({ stream, function: fn }: BuiltMessage): boolean {
    const chosen = this.#streams.some(({ STRID, functions }) =>
      STRID === stream && (functions.length === 0 || functions.includes(fn))
    );
    return chosen && this.#spoolable.includes(`S${stream}F${fn}`) && this.#configured();
  }

  #configured(): boolean {
    return this.#context.constant("ConfigSpool", 1) !== 0;
  }

  /** Replaces the whole set, or nothing when anything of it is wrong. */
  #reset(streams: readonly SpooledStream[]): Answer {
    const codes = streams.flatMap(({ STRID, functions }) => [STRID, ...functions]);
    if (!codes.every(isByte)) return "illegal data";
    const errors = streams.flatMap((entry) => this.#errorsOf(entry));
    if (errors.length > 0) return S2F44.build({ RSPACK: REJECTED, streams: errors });
    this.#streams = streams;
    this.#context.store.write("spooled streams", S2F60.text(streams));
    return S2F44.build({ RSPACK: ACCEPTED, streams: [] });
  }

  #errorsOf({ STRID, functions }: SpooledStream): (SpooledStream & { readonly STRACK: number })[] {
    if (STRID === 1 || STRID === 9) return [{ STRID, STRACK: NOT_ALLOWED, functions }];
    const has = (name: string) => name.startsWith(`S${STRID}F`);
    if (!this.#spoolable.some(has)) {
      const known = [...this.#context.supported].some(has);
      return [{ STRID, STRACK: known ? NOT_ALLOWED : UNKNOWN_STREAM, functions }];
    }
    const secondary = functions.filter((fn) => fn % 2 === 0);
    const unknown = functions.filter((fn) => fn % 2 === 1 && !this.#spoolable.includes(`S${STRID}F${fn}`));
    return [
      ...(secondary.length > 0 ? [{ STRID, STRACK: SECONDARY, functions: secondary }] : []),
      ...(unknown.length > 0 ? [{ STRID, STRACK: UNKNOWN_FUNCTION, functions: unknown }] : []),
    ];
  }
}
