// The equipment of the soak test, a process of its own: answers S1F1 with its own text, S1F3 so too but late, S1F5
// never, and asks the host S6F11 all the time. It prints the port it listens at, ends with its input, and ends with
// code 3 when something is wrong.
import { NoReplyError, NotSelectedError, open } from "../adapters/deno.ts";
import { LATE, randomText, sameBytes, sleep, TIMERS } from "./soak_traffic.ts";

const equipment = open({ mode: "passive", host: "127.0.0.1", port: 0, timers: TIMERS });

equipment.on("listening", ({ port }) => console.log(port));
equipment.on("error", (error) => fail(`A handler has thrown ${error}`));
equipment.on("news", (news) => {
  if (news.type === "fault") fail(`The host broke a rule: ${news.fault}`);
  else if (news.type === "rejected") fail("The host has rejected a message");
  else if (news.type === "unmatched") fail(`The reply of the host is unmatched: ${news.reason}`);
});
equipment.on("message", async (message) => {
  if (message.function === 5) return;
  if (message.function === 3) await sleep(LATE);
  // What can no longer be answered is the host's to notice.
  await equipment.reply(message, message.text).catch(() => {});
});

void untilInputEnds();
while (true) {
  await equipment.whenSelected();
  await askHost();
}

async function askHost(): Promise<void> {
  const text = randomText();
  try {
    const reply = await equipment.request({ stream: 6, function: 11, text });
    if (!sameBytes(reply.text, text)) fail("The host's reply is not that of its primary");
  } catch (error) {
    const lost = error instanceof NoReplyError && error.reason === "disconnected";
    if (!lost && !(error instanceof NotSelectedError)) fail(String(error));
  }
}

async function untilInputEnds(): Promise<void> {
  for await (const _ of Deno.stdin.readable);
  Deno.exit();
}

function fail(what: string): never {
  console.error(`equipment: ${what}`);
  Deno.exit(3);
}
