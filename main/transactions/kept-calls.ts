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
  /** What it was to spend when it was made here, rao; null where that is not known. */
  readonly spendsMaxRao: string | null;
  readonly spendsExpectedRao: string | null;
}

/** What is told of a call that was made here. */
export interface CallMade {
  readonly title: string;
  readonly spendsMaxRao: bigint;
  readonly spendsExpectedRao: bigint;
}

/** Bytes of calls that wait on the chain as a hash: announcements of proxies, operations of multisigs. They outlive a restart. */
export interface KeptCalls {
  keep(genesisHash: string, callHex: string, made: CallMade | null): string;
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
    "ALTER TABLE kept_calls ADD COLUMN spends_max_rao TEXT; ALTER TABLE kept_calls ADD COLUMN spends_expected_rao TEXT;",
  ]);
  const insert = store.db.prepare(
    "INSERT INTO kept_calls (genesis_hash, call_hash, call_hex, title, spends_max_rao, spends_expected_rao, kept_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = coalesce(excluded.title, title), spends_max_rao = coalesce(excluded.spends_max_rao, spends_max_rao), spends_expected_rao = coalesce(excluded.spends_expected_rao, spends_expected_rao)",
  );
  const one = store.db.prepare(
    'SELECT call_hash AS "callHash", call_hex AS "callHex", title, spends_max_rao AS "spendsMaxRao", spends_expected_rao AS "spendsExpectedRao" FROM kept_calls WHERE genesis_hash = ? AND call_hash = ?',
  );

  function keep(genesisHash: string, callHex: string, made: CallMade | null): string {
    const callHash = callHashOf(callHex);
    const [max, expected] = [made?.spendsMaxRao.toString() ?? null, made?.spendsExpectedRao.toString() ?? null];
    insert.run(genesisHash, callHash, callHex, made?.title ?? null, max, expected, clock.nowMs());
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

/** What a kept call spends when it runs, as it was told when it was made; nothing is known of one that was brought in. */
export const spendsOf = (known: KeptCall): { readonly spendsMaxRao: bigint; readonly spendsExpectedRao: bigint } => ({
  spendsMaxRao: BigInt(known.spendsMaxRao ?? 0),
  spendsExpectedRao: BigInt(known.spendsExpectedRao ?? 0),
});

/** Said where a call runs that was made earlier. */
export const spendsWarning = (known: KeptCall): string =>
  known.spendsMaxRao === null
    ? "What the call spends is not known here; it is decoded below. Try it on a copy to see."
    : "What the call spends was worked out when it was made; it runs at the prices of now.";
