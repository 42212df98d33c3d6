// A session to try the page with: a host sets an equipment up, a lot runs, and a few things go wrong.
import { capture, hsms, SML } from "../../mod.ts";

/** A message of the example: when, from whom, and what goes on the wire. */
interface ExampleMessage {
  /** Seconds since the connection was opened. */
  readonly time: number;
  /** 0 from the host, 1 from the equipment. */
  readonly direction: 0 | 1;
  readonly bytes: Uint8Array;
}

const ORIGIN = 1_773_489_600_000_000_000n;
const CONNECTION: capture.Connection = {
  index: 0,
  client: "192.0.2.10:50123",
  server: "192.0.2.77:5000",
  firstFrame: 1,
  synFrame: 1,
  start: 0,
};

/** The session as a capture file. */
export function exampleFile(): Blob {
  const messages = exampleMessages().map(captured);
  return new Blob([capture.toPcapng(messages, { origin: ORIGIN })]);
}

function captured({ time, direction, bytes }: ExampleMessage, index: number): capture.CapturedMessage {
  const nanoseconds = Math.round(time * 1e9);
  const whole = bytes.subarray(4);
  return {
    index,
    connection: CONNECTION,
    direction,
    carrier: "HSMS",
    time: nanoseconds,
    deliveredTime: nanoseconds,
    frame: 0,
    firstFrame: 0,
    offset: 0,
    length: whole.length,
    header: hsms.readHeader(whole),
    bytes: whole,
    text: whole.subarray(hsms.HEADER_LENGTH),
  };
}

/** The whole session, in order of time. */
function exampleMessages(): ExampleMessage[] {
  const script = new Script();
  begin(script);
  setUp(script);
  run(script);
  trouble(script);
  script.control(0, hsms.STYPE.SEPARATE_REQ, 1.2);
  return script.messages;
}

function begin(script: Script): void {
  script.control(0, hsms.STYPE.SELECT_REQ, 0.004);
  script.control(1, hsms.STYPE.SELECT_RSP, 0.003);
  script.ask(0, "S1F13 W <L>", 0.011, '<L <B 0x00> <L <A "ETCH-7"> <A "2.14.0">>>');
  script.ask(0, "S1F17 W", 0.034, "<B 0x00>");
  script.ask(
    0,
    "S1F11 W <L>",
    0.087,
    '<L <L <U4 1001> <A "ChamberPressure"> <A "mTorr">> <L <U4 1002> <A "ElectrodeTemperature"> <A "degC">>' +
      ' <L <U4 1003> <A "RfPower"> <A "W">> <L <U4 1004> <A "LotId"> <A "">> <L <U4 1005> <A "Clock"> <A "">>>',
  );
  script.ask(
    0,
    "S1F23 W <L>",
    0.061,
    '<L <L <U4 300> <A "LotStarted"> <L <U4 1004>>> <L <U4 301> <A "StepSample"> <L <U4 1001> <U4 1002> ' +
      '<U4 1003>>> <L <U4 302> <A "LotEnded"> <L <U4 1004>>>>',
  );
  script.ask(
    0,
    "S5F5 W <L>",
    0.022,
    '<L <L <B 0x04> <U4 42> <A "Helium leak above limit">> <L <B 0x06> <U4 43> <A "Chiller flow low">>>',
  );
}

function setUp(script: Script): void {
  script.ask(0, "S2F37 W <L <BOOLEAN F> <L>>", 0.014, "<B 0x00>");
  script.ask(0, "S2F33 W <L <U4 1> <L>>", 0.012, "<B 0x00>");
  script.ask(
    0,
    "S2F33 W <L <U4 2> <L <L <U4 10> <L <U4 1004>>> <L <U4 11> <L <U4 1001> <U4 1002> <U4 1003>>>>>",
    0.031,
    "<B 0x00>",
  );
  script.ask(
    0,
    "S2F35 W <L <U4 3> <L <L <U4 300> <L <U4 10>>> <L <U4 301> <L <U4 11>>> <L <U4 302> <L <U4 10>>>>>",
    0.029,
    "<B 0x00>",
  );
  script.ask(0, "S2F37 W <L <BOOLEAN T> <L <U4 300> <U4 301> <U4 302>>>", 0.016, "<B 0x00>");
  script.ask(0, 'S2F31 W <A [16] "2026031412000100">', 0.008, "<B 0x00>");
}

