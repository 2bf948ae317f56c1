import type { Store } from "#main/store/store.ts";
import type { Frame } from "#main/transactions/extrinsic.ts";
import type { Plan } from "#main/transactions/plans.ts";
import type { OfflineRequestView } from "#src/contract/offline.ts";
import type { PlanView } from "#src/contract/transactions.ts";

/** Plans that were given out and wait for their signature, across restarts. */
export interface OfflineRequests {
  add(plan: Plan, madeAtMs: number): void;
  list(): OfflineRequestView[];
  /** The plan of a fingerprint, the newest where there are several; null where there is none. */
  find(fingerprint: string, signer: string | null): Plan | null;
  remove(fingerprint: string): boolean;
}

interface Row {
  readonly fingerprint: string;
  readonly view: string;
  readonly frame: string;
  readonly signer: string;
  readonly madeAtMs: number;
}

export function createOfflineRequests(store: Store): OfflineRequests {
  store.migrate("offline", [
    `CREATE TABLE offline_requests (
       fingerprint TEXT NOT NULL,
       address TEXT NOT NULL,
       view TEXT NOT NULL,
       frame TEXT NOT NULL,
       signer TEXT NOT NULL,
       made_at_ms INTEGER NOT NULL,
       PRIMARY KEY (fingerprint, address)
     ) STRICT`,
  ]);
  const { db } = store;
  const all = "SELECT fingerprint, view, frame, signer, made_at_ms AS madeAtMs FROM offline_requests";
  return {
    add({ view, frame, signer }, madeAtMs) {
      db.prepare(
        "INSERT OR REPLACE INTO offline_requests (fingerprint, address, view, frame, signer, made_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      ).run(
        view.call.fingerprint,
        frame.address,
        JSON.stringify(view),
        JSON.stringify(frame),
        JSON.stringify(signer),
        madeAtMs,
      );
    },
    list: () =>
      (db.prepare(`${all} ORDER BY made_at_ms DESC`).all() as unknown as Row[]).map((row) => {
        const view = JSON.parse(row.view) as PlanView;
        const { title, network, signer, era } = view;
        return {
          fingerprint: row.fingerprint,
          title,
          network: network.name,
          signer: signer.address,
          madeAtMs: row.madeAtMs,
          deathBlock: era.deathBlock,
        };
      }),
    find(fingerprint, signer) {
      const row = (
        signer === null
          ? db.prepare(`${all} WHERE fingerprint = ? ORDER BY made_at_ms DESC`).get(fingerprint)
          : db.prepare(`${all} WHERE fingerprint = ? AND address = ?`).get(fingerprint, signer)
      ) as Row | undefined;
      if (!row) return null;
      return {
        view: JSON.parse(row.view) as PlanView,
        frame: JSON.parse(row.frame) as Frame,
        signer: JSON.parse(row.signer) as Plan["signer"],
        afterSuccess: undefined,
      };
    },
    remove: (fingerprint) =>
      db.prepare("DELETE FROM offline_requests WHERE fingerprint = ?").run(fingerprint).changes > 0,
  };
}
