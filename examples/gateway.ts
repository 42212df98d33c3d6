// A gateway: a host that speaks HSMS reaches an equipment that speaks SECS-I, and the other way round.
//
//   const { connect, open } = await adapter();
//   const host = open({ mode: "passive", port: 5000, session: 1 });
//   const tool = await connect({ protocol: "secs1", role: "host", host: "10.0.0.7", port: 4001, session: 1 });
//   join(host, tool);
import type { AnyLink, Connection, DataMessage } from "../adapters/public.ts";

type Either = Connection<AnyLink>;
type Report = (error: unknown) => void;

/** Passes primaries and replies both ways, until one of the two is closed for good: then the other is closed too. */
export function join(one: Either, other: Either, report: Report = console.warn): void {
  for (const [from, to] of [[one, other], [other, one]]) {
    from.on("message", (primary) => pass(primary, from, to, report));
    void from.closed.then(() => to.close());
  }
}

/** System bytes, device id, R-bit and blocks are each side's own; stream, function, W-bit and text stay. */
async function pass(primary: DataMessage, from: Either, to: Either, report: Report): Promise<void> {
  const { stream, function: fn, text, replyExpected } = primary;
  try {
    if (!replyExpected) return void await to.send({ stream, function: fn, text });
    const reply = await to.request({ stream, function: fn, text });
    await from.reply(primary, reply.text);
  } catch (error) {
    report(error); // no reply, no connection, or more than SECS-I can carry
    // Whoever asked hears of it at once, by an abort.
    if (replyExpected) from.reply(primary, undefined, 0).catch(() => {});
  }
}
