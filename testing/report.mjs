// Reporter of `node --test`: one <testcase> for each test, for testing/test.ts to count. (Node's own JUnit reporter
// escapes names twice.)
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" };

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const name = data.name.replace(/[&<>"\n]/g, (c) => ENTITIES[c]);
    const ran = data.skip === undefined && data.todo === undefined;
    yield `<testcase name="${name}">${type === "test:pass" ? "" : "<failure/>"}${
      ran ? "" : "<skipped/>"
    }</testcase>\n`;
  }
}
