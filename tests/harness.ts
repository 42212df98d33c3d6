// One `test` for three runtimes: `Deno.test` with its sanitizers under Deno, `node:test` under Node and Bun.
import { existsSync } from "node:fs";

/** The folder of the project, above this file or above the build that it runs from; ends in a slash. */
export const root: URL = findRoot(new URL(".", import.meta.url));

function findRoot(folder: URL): URL {
  if (existsSync(new URL("deno.json", folder))) return folder;
  const above = new URL("..", folder);
  if (above.href === folder.href) {
    throw new Error(`Cannot find the project: no deno.json above ${import.meta.url}`);
  }
  return findRoot(above);
}

/** Options of a test: a time limit in milliseconds, past which it fails. */
export interface TestOptions {
  timeout?: number;
}

type Body = () => void | Promise<void>;
type Runner = (name: string, options: TestOptions, fn: Body) => void;

interface DenoTest {
  test(
    definition: {
      name: string;
      fn: Body;
      sanitizeOps: boolean;
      sanitizeResources: boolean;
      sanitizeExit: boolean;
    },
  ): void;
}

const deno = (globalThis as { Deno?: DenoTest }).Deno;
const run: Runner = deno === undefined ? await nodeRunner() : denoRunner(deno);

/** Registers a test that runs alike on Deno, Bun and Node. */
export function test(name: string, fn: Body): void;
export function test(name: string, options: TestOptions, fn: Body): void;
export function test(name: string, options: TestOptions | Body, fn?: Body): void {
  if (typeof options === "function") run(name, {}, options);
  else run(name, options, fn!);
}

function denoRunner(deno: DenoTest): Runner {
  return (name, options, fn) =>
    deno.test({
      name,
      fn: options.timeout === undefined ? fn : () => within(options.timeout!, fn),
      sanitizeOps: true,
      sanitizeResources: true,
      sanitizeExit: true,
    });
}

async function nodeRunner(): Promise<Runner> {
  const { test } = await import("node:test");
  return (name, options, fn) => void test(name, { timeout: options.timeout ?? 60_000 }, () => fn());
}

async function within(milliseconds: number, fn: Body): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Test exceeded ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([fn(), late]);
  } finally {
    clearTimeout(timer!);
  }
}
