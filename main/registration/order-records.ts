import { hexToU8a, u8aToHex } from "@polkadot/util";
import type { Store } from "#main/store/store.ts";
import type { Plan } from "#main/transactions/plans.ts";
import type { RegistrationOrder } from "#src/contract/registration.ts";

/** An order with what it takes to send it: exactly one signed call, worth nothing for anything else. */
export interface OrderRecord {
  readonly genesisHash: string;
  readonly view: RegistrationOrder;
  /** Null once it is settled: what was signed is forgotten then. */
  readonly signed: { readonly plan: Plan; readonly signature: Uint8Array } | null;
}

export interface OrderRecords {
  put(record: OrderRecord): void;
  get(orderId: string): OrderRecord | null;
  /** Newest first. */
  list(): OrderRecord[];
}

const STEPS = [
  `CREATE TABLE registration_orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL UNIQUE,
    genesis_hash TEXT NOT NULL,
    view TEXT NOT NULL,
    plan TEXT,
    signature TEXT
  ) STRICT;`,
];
const KEPT = 100;

interface Row {
  readonly genesis_hash: string;
  readonly view: string;
  readonly plan: string | null;
  readonly signature: string | null;
}

const toRecord = (row: Row): OrderRecord => ({
  genesisHash: row.genesis_hash,
  view: JSON.parse(row.view) as RegistrationOrder,
  signed:
    row.plan === null || row.signature === null
      ? null
      : {
          plan: { ...(JSON.parse(row.plan) as Omit<Plan, "afterSuccess" | "spec">), afterSuccess: undefined },
          signature: hexToU8a(row.signature),
        },
});

/** Orders of a profile on disk. They hold no key: only bytes that register one hotkey at one price at most. */
export function createOrderRecords(store: Store): OrderRecords {
  store.migrate("registration-orders", STEPS);
  const { db } = store;
  const write = db.prepare(
    `INSERT INTO registration_orders (order_id, genesis_hash, view, plan, signature) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET view = excluded.view, plan = excluded.plan, signature = excluded.signature`,
  );
  const one = db.prepare("SELECT genesis_hash, view, plan, signature FROM registration_orders WHERE order_id = ?");
  const all = db.prepare(
    "SELECT genesis_hash, view, plan, signature FROM registration_orders ORDER BY number DESC LIMIT ?",
  );
  return {
    put({ genesisHash, view, signed }) {
      const plan = signed ? JSON.stringify({ ...signed.plan, afterSuccess: undefined, spec: undefined }) : null;
      const signature = signed ? u8aToHex(signed.signature) : null;
      write.run(view.orderId, genesisHash, JSON.stringify(view), plan, signature);
    },
    get(orderId) {
      const row = one.get(orderId) as unknown as Row | undefined;
      return row ? toRecord(row) : null;
    },
    list: () => (all.all(KEPT) as unknown as Row[]).map(toRecord),
  };
}
