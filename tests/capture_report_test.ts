// The report: one page that loads nothing and runs nothing, whatever the capture says.
import { assertEquals } from "@std/assert";
import { NameLearner } from "../core/reading/names_learn.ts";
import type { RecordBook } from "../core/reading/reading.ts";
import { htmlReport } from "../core/reading/report.ts";
import { Statistics } from "../core/reading/statistics.ts";
import { A, L } from "../core/secs2/mod.ts";
import { bookOf, finding, made, record } from "./capture_reading.ts";
import { test } from "./harness.ts";

function reportOf(book: RecordBook, title = "session.pcapng"): string {
  const statistics = new Statistics();
  const names = new NameLearner();
  for (const { message } of book.records) {
    statistics.output({ type: "message", message });
    names.message(message);
  }
  for (const each of [...book.transactions, ...book.findings]) statistics.output(each);
  return [...htmlReport({
    title,
    format: "pcapng",
    reading: { origin: book.origin, names },
    statistics: statistics.summary,
    findings: book.findings,
    record: (index) => book.records[index],
  })].join("");
}

test("a report has overview, findings first of all the worst, kinds, connections and the messages concerned", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  book.output(finding(0, [76], { severity: "note", kind: "alarm", sentence: "an alarm was set" }));
  book.output(finding(1, [33, 32], { sentence: "EAC 3 was answered" }));
  const page = reportOf(book);
  for (
    const part of [
      "<title>session.pcapng</title>",
      "<dt>Messages</dt><dd>146, ",
      "1 error, 0 warnings, 1 note",
      '<td class="error">error</td><td>EAC 3 was answered',
      '<a href="#m33">#33</a> <a href="#m32">#32</a>',
      '<article id="m76">',
      "S2F15 W sys=271 New Equipment Constant Send ECID=20 MaxTemp",
      " [1] 20&gt; // ECID MaxTemp",
      "<td>Event Report Send</td>",
      "<td>127.0.0.1:15001</td>",
    ]
  ) assertEquals([part, page.includes(part)], [part, true]);
  assertEquals(page.indexOf("EAC 3 was answered") < page.indexOf("an alarm was set"), true);
  assertEquals(page.includes('<article id="m0">'), false);
});

test("nothing of a capture becomes markup, nothing is loaded and nothing runs", () => {
  const book = bookOf("secsgem-gem-session.pcapng");
  const evil = '<script>alert(1)</script><img src=x onerror="x">\'"\0&';
  const message = made(0, [7, 5, true], L(A(evil)));
  book.records[0] = record({ ...message, connection: { ...message.connection, client: evil } });
  book.output(finding(0, [0], { sentence: evil, kind: evil, clause: evil }));
  const page = reportOf(book, evil);
  const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag.toLowerCase()));
  for (const tag of ["script", "img", "link", "iframe"]) assertEquals(tags.has(tag), false);
  assertEquals(/<[^>]*\son\w+=/.test(page), false);
  assertEquals(page.includes("\0"), false);
  assertEquals([...page.matchAll(/(?:src|href)="(?!#)/g)].length, 0);
});

test("without findings a report says so, and a report of nothing is a page too", () => {
  const page = [...htmlReport({
    title: "empty",
    reading: {},
    statistics: new Statistics().summary,
    findings: [],
    record: () => undefined,
  })].join("");
  assertEquals(page.includes("Nothing was found wrong."), true);
  assertEquals(page.endsWith("</html>\n"), true);
});
