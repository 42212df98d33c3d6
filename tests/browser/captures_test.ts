// The page shows every capture of tests/captures: as many messages as are known to be in it, and what is wrong.
import assert from "node:assert/strict";
import { CAPTURES, loadCapture } from "../captures_truth.ts";
import { captureUrl, filter, openFile, pageTest } from "./rig.ts";

for (const name of CAPTURES) {
  pageTest(`the page shows all messages of ${name}`, {}, async (page) => {
    const { truth } = loadCapture(name);
    const known = truth.connections.flatMap(({ directions }) =>
      directions.flatMap(({ messages }) => messages)
    );
    const whole = known.filter(({ status = "complete" }) => status === "complete").length;
    const status = await openFile(page, captureUrl(name));
    assert.equal(status.messages, whole);
    assert.equal(status.connections, truth.connections.length);
    assert.equal(
      await page.getByRole("grid", { name: "Messages" }).getAttribute("aria-rowcount"),
      String(status.list.rows),
    );
  });
}

pageTest("a filter shows what the capture has of it", {}, async (page) => {
  const { truth } = loadCapture("secsgem-gem-session.pcapng");
  const messages = truth.connections.flatMap(({ directions }) =>
    directions.flatMap(({ messages }) => messages)
  );
  const events = messages.filter(({ stream, function: fn, sType }) =>
    stream === 6 && fn === 11 && sType === 0
  );
  await openFile(page, captureUrl("secsgem-gem-session.pcapng"));
  assert.equal((await filter(page, "S6F11")).list.messages, events.length);
  assert.equal(
    (await filter(page, "control")).list.messages,
    messages.filter(({ sType }) => sType !== 0).length,
  );
  assert.equal((await filter(page, "")).list.messages, messages.length);
});
