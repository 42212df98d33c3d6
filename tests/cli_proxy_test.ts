// `hsms proxy`: bytes, ends and errors pass as they are; what is recorded and streamed is what passed.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readFileSync } from "node:fs";
import { Capture } from "../core/capture/capture.ts";
import type { CapturedMessage } from "../core/framing/model.ts";
import { connect, listen } from "../adapters/node.ts";
import { A, encode, L, U4 } from "../mod.ts";
import { Listening, NetPeer } from "./cli_net.ts";
import { Run, withFolder } from "./cli_rig.ts";
import { test } from "./harness.ts";

const LIMIT = { timeout: 30_000 };

/** A proxy in front of a port, and the port that it listens at. */
async function proxyTo(target: number, ...args: string[]): Promise<{ run: Run; port: number }> {
  const run = new Run(["proxy", "127.0.0.1:0", `127.0.0.1:${target}`, ...args]);
  const [, port] = await run.until(/Listening at 127\.0\.0\.1:(\d+)/, "err");
  return { run, port: Number(port) };
}

/** The messages in a capture. */
function messagesIn(bytes: Uint8Array): CapturedMessage[] {
  const capture = new Capture({ audit: false });
  const messages: CapturedMessage[] = [];
  capture.push(bytes);
  capture.end();
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
    if (output.type === "message") messages.push({ ...output.message, text: output.message.text.slice() });
    assert(output.type !== "trouble" && output.type !== "gap", output.type);
  }
  return messages;
}

/** A host asks a tool through the proxy so many times; gives back the texts in their order. */
async function converse(port: number, tool: { address: { port: number } }, times: number): Promise<void> {
  assert(tool.address.port > 0);
  await using host = await connect({ host: "127.0.0.1", port, session: 1 });
  for (let i = 0; i < times; i++) {
    const reply = await host.request({ stream: 1, function: 3, text: encode(L(U4(i))) });
    assertEquals(reply.text, encode(L(A(`value ${i}`))));
  }
}

async function openTool() {
  let count = 0;
  const tool = await listen({ host: "127.0.0.1", port: 0, session: 1 });
  tool.on("connection", (connection) => {
    connection.on("message", (message) => {
      if (message.function === 3) void connection.reply(message, encode(L(A(`value ${count++}`))));
    });
  });
  return tool;
}

test("proxy: a host and a tool talk through it, and the recording has every message", LIMIT, async () => {
  await withFolder(async (path) => {
    await using tool = await openTool();
    const { run, port } = await proxyTo(tool.address.port, "--record", path("x.pcapng"), "--decode");
    await converse(port, tool, 20);
    await run.until(/Separate\.req/);
    const { code, out } = await run.interrupt();
    assertEquals(code, 0);
    const messages = messagesIn(readFileSync(path("x.pcapng")));
    const kinds = messages.map(({ header }) => header!.sType === 0 ? header!.byte3 : -header!.sType);
    assertEquals(kinds.filter((kind) => kind > 0), Array.from({ length: 40 }, (_, i) => 3 + (i & 1)));
    assertEquals(kinds.filter((kind) => kind < 0), [-1, -2, -9]);
    assertEquals(
      messages.filter(({ header }) => header!.byte3 === 4).map(({ text }) => text.slice()),
      Array.from({ length: 20 }, (_, i) => encode(L(A(`value ${i}`)))),
    );
    assertEquals(out.match(/ S1F3 W /g)?.length, 20);
    assertEquals(out.match(/ S1F4 .* after /g)?.length, 20);
  });
});

test(
  "proxy: bytes pass unchanged and in order, both ways at once, however many and slow",
  LIMIT,
  async () => {
    const server = await Listening.open();
    const { run, port } = await proxyTo(server.port, "--quiet");
    const client = await NetPeer.connect(port);
    const other = await server.next();
    const there = noise(8 << 20, 1), back = noise(8 << 20, 2);
    other.pause();
    const sending = [client.send(there), other.send(back)];
    await new Promise((resolve) => setTimeout(resolve, 100));
    other.resume();
    await Promise.all(sending);
    assertEquals(sum(await other.received(there.length)), sum(there));
    assertEquals(sum(await client.received(back.length)), sum(back));
    await client.close();
    await other.close();
    await run.interrupt();
    await server.close();
  },
);

