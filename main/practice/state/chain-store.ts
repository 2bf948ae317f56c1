import { openStore } from "#main/store/store.ts";
import type { Hex } from "../scale/primitives.ts";

/** A block as kept. */
export interface StoredBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly header: Uint8Array;
  /** The extrinsics, each with its length prefix, as JSON hex texts. */
  readonly extrinsics: readonly Hex[];
}

type Change = readonly [string, Uint8Array | undefined];

/** The practice network on disk: blocks and state changes, written once a block. */
export interface ChainStore {
  /** All kept state changes in block order. */
  changes(): Generator<{ key: string; block: number; value: Uint8Array | undefined }>;
  hashes(): { number: number; hash: Hex }[];
  block(number: number): StoredBlock | undefined;
  /** Writes a block, its changes and what fell away, in one transaction. */
  commit(block: StoredBlock, changes: readonly Change[], pruned: readonly { key: string; block: number }[]): void;
  note(name: string): string | undefined;
  setNote(name: string, value: string): void;
  close(): void;
}

const STEPS = [
  `CREATE TABLE state (key TEXT NOT NULL, block INTEGER NOT NULL, value BLOB, PRIMARY KEY (key, block)) STRICT, WITHOUT ROWID;
   CREATE TABLE blocks (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, header BLOB NOT NULL, extrinsics TEXT NOT NULL) STRICT;
   CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
] as const;

/** Blocks whose bodies are kept on disk. */
const KEPT_BLOCKS = 50_000;

/** Opens the chain's file; `:memory:` keeps it in memory. Errors: as `openStore`. */
export function openChainStore(file: string): ChainStore {
  const store = openStore(file);
  // A practice network may lose its newest blocks with the power; it must only never be torn.
  store.db.exec("PRAGMA synchronous = NORMAL");
  store.migrate("practice", STEPS);
  const { db } = store;
  const putChange = db.prepare("INSERT OR REPLACE INTO state (key, block, value) VALUES (?, ?, ?)");
  const dropChange = db.prepare("DELETE FROM state WHERE key = ? AND block = ?");
  const putBlock = db.prepare("INSERT INTO blocks (number, hash, header, extrinsics) VALUES (?, ?, ?, ?)");
  const dropBlocks = db.prepare("DELETE FROM blocks WHERE number > 0 AND number < ?");
  const getBlock = db.prepare("SELECT number, hash, header, extrinsics FROM blocks WHERE number = ?");
  const getNote = db.prepare("SELECT value FROM notes WHERE name = ?");
  const putNote = db.prepare(
    "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

  return {
    *changes() {
      for (const row of db.prepare("SELECT key, block, value FROM state ORDER BY block").iterate()) {
        yield {
          key: row.key as string,
          block: row.block as number,
          value: row.value === null ? undefined : (row.value as Uint8Array),
        };
      }
    },
    hashes: () =>
      db.prepare("SELECT number, hash FROM blocks ORDER BY number").all() as unknown as { number: number; hash: Hex }[],
    block(number) {
      const row = getBlock.get(number);
      if (!row) return undefined;
      return {
        number,
        hash: row.hash as Hex,
        header: row.header as Uint8Array,
        extrinsics: JSON.parse(row.extrinsics as string) as Hex[],
      };
    },
    commit: (block, changes, pruned) =>
      store.transaction(() => {
        putBlock.run(block.number, block.hash, block.header, JSON.stringify(block.extrinsics));
        for (const [key, value] of changes) putChange.run(key, block.number, value ?? null);
        for (const row of pruned) dropChange.run(row.key, row.block);
        if (block.number % 1_000 === 0) dropBlocks.run(block.number - KEPT_BLOCKS);
      }),
    note: (name) => getNote.get(name)?.value as string | undefined,
    setNote: (name, value) => {
      putNote.run(name, value);
    },
    close: () => store.close(),
  };
}
