// Metrics as the text that Prometheus reads: families with HELP and TYPE, a sample for each set of labels.
import { type HistogramData, LATENCY_BOUNDS } from "./metrics_histogram.ts";
import type { LinkMetrics } from "./metrics.ts";

/** Something with a name and counts: a peer, or `{ name, metrics: tool.metrics }`. */
export interface Metered {
  /** The value of the label `peer`; of each name there must be one. */
  readonly name: string;
  /** What it has done. */
  readonly metrics: LinkMetrics;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly samples: (metrics: LinkMetrics) => Iterable<Sample>;
}

const STATES = ["NOT CONNECTED", "NOT SELECTED", "SELECTED"] as const;

const FAMILIES: readonly Family[] = [
  {
    name: "hsms_state",
    type: "gauge",
    help: "1 for the present state of the connection",
    samples: ({ state }) => STATES.map((each) => [{ state: each }, each === state ? 1 : 0]),
  },
  {
    name: "hsms_communicating",
    type: "gauge",
    help: "Whether communication of GEM is established",
    samples: ({ communicating }) => [[{}, communicating ? 1 : 0]],
  },
  {
    name: "hsms_connections_total",
    type: "counter",
    help: "TCP connections that came about",
    samples: ({ connections }) => [[{}, connections]],
  },
  {
    name: "hsms_reconnects_total",
    type: "counter",
    help: "TCP connections after the first",
    samples: ({ reconnects }) => [[{}, reconnects]],
  },
  {
    name: "hsms_connect_failures_total",
    type: "counter",
    help: "Attempts to connect that failed",
    samples: ({ connectFailures }) => [[{}, connectFailures]],
  },
  {
    name: "hsms_disconnects_total",
    type: "counter",
    help: "Ends of connections by cause",
    samples: ({ ends }) => labelled("cause", ends),
  },
  {
    name: "hsms_bytes_total",
    type: "counter",
    help: "Bytes on the wire",
    samples: ({ bytes }) => labelled("direction", bytes),
  },
  {
    name: "hsms_messages_total",
    type: "counter",
    help: "Data messages by stream and function",
    samples: ({ messages }) => byDirection(messages, "sent", "received"),
  },
  {
    name: "hsms_message_bytes_total",
    type: "counter",
    help: "Bytes of the headers and texts of data messages",
    samples: ({ messages }) => byDirection(messages, "sentBytes", "receivedBytes"),
  },
  {
    name: "hsms_open_transactions",
    type: "gauge",
    help: "Own primaries that wait for their replies",
    samples: ({ open }) => [[{}, open]],
  },
  {
    name: "hsms_no_reply_total",
    type: "counter",
    help: "Own primaries without a reply, by reason",
    samples: ({ noReply }) => labelled("reason", noReply),
  },
  {
    name: "hsms_faults_total",
    type: "counter",
    help: "What the peer did against the rules",
    samples: ({ faults }) => labelled("fault", faults),
  },
  {
    name: "gem_events_total",
    type: "counter",
    help: "Collection events",
    samples: ({ events }) => labelled("event", events),
  },
  {
    name: "gem_alarms_total",
    type: "counter",
    help: "Alarms set and cleared",
    samples: ({ alarms }) => labelled("change", alarms),
  },
];

const LATENCY = "hsms_transaction_seconds";

/**
 * The metrics of peers in Prometheus's text format, version 0.0.4: serve it as `text/plain; version=0.0.4`. Every sample
 * has the label `peer`.
 */
export function prometheusText(peers: Iterable<Metered>): string {
  const all = [...peers].map(({ name, metrics }) => ({ name, metrics }));
  const lines = FAMILIES.flatMap((family) => [
    ...head(family.name, family.type, family.help),
    ...all.flatMap(({ name, metrics }) =>
      [...family.samples(metrics)].map(([labels, value]) =>
        sample(family.name, { peer: name, ...labels }, value)
      )
    ),
  ]);
  lines.push(...head(LATENCY, "histogram", "Seconds from an own primary to its reply"));
  for (const { name, metrics } of all) {
    for (const [message, data] of Object.entries(metrics.latencies)) {
      lines.push(...histogram({ peer: name, message }, data));
    }
  }
  return lines.join("\n") + "\n";
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`];
}

function histogram(labels: Labels, { count, sum, buckets }: HistogramData): string[] {
  return [
    ...LATENCY_BOUNDS.map((bound, i) =>
      sample(`${LATENCY}_bucket`, { ...labels, le: String(bound) }, buckets[i])
    ),
    sample(`${LATENCY}_bucket`, { ...labels, le: "+Inf" }, count),
    sample(`${LATENCY}_sum`, labels, sum),
    sample(`${LATENCY}_count`, labels, count),
  ];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}{${pairs.join(",")}} ${value}`;
}

function labelled(label: string, counts: object): Sample[] {
  return Object.entries(counts).map(([name, count]) => [{ [label]: name }, count as number]);
}

function byDirection<K extends "sent" | "sentBytes", L extends "received" | "receivedBytes">(
  messages: LinkMetrics["messages"],
  sent: K,
  received: L,
): Sample[] {
  return Object.entries(messages).flatMap(([message, counts]): Sample[] => [
    [{ message, direction: "sent" }, counts[sent]],
    [{ message, direction: "received" }, counts[received]],
  ]);
}

function escapeLabel(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}

function escapeHelp(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
}
