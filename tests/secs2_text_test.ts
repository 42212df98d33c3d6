// Encodings of text: Latin-1, JIS-8, Unicode, those of East Asia, by label, by LSH, and for one link.
import { assertEquals, assertThrows } from "@std/assert";
import * as secs2 from "../core/secs2/mod.ts";
import {
  A,
  ASCII,
  J,
  JIS8,
  LATIN1,
  localizedCodec,
  text,
  textCodec,
  UCS2,
  UTF8,
  W,
  withCodecs,
} from "../core/secs2/mod.ts";
import { test } from "./harness.ts";

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i);

test("Latin-1 has a character for every byte, its own number", () => {
  const decoded = LATIN1.decode(EVERY_BYTE);
  for (let i = 0; i < 256; i++) assertEquals(decoded.charCodeAt(i), i);
  assertEquals(LATIN1.encode(decoded), EVERY_BYTE);
  assertThrows(() => LATIN1.encode("\u20ac"), RangeError, "character U+20AC at 0 is above U+00FF");
});

test("ASCII decodes every byte and encodes seven bits", () => {
  assertEquals(ASCII.decode(EVERY_BYTE), LATIN1.decode(EVERY_BYTE));
  assertEquals(ASCII.encode("a\x7f"), Uint8Array.of(0x61, 0x7f));
  assertThrows(() => ASCII.encode("a\x80"), RangeError, "character U+0080 at 1 is above U+007F");
});

test("JIS-8 is ASCII but for ¥ and ‾, and has half-width katakana; other bytes stay raw", () => {
  const decoded = JIS8.decode(EVERY_BYTE);
  for (let i = 0; i < 256; i++) {
    const katakana = i >= 0xa1 && i <= 0xdf;
    const expected = i === 0x5c ? 0xa5 : i === 0x7e ? 0x203e : katakana ? 0xff61 + i - 0xa1 : i;
    assertEquals(decoded.charCodeAt(i), expected);
  }
  assertEquals(JIS8.encode(decoded), EVERY_BYTE);
  assertEquals(JIS8.encode("\\~"), Uint8Array.of(0x5c, 0x7e));
  for (const character of ["±", "温", "\u{1f600}"]) {
    assertThrows(() => JIS8.encode(character), RangeError, "JIS-8 has no U+");
  }
});

test("UTF-8 is decoded and encoded as the platform does", () => {
  const { TextDecoder, TextEncoder } = globalThis as unknown as Platform;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (
    const sample of [
      "",
      "abc",
      "é温度",
      "\u{1f600}x",
      "\u0000\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}",
      "\ufeffx",
    ]
  ) {
    assertEquals(UTF8.encode(sample), new TextEncoder().encode(sample));
    assertEquals(UTF8.decode(UTF8.encode(sample)), sample);
  }
  let seed = 7;
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from({ length: 6 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      const byte = seed >>> 16;
      return seed & 0x8000 ? 0x80 | (byte & 0x7f) : [byte, 0xe0, 0xed, 0xf0, 0xf4, 0xc2][byte % 6];
    });
    assertEquals(UTF8.decode(bytes), decoder.decode(bytes), secs2.hex(bytes));
  }
});

test("half a surrogate pair has no UTF-8", () => {
  assertThrows(() => UTF8.encode("a\ud800"), RangeError, "U+D800 is half a surrogate pair");
});

test("UCS-2 is big-endian, and an odd byte is not lost in silence", () => {
  assertEquals(UCS2.encode("A温"), Uint8Array.of(0, 0x41, 0x6e, 0x29));
  assertEquals(UCS2.decode(UCS2.encode("温\u{1f600}")), "温\u{1f600}");
  assertEquals(UCS2.decode(Uint8Array.of(0, 0x41, 0x6e)), "A\ufffd");
});

