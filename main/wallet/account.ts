import type { Struct, u32, u64 } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { AccountBalance } from "#src/fees/deposits.ts";

/** An account as `System.Account` holds it, in rao. */
export interface Account extends AccountBalance {
  readonly nonce: number;
}

interface StoredAccount extends Struct {
  readonly nonce: u32;
  /** Older runtimes hold two kinds of frozen, of which the larger counts. */
  readonly data: Struct & { free: u64; reserved: u64; frozen?: u64; miscFrozen?: u64; feeFrozen?: u64 };
}

const rao = (amount: u64 | undefined): bigint => amount?.toBigInt() ?? 0n;

/** Reads a decoded `System.Account`. */
export function toAccount(stored: Codec | null | undefined): Account {
  const { nonce, data } = stored as StoredAccount;
  return {
    nonce: nonce.toNumber(),
    freeRao: data.free.toBigInt(),
    reservedRao: data.reserved.toBigInt(),
    frozenRao: [data.frozen, data.miscFrozen, data.feeFrozen].map(rao).reduce((a, b) => (a > b ? a : b)),
  };
}
