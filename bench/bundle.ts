// What a browser has to load: bundles made by esbuild, minified, and compressed.
import { buildSync } from "esbuild";
import { gzipSync } from "node:zlib";
import type { Pace } from "./measure.ts";
import type { Figure } from "./report.ts";

const BUNDLES: Record<string, string> = {
  "everything (mod.ts)": 'export * from "./mod.ts"',
  "SECS-II alone": 'export * from "./core/secs2/mod.ts"',
  "decode alone": 'export { decode } from "./core/secs2/mod.ts"',
  "HSMS alone": 'export * from "./core/hsms/mod.ts"',
};

/** Bytes of each bundle. */
export function bundle(_pace: Pace): Promise<Figure[]> {
  return Promise.resolve(
    Object.entries(BUNDLES).flatMap(([name, contents]): Figure[] => {
      const { outputFiles: [{ contents: code }] } = buildSync({
        stdin: { contents, resolveDir: ".", loader: "ts" },
        bundle: true,
        format: "esm",
        minify: true,
        write: false,
      });
      return [
        { group: "bundle", name, unit: "B", value: code.length },
        {
          group: "bundle",
          name: `${name}, compressed`,
          unit: "B",
          value: gzipSync(code, { level: 9 }).length,
        },
      ];
    }),
  );
}