test("proxy: one side may end and the other go on", LIMIT, async () => {
  const server = await Listening.open();
  const { run, port } = await proxyTo(server.port);
  const client = await NetPeer.connect(port);
  const other = await server.next();
  await client.send(Uint8Array.of(1, 2, 3));
  client.finish();
  await other.finished;
  assertEquals([...await other.received(3)], [1, 2, 3]);
  await other.send(Uint8Array.of(4, 5));
  other.finish();
  await client.finished;
  assertEquals([...await client.received(2)], [4, 5]);
  await Promise.all([client.close(), other.close()]);
  await run.until(/Connection 1 ended, by 127\.0\.0\.1:\d+\n.*Connection 1 ended/s, "err");
  await run.interrupt();
  await server.close();
});

test("proxy: a connection that breaks off breaks off on the other side", LIMIT, async () => {
  const server = await Listening.open();
  const { run, port } = await proxyTo(server.port);
  const client = await NetPeer.connect(port);
  const other = await server.next();
  await client.send(Uint8Array.of(1));
  await other.received(1);
  client.abort();
  await other.closed;
  await run.until(/Connection 1 (broke off|ended), by 127/, "err");
  await run.interrupt();
  await Promise.all([client.close(), other.close()]);
  await server.close();
});

test(
  "proxy: without a target the client is told at once, and the next connection tries again",
  LIMIT,
  async () => {
    const place = await Listening.open();
    const target = place.port;
    await place.close();
    await withFolder(async (path) => {
      const { run, port } = await proxyTo(target, "--record", path("x.pcapng"));
      const refused = await NetPeer.connect(port);
      await refused.closed;
      await run.until(/Cannot pass on connection 1 of 127\.0\.0\.1:\d+: it refuses connections/, "err");
      const server = await Listening.open(target);
      const client = await NetPeer.connect(port);
      const other = await server.next();
      await client.send(Uint8Array.of(7));
      assertEquals([...await other.received(1)], [7]);
      await Promise.all([client.close(), other.close(), refused.close()]);
      await run.until(/Connection 2 ended/, "err");
      await run.interrupt();
      await server.close();
      assertEquals(endsIn(readFileSync(path("x.pcapng"))), ["refused", "FIN", "FIN"]);
    });
  },
);

test("proxy: many connections at once, each with its own bytes", LIMIT, async () => {
  const server = await Listening.open();
  const { run, port } = await proxyTo(server.port);
  const clients = await Promise.all(Array.from({ length: 50 }, () => NetPeer.connect(port)));
  const others = await Promise.all(clients.map(() => server.next()));
  await Promise.all(clients.map((client, i) => client.send(Uint8Array.of(i, i, i))));
  const received = await Promise.all(others.map((other) => other.received(3)));
  const firsts = received.map(([first]) => first).sort((a, b) => a - b);
  assertEquals(firsts, clients.map((_, i) => i));
  for (const bytes of received) assertEquals([...bytes], [bytes[0], bytes[0], bytes[0]]);
  await Promise.all([...clients, ...others].map((peer) => peer.close()));
  await run.interrupt();
  await server.close();
});

test("proxy: Ctrl-C ends connections in order", LIMIT, async () => {
  const server = await Listening.open();
  const { run, port } = await proxyTo(server.port);
  const client = await NetPeer.connect(port);
  const other = await server.next();
  const { code } = await run.interrupt();
  assertEquals(code, 0);
  await Promise.all([client.finished, other.finished]);
  await Promise.all([client.close(), other.close()]);
  await server.close();
});

test("proxy: a port that is taken is told in words", LIMIT, async () => {
  const server = await Listening.open();
  const { code, err } = await new Run(["proxy", `127.0.0.1:${server.port}`, "127.0.0.1:1"]).done;
  assertEquals(code, 1);
  assertStringIncludes(err, `Cannot listen at 127.0.0.1:${server.port}: somebody else does already`);
  await server.close();
});

/** How the connections in a recording ended. */
function endsIn(bytes: Uint8Array): string[] {
  const capture = new Capture({ port: undefined, host: "127.0.0.1", audit: false });
  const ends: string[] = [];
  capture.push(bytes);
  capture.end();
  for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
    if (output.type === "ended") ends.push(output.how);
  }
  return ends;
}

/** Bytes that follow from a seed. */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

/** A sum over all bytes that depends on their order. */
function sum(bytes: Uint8Array): string {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return `${bytes.length} ${a} ${b}`;
}
