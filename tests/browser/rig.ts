// Test-only: the built page in a browser, watched for errors and for anything that it asks of the network.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { root } from "../harness.ts";

/** The built page. */
export const PAGE: URL = new URL("build/devtool/hsms.html", root);

/** How to open it. */
export interface ShowOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Time zone of the browser; UTC when absent. */
  readonly zone?: string;
  /** Behind the `#`. */
  readonly hash?: string;
  /** Where the page is, when it is not the file. */
  readonly url?: string;
}

/** What the worker tells of an open capture, as far as tests look at it. */
export interface Status {
  readonly phase: string;
  readonly bytes: number;
  readonly messages: number;
  readonly transactions: number;
  readonly connections: number;
  readonly findings: Readonly<Record<"error" | "warning" | "note", number>>;
  readonly milliseconds: number;
  readonly memory: number;
  readonly list: { readonly rows: number; readonly messages: number; readonly progress: number };
}

let browser: Browser | undefined;
const folders: string[] = [];

after(async () => {
  await browser?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "fabwire-"));
  folders.push(folder);
  return folder;
}

/** A test with the page: it fails also when the page reports an error, or asks the network for anything. */
export function pageTest(name: string, options: ShowOptions, body: (page: Page) => Promise<void>): void {
  test(name, { timeout: 60_000 }, async () => {
    assert.ok(existsSync(PAGE), "the page has been built");
    browser ??= await chromium.launch({
      executablePath: process.env.FABWIRE_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    const { width = 1440, height = 900, dark = false } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      timezoneId: options.zone ?? "UTC",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    const troubles = watch(page, options.url);
    try {
      await page.goto(`${options.url ?? PAGE.href}${options.hash ?? ""}`);
      await page.locator("#page > *").first().waitFor();
      await body(page);
      assert.deepEqual(troubles, []);
    } finally {
      await context.close();
    }
  });
}

/** Everything that should not happen. */
function watch(page: Page, url: string | undefined): string[] {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const own = url !== undefined && new URL(request.url()).origin === new URL(url).origin;
    if (!own && !/^(file|blob|data):/.test(request.url())) troubles.push(`request: ${request.url()}`);
  });
  return troubles;
}

/** Waits until an expression holds in the page: its policy lets nobody evaluate text from inside. */
export async function until(page: Page, expression: string, milliseconds = 20_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !(await page.evaluate(expression));) {
    if (Date.now() > end) throw new Error(`Cannot wait any longer for ${expression}`);
    await page.waitForTimeout(25);
  }
}

/** What the worker tells. */
export function statusOf(page: Page): Promise<Status> {
  return page.evaluate("hsms.status()");
}

/** Opens a file by the button, and waits until all of it is read. */
export async function openFile(page: Page, file: string | URL): Promise<Status> {
  const path = typeof file === "string" ? file : fileURLToPath(file);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a/ }).first().click();
  await (await chooser).setFiles(path);
  await until(page, `hsms.status()?.name === ${JSON.stringify(basename(path))}`);
  await until(page, "hsms.status().phase === 'ready' && hsms.status().list.progress === 1", 60_000);
  return statusOf(page);
}

/** A capture of tests/captures. */
export function captureUrl(name: string): URL {
  return new URL(`tests/captures/${name}`, root);
}

/** Opens the example session. */
export async function openExample(page: Page): Promise<Status> {
  await page.getByRole("button", { name: "Try an example" }).click();
  await until(page, "hsms.status()?.phase === 'ready'");
  return statusOf(page);
}

/** Filters, and waits until the list shows what passes. */
export async function filter(page: Page, text: string): Promise<Status> {
  await page.getByLabel("Filter", { exact: true }).fill(text);
  await page.waitForTimeout(250);
  await until(page, "hsms.status().list.progress === 1");
  return statusOf(page);
}
