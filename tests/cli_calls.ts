// Test-only: calls of the program whose output is kept in tests/cli, for whoever changes it to see what changes.

/** A call: the file that keeps its output, and its arguments; captures are named as in tests/captures. */
export const CALLS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["decode", ["decode", "secsgem-gem-session.pcapng", "--zone", "utc"]],
  ["decode-sml", ["decode", "secsgem-gem-session.pcapng", "--zone", "utc", "--sml", "--filter", "S6F11"]],
  ["decode-hex", [
    "decode",
    "secs4js-faults.pcapng",
    "--time",
    "none",
    "--hex",
    "--filter",
    "severity=error",
  ]],
  ["decode-json", ["decode", "secs4js-faults.pcapng", "--json"]],
  ["decode-csv", ["decode", "secs4js-faults.pcapng", "--csv", "--zone", "utc"]],
  ["decode-log", ["decode", "secsgem-gem-session.pcapng", "--log", "--zone", "utc", "--filter", "S2"]],
  ["decode-gap", ["decode", "imp-gap.pcap", "--zone", "+05:30", "--time", "full"]],
  ["check", ["check", "secs4js-faults.pcapng", "--zone", "utc", "--show", "note"]],
  ["check-json", ["check", "secsgem-lostbytes.pcapng", "--json"]],
  ["stats", ["stats", "secs4js-faults.pcapng", "--zone", "utc"]],
  ["stats-json", ["stats", "secsgem-gem-session.pcapng", "--json"]],
  ["diff", ["diff", "secsgem-gem-session.pcapng", "imp-gap.pcap", "--zone", "utc"]],
  ["diff-json", ["diff", "secsgem-gem-session.pcapng", "imp-gap.pcap", "--json"]],
];

/** The folder of the outputs, below the project's. */
export const OUTPUTS = "tests/cli/";
