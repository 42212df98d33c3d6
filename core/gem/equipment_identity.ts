// Who the equipment is, and who is in charge: S1F1, F13, F15 and F17, and the loopback S2F25.
import { abort } from "../messages/message.ts";
import { S1F1, S1F13, S1F14, S1F15, S1F16, S1F17, S1F18, S1F2 } from "../messages/stream1.ts";
import { S2F25, S2F26 } from "../messages/stream2_programs_constants.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import { readable } from "./value.ts";

const S1F0 = /* @__PURE__ */ abort(1);

/** Establishing communications and the control state, as far as the host takes part. */
export class Identity implements Capability {
  readonly name = "identity and control";
  readonly handlers: Handlers;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.handlers = {
      S1F1: on(S1F1, () => S1F2.build(this.#identity())),
      S1F13: on(S1F13, () => this.#communicate()),
      S1F15: on(S1F15, () => this.#goOffLine()),
      S1F17: on(S1F17, () => S1F18.build(context.control.hostRequestsOnLine())),
      S2F25: on(S2F25, (ABS) => S2F26.build(ABS)),
    };
  }

  /** Sends S1F13, and tells the communication model what came of it. */
  establish(): void {
    const { communication, now } = this.#context;
    const request = S1F13.build(this.#identity());
    const posted = this.#context.post(request, (reply) => {
      if (reply !== undefined && readable(() => S1F14.read(reply))?.COMMACK === 0) {
        communication.accepted(this.#context.now);
      } else communication.failed(this.#context.now);
    });
    if (posted !== "sent") communication.failed(now);
  }

  /** Sends S1F1 to go on-line, and tells the control model what came of it. */
  attemptOnLine(): void {
    const { control } = this.#context;
    const posted = this.#context.post(S1F1.build(), (reply) => {
      if (reply?.function === 2) control.answered();
      else control.attemptFailed();
    });
    if (posted !== "sent") control.attemptFailed();
  }

  #identity(): { MDLN: string; SOFTREV: string } {
    const { MDLN, SOFTREV } = this.#context.index.model;
    return { MDLN, SOFTREV };
  }

  /** The communication model orders the S1F14; here its code is taken from it. */
  #communicate(): Answer {
    const { communication, options, now } = this.#context;
    if (communication.state === "DISABLED") return undefined;
    const acceptable = options.acceptCommunication?.() ?? true;
    communication.requested(now, acceptable);
    return S1F14.build({ COMMACK: acceptable ? 0 : 1, equipment: this.#identity() });
  }

  #goOffLine(): Answer {
    const OFLACK = this.#context.control.hostRequestsOffLine();
    return OFLACK === undefined ? S1F0.build() : S1F16.build(OFLACK);
  }
}
