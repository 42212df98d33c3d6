// The equipment of the demo: a passive HSMS entity that knows a handful of messages. Started by demo.ts.
import { A, B, decode, encode, F4, L, list, number, U4 } from "../mod.ts";
import { adapter } from "./adapter.ts";

const IDENTITY = L(A("EQ-100"), A("1.2.0"));
const STATUS: Readonly<Record<number, ReturnType<typeof A | typeof F4>>> = {
  1001: A("IDLE"),
  1002: F4(23.5),
};

const { open } = await adapter();
const equipment = open({ mode: "passive", host: "127.0.0.1", port: 0, session: 1, timers: { T7: 5 } });

equipment.on("listening", ({ port }) => console.log(JSON.stringify({ port })));
equipment.on("closed", () => equipment.close());

for await (const message of equipment) {
  const { stream, function: fn } = message;
  switch (`S${stream}F${fn}`) {
    case "S1F1":
      await equipment.reply(message, encode(IDENTITY));
      break;
    case "S1F13":
      await equipment.reply(message, encode(L(B(0), IDENTITY)));
      break;
    case "S1F3": {
      const values = list(decode(message.text)).map((svid) => STATUS[number(svid)] ?? L());
      await equipment.reply(message, encode(L(...values)));
      await reportEvent(2001);
      break;
    }
    case "S2F13":
      // Too late for the host's T3 of one second.
      await new Promise((resolve) => setTimeout(resolve, 1300));
      await equipment.reply(message, encode(L(U4(42))));
      break;
    default:
      equipment.reject(message, 128);
  }
}

/** S6F11, and a linktest of our own once the host has acknowledged. */
async function reportEvent(ceid: number): Promise<void> {
  const report = L(U4(1), L(F4(23.5), A("LOT-7")));
  await equipment.request({ stream: 6, function: 11, text: encode(L(U4(0), U4(ceid), L(report))) });
  await equipment.linktest();
}
