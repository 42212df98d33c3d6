// Reads what the runtimes report of their tests.

/** A test that ran. */
export interface TestCase {
  name: string;
  failed: boolean;
}

const TEST_CASE = /<testcase name="([^"]*)"(?:[^">]|"[^"]*")*?(?:\/>|>([^]*?)<\/testcase>)/g;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The tests of a JUnit report. One that was skipped has failed. */
export function readReport(xml: string): TestCase[] {
  return [...xml.matchAll(TEST_CASE)].map(([, name, body]) => ({
    name: name.replace(
      /&(?:#(\d+)|(\w+));/g,
      (_, code, entity) => code ? String.fromCodePoint(Number(code)) : ENTITIES[entity],
    ),
    failed: /<(failure|error|skipped)\b/.test(body ?? ""),
  }));
}
