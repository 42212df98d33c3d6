// The text functions with the encodings of one link: for tools that send Shift-JIS, GBK or UTF-8 in `A`.
import { type Path, readText, type TextCodecs } from "./access.ts";
import * as build from "./build.ts";
import type { Item, LocalizedItem, TextItem } from "./item.ts";

/** Builders and reader of texts that use the codecs of a link. */
export interface TextFunctions {
  /** Builds `A`. */
  readonly A: (text: string | Uint8Array) => TextItem<"A">;
  /** Builds `J`. */
  readonly J: (text: string | Uint8Array) => TextItem<"J">;
  /** Builds `W`, in UTF-8 unless another encoding is given by its LSH. */
  readonly W: (text: string | Uint8Array, encoding?: number) => LocalizedItem;
  /** The text of `A`, `J` or `W`. */
  readonly text: (item: Item, ...path: Path) => string;
}

/**
 * The text functions for a peer whose texts are not in the encodings E5 gives them.
 *
 * ```ts
 * import { textCodec, withCodecs } from "@fabwire/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const { A, text } = withCodecs({ A: textCodec("shift_jis") });
 * assertEquals(text(A("温度")), "温度");
 * ```
 */
export function withCodecs(codecs: TextCodecs): TextFunctions {
  return {
    A: (text) => build.A(typeof text === "string" && codecs.A ? codecs.A.encode(text) : text),
    J: (text) => build.J(typeof text === "string" && codecs.J ? codecs.J.encode(text) : text),
    W: (text, encoding = 2) => {
      const codec = codecs.W?.[encoding];
      return build.W(typeof text === "string" && codec ? codec.encode(text) : text, encoding);
    },
    text: (item, ...path) => readText(item, path, codecs),
  };
}
