// SECS-I over a serial port, here with npm's `serialport`:
//
//   import { SerialPort } from "serialport";
//   console.log(await identify(() => new SerialPort({ path: "/dev/ttyUSB0", baudRate: 9600 })));
import { connectOver, serial, type SerialPortLike } from "../adapters/public.ts";
import { decode, SML } from "../mod.ts";

/** Asks the tool at the other end what it is: S1F2, as SML. */
export async function identify(open: () => SerialPortLike, session = 0): Promise<string> {
  await using tool = await connectOver(serial(open), { protocol: "secs1", role: "host", session });
  const reply = await tool.request({ stream: 1, function: 1 });
  return SML.print(decode(reply.text));
}
