import type { BTreeMap, Compact, Struct, u16, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { ITuple } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { readSpotPrices } from "#main/subnets/spot-prices.ts";
import { toAccount } from "#main/wallet/account.ts";
import type { Availability, PortfolioView, Position } from "#src/contract/portfolio.ts";

const RAO_PER_ALPHA = 1_000_000_000n;
const ROOT = 0;

interface StakeInfo extends Struct {
  readonly hotkey: AccountId32;
  readonly netuid: Compact<u16>;
  readonly stake: Compact<u64>;
  readonly isRegistered: { readonly isTrue: boolean };
}
interface SimSwap extends Struct {
  readonly taoAmount: u64;
  readonly alphaAmount: u64;
  readonly alphaFee: u64;
}
interface Available extends Struct {
  readonly total: Compact<u64>;
  readonly locked: Compact<u64>;
  readonly available: Compact<u64>;
}

type Wallets = ReturnType<Keys["list"]>;

const SIMULATION = ["SwapRuntimeApi", "sim_swap_alpha_for_tao"] as const;

/** Whether what a sale brings can be told at all. */
const tellsExits = (chain: Chain): boolean => hasCapability(chain.api(), "runtimeApi", ...SIMULATION);

/** What selling a whole position brings; null where the simulation answers zeros, which means that it failed. */
async function readExit(
  chain: Chain,
  netuid: number,
  alphaRao: bigint,
): Promise<{ exitRao: bigint; feeAlphaRao: bigint } | null> {
  if (netuid === ROOT) return { exitRao: alphaRao, feeAlphaRao: 0n };
  if (!tellsExits(chain)) return null;
  const sold = await askRuntime<SimSwap>(chain.api(), ...SIMULATION, netuid, alphaRao);
  if (sold.taoAmount.isZero() && sold.alphaAmount.isZero()) return null;
  return { exitRao: sold.taoAmount.toBigInt(), feeAlphaRao: sold.alphaFee.toBigInt() };
}

async function readAvailability(chain: Chain, coldkeys: readonly string[]): Promise<Availability[]> {
  const [section, name] = ["StakeInfoRuntimeApi", "get_stake_availability_for_coldkeys"] as const;
  if (coldkeys.length === 0 || !hasCapability(chain.api(), "runtimeApi", section, name)) return [];
  const answer = await askRuntime<BTreeMap<AccountId32, BTreeMap<u16, Available>>>(
    chain.api(),
    section,
    name,
    coldkeys,
    null,
  );
  return [...answer.entries()].flatMap(([coldkey, subnets]) =>
    [...subnets.entries()].map(([netuid, { total, locked, available }]) => ({
      coldkey: coldkey.toString(),
      netuid: netuid.toNumber(),
      totalAlphaRao: total.toBigInt().toString(),
      lockedAlphaRao: locked.toBigInt().toString(),
      availableAlphaRao: available.toBigInt().toString(),
    })),
  );
}

const share = (part: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((part * 1_000_000n) / whole));

const sum = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n);

/** What each coldkey holds besides positions. */
export interface Holding {
  readonly coldkey: string;
  readonly freeRao: bigint;
  readonly reservedRao: bigint;
}

