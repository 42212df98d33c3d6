// The payloads that everything here is measured with, as native values and as SECS-II items.
import * as secs4js from "secs4js";
import { A, B, F4, F8, I2, type Item, L, U1, U2, U4, U8 } from "../core/secs2/mod.ts";

/** A payload: its item, and the same information as values that JSON and msgpackr can carry, untagged and tagged. */
export interface Payload {
  readonly name: string;
  readonly item: Item;
  readonly untagged: unknown;
  readonly tagged: unknown;
}

/** An event report as tools send it: 23 items, 173 bytes. */
export function eventReport(): Item {
  return L(
    U4(4711),
    U4(30_010),
    L(L(
      U4(100),
      L(
        A("LOT-20260117-0042"),
        A("RECIPE/ETCH-OXIDE-07"),
        A("2026011708301599"),
        A("CARRIER-7"),
        A("PM2-EXEC"),
        F4(23.47),
        F4(101.325),
        F4(-40.21),
        F4(0.0613),
        F8(1234.567891),
        U4(1_000_000),
        U4(86_400),
        U8(1_768_638_615_990n),
        U2(512),
        I2(-5),
        U1(7),
      ),
    )),
  );
}

/** 1,000 lists of a name and a number. */
export function pairs(): Item {
  return L(Array.from({ length: 1000 }, (_, i) => L(A(`SVID-${10_000 + i}`), U4(i * 4099))));
}

/** One item of 100,000 four-byte numbers. */
export function trace(): Item {
  return U4(Uint32Array.from({ length: 100_000 }, (_, i) => (i * 2_654_435_761) >>> 0));
}

/** One item of 4 MiB of bytes: a process program. */
export function processProgram(): Item {
  return B(Uint8Array.from({ length: 4 * 1024 * 1024 }, (_, i) => (i * 31) & 0xff));
}

/** 10 MB in 2.6 million items. */
export function manyItems(): Item {
  const row = L(U1(1), U2(2), U1(3), U2(4), U1(5), U2(6), L(), U4(7), L(), A("x"), L(), A("yz-1234567"));
  return L(Array.from({ length: 200_000 }, () => row));
}

/** 100 sensors, each with its number, name, counts and a measured curve: 2,100 values. */
export function sensors(): Item {
  return L(Array.from({ length: 100 }, (_, i) =>
    L(
      U4(40_000 + i),
      A(`CHAMBER-${i % 4}/SENSOR-${i}`),
      I2(Array.from({ length: 8 }, (_, j) => (i * 137 + j * 4099) % 2000 - 1000)),
      F8(Array.from({ length: 8 }, (_, j) => Math.round(1e7 * Math.sin(8 * i + j)) / 1e4)),
      F8(Math.exp(Math.cos(i))),
      F4(20 + i / 8),
      U8(1_768_638_615_990n + BigInt(i)),
    )));
}

/** A message for SML. */
export interface Report {
  readonly name: string;
  readonly item: Item;
}

/** The messages that SML is measured with. */
export function reports(): Report[] {
  return [{ name: "S6F11", item: eventReport() }, { name: "100 sensors", item: sensors() }];
}

/** All payloads of moderate size. */
export function payloads(): Payload[] {
  const items: [string, Item][] = [
    ["S6F11", eventReport()],
    ["1,000 x [A, U4]", pairs()],
    ["U4[100,000]", trace()],
  ];
  return items.map(([name, item]) => ({ name, item, untagged: untagged(item), tagged: tagged(item) }));
}

/** The values alone, in arrays. */
export function untagged(item: Item): unknown {
  if (item.format === "L") return item.value.map(untagged);
  return plain(item.value);
}

/** The same information as the item: `{ format, value }` throughout. */
export function tagged(item: Item): unknown {
  if (item.format === "L") return { format: "L", value: item.value.map(tagged) };
  return { format: item.format, value: plain(item.value) };
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>, plain) : value;
}

/** An item without truth values and wide arrays as secs4js has it. */
export function foreign(item: Item): secs4js.AbstractSecs2Item {
  if (item.format === "L") return secs4js.L(...item.value.map(foreign));
  const build = secs4js[item.format as "A"] as (value: unknown) => secs4js.AbstractSecs2Item;
  return build(item.value);
}
