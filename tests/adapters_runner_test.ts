// The runner, held against a machine that does as it is told and complains when it is not drained.
import { assert, assertEquals } from "@std/assert";
import type { Dial } from "../adapters/socket.ts";
import { sleep } from "./adapters_loopback.ts";
import { connectedTest, OPTIONS, rigTest, turn, write } from "./adapters_runner_rig.ts";

connectedTest("runner: all commands of a turn leave in one write", async ({ command, socket }) => {
  command(write(1, 2));
  command(write(3));
  assertEquals(socket.acts, []);
  await turn();
  assertEquals(socket.acts, ["write 1,2,3"]);
});

connectedTest(
  "runner: an answer made after an await leaves with what its chunk brought",
  async ({ machine, runner, command, socket }) => {
    const answer = async (): Promise<void> => {
      await Promise.resolve();
      command(write(9));
    };
    machine.onFact = () => machine.outputs.push({ type: "news", act: () => void answer() }, write(5));
    runner.received(Uint8Array.of(1));
    await turn();
    assertEquals(socket.acts, ["write 5,9"]);
  },
);

connectedTest(
  "runner: adjoining regions of one buffer are written without a copy",
  async ({ command, socket }) => {
    const written: Uint8Array[] = [];
    socket.write = (bytes) => (written.push(bytes), true);
    const slab = Uint8Array.of(1, 2, 3, 4);
    command({ type: "write", bytes: slab.subarray(0, 2) });
    command({ type: "write", bytes: slab.subarray(2, 4) });
    await turn();
    assertEquals(written.length, 1);
    assertEquals(written[0].buffer, slab.buffer);
    assertEquals([...written[0]], [1, 2, 3, 4]);
  },
);

connectedTest(
  "runner: from 64 KiB on bytes do not wait for the end of the turn",
  async ({ machine, runner, socket }) => {
    machine.outputs.push({ type: "write", bytes: new Uint8Array(64 * 1024) });
    runner.settle();
    assertEquals(socket.acts, ["write 65536"]);
    await turn();
    assertEquals(socket.acts, ["write 65536"]);
  },
);

connectedTest(
  "runner: bytes before a disconnect are written before the socket ends",
  async ({ command, socket }) => {
    command(write(1), { type: "disconnect" });
    await turn();
    assertEquals(socket.acts, ["write 1", "end"]);
  },
);

connectedTest(
  "runner: a full socket is told to the machine as blocked, once, and later as drained",
  async ({ machine, runner, command, socket }) => {
    socket.takes = false;
    command(write(1));
    await turn();
    assertEquals(machine.facts, ["connected", "blocked"]);
    runner.drained();
    await turn();
    assertEquals(machine.facts, ["connected", "blocked", "drained"]);
  },
);

connectedTest(
  "runner: a socket that is full when it is to be closed is closed",
  async ({ machine, runner, command, socket }) => {
    socket.takes = false;
    command(write(1), { type: "disconnect" });
    await turn();
    runner.drained();
    runner.closed();
    await turn();
    assertEquals(socket.acts, ["write 1", "end"]);
    assertEquals(machine.facts, ["connected", "disconnected"]);
  },
);

connectedTest(
  "runner: a machine is drained of commands before it is told a fact of the same turn",
  async ({ machine, runner, command, told }) => {
    command({ type: "news" });
    runner.received(Uint8Array.of(7));
    await turn();
    assertEquals(machine.facts, ["connected", "received 7"]);
    assertEquals(told, ["connect", "news"]);
  },
);

connectedTest(
  "runner: what a socket tells while the machine is being drained waits until it is",
  async ({ machine, runner, command }) => {
    const act = (): void => {
      runner.received(Uint8Array.of(1));
      runner.received(Uint8Array.of(2));
    };
    command({ type: "news", act }, { type: "news" });
    await turn();
    assertEquals(machine.facts, ["connected", "received 1", "received 2"]);
  },
);

connectedTest(
  "runner: a socket that closes inside a write is told as disconnected, once",
  async ({ machine, runner, command, socket }) => {
    socket.onAct = () => runner.closed();
    command(write(1), { type: "disconnect" });
    await turn();
    assertEquals(machine.facts, ["connected", "disconnected"]);
  },
);

