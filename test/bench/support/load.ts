import { Pool } from "undici";

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The value below which a share of the sorted values lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
};

/** Posts the same body over a number of connections, one request at a time on each, and counts 200s only. */
export async function postLoad(
  origin: string,
  path: string,
  body: string,
  connections: number,
  durationMs: number,
): Promise<LoadResult> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { "content-type": "application/json" };
  const run = async (untilMs: number, latencies: number[]): Promise<void> => {
    while (performance.now() < untilMs) {
      const startMs = performance.now();
      const response = await pool.request({ method: "POST", path, headers, body });
      await response.body.dump();
      if (response.statusCode !== 200) throw new Error(`the server answered ${response.statusCode}`);
      latencies.push(performance.now() - startMs);
    }
  };
  const all = (untilMs: number, latencies: number[]) =>
    Promise.all(Array.from({ length: connections }, () => run(untilMs, latencies)));
  await all(performance.now() + durationMs / 4, []);
  const latencies: number[] = [];
  const startMs = performance.now();
  await all(startMs + durationMs, latencies);
  const seconds = (performance.now() - startMs) / 1_000;
  await pool.close();
  return {
    requestsPerSecond: Math.round(latencies.length / seconds),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