function run(script: Script): void {
  script.linktest(1);
  script.ask(
    0,
    'S2F41 W <L <A "PP-SELECT"> <L <L <A "PPID"> <A "OXIDE-ETCH-12">>>>',
    0.41,
    "<L <B 0x00> <L>>",
    3,
  );
  script.ask(0, 'S2F41 W <L <A "START"> <L <L <A "LOTID"> <A "LOT-4711">>>>', 0.052, "<L <B 0x04> <L>>", 1.4);
  script.event(300, '<L <U4 10> <L <A "LOT-4711">>>', 0.006);
  for (let step = 0; step < 36; step++) {
    const { pressure, temperature, power } = sample(step);
    script.event(
      301,
      `<L <U4 11> <L <F4 ${pressure.toFixed(2)}> <F4 ${temperature.toFixed(2)}> <U2 ${power}>>>`,
      step === 23 ? 3.218 : 0.003 + (step * 7 % 5) / 1000,
      2.5,
    );
    if (step % 12 === 11) script.linktest(step % 2 as 0 | 1);
    if (step === 17) {
      script.ask(0, "S1F3 W <L <U4 1001> <U4 1005>>", 0.019, '<L <F4 41.7> <A "2026031412010233">>');
    }
  }
  script.event(302, '<L <U4 10> <L <A "LOT-4711">>>', 0.005);
}

/** What the chamber says: it is pumped down, heats up, and the power comes on and goes. */
function sample(step: number): { pressure: number; temperature: number; power: number } {
  const pressure = 38 + 62 * Math.exp(-step / 4) + Math.sin(step * 1.7) * 0.8;
  const temperature = 62 - 38 * Math.exp(-step / 9) + Math.cos(step * 2.3) * 0.4;
  const power = step < 6 ? 0 : step > 30 ? 0 : 1200 + Math.round(Math.sin(step) * 14);
  return { pressure, temperature, power };
}

function trouble(script: Script): void {
  script.ask(1, 'S5F1 W <L <B 0x84> <U4 42> <A "Helium leak above limit">>', 0.004, "<B 0x00>", 2.1);
  script.ask(0, 'S2F41 W <L <A "RESUME"> <L>>', 0.027, "<L <B 0x02> <L>>", 4);
  script.ask(0, "S1F3 W <L <U4 1001> <U4 9999>>", undefined, "", 6);
  script.linktest(1, 30);
  script.complain(9, 16);
  script.ask(0, 'S2F21 W <A "CALIBRATE">', 0.013, '<A "OK">', 2);
  script.ask(1, 'S5F1 W <L <B 0x04> <U4 42> <A "Helium leak above limit">>', 0.004, "<B 0x00>", 3);
  script.ask(0, "S64F1 W", undefined, "", 1.5);
  script.complain(3, 0.009);
}

/** Writes the session down as it goes on. */
class Script {
  readonly messages: ExampleMessage[] = [];
  #time = 0;
  #lastOfHost: Uint8Array = new Uint8Array(0);
  #systemBytes: [number, number] = [0x101, 0x7001];

  /** A control message; a response has the system bytes of the request before it. */
  control(direction: 0 | 1, sType: number, after: number): void {
    const response = sType === hsms.STYPE.SELECT_RSP || sType === hsms.STYPE.LINKTEST_RSP;
    const side = response ? 1 - direction : direction;
    const systemBytes = response ? this.#systemBytes[side] - 1 : this.#systemBytes[side]++;
    this.#add(direction, after, hsms.encodeMessage(hsms.controlHeader(sType, systemBytes)));
  }

  linktest(direction: 0 | 1, after: number = 1): void {
    this.control(direction, hsms.STYPE.LINKTEST_REQ, after);
    this.control(1 - direction as 0 | 1, hsms.STYPE.LINKTEST_RSP, 0.0011);
  }

  /** A primary, and after some seconds its reply; none where `latency` is undefined. */
  ask(
    direction: 0 | 1,
    primary: string,
    latency: number | undefined,
    reply: string,
    after: number = 0.12,
  ): void {
    const { stream, function: fn } = this.say(direction, primary, after);
    if (latency === undefined) return;
    const text = SML.parseMessage(`S${stream}F${fn + 1} ${reply}.`);
    const header = { ...text, session: 1, systemBytes: this.#systemBytes[direction] - 1 };
    this.#add(1 - direction as 0 | 1, latency, hsms.encodeMessage(hsms.dataHeader(header), text.text));
  }

  event(ceid: number, report: string, latency: number, after: number = 0.2): void {
    this.ask(
      1,
      `S6F11 W <L <U4 ${this.messages.length}> <U4 ${ceid}> <L ${report}>>`,
      latency,
      "<B 0x00>",
      after,
    );
  }

  /** A message without reply. */
  say(direction: 0 | 1, text: string, after: number): SML.SmlMessage {
    const message = SML.parseMessage(`${text}.`);
    const header = { ...message, session: 1, systemBytes: this.#systemBytes[direction]++ };
    this.#add(direction, after, hsms.encodeMessage(hsms.dataHeader(header), message.text));
    return message;
  }

  /** The equipment reports the host's last primary by stream 9. */
  complain(fn: number, after: number): void {
    const head = Array.from(this.#lastOfHost.subarray(4, 14), (byte) => `0x${byte.toString(16)}`);
    this.say(1, `S9F${fn} <B ${head.join(" ")}>`, after);
  }

  #add(direction: 0 | 1, after: number, bytes: Uint8Array): void {
    this.#time += after;
    this.messages.push({ time: this.#time, direction, bytes });
    if (direction === 0 && bytes[9] === hsms.STYPE.DATA) this.#lastOfHost = bytes;
  }
}
