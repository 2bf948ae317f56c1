import type { Call } from "@polkadot/types/interfaces";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { KeptCalls } from "#main/transactions/kept-calls.ts";
import type { AnnouncementView, ProxiesView, ProxyView } from "#src/contract/proxies.ts";
import type { FilteredCall } from "#src/proxies/proxy-types.ts";
import { mayProxy } from "#src/proxies/type-filter.ts";
import { actedCalls } from "./filtered-call.ts";
import type { KnownType, ProxyFilters } from "./filters.ts";
import type { ProxyRecords } from "./proxy-records.ts";
import { pairKey, proxyLimits, readDelegates, readProxies } from "./read-proxies.ts";

const allows = (types: readonly KnownType[], type: string, calls: readonly FilteredCall[]): boolean => {
  const filter = types.find(({ name }) => name === type)?.filter;
  return filter !== undefined && calls.every((call) => mayProxy(type, filter, call));
};

/** Everything about proxies that concerns this profile's coldkeys, in two requests of one block. */
export async function readView(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  kept: KeptCalls;
  records: ProxyRecords;
  filters: Pick<ProxyFilters, "types">;
}): Promise<ProxiesView> {
  const { chain, keys, kept, records } = deps;
  const types = await deps.filters.types();
  const { api, identity } = chain.live();
  const { genesisHash } = identity;
  const at = chain.head();
  const wallets = keys.list();
  const walletOf = new Map(wallets.map(({ address, walletId }) => [address, walletId]));
  const pures = records.pures(genesisHash);
  const accounts = [...new Set([...walletOf.keys(), ...pures.map(({ address }) => address)])];
  const proxies = await readProxies(chain, accounts, at?.hash);
  const rights = accounts.flatMap((real) => (proxies.get(real)?.list ?? []).map((one) => ({ real, ...one })));
  const delegates = [...new Set([...walletOf.keys(), ...rights.map(({ delegate }) => delegate)])];
  const pairs = rights.map(({ real, delegate }) => [real, delegate] as const);
  const { announced, pays } = await readDelegates(chain, delegates, pairs, at?.hash);

  const views = rights.map(
    ({ real, delegate, type, delayBlocks }): ProxyView => ({
      real,
      delegate,
      type,
      delayBlocks,
      realPaysFee: pays.has(pairKey(real, delegate)),
      realWalletId: walletOf.get(real) ?? null,
      delegateWalletId: walletOf.get(delegate) ?? null,
    }),
  );
  const announcements = delegates.flatMap((delegate) =>
    (announced.get(delegate)?.list ?? []).flatMap(({ real, callHash, atBlock }): AnnouncementView[] => {
      if (!walletOf.has(real) && !walletOf.has(delegate)) return [];
      const known = kept.read(api, genesisHash, callHash);
      const inside = known
        ? actedCalls(api, api.registry.createType<Call>("Call", known.call.hex))
        : // Not known what it is: then the shortest wait of all the delegate's rights counts.
          [];
      const [right] = rights
        .filter((one) => one.real === real && one.delegate === delegate && allows(types, one.type, inside))
        .sort((a, b) => a.delayBlocks - b.delayBlocks);
      return [
        {
          real,
          delegate,
          callHash,
          atBlock,
          readyAtBlock: right ? atBlock + right.delayBlocks : null,
          type: right?.type ?? null,
          madeHere: records.isMine(genesisHash, { delegate, real, callHash }),
          title: known?.title ?? null,
          call: known?.call ?? null,
          realWalletId: walletOf.get(real) ?? null,
          delegateWalletId: walletOf.get(delegate) ?? null,
        },
      ];
    }),
  );
  const limits = proxyLimits(chain);
  return {
    given: views.filter(({ realWalletId }) => realWalletId !== null),
    held: views.filter(({ delegateWalletId }) => delegateWalletId !== null),
    announcements,
    pures: pures.map((pure) => ({
      ...pure,
      walletId: walletOf.get(pure.address) ?? null,
      alive: (proxies.get(pure.address)?.list.length ?? 0) > 0,
    })),
    deposits: [
      ...accounts.flatMap((address) => {
        const held = proxies.get(address);
        return held && held.depositRao > 0n
          ? [
              {
                address,
                walletId: walletOf.get(address) ?? null,
                what: "proxies" as const,
                count: held.list.length,
                amountRao: held.depositRao.toString(),
                returns: pures.some((pure) => pure.address === address)
                  ? "To who made the account, when it is ended."
                  : "Each proxy's part when it is removed, the rest with the last one.",
              },
            ]
          : [];
      }),
      ...delegates.flatMap((address) => {
        const held = announced.get(address);
        return held && held.depositRao > 0n && walletOf.has(address)
          ? [
              {
                address,
                walletId: walletOf.get(address) ?? null,
                what: "announcements" as const,
                count: held.list.length,
                amountRao: held.depositRao.toString(),
                returns: "When the call ran, or was taken back or rejected.",
              },
            ]
          : [];
      }),
    ],
    limits: {
      maxProxies: limits.maxProxies,
      maxPending: limits.maxPending,
      proxyBaseRao: limits.proxyBaseRao.toString(),
      proxyFactorRao: limits.proxyFactorRao.toString(),
      announcementBaseRao: limits.announcementBaseRao.toString(),
      announcementFactorRao: limits.announcementFactorRao.toString(),
    },
    atBlock: at?.number ?? 0,
  };
}
