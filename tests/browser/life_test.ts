// Getting captures into the page and out of it: pasted, dropped, embedded, linked to, streamed, exported.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import {
  captureUrl,
  filter,
  openExample,
  openFile,
  PAGE,
  pageTest,
  statusOf,
  temporary,
  until,
} from "./rig.ts";

const SESSION = captureUrl("secsgem-gem-session.pcapng");

test("the page is one file of less than 200 KB", () => {
  assert.ok(readFileSync(PAGE).length < 200_000, `${readFileSync(PAGE).length} bytes`);
});

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Paste text" }).click();
  await page.getByLabel("Hex or a log with SML in it").fill(text);
  await page.getByRole("button", { name: "Decode" }).click();
  await until(page, "hsms.status()?.phase === 'ready'");
}

pageTest("pasted hex is decoded", {}, async (page) => {
  await paste(page, "00 00 00 0c 00 01 81 0d 00 00 00 00 00 01 01 00");
  assert.equal((await statusOf(page)).messages, 1);
  await page.getByRole("row", { name: /S1F13/ }).waitFor();
});

pageTest("a pasted log is decoded", {}, async (page) => {
  await paste(
    page,
    "12:00:01.234 host -> equipment S1F13 W\n<L [0]\n>.\n12:00:01.240 equipment -> host S1F14\n<L [2]\n  <B [1] 0x00>\n  <L [0]\n  >\n>.\n",
  );
  assert.equal((await statusOf(page)).messages, 2);
});

pageTest("a file that is dropped is opened", {}, async (page) => {
  const bytes = readFileSync(SESSION).toString("base64");
  const transfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob("${bytes}"), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "session.pcapng"));
    return transfer;
  })()`);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await until(page, "hsms.status()?.phase === 'ready'");
  assert.equal((await statusOf(page)).messages, 146);
});

pageTest("the address keeps filter, pane and selection", {}, async (page) => {
  await openFile(page, SESSION);
  await filter(page, "S6F11");
  await page.getByRole("row", { name: /S6F11/ }).first().click();
  await page.keyboard.press("2");
  const hash = String(await page.evaluate("location.hash"));
  assert.match(hash, /^#q=S6F11&pane=ladder&m=\d+$/);
  await page.evaluate(`location.hash = "${hash.replace("ladder", "messages").replace("S6F11", "S1F13")}"`);
  await until(page, "hsms.status().list.messages < 10");
  assert.equal(await page.getByLabel("Filter", { exact: true }).inputValue(), "S1F13");
});

pageTest("an empty list says why, and what to do", {}, async (page) => {
  await openExample(page);
  await filter(page, "S99F1");
  await page.getByText("No message passes this filter.").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("row", { name: /S1F13/ }).waitFor();
  const file = join(temporary(), "notes.txt");
  writeFileSync(file, "Nothing of interest.\n".repeat(40));
  await openFile(page, file);
  await page.getByText("Nothing in this file looks like HSMS or SECS-I.").waitFor();
});

pageTest("a filter that is wrong says so, and where", {}, async (page) => {
  await openExample(page);
  await filter(page, "S6F11 & (ceid=");
  await page.keyboard.press("Escape");
  assert.match(await page.getByRole("alert").innerText(), /^Cannot read the filter at column \d+/);
});

pageTest("completions are offered while a filter is typed", {}, async (page) => {
  await openExample(page);
  await page.keyboard.press("/");
  await page.keyboard.type("lat");
  await page.getByRole("option", { name: /latency/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(await page.getByLabel("Filter", { exact: true }).inputValue(), /^latency/);
});

async function exported(page: Page, name: RegExp, redact = false): Promise<string> {
  await page.keyboard.press("e");
  await page.getByLabel(/^Redact/).setChecked(redact);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  // A name of its own: `openFile` knows by the name that another file is shown.
  const file = join(temporary(), `exported-${(await download).suggestedFilename()}`);
  await (await download).saveAs(file);
  return file;
}

pageTest("what is filtered is exported in every form", {}, async (page) => {
  await openFile(page, SESSION);
  const { messages } = (await filter(page, "S6F11 | S6F12")).list;
  await page.keyboard.press("Enter");
  const lines = (file: string) => readFileSync(file, "utf8").trim().split("\n");
  const json = lines(await exported(page, /NDJSON/));
  assert.equal(json.length, messages);
  assert.equal(JSON.parse(json[0]).stream, 6);
  assert.equal(lines(await exported(page, /CSV/)).length, messages + 1);
  assert.match(readFileSync(await exported(page, /Report/), "utf8"), /^<!DOCTYPE html>.*S6F11/s);
  for (const form of [/SML log/, /^Capture/]) {
    const file = await exported(page, form);
    await filter(page, "");
    assert.equal((await openFile(page, file)).messages, messages, file);
    await openFile(page, SESSION);
    await filter(page, "S6F11 | S6F12");
    await page.keyboard.press("Enter");
  }
});

pageTest("redacted exports hold no text, in names and findings neither", {}, async (page) => {
  await openFile(page, captureUrl("secsgem-gem-session.pcapng"));
  for (const [name, telling] of [[/NDJSON/, "EXPLODE"], [/CSV/, "MaxTemp"], [/Report/, "EXPLODE"]] as const) {
    assert.ok(readFileSync(await exported(page, name), "utf8").includes(telling), `${name}: ${telling}`);
    const redacted = readFileSync(await exported(page, name, true), "utf8");
    for (const text of ["EXPLODE", "MaxTemp", "ETCH-9000"]) {
      assert.ok(!redacted.includes(text), `${name}: ${text}`);
    }
  }
});

pageTest("texts are redacted on request", {}, async (page) => {
  await openExample(page);
  const open = readFileSync(await exported(page, /SML log/), "utf8");
  const redacted = readFileSync(await exported(page, /SML log/, true), "utf8");
  assert.ok(open.includes("LOT-4711") && !redacted.includes("LOT-4711"));
});

pageTest("a copy of the page carries a capture inside", { url: embedded() }, async (page) => {
  await until(page, "hsms.status()?.phase === 'ready'");
  assert.equal((await statusOf(page)).messages, 146);
});

function embedded(): string {
  const base64 = readFileSync(SESSION).toString("base64");
  const script = `<script id="embedded" type="application/octet-stream;base64">${base64}</script>`;
  const file = join(temporary(), "copy.html");
  writeFileSync(file, readFileSync(PAGE, "utf8").replace("<noscript>", () => `${script}<noscript>`));
  return `file://${file}`;
}
