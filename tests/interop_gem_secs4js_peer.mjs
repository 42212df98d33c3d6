// The other side of interop_gem_secs4js_test.ts, by npm's secs4js: `node tests/interop_gem_secs4js_peer.mjs passive 0` is
// an equipment, `active 5000` a host. It has GEM's first messages; what else it answers and sends it is told as SML.
import { createInterface } from "node:readline";
import process from "node:process";
import { Clock, Gem, HsmsActiveCommunicator, HsmsPassiveCommunicator, SmlParser } from "secs4js";

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
const gem = Object.assign(new Gem(link), { mdln: "JS-TOOL", softrev: "0.4" });

const say = (line) => process.stdout.write(`${line}\n`);
const told = ({ stream, func, body }) =>
  `S${stream}F${func} ${body?.toSml().replace(/\s+/g, " ") ?? ""}`.trim();

/** What it answers: by its own GEM, or as it was told. */
const answers = {
  S1F1: (message) => mode === "passive" ? answer(message, '<L <A "JS-TOOL"> <A "0.4">>.') : gem.s1f2(message),
  S1F13: (message) => gem.s1f14(message, 0),
  S1F15: (message) => gem.s1f16(message),
  S1F17: (message) => gem.s1f18(message, 0),
  S2F17: (message) => gem.s2f18(message, new Clock(new Date(2026, 1, 3, 4, 5, 6))),
  S2F31: (message) => gem.s2f32(message, 0),
  S2F21: (message) => gem.s9f5(message),
  S2F49: (message) => gem.s9f7(message),
};

const answer = (message, sml) =>
  link.reply(message, message.stream, message.func + 1, SmlParser.parse(`S${message.stream}F0 ${sml}`).body);

link.on("selected", () => say("selected"));
link.on("disconnected", () => say("disconnected"));
link.on("error", (error) => say(`error: ${error.message}`));
link.on("message", async (message) => {
  say(told(message));
  const own = answers[`S${message.stream}F${message.func}`];
  if (own !== undefined) await own(message);
  else if (message.wBit) await link.reply(message, message.stream, 0);
});

const commands = {
  /** `answer S1F3 <L>.` */
  answer: (rest) => {
    const [, name, sml] = /^(\S+) (.*)$/.exec(rest);
    answers[name] = (message) => answer(message, sml);
  },
  /** `send S6F11 W <L>.`, and tells the reply. */
  send: async (rest) => {
    const { stream, func, wBit, body } = SmlParser.parse(rest);
    const reply = await link.send(stream, func, wBit, body);
    if (wBit) say(told(reply));
  },
  establish: async () => say(`COMMACK ${await gem.s1f13()}`),
  "off-line": async () => say(`OFLACK ${await gem.s1f15()}`),
  "on-line": async () => say(`ONLACK ${await gem.s1f17()}`),
  time: async () => say(`time ${(await gem.s2f17()).toDatetime().getFullYear()}`),
  "set-time": async () => say(`TIACK ${await gem.s2f31(new Clock(new Date(2026, 1, 3)))}`),
  linktest: async () => say(`linktest ${await link.sendLinkTestReq() ?? "answered"}`),
  separate: () => link.sendSeparateReq(),
};

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const [, name, rest] = /^(\S+) ?(.*)$/.exec(line);
    try {
      await commands[name](rest);
    } catch (error) {
      say(`error: ${error.message}`);
    }
  })
  .on("close", () => process.exit());

const opened = link.open();
if (mode === "passive") {
  await opened;
  link.port = link.server.address().port; // it listens anew for each host
  say(`listening ${link.port}`);
}
