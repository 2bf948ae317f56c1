import type { Struct, u32, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";

/** An operation as the chain stores it. */
export interface StoredOperation {
  readonly address: string;
  readonly callHash: string;
  readonly when: { readonly height: number; readonly index: number };
  readonly depositRao: bigint;
  readonly depositor: string;
  readonly approvals: readonly string[];
}

interface Stored extends Struct {
  readonly when: Struct & { height: u32; index: u32 };
  readonly deposit: u64;
  readonly depositor: AccountId32;
  readonly approvals: Vec<AccountId32>;
}

const HASH_DIGITS = 64;
/** An account never has as many operations open as this: each takes a deposit. */
const KEYS_A_PAGE = 256;

function toOperation(address: string, callHash: string, stored: Codec): StoredOperation {
  const { when, deposit, depositor, approvals } = stored as Stored;
  return {
    address,
    callHash,
    when: { height: when.height.toNumber(), index: when.index.toNumber() },
    depositRao: deposit.toBigInt(),
    depositor: depositor.toString(),
    approvals: [...approvals].map((one) => one.toString()),
  };
}

/** The open operations of these multisigs: their keys, side by side, and then all values in one request. */
export async function readOperations(chain: Chain, accounts: readonly string[]): Promise<StoredOperation[]> {
  const { api, rpc } = chain.live();
  const at = chain.head();
  const item = storageItem(api, "Multisig", "Multisigs");
  const keys = await Promise.all(
    accounts.map(async (address) => {
      const prefix = item.keyPrefix(address);
      const found = await rpc.send<string[]>("state_getKeysPaged", [
        prefix,
        KEYS_A_PAGE,
        null,
        ...(at ? [at.hash] : []),
      ]);
      // The hash of the call stands plainly at the end of its key.
      return found.map((key) => [address, `0x${key.slice(-HASH_DIGITS)}`] as const);
    }),
  );
  const named = keys.flat();
  if (named.length === 0) return [];
  const stored = await chain.read(
    named.map(([address, callHash]) => [item, address, callHash] as const),
    at?.hash,
  );
  return named.flatMap(([address, callHash], place) => {
    const value = stored[place];
    return value ? [toOperation(address, callHash, value)] : [];
  });
}

/** One operation; null where there is none (any more). */
export async function readOperation(chain: Chain, address: string, callHash: string): Promise<StoredOperation | null> {
  const [stored] = await chain.read([[storageItem(chain.api(), "Multisig", "Multisigs"), address, callHash]]);
  return stored ? toOperation(address, callHash, stored) : null;
}
