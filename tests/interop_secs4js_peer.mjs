// The other side of interop_secs4js_test.ts, by npm's secs4js: `node tests/interop_secs4js_peer.mjs passive 0` or
// `active 5000`. Tells what happens and does what it is told, a line each.
import { createInterface } from "node:readline";
import process from "node:process";
import { A, B, HsmsActiveCommunicator, HsmsPassiveCommunicator, L, U4 } from "secs4js";

const [mode, port] = process.argv.slice(2);
const Communicator = mode === "passive" ? HsmsPassiveCommunicator : HsmsActiveCommunicator;
const link = new Communicator({
  ip: "127.0.0.1",
  port: Number(port),
  deviceId: 7,
  isEquip: mode === "passive",
  linkTestInterval: 60_000, // in milliseconds, other times in seconds
  timeoutT3: 5,
  timeoutT5: 0.05,
  timeoutRebind: 0.05,
  log: { enabled: false },
});

const say = (line) => process.stdout.write(`${line}\n`);
const told = ({ stream, func, body }) =>
  `S${stream}F${func} ${body?.toSml().replace(/\s+/g, " ") ?? ""}`.trim();

for (const event of ["selected", "disconnected"]) link.on(event, () => say(event));
link.on("error", (error) => say(`error: ${error.message}`));
link.on("message", async (message) => {
  say(told(message));
  await answers[`S${message.stream}F${message.func}`]?.(message);
});

const answers = {
  S1F3: (message) => link.reply(message, 1, 0),
  S1F13: (message) => link.reply(message, 1, 14, L(B(Uint8Array.of(0)), L(A("EQ-100"), A("1.2.0")))),
  S2F25: (message) => link.reply(message, 2, 26, message.body),
  S6F11: (message) => link.reply(message, 6, 12, B(Uint8Array.of(0))),
};

const commands = {
  establish: async () => say(told(await link.send(1, 13, true, L()))),
  event: async () => say(told(await link.send(6, 11, true, L(U4(1), U4(2001), L())))),
  linktest: async () => say(`linktest ${await link.sendLinkTestReq() ?? "answered"}`),
  separate: () => link.sendSeparateReq(),
};

createInterface({ input: process.stdin })
  .on("line", (line) => commands[line]().catch((error) => say(`error: ${error.message}`)))
  .on("close", () => process.exit());

const opened = link.open();
if (mode === "passive") {
  await opened;
  link.port = link.server.address().port; // it listens anew for each host
  say(`listening ${link.port}`);
}
