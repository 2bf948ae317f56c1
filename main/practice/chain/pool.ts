import type { AccountId } from "../describe/substrate-types.ts";
import type { Extrinsic } from "../extrinsic/decode.ts";
import type { Hex } from "../scale/primitives.ts";
import { RefusalError, type Validity } from "./validity.ts";

/** What a watcher is told, as the node's JSON-RPC words it. */
export type PoolStatus =
  | "future"
  | "ready"
  | { readonly broadcast: readonly string[] }
  | { readonly inBlock: Hex }
  | { readonly finalized: Hex }
  | "invalid"
  | "dropped";

export type PoolErrorKind = "alreadyImported" | "tooLowPriority" | "full";

/** The pool itself will not take an extrinsic that is otherwise valid. */
export class PoolError extends Error {
  readonly kind: PoolErrorKind;
  constructor(kind: PoolErrorKind) {
    super(kind);
    this.kind = kind;
  }
}

interface Entry {
  readonly extrinsic: Extrinsic;
  readonly who: AccountId;
  readonly nonce: number;
  readonly arrived: number;
  state: "ready" | "future";
}

type Watcher = (status: PoolStatus) => void;

/** Extrinsics that wait for a block: ready ones, and future ones whose nonce is ahead. */
export interface Pool {
  /** Takes an extrinsic in. Errors: `RefusalError` from `validate`, `PoolError`. */
  add(extrinsic: Extrinsic, watcher?: Watcher): void;
  /** Ready extrinsics in the order in which they may be applied. */
  ready(): Extrinsic[];
  /** Every waiting extrinsic. */
  pending(): Extrinsic[];
  /** The next free nonce of an account, counting ready extrinsics from `stateNonce`. */
  nextNonce(who: AccountId, stateNonce: number): number;
  /** Tells watchers, and forgets what a block took or what no longer is valid against the new head. */
  blockSealed(hash: Hex, included: ReadonlySet<Hex>): void;
  blockFinalized(hash: Hex): void;
  /** Forgets an extrinsic that a block could not take. */
  drop(hash: Hex): void;
  /** Stops telling a watcher. */
  unwatch(watcher: Watcher): void;
}

export interface PoolOptions {
  /** Checks against the newest state. Error: `RefusalError`. */
  readonly validate: (extrinsic: Extrinsic) => Validity;
  readonly limit?: number;
}

export function createPool({ validate, limit = 8_192 }: PoolOptions): Pool {
  const entries = new Map<Hex, Entry>();
  const slots = new Map<string, Entry>();
  const watchers = new Map<Hex, Set<Watcher>>();
  const awaitingFinality = new Map<Hex, Hex[]>();
  let arrivals = 0;

  const tell = (hash: Hex, status: PoolStatus): void => {
    for (const watcher of [...(watchers.get(hash) ?? [])]) watcher(status);
  };

  const forget = (hash: Hex): void => {
    take(hash);
    watchers.delete(hash);
  };

  const slot = (who: AccountId, nonce: number): string => `${who} ${nonce}`;
  const at = (who: AccountId, nonce: number): Entry | undefined => slots.get(slot(who, nonce));

  const put = (entry: Entry): void => {
    entries.set(entry.extrinsic.hash, entry);
    slots.set(slot(entry.who, entry.nonce), entry);
  };

  const take = (hash: Hex): void => {
    const entry = entries.get(hash);
    if (!entry) return;
    entries.delete(hash);
    slots.delete(slot(entry.who, entry.nonce));
  };

  const announce = (hash: Hex, state: Entry["state"]): void => {
    tell(hash, state);
    if (state === "ready") tell(hash, { broadcast: [] });
  };

  /** Future extrinsics whose predecessors have come are ready. */
  const promote = (who: AccountId, from: number): void => {
    for (let nonce = from; ; nonce += 1) {
      const entry = at(who, nonce);
      if (!entry) return;
      if (entry.state === "future") {
        entry.state = "ready";
        announce(entry.extrinsic.hash, "ready");
      }
    }
  };

  return {
    add(extrinsic, watcher) {
      if (entries.has(extrinsic.hash)) throw new PoolError("alreadyImported");
      const { who, nonce, stateNonce } = validate(extrinsic);
      // Priority is the same for all, so nothing replaces what waits already (facts: chain 5.8).
      if (at(who, nonce)) throw new PoolError("tooLowPriority");
      if (entries.size >= limit) throw new PoolError("full");
      let ready = true;
      for (let before = stateNonce; before < nonce; before += 1) {
        if (at(who, before)?.state !== "ready") ready = false;
      }
      put({ extrinsic, who, nonce, arrived: arrivals++, state: ready ? "ready" : "future" });
      if (watcher) watchers.set(extrinsic.hash, new Set([watcher]));
      announce(extrinsic.hash, ready ? "ready" : "future");
      if (ready) promote(who, nonce + 1);
    },
    ready() {
      const list = [...entries.values()].filter((entry) => entry.state === "ready");
      const sorted = list.sort((a, b) => a.arrived - b.arrived);
      // An account's extrinsics go by nonce, in the places where they arrived.
      const byAccount = new Map<AccountId, Entry[]>();
      for (const entry of sorted) byAccount.set(entry.who, [...(byAccount.get(entry.who) ?? []), entry]);
      for (const own of byAccount.values()) own.sort((a, b) => a.nonce - b.nonce);
      return sorted
        .map((entry) => (byAccount.get(entry.who) as Entry[]).shift() as Entry)
        .map((entry) => entry.extrinsic);
    },
    pending: () => [...entries.values()].map((entry) => entry.extrinsic),
    nextNonce(who, stateNonce) {
      let nonce = stateNonce;
      while (at(who, nonce)?.state === "ready") nonce += 1;
      return nonce;
    },
    blockSealed(hash, included) {
      for (const own of included) {
        if (!entries.has(own)) continue;
        tell(own, { inBlock: hash });
        take(own);
        if (watchers.has(own)) awaitingFinality.set(hash, [...(awaitingFinality.get(hash) ?? []), own]);
      }
      for (const entry of [...entries.values()].sort((a, b) => a.nonce - b.nonce)) {
        let validity: Validity;
        try {
          validity = validate(entry.extrinsic);
        } catch (error) {
          if (!(error instanceof RefusalError)) throw error;
          tell(entry.extrinsic.hash, "invalid");
          forget(entry.extrinsic.hash);
          continue;
        }
        if (entry.state === "future" && validity.nonce === validity.stateNonce) promote(entry.who, entry.nonce);
        // A predecessor may have been dropped: then it waits again.
        else if (entry.state === "ready" && validity.nonce > validity.stateNonce) {
          if (at(entry.who, entry.nonce - 1)?.state !== "ready") entry.state = "future";
        }
      }
    },
    blockFinalized(hash) {
      for (const own of awaitingFinality.get(hash) ?? []) {
        tell(own, { finalized: hash });
        watchers.delete(own);
      }
      awaitingFinality.delete(hash);
    },
    drop(hash) {
      tell(hash, "invalid");
      forget(hash);
    },
    unwatch(watcher) {
      for (const [hash, own] of watchers) {
        own.delete(watcher);
        if (own.size === 0) watchers.delete(hash);
      }
    },
  };
}
