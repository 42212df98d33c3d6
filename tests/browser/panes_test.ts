// The other panes: ladder, transactions, problems, values, comparison, connections, settings.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { captureUrl, filter, openExample, openFile, pageTest, statusOf, temporary, until } from "./rig.ts";

pageTest("problems are grouped by kind, filtered by severity, and lead to their place", {}, async (page) => {
  const { findings } = await openFile(page, captureUrl("secs4js-faults.pcapng"));
  await page.getByRole("tab", { name: /Problems/ }).click();
  const groups = page.locator(".group");
  await groups.first().waitFor();
  const counts = await page.locator(".group .count").allInnerTexts();
  assert.equal(
    counts.reduce((sum, count) => sum + Number(count), 0),
    findings.error + findings.warning + findings.note,
  );
  const all = await groups.count();
  await page.getByRole("button", { name: /errors?$/, pressed: true }).first().click();
  assert.ok(await groups.count() < all);
  await page.locator(".place:not([disabled])").filter({ hasText: /S1F/ }).first().click();
  await page.getByRole("region", { name: "Detail" }).getByText(/answer|sent|S1F/).first().waitFor();
});

pageTest("a gap leads to the row where bytes are missing", {}, async (page) => {
  await openFile(page, captureUrl("imp-gap.pcap"));
  await page.keyboard.press("4");
  await page.locator(".place").filter({ hasText: /missing|not in the capture/ }).first().click();
  await page.keyboard.press("1");
  await page.getByRole("row", { name: /are missing/ }).click();
  await page.getByRole("region", { name: "Detail" }).getByText("Offset in the stream").waitFor();
});

pageTest(
  "the ladder has an arrow a message, lines of transactions, and a map of the whole",
  {},
  async (page) => {
    await openExample(page);
    await page.getByRole("tab", { name: "Ladder" }).click();
    await page.locator(".rung .arrow").first().waitFor();
    assert.ok(await page.locator(".gutter path").count() > 10);
    await filter(page, "S1F3 | S9F9 | linktest");
    await page.keyboard.press("Enter");
    await page.keyboard.press("G");
    await page.locator(".gutter text", { hasText: "T3" }).first().waitFor();
    await filter(page, "");
    const { rows } = (await statusOf(page)).list;
    const map = (await page.locator(".minimap canvas").boundingBox())!;
    await page.mouse.click(map.x + 20, map.y + map.height - 3);
    await page.locator(`.rung[aria-rowindex="${rows - 1}"]`).waitFor();
  },
);

pageTest("transactions say how fast answers came, and lead to those that did not", {}, async (page) => {
  await openExample(page);
  await page.getByRole("tab", { name: /Transactions/ }).click();
  const event = page.getByRole("row", { name: /S6F11/ });
  await event.waitFor();
  assert.match(await event.innerText(), /38\s+.*3\.22 s/s);
  await page.getByRole("row", { name: /S64F1/ }).getByRole("button", { name: /stream 9/ }).click();
  await until(page, "hsms.status().list.messages === 1");
  await page.getByRole("row", { name: /S64F1/ }).waitFor();
});

pageTest("a value that is clicked is followed over time", {}, async (page) => {
  await openExample(page);
  await filter(page, "ceid=301");
  await page.getByRole("row", { name: /S6F11/ }).first().click();
  await page.getByRole("treeitem", { name: /ChamberPressure/ }).getByRole("button").click();
  await page.getByRole("heading", { name: /ChamberPressure, mTorr/ }).waitFor();
  await page.getByRole("img", { name: /^37 values/ }).waitFor();
  const first = await page.locator(".value-row").first().innerText();
  await page.locator(".value-row").first().click();
  assert.match(
    await page.getByRole("region", { name: "Detail" }).innerText(),
    new RegExp(`#${first.split("\n")[0]}\\b`),
  );
});

pageTest("two messages are compared item by item", {}, async (page) => {
  await openExample(page);
  await filter(page, "S6F11 & ceid=301");
  await page.getByRole("grid").press("g");
  for (const key of ["m", "j", "m"]) await page.keyboard.press(key);
  await page.getByText("4 differences").or(page.getByText("3 differences")).waitFor();
  const changed = await page.locator(".diff-line.changed").allInnerTexts();
  assert.ok(changed.some((line) => /V ChamberPressure/.test(line)), changed.join("\n"));
  await page.getByLabel("Only what differs").check();
  assert.equal(await page.locator(".diff-line.same").count(), 0);
});

pageTest("one connection of many is chosen", {}, async (page) => {
  const { connections, messages } = await openFile(page, captureUrl("secs4js-faults.pcapng"));
  await page.keyboard.press("c");
  const options = page.getByRole("option");
  assert.equal(await options.count(), connections + 1);
  await options.nth(3).click();
  await until(page, `hsms.status().list.messages < ${messages}`);
  assert.match(String(await page.evaluate("location.hash")), /c=2/);
});

pageTest("names come from a table that is loaded", {}, async (page) => {
  const table = join(temporary(), "names.csv");
  writeFileSync(table, "kind,id,name\nCEID,301,Probenahme\n");
  await openExample(page);
  await page.keyboard.press(",");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Load names" }).click();
  await (await chooser).setFiles(table);
  await page.getByText("1 name", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal((await filter(page, "S6F11 & ceid=Probenahme")).list.messages, 36);
});

pageTest("a table of names that is dropped gives names", {}, async (page) => {
  await openExample(page);
  await page.evaluate(`{
    const data = new DataTransfer();
    data.items.add(new File(["kind,id,name\\nCEID,301,Probenahme\\n"], "names.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  }`);
  await page.getByText("Loaded 1 name from names.csv").waitFor();
  assert.equal((await filter(page, "S6F11 & ceid=Probenahme")).list.messages, 36);
});

pageTest(
  "with another capture, the connection and comparison of the one before are forgotten",
  {},
  async (page) => {
    await openFile(page, captureUrl("secs4js-faults.pcapng"));
    await page.keyboard.press("c");
    await page.getByRole("option").nth(3).click();
    for (const key of ["g", "j", "j", "j", "6"]) await page.keyboard.press(key);
    await page.getByLabel("First message").fill("2");
    await page.getByLabel("First message").press("Enter");
    assert.match(String(await page.evaluate("location.hash")), /c=2.*a=2/);
    const { list, messages } = await openFile(page, captureUrl("imp-plain.pcap"));
    assert.equal(list.messages, messages);
    assert.doesNotMatch(String(await page.evaluate("location.hash")), /[ac]=/);
  },
);

pageTest("the address brings a comparison and a variable back", {}, async (page) => {
  await openFile(page, captureUrl("secsgem-gem-session.pcapng"));
  await page.evaluate("location.hash = 'pane=compare&a=30&b=32&m=32'");
  await page.getByText("2 differences").waitFor();
  await page.evaluate("location.hash = 'pane=values&v=3001&m=32'");
  await page.getByRole("heading", { name: /^ChamberTemperature/ }).waitFor();
  assert.match(String(await page.evaluate("location.hash")), /pane=values.*v=3001/);
});

pageTest("other timers give other findings", {}, async (page) => {
  const { findings } = await openExample(page);
  await page.keyboard.press(",");
  await page.getByLabel("T3").fill("2");
  await page.getByLabel("T3").press("Enter");
  await until(page, `hsms.status().findings.warning > ${findings.warning}`);
});
