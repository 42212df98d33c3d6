// Runs a browser bundle in a context that has the globals of a page and nothing of Node.
import { readFileSync } from "node:fs";
import process from "node:process";
import { createContext, Script } from "node:vm";
import { EXPECTED } from "./exercise.mjs";

const { console, performance, queueMicrotask, setTimeout, structuredClone, TextDecoder, TextEncoder, URL } =
  globalThis;
const page = {
  console,
  performance,
  queueMicrotask,
  setTimeout,
  structuredClone,
  TextDecoder,
  TextEncoder,
  URL,
};
createContext(Object.assign(page, { window: page, self: page }));
new Script(readFileSync(process.argv[2], "utf8")).runInContext(page);
if (page.outcome !== EXPECTED) throw new Error(`The exercise gave ${page.outcome}`);
