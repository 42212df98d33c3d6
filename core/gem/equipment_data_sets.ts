// Large process programs: S7F37 and F41 name a data set, and stream 13 carries it. A program's data set has its PPID.
import { S13F1, S13F10, S13F3, S13F4, S13F5, S13F6, S13F7, S13F8, S13F9 } from "../messages/stream13.ts";
import { S7F37, S7F38, S7F39, S7F40, S7F41, S7F42, S7F43, S7F44 } from "../messages/stream7_programs.ts";
import type { Id } from "../messages/data_item.ts";
import { A, B } from "../secs2/build.ts";
import { bytes } from "../secs2/access.ts";
import type { Item } from "../secs2/item.ts";
import { type Answer, type Capability, type Context, type Handlers, on } from "./capability.ts";
import type { Programs } from "./equipment_programs.ts";
import type { IdValue } from "./id.ts";
import { readable } from "./value.ts";

const ACCEPTED = 0, NOT_FOUND = 4, UNSUPPORTED = 5; // ACKC7
const OK = 0, UNKNOWN_DATA_SET = 2, ILLEGAL_CHECKPOINT = 3, TOO_MANY_OPEN = 4; // ACKC13
const NONE_OPEN = 6, END_OF_DATA = 8, HANDLE_IN_USE = 9; // ACKC13
const STREAM = 0; // RTYPE: bytes without records
const MOST_OPEN = 16;
const READLN = 32 * 1024; // bytes that the equipment asks for at a time

/** A data set that the host reads. */
interface Reading {
  readonly body: Item;
  readonly data: Uint8Array;
  at: number;
}

/** A data set that the equipment reads. */
interface Download {
  readonly HANDLE: number;
  readonly PPID: string;
  readonly parts: Item[];
  length: number;
}

/** Data sets, as far as process programs need them. */
export class DataSets implements Capability {
  readonly name = "large process programs";
  readonly handlers: Handlers;
  readonly #context: Context;
  readonly #programs: Programs;
  readonly #open = new Map<IdValue, Reading>();
  #handle = 0;

