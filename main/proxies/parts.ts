import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { KeptCalls } from "#main/transactions/kept-calls.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import type { Balances } from "#main/wallet/balances.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { AppError } from "#src/app-error.ts";
import { DEPOSITS_AT_424, type DepositConstants } from "#src/fees/deposits.ts";
import { count } from "#src/words/count.ts";
import { createProxyFilters, type ProxyFilters } from "./filters.ts";
import type { ProxyRecords } from "./proxy-records.ts";
import { type Held, proxyLimits, readProxies, type StoredProxy } from "./read-proxies.ts";

export interface ProxyDeps {
  readonly chain: Chain;
  readonly keys: Pick<Keys, "get" | "list" | "watch">;
  readonly transactions: Pick<Transactions, "prepare" | "planFor" | "list">;
  readonly balances: Pick<Balances, "of">;
  readonly kept: KeptCalls;
}

/** What every plan about proxies needs. */
export interface ProxyParts extends ProxyDeps {
  readonly records: ProxyRecords;
  readonly filters: ProxyFilters;
  genesis(): string;
  /** A wallet's name, else the address in short. */
  nameOf(address: string): string;
  /** The wallet of an address. Error: `PROXY_ACCOUNT_UNKNOWN`. */
  walletAt(address: string): string;
  proxiesOf(address: string): Promise<Held<StoredProxy>>;
  /** What the connected chain takes and allows. */
  limits(): DepositConstants & { readonly maxProxies: number; readonly maxPending: number };
  /** Error: `PROXY_TYPE_UNKNOWN` for a type that the chain does not have, or has retired. */
  refuseDead(type: string): Promise<void>;
}

export const delayText = (blocks: number): string =>
  blocks === 0 ? "none: it acts at once" : `${count(blocks)} blocks between announcing and acting`;

export const lacksProxies = (): AppError =>
  new AppError("NETWORK_LACKS_CAPABILITY", "This network's runtime has no proxies.", {
    hint: "Use a network whose runtime has them.",
    details: { section: "Proxy" },
  });

export function createProxyParts(deps: ProxyDeps, records: ProxyRecords): ProxyParts {
  const { chain, keys } = deps;
  const filters = createProxyFilters(chain);
  const at = (address: string) => keys.list().find((wallet) => wallet.address === address);
  return {
    ...deps,
    records,
    filters,
    genesis: () => chain.live().identity.genesisHash,
    nameOf: (address) => at(address)?.name ?? shortAddress(address),
    walletAt(address) {
      const found = at(address);
      if (found) return found.walletId;
      throw new AppError("PROXY_ACCOUNT_UNKNOWN", `${address} is no account of this profile.`, {
        hint: "Watch its address first, or restore its key.",
        details: { address },
      });
    },
    proxiesOf: async (address) => (await readProxies(chain, [address])).get(address) ?? { list: [], depositRao: 0n },
    limits: () => ({ ...DEPOSITS_AT_424, ...proxyLimits(chain) }),
    async refuseDead(type) {
      const known = await filters.types();
      const found = known.find(({ name }) => name === type);
      if (found && !found.dead) return;
      const usable = known.filter(({ dead }) => !dead).map(({ name }) => name);
      throw new AppError(
        "PROXY_TYPE_UNKNOWN",
        found ? `The chain has retired the type ${type}: it allows nothing.` : `This chain has no proxy type ${type}.`,
        { hint: `Choose one of ${usable.join(", ")}.`, field: "type" },
      );
    },
  };
}