/** Free and reserved TAO, and every position at the pools' spot price, of these wallets, once for each coldkey. */
export async function readSpot(
  chain: Chain,
  wallets: Wallets,
): Promise<{ holdings: Holding[]; positions: Omit<Position, "exitRao" | "exitFeeAlphaRao" | "shareMillionths">[] }> {
  const byColdkey = new Map(wallets.map((wallet) => [wallet.address, wallet]));
  const coldkeys = [...byColdkey.keys()];
  if (coldkeys.length === 0) return { holdings: [], positions: [] };
  const api = chain.api();
  const account = storageItem(api, "System", "Account");
  const asked = askRuntime<Vec<ITuple<[AccountId32, Vec<StakeInfo>]>>>(
    api,
    "StakeInfoRuntimeApi",
    "get_stake_info_for_coldkeys",
    coldkeys,
  );
  const held = async (): Promise<number[]> =>
    [...(await asked)].flatMap(([, infos]) => [...infos].map(({ netuid }) => netuid.toNumber()));
  const [accounts, stakes, priceOf] = await Promise.all([
    chain.read(coldkeys.map((coldkey) => [account, coldkey] as const)),
    asked,
    readSpotPrices(chain, held),
  ]);
  const names = new Map(wallets.flatMap(({ hotkeys }) => hotkeys.map((one) => [one.address, one.name] as const)));
  return {
    holdings: coldkeys.map((coldkey, index) => {
      const { freeRao, reservedRao } = toAccount(accounts[index]);
      return { coldkey, freeRao, reservedRao };
    }),
    positions: [...stakes].flatMap(([coldkey, infos]) => {
      const wallet = byColdkey.get(coldkey.toString());
      if (!wallet) return [];
      return [...infos]
        .filter(({ stake }) => stake.toBigInt() > 0n)
        .map((info) => {
          const netuid = info.netuid.toNumber();
          const alphaRao = info.stake.toBigInt();
          const priceRao = netuid === ROOT ? RAO_PER_ALPHA : (priceOf.get(netuid) ?? 0n);
          const hotkey = info.hotkey.toString();
          return {
            walletId: wallet.walletId,
            walletName: wallet.name,
            walletKind: wallet.kind,
            coldkey: wallet.address,
            hotkey,
            hotkeyName: names.get(hotkey) ?? null,
            netuid,
            alphaRao: alphaRao.toString(),
            priceRaoPerAlpha: priceRao.toString(),
            spotRao: ((alphaRao * priceRao) / RAO_PER_ALPHA).toString(),
            registered: info.isRegistered.isTrue,
          };
        });
    }),
  };
}

/** Everything these wallets hold, with what selling each position would bring. Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`. */
export async function readPortfolio(chain: Chain, wallets: Wallets): Promise<PortfolioView> {
  chain.live();
  const atBlock = chain.head()?.number ?? 0;
  const coldkeys = [...new Set(wallets.map(({ address }) => address))];
  const [{ holdings, positions }, availability] = await Promise.all([
    readSpot(chain, wallets),
    readAvailability(chain, coldkeys),
  ]);
  const exits = await Promise.all(positions.map((one) => readExit(chain, one.netuid, BigInt(one.alphaRao))));
  const freeRao = sum(holdings, (one) => one.freeRao);
  const reservedRao = sum(holdings, (one) => one.reservedRao);
  const spotOf = (root: boolean): bigint =>
    sum(positions, (one) => ((one.netuid === ROOT) === root ? BigInt(one.spotRao) : 0n));
  const [rootRao, subnetsSpotRao] = [spotOf(true), spotOf(false)];
  // A sum that leaves out what is not known would be a wrong one.
  const known = tellsExits(chain) || positions.every(({ netuid }) => netuid === ROOT);
  const subnetsExitRao = positions.reduce(
    (total, one, index) => total + (one.netuid === ROOT ? 0n : (exits[index]?.exitRao ?? 0n)),
    0n,
  );
  const totalSpotRao = freeRao + reservedRao + rootRao + subnetsSpotRao;
  return {
    atBlock,
    positions: positions
      .map((one, index): Position => {
        const exit = exits[index] ?? null;
        return {
          ...one,
          exitRao: exit?.exitRao.toString() ?? null,
          exitFeeAlphaRao: exit?.feeAlphaRao.toString() ?? null,
          shareMillionths: share(BigInt(one.spotRao), totalSpotRao),
        };
      })
      .sort((a, b) => (BigInt(a.spotRao) < BigInt(b.spotRao) ? 1 : -1)),
    availability,
    totals: {
      freeRao: freeRao.toString(),
      reservedRao: reservedRao.toString(),
      rootRao: rootRao.toString(),
      subnetsSpotRao: subnetsSpotRao.toString(),
      subnetsExitRao: known ? subnetsExitRao.toString() : null,
      totalSpotRao: totalSpotRao.toString(),
      totalExitRao: known ? (freeRao + reservedRao + rootRao + subnetsExitRao).toString() : null,
    },
  };
}
