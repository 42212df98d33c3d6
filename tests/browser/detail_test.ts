// The detail of a message: tree and dump light up each other's bytes, findings and header say where.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { captureUrl, filter, openExample, openFile, pageTest } from "./rig.ts";

/** The bytes that are lit in the dump, as digits by their tone. */
async function litBytes(page: Page): Promise<Record<"format" | "length" | "value" | "header", string>> {
  const of = async (tone: string) => (await page.locator(`.digits .lit.${tone}`).allTextContents()).join(" ");
  return {
    format: await of("format"),
    length: await of("length"),
    value: await of("value"),
    header: await of("header"),
  };
}

const row = (page: Page, text: RegExp) => page.getByRole("row", { name: text }).first();

pageTest("hovering an item lights its format byte, length bytes and value in the dump", {}, async (page) => {
  await openExample(page);
  await row(page, /S1F14/).click();
  await page.getByRole("treeitem", { name: /ETCH-7/ }).hover();
  assert.deepEqual(await litBytes(page), {
    format: "41",
    length: "06",
    value: "45 54 43 48 2d 37",
    header: "",
  });
  await page.getByRole("treeitem", { name: /COMMACK/ }).hover();
  assert.deepEqual(await litBytes(page), { format: "21", length: "01", value: "00", header: "" });
  await page.getByRole("treeitem").first().hover();
  assert.deepEqual(await litBytes(page), { format: "01", length: "02", value: "", header: "" });
});

pageTest("hovering a byte of the dump lights the item that it belongs to", {}, async (page) => {
  await openExample(page);
  await row(page, /S1F14/).click();
  await page.locator(".digits [data-at='27']").hover(); // 4 length, 10 header, then L, L header and COMMACK: in MDLN
  assert.equal(await page.locator(".item.lit").count(), 1);
  assert.match(await page.locator(".item.lit").innerText(), /ETCH-7/);
  assert.equal((await litBytes(page)).value, "45 54 43 48 2d 37");
});

pageTest("hovering a field of the header lights its bytes", {}, async (page) => {
  await openExample(page);
  await row(page, /S1F13/).click();
  await page.locator(".header-fields div", { hasText: "System bytes" }).hover();
  assert.equal((await litBytes(page)).header, "00 00 01 02");
  await page.locator(".header-fields div", { hasText: "Length" }).hover();
  assert.equal((await litBytes(page)).header, "00 00 00 0c");
});

pageTest("names that the capture has told stand beside the ids", {}, async (page) => {
  await openExample(page);
  await filter(page, "ceid=StepSample");
  await page.getByRole("row", { name: /S6F11/ }).first().click();
  const items = page.getByRole("treeitem");
  await items.filter({ hasText: "StepSample" }).waitFor();
  await items.filter({ hasText: "ChamberPressure" }).filter({ hasText: "mTorr" }).waitFor();
});

pageTest("a finding of a body leads to its byte", {}, async (page) => {
  await openFile(page, captureUrl("secs4js-faults.pcapng"));
  await filter(page, "kind=not-an-item | finding~item");
  await page.getByRole("row", { name: /S1F3/ }).first().click();
  await page.getByRole("button", { name: /^byte \d/ }).first().click();
  assert.equal(await page.locator("[role=treeitem][aria-selected=true]").count(), 1);
});

pageTest("messages are copied as SML, JSON, TypeScript and hex", {}, async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openExample(page);
  await row(page, /S1F14/).click();
  const copied = async (label: string) => {
    await page.getByTitle(`Copy as ${label}`).click();
    await page.getByText(`Copied S1F14 as ${label}`).waitFor();
    return String(await page.evaluate("navigator.clipboard.readText()"));
  };
  assert.match(await copied("SML"), /^S1F14\s+<L \[2\]\s+<B \[1\] 0x00>/);
  assert.equal(JSON.parse(await copied("JSON")).item.value[1].value[0].value, "ETCH-7");
  assert.match(await copied("TypeScript"), /A\("ETCH-7"\)/);
  assert.match(await copied("Hex"), /^00 01 01 0e 00 00 00 00 01 02 01 02 21 01 00/);
});

pageTest("a large body is shown at once, and scrolls", {}, async (page) => {
  await openFile(page, captureUrl("secsgem-large.pcapng"));
  await filter(page, "size>1MB");
  await page.getByRole("grid").getByRole("row").first().click();
  await page.getByRole("treeitem").first().waitFor();
  await page.evaluate("document.querySelector('.hex').scrollTop = 1e9");
  await page.waitForTimeout(100);
  const offset = await page.locator(".hex-line .offset").last().innerText();
  assert.ok(parseInt(offset, 16) > 1_000_000, offset);
});
