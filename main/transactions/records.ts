import type { Store } from "#main/store/store.ts";
import type { TransactionState, TransactionView } from "#src/contract/transactions.ts";

/** A transaction as the store keeps it: what is shown, and what is needed to follow and send it again. */
export interface TransactionRecord extends TransactionView {
  readonly genesisHash: string;
  readonly birthBlock: number;
  /** The whole signed extrinsic, 0x-hex. */
  readonly signedHex: string;
}

/** States in which nothing can change any more. */
const SETTLED: readonly TransactionState[] = ["finalized", "failed", "refused", "expired"];

export const isSettled = (state: TransactionState): boolean => SETTLED.includes(state);

export interface TransactionRecords {
  add(record: TransactionRecord): void;
  update(transactionId: string, change: Partial<TransactionView>): TransactionRecord;
  get(transactionId: string): TransactionRecord | null;
  /** Newest first. */
  list(limit: number): TransactionView[];
  /** Everything not settled, oldest first. */
  pending(): TransactionRecord[];
}

const STEPS = [
  `CREATE TABLE transactions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    genesis_hash TEXT NOT NULL,
    signer TEXT NOT NULL,
    nonce INTEGER NOT NULL,
    state TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0,
    birth_block INTEGER NOT NULL,
    signed_hex TEXT NOT NULL,
    view TEXT NOT NULL
  ) STRICT;
  CREATE INDEX transactions_pending ON transactions (settled) WHERE settled = 0;`,
];

interface Row {
  readonly genesis_hash: string;
  readonly birth_block: number;
  readonly signed_hex: string;
  readonly view: string;
}

const toRecord = (row: Row): TransactionRecord => ({
  ...(JSON.parse(row.view) as TransactionView),
  genesisHash: row.genesis_hash,
  birthBlock: row.birth_block,
  signedHex: row.signed_hex,
});

const toView = ({ genesisHash: _, birthBlock: __, signedHex: ___, ...view }: TransactionRecord): TransactionView =>
  view;

/** The journal of sent transactions. A record is on the disk before its bytes leave this machine. */
export function createTransactionRecords(store: Store): TransactionRecords {
  store.migrate("transactions", STEPS);
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO transactions (transaction_id, hash, genesis_hash, signer, nonce, state, birth_block, signed_hex, view) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const change = db.prepare("UPDATE transactions SET state = ?, settled = ?, view = ? WHERE transaction_id = ?");
  const columns = "genesis_hash, birth_block, signed_hex, view";
  const one = db.prepare(`SELECT ${columns} FROM transactions WHERE transaction_id = ?`);
  const newest = db.prepare("SELECT view FROM transactions ORDER BY number DESC LIMIT ?");
  const unsettled = db.prepare(`SELECT ${columns} FROM transactions WHERE settled = 0 ORDER BY number`);

  const get = (transactionId: string): TransactionRecord | null => {
    const row = one.get(transactionId) as unknown as Row | undefined;
    return row ? toRecord(row) : null;
  };

  return {
    get,
    add(record) {
      const { transactionId, hash, genesisHash, signer, nonce, state, birthBlock, signedHex } = record;
      const view = JSON.stringify(toView(record));
      insert.run(transactionId, hash, genesisHash, signer, nonce, state, birthBlock, signedHex, view);
    },
    update(transactionId, changed) {
      const former = get(transactionId);
      if (!former) throw new Error(`no transaction ${transactionId}`);
      const record = { ...former, ...changed };
      change.run(record.state, isSettled(record.state) ? 1 : 0, JSON.stringify(toView(record)), transactionId);
      return record;
    },
    list: (limit) => (newest.all(limit) as unknown as Row[]).map((row) => JSON.parse(row.view) as TransactionView),
    pending: () => (unsettled.all() as unknown as Row[]).map(toRecord),
  };
}
