import type { Store } from "#main/store/store.ts";

/** Subnets that a person has marked, by chain. */
export interface Favourites {
  of(chain: string): ReadonlySet<number>;
  set(chain: string, netuid: number, favourite: boolean): void;
}

export function createFavourites(store: Store): Favourites {
  store.migrate("subnets", [
    "CREATE TABLE subnet_favourites (chain TEXT NOT NULL, netuid INTEGER NOT NULL, PRIMARY KEY (chain, netuid)) STRICT",
  ]);
  return {
    of(chain) {
      const rows = store.db.prepare("SELECT netuid FROM subnet_favourites WHERE chain = ?").all(chain);
      return new Set(rows.map(({ netuid }) => Number(netuid)));
    },
    set(chain, netuid, favourite) {
      const change = favourite
        ? "INSERT OR IGNORE INTO subnet_favourites (chain, netuid) VALUES (?, ?)"
        : "DELETE FROM subnet_favourites WHERE chain = ? AND netuid = ?";
      store.db.prepare(change).run(chain, netuid);
    },
  };
}
