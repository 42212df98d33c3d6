// The codec on the corpus, beside JSON, msgpackr and secs4js.
import { Packr } from "msgpackr";
import * as secs4js from "secs4js";
import { decode, encode, ItemReader, ItemWriter, validate } from "../core/secs2/mod.ts";
import { foreign, type Payload, payloads } from "./corpus.ts";
import { calls, type Contender, type Pace, race } from "./measure.ts";
import type { Figure } from "./report.ts";

/** Nanoseconds to decode and to encode each payload, with every contender. */
export async function codec(pace: Pace): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const payload of payloads()) {
    const text = encode(payload.item);
    figures.push(...await timed(`${payload.name} decode`, decoders(payload, text), pace));
    figures.push(...await timed(`${payload.name} encode`, encoders(payload, text), pace));
  }
  return figures;
}

async function timed(title: string, contenders: Contender[], pace: Pace): Promise<Figure[]> {
  const times = await race(contenders, pace);
  return [...times].map(([name, value]) => ({
    group: "codec",
    name: `${title}: ${name}`,
    unit: "ns",
    value,
  }));
}

function decoders({ name, item, untagged, tagged }: Payload, text: Uint8Array): Contender[] {
  const plain = new Packr({ useRecords: false }), records = new Packr({ structures: [] });
  const packed = plain.pack(untagged), packedTagged = records.pack(tagged);
  const json = JSON.stringify(untagged), jsonTagged = JSON.stringify(tagged);
  const target = new Uint8Array(text.length);
  const contenders = [
    calls("fabwire", () => decode(text)),
    calls("fabwire ItemReader", () => readAll(text)),
    calls("fabwire validate", () => validate(text)),
    calls("memcpy", () => target.set(text)),
    calls("msgpackr untagged", () => plain.unpack(packed)),
    calls("msgpackr tagged", () => records.unpack(packedTagged)),
    calls("JSON untagged", () => JSON.parse(json)),
    calls("JSON tagged", () => JSON.parse(jsonTagged)),
  ];
  if (name !== "S6F11") return contenders;
  const buffer = Buffer.from(foreign(item).toBuffer());
  return [
    ...contenders,
    calls("fabwire ItemReader, one field", () => readEvent(text)),
    calls("secs4js", () => secs4js.Secs2ItemParser.fromBuffer(buffer)),
  ];
}

function encoders({ name, item, untagged, tagged }: Payload, text: Uint8Array): Contender[] {
  const plain = new Packr({ useRecords: false }), records = new Packr({ structures: [] });
  const writer = new ItemWriter(2 * text.length);
  const contenders = [
    calls("fabwire", () => encode(item)),
    calls("fabwire ItemWriter", () => writer.encode(item)),
    calls("msgpackr untagged", () => plain.pack(untagged)),
    calls("msgpackr tagged", () => records.pack(tagged)),
    calls("JSON untagged", () => JSON.stringify(untagged)),
    calls("JSON tagged", () => JSON.stringify(tagged)),
  ];
  if (name !== "S6F11") return contenders;
  const other = foreign(item);
  return [...contenders, calls("secs4js", () => other.toBuffer())];
}

/** Reads every value: strings as strings, numbers as numbers. */
function readAll(text: Uint8Array): number {
  const reader = new ItemReader(text);
  let sum = 0;
  while (reader.next()) {
    const { format } = reader;
    if (format === "A") sum += reader.string().length;
    else if (format === "U8") sum += Number(reader.bigint());
    else if (format !== "L") {
      for (let i = 0, { count } = reader; i < count; i++) sum += reader.number(i);
    }
  }
  return sum;
}

/** The collection event of an S6F11, its second field. */
function readEvent(text: Uint8Array): number {
  const reader = new ItemReader(text);
  reader.next();
  reader.enter(3);
  reader.skip();
  return reader.number();
}
