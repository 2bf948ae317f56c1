import type { Store } from "#main/store/store.ts";

/** What a multisig is made of. */
export interface MultisigRecord {
  readonly address: string;
  readonly name: string;
  readonly threshold: number;
  /** By public key. */
  readonly signatories: readonly string[];
}

export interface MultisigRecords {
  list(): MultisigRecord[];
  put(record: MultisigRecord): void;
  remove(address: string): void;
}

interface Row {
  readonly address: string;
  readonly name: string;
  readonly threshold: number;
  readonly signatories: string;
}

/** Multisigs of this profile: addresses only, the same on every chain. */
export function createMultisigRecords(store: Store): MultisigRecords {
  store.migrate("multisig", [
    "CREATE TABLE multisigs (address TEXT PRIMARY KEY, name TEXT NOT NULL, threshold INTEGER NOT NULL, signatories TEXT NOT NULL) STRICT",
  ]);
  const all = store.db.prepare("SELECT address, name, threshold, signatories FROM multisigs ORDER BY name");
  const insert = store.db.prepare("INSERT OR REPLACE INTO multisigs VALUES (?, ?, ?, ?)");
  const drop = store.db.prepare("DELETE FROM multisigs WHERE address = ?");
  return {
    list: () =>
      (all.all() as unknown as Row[]).map((row) => ({ ...row, signatories: JSON.parse(row.signatories) as string[] })),
    put: ({ address, name, threshold, signatories }) =>
      void insert.run(address, name, threshold, JSON.stringify(signatories)),
    remove: (address) => void drop.run(address),
  };
}