  constructor(context: Context, programs: Programs) {
    this.#context = context;
    this.#programs = programs;
    this.handlers = {
      S7F37: on(S7F37, (DSNAME) => S7F38.build(this.#announced(DSNAME))),
      S7F39: on(S7F39, () => S7F40.build(UNSUPPORTED)),
      S7F41: on(S7F41, (DSNAME) => S7F42.build(this.#requested(DSNAME))),
      S7F43: on(S7F43, () => S7F44.build(UNSUPPORTED)),
      S13F3: on(S13F3, ({ HANDLE, DSNAME, CKPNT }) => this.#openSet(HANDLE, DSNAME, Number(CKPNT))),
      S13F5: on(S13F5, ({ HANDLE, READLN }) => this.#read(HANDLE, Number(READLN))),
      S13F7: on(S13F7, ({ HANDLE }) => {
        const ACKC13 = this.#open.delete(HANDLE.value) ? OK : NONE_OPEN;
        return S13F8.build({ HANDLE, ACKC13 });
      }),
      S13F9: on(S13F9, () => {
        this.#open.clear();
        return S13F10.build();
      }),
    };
  }

  /** Nothing stays open over a lost link. */
  forget(): void {
    this.#open.clear();
  }

  // ── The host reads ───────────────────────────────────────────────────────────────────────────────────────────

  /** The host wants a program: the equipment offers its data set, and the host opens it. */
  #requested(DSNAME: string): number {
    if (this.#programs.get(DSNAME)?.PPBODY === undefined) return NOT_FOUND;
    this.#context.defer(() => void this.#context.post(S13F1.build({ DSNAME })));
    return ACCEPTED;
  }

  #openSet(HANDLE: Id, DSNAME: string, CKPNT: number): Answer {
    const answer = (ACKC13: number, RECLEN = 0) =>
      S13F4.build({ HANDLE, DSNAME, ACKC13, RTYPE: STREAM, RECLEN });
    const body = this.#programs.get(DSNAME)?.PPBODY, data = body && readable(() => bytes(body));
    if (body === undefined || data === undefined) return answer(UNKNOWN_DATA_SET);
    if (this.#open.has(HANDLE.value)) return answer(HANDLE_IN_USE);
    if (this.#open.size >= MOST_OPEN) return answer(TOO_MANY_OPEN);
    if (CKPNT < 0 || CKPNT > data.length) return answer(ILLEGAL_CHECKPOINT);
    this.#open.set(HANDLE.value, { body, data, at: CKPNT });
    return answer(OK);
  }

  #read(HANDLE: Id, length: number): Answer {
    const reading = this.#open.get(HANDLE.value);
    if (reading === undefined) return S13F6.build({ HANDLE, ACKC13: NONE_OPEN, CKPNT: 0, records: [] });
    const { body, data, at } = reading, part = data.slice(at, at + Math.max(0, length));
    reading.at += part.length;
    const records = part.length === 0 ? [] : [body.format === "A" ? A(part) : B(part)];
    const ACKC13 = at < data.length ? OK : END_OF_DATA;
    return S13F6.build({ HANDLE, ACKC13, CKPNT: reading.at, records });
  }

  // ── The equipment reads ──────────────────────────────────────────────────────────────────────────────────────

  /** The host offers a program: the equipment opens its data set, reads it to the end, and closes it. */
  #announced(PPID: string): number {
    const refusal = this.#programs.refusal(PPID, 0);
    if (refusal !== ACCEPTED) return refusal;
    const download: Download = { HANDLE: ++this.#handle, PPID, parts: [], length: 0 };
    this.#context.defer(() => this.#begin(download));
    return ACCEPTED;
  }

  #begin(download: Download): void {
    const { HANDLE, PPID } = download;
    this.#context.post(S13F3.build({ HANDLE, DSNAME: PPID, CKPNT: 0 }), (reply) => {
      const opened = reply && readable(() => S13F4.read(reply));
      if (opened?.ACKC13 === OK) this.#next(download);
      else this.#refuse(download);
    });
  }

  #next(download: Download): void {
    const { HANDLE } = download;
    this.#context.post(S13F5.build({ HANDLE, READLN }), (reply) => {
      const read = reply && readable(() => S13F6.read(reply));
      if (read === undefined || (read.ACKC13 !== OK && read.ACKC13 !== END_OF_DATA)) {
        return this.#refuse(download);
      }
      this.#add(download, read.records);
      if (this.#programs.refusal(download.PPID, download.length) !== ACCEPTED) this.#refuse(download);
      else if (read.ACKC13 === END_OF_DATA || read.records.length === 0) this.#finish(download);
      else this.#next(download);
    });
  }

  #add(download: Download, records: readonly Item[]): void {
    for (const record of records) {
      download.parts.push(record);
      download.length += bytes(record).length;
    }
  }

  #finish(download: Download): void {
    this.#close(download);
    if (this.#programs.take(download.PPID, joined(download)) !== ACCEPTED) this.#tellRefused(download);
  }

  #refuse(download: Download): void {
    this.#close(download);
    this.#tellRefused(download);
  }

  #close({ HANDLE }: Download): void {
    this.#context.post(S13F7.build({ HANDLE }));
  }

  #tellRefused({ PPID }: Download): void {
    this.#context.tell({ type: "process program", PPID, change: "refused" });
  }
}

/** The program that the parts make: text where all of them are, otherwise bytes. */
function joined({ parts, length }: Download): Item {
  const data = new Uint8Array(length);
  let end = 0;
  for (const part of parts) {
    data.set(bytes(part), end);
    end += bytes(part).length;
  }
  return parts.length > 0 && parts.every(({ format }) => format === "A") ? A(data) : B(data);
}
