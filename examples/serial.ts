// SECS-I over a serial port: any port shaped like that of npm's `serialport` becomes a `Dial`.
//
//   import { SerialPort } from "serialport";
//   import { connectOver } from "@fabwire/hsms/node";
//
//   const dial = serial("/dev/ttyUSB0", (path) => new SerialPort({ path, baudRate: 9600 }));
//   const tool = await connectOver(dial, { protocol: "secs1", role: "host", session: 1 });
//   const reply = await tool.request({ stream: 1, function: 1 });
import type { Dial } from "../adapters/public.ts";

/** What is used of a port. */
export interface Port {
  write(bytes: Uint8Array): unknown;
  /** Calls back when everything has left. */
  drain(done: () => void): unknown;
  close(done: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
  on(event: "open" | "close", handler: () => void): unknown;
  on(event: "data", handler: (bytes: Uint8Array) => void): unknown;
  on(event: "error", handler: (error: Error) => void): unknown;
}

/** Opens a port each time a connection is to be had. It is full until its bytes have left: T2 begins with the last. */
export function serial(path: string, open: (path: string) => Port): Dial {
  return (wire) => {
    const port = open(path), end = { host: path, port: 0 };
    const close = (): unknown => port.drain(() => port.close(() => {}));
    const write = (bytes: Uint8Array): boolean => {
      port.write(bytes);
      port.drain(() => wire.drained());
      return false;
    };
    let closed = (error?: Error): void => {
      closed = () => {};
      wire.closed(error);
    };
    port.on("open", () => {
      const destroy = (): unknown => port.close(() => {});
      const [pause, resume] = [() => port.pause(), () => port.resume()];
      wire.opened({ local: end, remote: end, write, end: close, destroy, pause, resume });
    });
    port.on("data", (bytes) => wire.received(new Uint8Array(bytes)));
    port.on("error", (error) => closed(error));
    port.on("close", () => closed());
    return () => port.close(() => closed());
  };
}
