// A serial port played by hand: what becomes of its events, and of orders that come at the wrong time.
import { assertEquals } from "@std/assert";
import { serial, type SerialPortLike } from "../adapters/serial.ts";
import type { Socket, Wire } from "../adapters/socket.ts";
import { test } from "./harness.ts";

type Handlers = Record<string, (value?: unknown) => void>;

/** A port that does what it is told, and calls back when the test says so. */
class Port implements SerialPortLike {
  readonly path: string = "/dev/ttyS9";
  readonly done: string[] = [];
  readonly handlers: Handlers = {};
  drained: () => void = () => {};
  closed: () => void = () => {};

  write(bytes: Uint8Array): void {
    this.done.push(`write ${bytes.length}`);
  }

  drain(done: () => void): void {
    this.drained = done;
  }

  close(done: () => void): void {
    this.done.push("close");
    this.closed = done;
  }

  pause(): void {
    this.done.push("pause");
  }

  resume(): void {
    this.done.push("resume");
  }

  on(event: string, handler: (value: never) => void): void {
    this.handlers[event] = handler as Handlers[string];
  }
}

/** A port that is dialled, what its wire is told, and how to give it up. */
function dialled(): { port: Port; told: string[]; socket: () => Socket; giveUp: () => void } {
  const port = new Port(), told: string[] = [];
  let opened: Socket | undefined;
  const wire: Wire = {
    opened: (socket) => {
      opened = socket;
      told.push("opened");
    },
    received: (bytes) => told.push(`received ${bytes.length} as ${bytes.constructor.name}`),
    drained: () => told.push("drained"),
    closed: (error) => told.push(`closed${error === undefined ? "" : `: ${error.message}`}`),
  };
  const giveUp = serial(() => port)(wire);
  return { port, told, socket: () => opened!, giveUp };
}

const open = (): ReturnType<typeof dialled> => {
  const line = dialled();
  line.port.handlers.open();
  line.told.length = 0;
  return line;
};

test("serial port: it is full until its bytes have left", () => {
  const { port, told, socket } = open();
  assertEquals([socket().write(new Uint8Array(3)), told], [false, []]);
  port.drained();
  assertEquals([port.done, told], [["write 3"], ["drained"]]);
  assertEquals([socket().local, socket().remote], [
    { host: "/dev/ttyS9", port: 0 },
    { host: "/dev/ttyS9", port: 0 },
  ]);
});

test("serial port: bytes are handed on as what they are, reading stops and goes on", () => {
  const { port, told, socket } = open();
  port.handlers.data(new (class Buffer extends Uint8Array {})([1, 2]));
  socket().pause();
  socket().resume();
  assertEquals([told, port.done], [["received 2 as Uint8Array"], ["pause", "resume"]]);
});

test("serial port: an end waits for what is being written, and closed is told once", () => {
  const { port, told, socket } = open();
  socket().end();
  assertEquals(port.done, []);
  port.drained();
  assertEquals([port.done, told], [["close"], []]);
  port.handlers.close();
  port.closed();
  assertEquals(told, ["closed"]);
});

test("serial port: one that fails is closed first, so that it can be opened again", () => {
  const { port, told } = open();
  port.handlers.error(new Error("unplugged"));
  assertEquals([port.done, told], [["close"], []]);
  port.closed();
  assertEquals(told, ["closed: unplugged"]);
});

test("serial port: one that was given up, and opens all the same, is closed and not told", () => {
  const { port, told, giveUp } = dialled();
  giveUp();
  port.closed();
  port.handlers.open();
  port.handlers.data(Uint8Array.of(5));
  assertEquals([port.done, told], [["close", "close"], ["closed"]]);
});

test("serial port: one that goes away is closed", () => {
  const { port, told } = open();
  port.handlers.close();
  port.drained();
  assertEquals(told, ["closed"]);
});
