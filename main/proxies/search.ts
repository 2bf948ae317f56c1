import type { StorageKey } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { ProxyView } from "#src/contract/proxies.ts";
import { lacksProxies, type ProxyParts } from "./parts.ts";
import { pairKey, readDelegates, type StoredProxy, toProxies } from "./read-proxies.ts";

const SEARCH_PAGE = 512;

/** Looks through all proxies of the chain for accounts that an address may act for, a page of entries at a time. */
export async function searchReals({ chain, keys }: ProxyParts, delegate: string): Promise<ProxyView[]> {
  decodeAddress(delegate, { field: "delegate" });
  const { api } = chain.live();
  if (!hasCapability(api, "storage", "Proxy", "Proxies")) throw lacksProxies();
  const item = storageItem(api, "Proxy", "Proxies");
  const own = new Map(keys.list().map(({ address, walletId }) => [address, walletId]));
  const found: { real: string; right: StoredProxy }[] = [];
  let startKey = "";
  for (;;) {
    const page = (await item.entriesPaged({ args: [], pageSize: SEARCH_PAGE, startKey })) as unknown as [
      StorageKey<[AccountId32]>,
      Codec,
    ][];
    for (const [key, stored] of page) {
      for (const right of toProxies(stored).list) {
        if (right.delegate === delegate) found.push({ real: key.args[0].toString(), right });
      }
    }
    const last = page.at(-1);
    if (!last || page.length < SEARCH_PAGE) break;
    startKey = last[0].toHex();
  }
  const { pays } = await readDelegates(
    chain,
    [],
    found.map(({ real }) => [real, delegate]),
  );
  return found.map(({ real, right }) => ({
    real,
    ...right,
    realPaysFee: pays.has(pairKey(real, delegate)),
    realWalletId: own.get(real) ?? null,
    delegateWalletId: own.get(delegate) ?? null,
  }));
}