test("localized text is read and written by its LSH", () => {
  const samples: [number, string, string][] = [
    [1, "温度", "6e:29:5e:a6"],
    [2, "温度", "e6:b8:a9:e5:ba:a6"],
    [3, "abc", "61:62:63"],
    [4, "caf\xe9", "63:61:66:e9"],
    [5, "ก", "a1"],
    [6, "ก", "a1"],
    [8, "温度ｱ", "89:b7:93:78:b1"],
    [9, "温度ｱ", "b2:b9:c5:d9:8e:b1"],
    [10, "온도", "bf:c2:b5:b5"],
    [11, "温度", "ce:c2:b6:c8"],
    [12, "温度", "ce:c2:b6:c8"],
    [13, "溫度", "b7:c5:ab:d7"],
  ];
  for (const [encoding, sample, bytes] of samples) {
    const item = W(sample, encoding);
    assertEquals([item.encoding, secs2.hex(secs2.bytes(item))], [encoding, bytes]);
    assertEquals(text(item), sample);
    assertEquals(text(secs2.decode(secs2.encode(item))), sample);
  }
});

test("localized text in an encoding without a codec is kept as bytes, and said to be unreadable", () => {
  for (const encoding of [0, 7, 14, 15, 40_000]) {
    const item = W(Uint8Array.of(1, 0xff), encoding);
    assertEquals(secs2.decode(secs2.encode(item)), item);
    assertEquals(secs2.bytes(item), Uint8Array.of(1, 0xff));
    assertThrows(() => text(item), RangeError, `localized encoding ${encoding} has none`);
    assertThrows(() => localizedCodec(encoding), RangeError);
  }
  assertEquals(text({ format: "W", value: "\xe6" }), "\xe6");
});

test("codecs are found by label, and unknown labels are not", () => {
  assertEquals([textCodec("UTF-8"), textCodec("latin1"), textCodec("jis-8")], [UTF8, LATIN1, JIS8]);
  assertEquals(textCodec("gbk").encode("温度"), Uint8Array.of(0xce, 0xc2, 0xb6, 0xc8));
  assertThrows(
    () => textCodec("klingon"),
    RangeError,
    'Cannot find a text codec: "klingon" is not known here',
  );
  assertThrows(
    () => textCodec("shift_jis").encode("온"),
    RangeError,
    "Cannot encode text: shift_jis has no U+C628",
  );
});

test("what an encoding of East Asia encodes, it decodes again", () => {
  const { TextDecoder } = globalThis as unknown as Platform;
  for (const label of ["shift_jis", "euc-jp", "euc-kr", "gbk", "gb18030", "big5"]) {
    const codec = textCodec(label);
    const decoder = new TextDecoder(label);
    let characters = 0;
    for (let point = 0; point < 0x1_0000; point++) {
      const character = String.fromCodePoint(point);
      const bytes = encodedOrNothing(codec, character);
      if (bytes === undefined) continue;
      characters++;
      assertEquals(decoder.decode(bytes), character);
    }
    assertEquals(characters > 6_000, true, `${label} has ${characters}`);
  }
});

test("a link may have codecs of its own, and none is global", () => {
  const japanese = withCodecs({ A: textCodec("shift_jis") });
  const item = japanese.A("温度 23\xb0".replace("\xb0", "ﾟ"));
  assertEquals(secs2.hex(secs2.encode(item)), "41:08:89:b7:93:78:20:32:33:df");
  assertEquals(japanese.text(secs2.L(item), 0), "温度 23ﾟ");
  assertEquals(text(item), "\x89\xb7\x93\x78 23\xdf");

  const chinese = withCodecs({ A: textCodec("gbk"), J: UTF8, W: { 40_000: textCodec("big5") } });
  assertEquals(chinese.text(chinese.A("温度")), "温度");
  assertEquals(chinese.text(chinese.J("温度")), "温度");
  assertEquals(chinese.text(chinese.W("溫度", 40_000)), "溫度");
  assertEquals(chinese.text(chinese.W("温度")), "温度");
  assertEquals(chinese.A(Uint8Array.of(0x61)), A("a"));
  assertEquals([japanese.J("ｱ"), japanese.W("x", 4)], [J("ｱ"), W("x", 4)]);
});

test("padding is stripped where asked, not by the decoder", () => {
  const item = secs2.decode(secs2.encode(A("LOT-7 \0\0 ")));
  assertEquals(item.value, "LOT-7 \0\0 ");
  assertEquals([text(item), "", " \0", " a"].map(secs2.trimPadding), ["LOT-7", "", "", " a"]);
});

interface Platform {
  TextDecoder: new (label: string, options?: { ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array };
}

function encodedOrNothing(codec: secs2.TextCodec, character: string): Uint8Array | undefined {
  try {
    return codec.encode(character);
  } catch {
    return undefined;
  }
}
