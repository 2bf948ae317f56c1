import type { Store } from "#main/store/store.ts";
import { type FeeTable, feeTable } from "#src/contract/fees.ts";

const STEPS = [
  `CREATE TABLE fee_tables (
    genesis_hash TEXT NOT NULL,
    spec_version INTEGER NOT NULL,
    fee_table TEXT NOT NULL,
    PRIMARY KEY (genesis_hash, spec_version)
  ) STRICT;`,
];

/** Fee tables by chain and runtime version: fees only change with the runtime. */
export interface FeeTableCache {
  get(genesisHash: string, specVersion: number): FeeTable | null;
  put(table: FeeTable): void;
}

export function createFeeTableCache(store: Store): FeeTableCache {
  store.migrate("fees", STEPS);
  const one = store.db.prepare("SELECT fee_table FROM fee_tables WHERE genesis_hash = ? AND spec_version = ?");
  const put = store.db.prepare(
    "INSERT INTO fee_tables (genesis_hash, spec_version, fee_table) VALUES (?, ?, ?) ON CONFLICT (genesis_hash, spec_version) DO UPDATE SET fee_table = excluded.fee_table",
  );
  return {
    get(genesisHash, specVersion) {
      const row = one.get(genesisHash, specVersion) as unknown as { fee_table: string } | undefined;
      // A table of an older form is made anew.
      const known = row ? feeTable.safeParse(JSON.parse(row.fee_table)) : null;
      return known?.success ? known.data : null;
    },
    put: (table) => {
      put.run(table.genesisHash, table.specVersion, JSON.stringify(table));
    },
  };
}
