// A host and an equipment in two processes talk HSMS over TCP on loopback, told as a ladder. Exits 0 only if every
// step happened. Run it with `npm run demo` or `deno task demo`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Connection, type Events, NoReplyError } from "../adapters/public.ts";
import { A, at, B, decode, encode, equals, F4, hsms, L, number, text, U4 } from "../mod.ts";
import { adapter } from "./adapter.ts";
import { Ladder } from "./ladder.ts";

type News = Events["news"];

const ladder = new Ladder("host", "equipment");
const done: string[] = [];
const waits = new Set<(news: News) => void>();

const equipment = startEquipment();
try {
  const { connect } = await adapter();
  const port = await portOf(equipment);
  ladder.head();
  ladder.step("Connect and select");
  const host = await connect({ host: "127.0.0.1", port, session: 1, trace: true, on: { news: tell } });
  check("TCP connected, session SELECTED", host.state === "SELECTED");
  await establishCommunications(host);
  await askStatus(host);
  await test(host);
  await sendUnwelcome(host);
  await waitInVain(host);
  await separate(host);
  ladder.summary(done);
} finally {
  equipment.kill();
}

async function establishCommunications(host: Connection): Promise<void> {
  ladder.step("S1F13 Establish Communications Request, S1F1 Are You There");
  const established = await host.request({ stream: 1, function: 13, text: encode(L()) });
  check("S1F13 answered by S1F14, COMMACK 0", number(at(decode(established.text), 0)) === 0);
  const online = await host.request({ stream: 1, function: 1 });
  check("S1F1 answered by S1F2, MDLN EQ-100", text(at(decode(online.text), 0)) === "EQ-100");
}

async function askStatus(host: Connection): Promise<void> {
  ladder.step("S1F3 Selected Equipment Status Request, then an event of the equipment");
  const event = happened((news) => news.type === "message" && news.message);
  const status = await host.request({ stream: 1, function: 3, text: encode(L(U4(1001), U4(1002))) });
  check("S1F3 answered by S1F4 with two values", equals(decode(status.text), L(A("IDLE"), F4(23.5))));
  const report = await event;
  check("S6F11 of CEID 2001 received", number(at(decode(report.text), 1)) === 2001);
  const tested = happened((news) => isReceived(news, "Linktest.req"));
  await host.reply(report, encode(B(0)));
  check("Linktest.req of the equipment answered", await tested);
}

async function test(host: Connection): Promise<void> {
  ladder.step("Linktest of the host");
  const { milliseconds } = await host.linktest();
  check("Linktest.rsp received", milliseconds >= 0);
}

async function sendUnwelcome(host: Connection): Promise<void> {
  ladder.step("A message that the equipment rejects");
  const error = await failure(host.request({ stream: 99, function: 1 }));
  check(
    "S99F1 ended by Reject.req",
    error.reason === "rejected" && error.header?.[5] === hsms.STYPE.REJECT_REQ,
  );
}

async function waitInVain(host: Connection): Promise<void> {
  ladder.step("T3 of 1 s, and the reply that comes too late");
  const late = happened((news) => news.type === "unmatched" && news.reason);
  const error = await failure(host.request({ stream: 2, function: 13, text: encode(L()), T3: 1 }));
  check("S2F13 ended by T3", error.reason === "T3");
  check("S2F14 recognised as late", await late === "late");
}

async function separate(host: Connection): Promise<void> {
  ladder.step("Separate");
  const ended = once(equipment, "exit");
  const separated = happened((news) => news.type === "deselected");
  await Promise.all([separated, host.close()]);
  check("Separate.req sent, TCP connection closed", host.state === "NOT CONNECTED");
  const [code] = await ended;
  check("the equipment has ended in order", code === 0);
}

// ── The ladder and its checks ──────────────────────────────────────────────────────────────────────────────────

function tell(news: News): void {
  if (news.type === "sent" || news.type === "received") ladder.message(news.type, news.header, news.text);
  else if (news.type === "state") ladder.note(`${news.from} → ${news.to} (${news.cause})`);
  else if (news.type === "noReply") {
    ladder.note(`S${news.primary.stream}F${news.primary.function}: ${news.reason}`);
  } else if (news.type === "unmatched") {
    ladder.note(`S${news.message.stream}F${news.message.function} is ${news.reason}`);
  }
  for (const wait of waits) wait(news);
}

/** Resolves with what `find` makes of the first news that it finds something in. */
function happened<T>(find: (news: News) => T | false): Promise<T> {
  return new Promise((resolve) => {
    const wait = (news: News) => {
      const found = find(news);
      if (found === false) return;
      waits.delete(wait);
      resolve(found);
    };
    waits.add(wait);
  });
}

function isReceived(news: News, name: string): boolean {
  return news.type === "received" && hsms.sTypeName(news.header[5]) === name;
}

function check(step: string, happened: boolean): void {
  if (!happened) throw new Error(`The demo failed at: ${step}`);
  done.push(step);
}

async function failure(request: Promise<unknown>): Promise<NoReplyError> {
  try {
    await request;
  } catch (error) {
    if (error instanceof NoReplyError) return error;
    throw error;
  }
  throw new Error("The demo failed: a reply came where none was expected");
}

// ── The other process ──────────────────────────────────────────────────────────────────────────────────────────

/** Starts the equipment with the runtime, and the permissions, of this process. */
function startEquipment(): ChildProcess {
  const script = fileURLToPath(new URL(import.meta.url.replace(/demo(\.\w+)$/, "demo_equipment$1")));
  const flags = "Deno" in globalThis ? ["run", "--allow-all", "--quiet"] : [];
  return spawn(process.execPath, [...flags, script], { stdio: ["ignore", "pipe", "inherit"] });
}

/** The equipment prints the port it listens at. */
async function portOf(equipment: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: equipment.stdout! })) return JSON.parse(line).port;
  throw new Error("The demo failed: the equipment did not start");
}
