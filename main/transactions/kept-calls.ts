import type { ApiPromise } from "@polkadot/api";
import { blake2AsHex } from "@polkadot/util-crypto";
import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { describeCall } from "./describe-call.ts";

/** A call that was only told to the chain by its hash. */
export interface KeptCall {
  readonly callHash: string;
  readonly callHex: string;
  /** What it was called when it was made here; null where its bytes were brought in. */
  readonly title: string | null;
}

/** Bytes of calls that wait on the chain as a hash: announcements of proxies, operations of multisigs. They outlive a restart. */
export interface KeptCalls {
  keep(genesisHash: string, callHex: string, title: string | null): string;
  find(genesisHash: string, callHash: string): KeptCall | null;
  /** Errors: `TRANSACTION_CALL_UNREADABLE` where the bytes are no call of this chain. */
  learn(api: ApiPromise, genesisHash: string, callHex: string): { callHash: string; call: PlanView["call"] };
  /** The kept call decoded; null where its bytes are not known or the runtime does not read them any more. */
  read(api: ApiPromise, genesisHash: string, callHash: string): { title: string | null; call: PlanView["call"] } | null;
}

/** The hash that announcements and approvals name a call by. */
export const callHashOf = (callHex: string): string => blake2AsHex(callHex, 256);

export function createKeptCalls(deps: { store: Store; clock: Clock }): KeptCalls {
  const { store, clock } = deps;
  store.migrate("kept-calls", [
    "CREATE TABLE kept_calls (genesis_hash TEXT NOT NULL, call_hash TEXT NOT NULL, call_hex TEXT NOT NULL, title TEXT, kept_at_ms INTEGER NOT NULL, PRIMARY KEY (genesis_hash, call_hash)) STRICT",
  ]);
  const insert = store.db.prepare(
    "INSERT INTO kept_calls (genesis_hash, call_hash, call_hex, title, kept_at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = coalesce(excluded.title, title)",
  );
  const one = store.db.prepare(
    'SELECT call_hash AS "callHash", call_hex AS "callHex", title FROM kept_calls WHERE genesis_hash = ? AND call_hash = ?',
  );

  function keep(genesisHash: string, callHex: string, title: string | null): string {
    const callHash = callHashOf(callHex);
    insert.run(genesisHash, callHash, callHex, title, clock.nowMs());
    return callHash;
  }
  const find = (genesisHash: string, callHash: string): KeptCall | null =>
    (one.get(genesisHash, callHash) as unknown as KeptCall | undefined) ?? null;

  return {
    keep,
    find,
    learn(api, genesisHash, callHex) {
      const call = describeCall(api, callHex);
      return { callHash: keep(genesisHash, callHex, null), call };
    },
    read(api, genesisHash, callHash) {
      const known = find(genesisHash, callHash);
      if (!known) return null;
      try {
        return { title: known.title, call: describeCall(api, known.callHex) };
      } catch (error) {
        // An upgrade may have changed what the bytes mean; then they are as good as unknown.
        if (error instanceof AppError) return null;
        throw error;
      }
    },
  };
}