const refuse: Dial = (wire) => {
  wire.closed(new Error("refused"));
  return () => {};
};

rigTest(
  "runner: a connect that fails at once is answered by disconnected alone",
  async ({ machine, command, told }) => {
    command({ type: "connect" });
    await turn();
    assertEquals(machine.facts, ["disconnected"]);
    assertEquals(told, ["connect", "closed refused"]);
  },
  refuse,
);

const waitInVain: Dial = (wire) => () => wire.closed();

rigTest(
  "runner: an attempt to connect is given up when it takes too long",
  async ({ machine, command, told }) => {
    command({ type: "connect" });
    await sleep(10);
    assertEquals(machine.facts, []);
    await sleep(50);
    assertEquals(machine.facts, ["disconnected"]);
    assertEquals(told, ["connect", "closed no answer within 0.02 s"]);
  },
  waitInVain,
  { ...OPTIONS, connectTimeout: 20 },
);

rigTest("runner: disconnect gives up an attempt to connect", async ({ machine, command }) => {
  command({ type: "connect" });
  await turn();
  command({ type: "disconnect" });
  await turn();
  assertEquals(machine.facts, ["disconnected"]);
}, waitInVain);

rigTest(
  "runner: a socket that opens when nobody waits for it is closed",
  async ({ machine, runner, socket }) => {
    runner.opened(socket);
    await turn();
    assertEquals(machine.facts, []);
    assertEquals(socket.acts, ["destroy"]);
  },
);

connectedTest(
  "runner: a peer that does not end is destroyed in time after a disconnect",
  async ({ machine, runner, command, socket }) => {
    socket.onAct = (act) => act === "destroy" && runner.closed();
    command({ type: "disconnect" });
    await turn();
    runner.received(Uint8Array.of(1));
    assertEquals(socket.acts, ["end"]);
    await sleep(60);
    assertEquals(socket.acts, ["end", "destroy"]);
    assertEquals(machine.facts, ["connected", "disconnected"]);
  },
  { ...OPTIONS, closeTimeout: 20 },
);

connectedTest(
  "runner: reading stops and goes on, and the machine is told",
  async ({ machine, runner, command, socket }) => {
    command({ type: "news", act: () => runner.pause() });
    await turn();
    runner.pause();
    runner.resume();
    await turn();
    runner.resume();
    await turn();
    assertEquals(socket.acts, ["pause", "resume"]);
    assertEquals(machine.facts, ["connected", "paused", "resumed"]);
  },
);

connectedTest(
  "runner: reading goes on when a paused connection is to be closed",
  async ({ runner, command, socket }) => {
    runner.pause();
    command({ type: "disconnect" });
    await turn();
    assertEquals(socket.acts, ["pause", "resume", "end"]);
    runner.closed();
  },
);

connectedTest(
  "runner: elapsed is told at the deadline, not before, however often the deadline moves on",
  async ({ machine, command }) => {
    const start = performance.now();
    const elapsed: number[] = [];
    machine.onFact = (fact) => {
      if (fact !== "elapsed") return;
      elapsed.push(performance.now());
      machine.deadline = Infinity;
    };
    for (let i = 0; i < 5; i++) {
      machine.deadline = performance.now() + 50;
      command({ type: "news" });
      await sleep(20);
    }
    const { deadline } = machine;
    await sleep(100);
    assertEquals(elapsed.length, 1);
    assert(elapsed[0] >= deadline && deadline >= start + 120, `elapsed ${elapsed[0]}, due ${deadline}`);
  },
);

connectedTest("runner: a deadline that comes nearer is kept", async ({ machine, command }) => {
  machine.onFact = (fact) => fact === "elapsed" && (machine.deadline = Infinity);
  machine.deadline = performance.now() + 60_000;
  command({ type: "news" });
  await turn();
  machine.deadline = performance.now() + 20;
  command({ type: "news" });
  await sleep(80);
  assertEquals(machine.facts, ["connected", "elapsed"]);
});

connectedTest(
  "runner: a deadline beyond the longest timer does not fire at once",
  async ({ machine, command }) => {
    machine.deadline = performance.now() + 2 ** 40;
    command({ type: "news" });
    await sleep(30);
    assertEquals(machine.facts, ["connected"]);
  },
);
