import type { Store } from "#main/store/store.ts";
import type { NetworkKind } from "#src/contract/network.ts";
import type { MinerKind } from "#src/miners/miner-kinds.ts";

/** A miner as it was set up. */
export interface MinerRecord {
  readonly minerId: string;
  readonly kind: MinerKind;
  readonly walletId: string;
  readonly hotkeyName: string;
  /** SS58 address. */
  readonly hotkey: string;
  /** Name and kind of the network it was set up on. */
  readonly network: string;
  readonly networkKind: NetworkKind;
  readonly netuid: number;
  readonly intakePort: number;
  /** It ran when the app was last open, so it runs again when the app starts. */
  readonly wanted: boolean;
  readonly createdAtMs: number;
}

export interface MinerRegistry {
  list(): readonly MinerRecord[];
  get(minerId: string): MinerRecord | undefined;
  add(record: MinerRecord): void;
  setWanted(minerId: string, wanted: boolean): void;
  setPort(minerId: string, intakePort: number): void;
  remove(minerId: string): void;
}

type Row = Omit<MinerRecord, "wanted"> & { readonly wanted: number };

const COLUMNS = `miner_id AS "minerId", kind, wallet_id AS "walletId", hotkey_name AS "hotkeyName", hotkey, network,
  network_kind AS "networkKind", netuid, intake_port AS "intakePort", wanted, created_at_ms AS "createdAtMs"`;

/** The miners of a profile, in its database. */
export function createMinerRegistry(store: Store): MinerRegistry {
  store.migrate("miners", [
    `CREATE TABLE miners (
       miner_id TEXT PRIMARY KEY, kind TEXT NOT NULL, wallet_id TEXT NOT NULL, hotkey_name TEXT NOT NULL,
       hotkey TEXT NOT NULL UNIQUE, network TEXT NOT NULL, network_kind TEXT NOT NULL, netuid INTEGER NOT NULL, intake_port INTEGER NOT NULL UNIQUE,
       wanted INTEGER NOT NULL, created_at_ms INTEGER NOT NULL
     ) STRICT`,
  ]);
  const { db } = store;
  const read = (row: Row): MinerRecord => ({ ...row, wanted: row.wanted === 1 });
  return {
    list: () =>
      (db.prepare(`SELECT ${COLUMNS} FROM miners ORDER BY created_at_ms, miner_id`).all() as unknown as Row[]).map(
        read,
      ),
    get: (minerId) => {
      const row = db.prepare(`SELECT ${COLUMNS} FROM miners WHERE miner_id = ?`).get(minerId) as Row | undefined;
      return row && read(row);
    },
    add: (record) => {
      db.prepare("INSERT INTO miners VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
        record.minerId,
        record.kind,
        record.walletId,
        record.hotkeyName,
        record.hotkey,
        record.network,
        record.networkKind,
        record.netuid,
        record.intakePort,
        record.wanted ? 1 : 0,
        record.createdAtMs,
      );
    },
    setWanted: (minerId, wanted) => {
      db.prepare("UPDATE miners SET wanted = ? WHERE miner_id = ?").run(wanted ? 1 : 0, minerId);
    },
    setPort: (minerId, intakePort) => {
      db.prepare("UPDATE miners SET intake_port = ? WHERE miner_id = ?").run(intakePort, minerId);
    },
    remove: (minerId) => {
      db.prepare("DELETE FROM miners WHERE miner_id = ?").run(minerId);
    },
  };
}
