import type { Store } from "#main/store/store.ts";
import type { PortfolioPoint } from "#src/contract/portfolio.ts";
import { thinOut } from "#src/portfolio/thin-out.ts";

const STEPS = [
  `CREATE TABLE portfolio_samples (
    genesis_hash TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    block INTEGER NOT NULL,
    coldkey TEXT NOT NULL,
    free_rao TEXT NOT NULL,
    root_rao TEXT NOT NULL,
    subnets_rao TEXT NOT NULL,
    PRIMARY KEY (genesis_hash, at_ms, coldkey)
  ) STRICT;`,
];

/** The worth of one coldkey at one block. Amounts in rao; free includes what is reserved. */
export interface Sample {
  readonly coldkey: string;
  readonly freeRao: bigint;
  readonly rootRao: bigint;
  readonly subnetsRao: bigint;
}

export interface Samples {
  /** Keeps one sample of each coldkey, and lets go of old ones that are too close together. */
  add(genesisHash: string, block: number, atMs: number, samples: readonly Sample[]): void;
  /** Sums over these coldkeys since a time, oldest first. */
  points(genesisHash: string, coldkeys: readonly string[], sinceMs: number): PortfolioPoint[];
}

interface Row {
  readonly at_ms: number;
  readonly block: number;
  readonly coldkey: string;
  readonly free_rao: string;
  readonly root_rao: string;
  readonly subnets_rao: string;
}

/** What the app has seen of the worth of its coldkeys, by chain. */
export function createSamples(store: Store): Samples {
  store.migrate("portfolio", STEPS);
  const { db } = store;
  const insert = db.prepare(
    "INSERT OR REPLACE INTO portfolio_samples (genesis_hash, at_ms, block, coldkey, free_rao, root_rao, subnets_rao) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const times = db.prepare("SELECT DISTINCT at_ms FROM portfolio_samples WHERE genesis_hash = ?");
  const drop = db.prepare("DELETE FROM portfolio_samples WHERE genesis_hash = ? AND at_ms = ?");
  const since = db.prepare(
    "SELECT at_ms, block, coldkey, free_rao, root_rao, subnets_rao FROM portfolio_samples WHERE genesis_hash = ? AND at_ms >= ? ORDER BY at_ms",
  );
  return {
    add(genesisHash, block, atMs, samples) {
      store.transaction(() => {
        for (const { coldkey, freeRao, rootRao, subnetsRao } of samples) {
          const amounts = [freeRao, rootRao, subnetsRao].map(String);
          insert.run(genesisHash, atMs, block, coldkey, ...amounts);
        }
        const known = (times.all(genesisHash) as unknown as Row[]).map((row) => row.at_ms);
        for (const gone of thinOut(known, atMs)) drop.run(genesisHash, gone);
      });
    },
    points(genesisHash, coldkeys, sinceMs) {
      const wanted = new Set(coldkeys);
      const byTime = new Map<number, Row[]>();
      for (const row of since.all(genesisHash, sinceMs) as unknown as Row[]) {
        if (wanted.has(row.coldkey)) byTime.set(row.at_ms, [...(byTime.get(row.at_ms) ?? []), row]);
      }
      return [...byTime].map(([atMs, rows]) => {
        const sum = (of: "free_rao" | "root_rao" | "subnets_rao"): bigint =>
          rows.reduce((total, row) => total + BigInt(row[of]), 0n);
        const [freeRao, rootRao, subnetsRao] = [sum("free_rao"), sum("root_rao"), sum("subnets_rao")];
        return {
          atMs,
          block: rows[0]?.block ?? 0,
          freeRao: freeRao.toString(),
          rootRao: rootRao.toString(),
          subnetsRao: subnetsRao.toString(),
          totalRao: (freeRao + rootRao + subnetsRao).toString(),
          coldkeys: rows.length,
        };
      });
    },
  };
}
