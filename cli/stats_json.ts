// Statistics of a capture as one JSON document: times in seconds since 1970, lengths of time in seconds.
import { seconds } from "../core/framing/clock.ts";
import type { Time } from "../core/framing/model.ts";
import type {
  ConnectionStatistics,
  Histogram,
  KindStatistics,
  LatencyStatistics,
} from "../core/reading/statistics.ts";
import type { StatisticsReading } from "./stats.ts";

/** The document. */
export function statisticsJson(
  { file, format, origin, statistics, roles, others }: StatisticsReading,
): string {
  const { messages, bytes, first, last, rate, kinds, connections, outcomes, latency, findings } = statistics;
  return JSON.stringify({
    file,
    format: format ?? null,
    messages,
    bytes,
    first: timeOf(first, origin),
    last: timeOf(last, origin),
    rate: Number.isNaN(rate) ? null : rate,
    outcomes,
    latency: latencyOf(latency),
    kinds: kinds.map(kindOf),
    connections: connections.map((each) => {
      return connectionOf(each, origin, roles.get(each.connection.index)?.host);
    }),
    otherConnections: others,
    findings: { ...findings, kinds: Object.fromEntries(statistics.findingKinds) },
    histogram: histogramOf(statistics.histogram, origin),
  });
}

/** To the microsecond, which a double holds. */
function timeOf(time: Time, origin: bigint | undefined): number | null {
  return Number.isNaN(time) ? null : Number(seconds(time, origin, 6));
}

function latencyOf(latency: LatencyStatistics | undefined): Record<string, number> | null {
  if (latency === undefined) return null;
  const { count, mean, p50, p95, p99, max } = latency;
  const all = Object.entries({ mean, p50, p95, p99, max }).map((
    [name, time],
  ) => [name, Math.round(time) / 1e9]);
  return { count, ...Object.fromEntries(all) };
}

function kindOf({ latency, ...rest }: KindStatistics): Record<string, unknown> {
  return { ...rest, latency: latencyOf(latency) };
}

function connectionOf(
  { connection: { index, client, server }, first, last, latency, ended, ...rest }: ConnectionStatistics,
  origin: bigint | undefined,
  host: number | undefined,
): Record<string, unknown> {
  return {
    index,
    client,
    server,
    host: host === undefined ? null : host === 0 ? client : server,
    first: timeOf(first, origin),
    last: timeOf(last, origin),
    ...rest,
    latency: latencyOf(latency),
    ended: ended ?? null,
  };
}

function histogramOf({ step, from, counts }: Histogram, origin: bigint | undefined): Record<string, unknown> {
  return { step: step / 1e9, from: timeOf(from, origin), counts };
}
