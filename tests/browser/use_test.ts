// The page in the hand: by keyboard alone, by those who cannot see it, light and dark, and with a million messages.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { captureUrl, filter, openExample, openFile, pageTest, statusOf, temporary, until } from "./rig.ts";
import { writeTraffic } from "./traffic.ts";

const selected = (page: Page) => page.locator("[role=row][aria-selected=true]");

pageTest("a whole session goes by keyboard alone", {}, async (page) => {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press("Tab", "Tab", "Tab", "Tab", "Tab");
  await page.getByRole("button", { name: "Try an example" }).focus();
  await press("Enter");
  await until(page, "hsms.status()?.phase === 'ready'");
  await press("j", "j", "j");
  await press("G", "g", "j", "j", "j");
  await selected(page).filter({ hasText: /Select\.rsp|SELECTED|S1F13/ }).waitFor();
  await press("/");
  await page.keyboard.type("S2F41 & w");
  await press("Enter");
  await until(page, "hsms.status().list.messages === 3 && hsms.status().list.progress === 1");
  await press("g");
  await selected(page).filter({ hasText: /PP-SELECT/ }).waitFor();
  await press("t");
  await page.getByRole("heading", { name: /S2F42/ }).waitFor();
  await press("t", "Enter", "ArrowDown", "ArrowDown", "ArrowLeft");
  assert.equal(await page.evaluate("document.activeElement.id"), "tree");
  await press("Escape", "/", "Control+A", "Delete", "Enter");
  await until(page, "hsms.status().list.messages === hsms.status().messages");
  await press("g", "n");
  await page.getByRole("list", { name: "Findings" }).waitFor();
  const first = await selected(page).getAttribute("id");
  await press("n");
  await until(page, `document.querySelector('[role=row][aria-selected=true]')?.id !== "${first}"`);
  await press("N");
  await until(page, `document.querySelector('[role=row][aria-selected=true]')?.id === "${first}"`);
  for (
    const [key, name] of [["2", "Ladder"], ["3", "Transactions"], ["4", "Problems"], ["5", "Values"], [
      "6",
      "Compare",
    ]]
  ) {
    await press(key);
    assert.equal(
      await page.getByRole("tab", { selected: true }).innerText().then((text) => text.split(/\s/)[0]),
      name,
    );
  }
  await press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  ) as AxeResult;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`)
  );
}

for (const dark of [false, true]) {
  pageTest(`every pane is accessible, ${dark ? "dark" : "light"}`, { dark }, async (page) => {
    assert.deepEqual(await violations(page), [], "before anything is open");
    await openFile(page, captureUrl("secs4js-faults.pcapng"));
    for (let problem = 0; problem < 4; problem++) await page.keyboard.press("n");
    await page.getByRole("treeitem").or(page.getByText("Header only")).first().waitFor();
    for (const key of ["1", "2", "3", "4", "5", "6", "?", ",", "e"]) {
      if ("?,e".includes(key)) await page.keyboard.press("Escape");
      await page.keyboard.press(key);
      await page.waitForTimeout(200);
      assert.deepEqual(await violations(page), [], key);
    }
  });
}

pageTest("the page is light or dark as the system or the user wants", { dark: true }, async (page) => {
  const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
  await openExample(page);
  const dark = await ground();
  await page.keyboard.press(",");
  await page.getByRole("radio", { name: "light" }).click();
  assert.notEqual(await ground(), dark);
  await page.reload();
  await page.locator("#page > *").first().waitFor();
  assert.notEqual(await ground(), dark);
});

pageTest("times are those of the place, or UTC", { zone: "Asia/Tokyo" }, async (page) => {
  await openExample(page);
  await page.getByRole("row", { name: /21:00:00\.004/ }).first().waitFor();
  await page.keyboard.press(",");
  await page.getByRole("radio", { name: "UTC" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("row", { name: /12:00:00\.004/ }).first().waitFor();
});

for (const width of [1280, 1440, 2200]) {
  pageTest(
    `nothing is cut off at ${width} pixels`,
    { width, height: width === 1280 ? 800 : 900 },
    async (page) => {
      await openExample(page);
      await page.keyboard.press("j");
      for (const key of ["1", "2", "3", "4", "5", "6"]) {
        await page.keyboard.press(key);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
        const cut =
          "[...document.querySelectorAll('.top button, .bar button')].filter(b => b.getBoundingClientRect().right > innerWidth).length";
        assert.equal(await page.evaluate(cut), 0);
      }
    },
  );
}

const MESSAGES = 1_000_000;

pageTest("a million messages load, scroll, filter and are looked into", {}, async (page) => {
  const file = join(temporary(), "million.pcap");
  writeTraffic(file, MESSAGES);
  const status = await openFile(page, file);
  assert.equal(status.messages, MESSAGES);
  assert.equal(status.transactions, MESSAGES / 2);
  assert.ok(status.memory / MESSAGES < 120, `${status.memory / MESSAGES} bytes a message`);
  const frames = await frameTimes(page);
  assert.ok(
    frames[Math.floor(frames.length / 2)] < 34,
    `median of ${frames[Math.floor(frames.length / 2)]} ms a frame`,
  );
  await page.getByRole("grid").press("End");
  await page.locator(`#row-${MESSAGES - 1}`).waitFor();
  await page.getByRole("treeitem").first().waitFor();
  assert.equal((await filter(page, "S6F11 & ceid=303")).list.messages, Math.ceil((MESSAGES / 2 - 3) / 7));
  const heap = await heapOf(page);
  assert.ok(heap < 64e6, `${heap} bytes of the page's own`);
});

/** Milliseconds from frame to frame while the list scrolls, by rows and by leaps; sorted. */
async function frameTimes(page: Page): Promise<number[]> {
  const frames = await page.evaluate(`new Promise((resolve) => {
    const list = document.getElementById("messages");
    const times = [];
    let last = performance.now();
    const frame = (now) => {
      times.push(now - last);
      last = now;
      list.scrollTop += times.length < 60 ? 240 : 50_000;
      if (times.length < 160) requestAnimationFrame(frame);
      else resolve(times);
    };
    requestAnimationFrame(frame);
  })`) as number[];
  return frames.sort((a, b) => a - b);
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage") as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usedSize + backingStorageSize;
}

pageTest("another capture may be opened while one is loading", {}, async (page) => {
  const file = join(temporary(), "long.pcap");
  writeTraffic(file, 400_000);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a/ }).first().click();
  await (await chooser).setFiles(file);
  await until(page, "hsms.status()?.messages > 1000");
  await page.getByRole("row", { name: /S6F11/ }).first().click();
  await page.getByRole("treeitem").first().waitFor();
  const status = await openFile(page, captureUrl("secsgem-gem-session.pcapng"));
  assert.equal(status.messages, 146);
  await page.waitForTimeout(200);
  assert.equal((await statusOf(page)).messages, 146);
});
