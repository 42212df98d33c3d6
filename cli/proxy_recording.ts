// What becomes of the traffic that a tap saw: printed, recorded, shown in the browser. All of it happens behind the back
// of the traffic.
import { Capture, type CaptureOptions } from "../core/capture/capture.ts";
import { openBrowser } from "./browser.ts";
import { joined } from "./bytes.ts";
import { captureOptions, loadNames } from "./capture_options.ts";
import { numberOf, UsageError, type Values } from "./command.ts";
import { LiveStream } from "./live_stream.ts";
import { LocalServer } from "./local_server.ts";
import { many } from "./message_text.ts";
import { loadPage, servePage } from "./page.ts";
import { Printer } from "./printer.ts";
import { RecordFile } from "./record_file.ts";
import type { TapEvent } from "./tap.ts";
import { TapRecorder } from "./tap_recorder.ts";
import type { Terminal } from "./terminal.ts";

/** Everything that is done with what the tap saw, behind the back of the traffic. */
export class Recording {
  readonly #recorder: TapRecorder = new TapRecorder();
  readonly #terminal: Terminal;
  #file: RecordFile | undefined;
  #shown: Shown | undefined;
  #printed: Printed | undefined;
  #waiting: TapEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost = 0;

  private constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Opens the file and the page, as the options of the command have it. Throws `Failure` and `UsageError`. */
  static async begin(values: Values, terminal: Terminal): Promise<Recording> {
    const recording = new Recording(terminal);
    const { record, force, decode, quiet, view } = values;
    if (decode === true && quiet === true) {
      throw new UsageError("Cannot print with --decode and --quiet at once");
    }
    const isPrinted = quiet !== true && (decode === true || terminal.stdout.isTerminal || hasForm(values));
    if (isPrinted) recording.#printed = await Printed.begin(values, terminal);
    const head = recording.#recorder.begin();
    if (view === true) recording.#shown = await Shown.begin(values, joined(head), terminal);
    if (typeof record === "string") {
      recording.#file = await RecordFile.create(
        record,
        force === true,
        (sentence) => recording.#say(sentence),
      );
    }
    for (const bytes of head) {
      recording.#file?.write(bytes);
      recording.#printed?.push(bytes);
    }
    return recording;
  }

  /** Takes an event; the traffic goes first. */
  event(event: TapEvent): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.#work(), 0);
  }

  /** Nothing more comes: writes what is left, and closes file and page. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#work();
    await this.#printed?.end();
    await this.#shown?.end();
    await this.#file?.close();
  }

  #work(): void {
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.#take(event);
    this.#printed?.settled();
  }

  #take(event: TapEvent): void {
    this.#tell(event);
    if (event.type === "bytes" && this.#file?.isFull === true) return this.#skip(event);
    this.#found();
    for (const bytes of this.#recorder.packets(event)) {
      this.#file?.write(bytes);
      this.#shown?.stream.push(bytes);
      this.#printed?.push(bytes);
    }
  }

  /** A disk that is too slow must not stop the traffic: what it does not take is missing in the file. */
  #skip(event: Extract<TapEvent, { type: "bytes" }>): void {
    this.#recorder.skip(event);
    this.#lost += event.bytes.length;
  }

  #found(): void {
    if (this.#lost === 0) return;
    this.#say(`The disk is too slow: ${many(this.#lost, "byte")} passed that are not recorded`);
    this.#lost = 0;
  }

  #tell(event: TapEvent): void {
    const { connection: { number, client, server } } = event;
    if (event.type === "opened") this.#say(`Connection ${number}: ${client} to ${server}`);
    if (event.type === "refused") this.#say(`Cannot pass on connection ${number} of ${client}: ${event.why}`);
    if (event.type === "finished" || event.type === "aborted") {
      const how = event.type === "finished" ? "ended" : "broke off";
      this.#say(`Connection ${number} ${how}, by ${event.direction === 0 ? client : server}`);
    }
  }

  #say(text: string): void {
    void this.#terminal.stderr.write(`${this.#terminal.stderr.style("dim", text)}\n`);
  }
}

function hasForm(values: Values): boolean {
  return ["sml", "hex", "json", "csv", "log", "filter"].some((name) => values[name] !== undefined);
}

/** The page with the live traffic in it. */
class Shown {
  readonly stream: LiveStream;
  readonly #server: LocalServer;

  private constructor(stream: LiveStream, server: LocalServer) {
    this.stream = stream;
    this.#server = server;
  }

  static async begin(values: Values, head: Uint8Array, terminal: Terminal): Promise<Shown> {
    const page = await loadPage(values.page as string | undefined);
    const server = await LocalServer.listen(numberOf(values, "view-port", 0, 65_535) ?? 0);
    const stream = new LiveStream(head);
    servePage(server, page);
    server.on("live", (request, response) => stream.serve(request, response));
    const url = `${server.url}#live=${server.base}live`;
    await terminal.stderr.write(`Live at ${url}\n`);
    if (values["no-open"] !== true) openBrowser(url);
    return new Shown(stream, server);
  }

  async end(): Promise<void> {
    this.stream.end();
    await this.#server.close();
  }
}

/** The messages, as they come. */
class Printed {
  readonly #capture: Capture;
  readonly #printer: Printer;
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: CaptureOptions, printer: Printer) {
    this.#capture = new Capture(options);
    this.#printer = printer;
  }

  static async begin(values: Values, terminal: Terminal): Promise<Printed> {
    const printer = new Printer({ ...values, follow: true }, await loadNames(values), terminal);
    return new Printed(captureOptions(values), printer);
  }

  push(bytes: Uint8Array): void {
    this.#capture.push(bytes);
    this.#drain();
  }

  settled(): void {
    this.#writing = this.#writing.then(() => this.#printer.settled());
  }

  async end(): Promise<void> {
    this.#capture.end();
    this.#drain();
    await this.#writing;
    await this.#printer.end();
  }

  /** Notes help to understand a capture; who watches wants to know what is wrong. */
  #drain(): void {
    const capture = this.#capture;
    for (let output = capture.poll(); output !== undefined; output = capture.poll()) {
      if (output.type !== "finding" || output.severity !== "note") this.#printer.output(output);
    }
  }
}
