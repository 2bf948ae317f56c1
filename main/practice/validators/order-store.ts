import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "#main/store/store.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";

/** An order a validator accepted, with what is needed to judge it the same way again. */
export interface AcceptedOrder extends SignalRequest {
  readonly validator: string;
  readonly miner: string;
  readonly uuid: string;
  readonly atMs: number;
}

/** Accepted orders on disk, so that a uuid stays known and positions stay open when the validators start again. */
export interface OrderStore {
  add(order: AcceptedOrder): void;
  of(validator: string): readonly AcceptedOrder[];
  close(): void;
}

/** Opens the store in `stateDir`; `null` gives one that forgets. */
export function openOrderStore(stateDir: string | null): OrderStore {
  if (stateDir === null) return { add: () => undefined, of: () => [], close: () => undefined };
  mkdirSync(stateDir, { recursive: true });
  const store = openStore(join(stateDir, "validators.sqlite"));
  store.migrate("validators", [
    `CREATE TABLE orders (
       validator TEXT NOT NULL, uuid TEXT NOT NULL, miner TEXT NOT NULL, at_ms INTEGER NOT NULL,
       pair TEXT NOT NULL, order_type TEXT NOT NULL, leverage REAL NOT NULL, PRIMARY KEY (validator, uuid)
     ) STRICT`,
  ]);
  const insert = store.db.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)");
  const select = store.db.prepare(
    `SELECT validator, uuid, miner, at_ms AS "atMs", pair AS "tradePairId", order_type AS "orderType", leverage
     FROM orders WHERE validator = ? ORDER BY at_ms, rowid`,
  );
  return {
    add: ({ validator, uuid, miner, atMs, tradePairId, orderType, leverage }) => {
      insert.run(validator, uuid, miner, atMs, tradePairId, orderType, leverage);
    },
    of: (validator) => select.all(validator) as unknown as AcceptedOrder[],
    close: () => store.close(),
  };
}
