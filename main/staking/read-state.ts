import type { Struct } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { constantBigint, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import { type Account, toAccount } from "#main/wallet/account.ts";
import { MIN_STAKE_RAO_AT_424, nominatorMinimumRao } from "#src/staking/minimums.ts";
import type { SubnetState } from "#src/staking/subnet-state.ts";
import { type Market, WEIGHT_ONE } from "#src/swap/pool.ts";

/** A subnet as staking rules see it. */
export type Subnet = SubnetState & { readonly netuid: number };

/** Everything an order is judged by, read in one request and one block. Amounts in rao. */
export interface StakingState {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly subnets: ReadonlyMap<number, Subnet>;
  /** The coldkey that owns each hotkey; null where the hotkey is not known on the chain. */
  readonly owners: ReadonlyMap<string, string | null>;
  readonly minStakeRao: bigint;
  readonly nominatorMinRao: bigint;
  readonly existentialRao: bigint;
  /** Time constant in which conviction locks let go, in blocks; null where the runtime has none. */
  readonly unlockRateBlocks: bigint | null;
}

const SUBNET_ITEMS = [
  ["SubtensorModule", "NetworksAdded"],
  ["SubtensorModule", "SubtokenEnabled"],
  ["SubtensorModule", "TransferToggle"],
  ["SubtensorModule", "SubnetMechanism"],
  ["SubtensorModule", "SubnetTAO"],
  ["SubtensorModule", "SubnetAlphaIn"],
  ["Swap", "SwapBalancer"],
  ["Swap", "FeeRate"],
] as const;

const figure = (value: Codec | null | undefined): bigint => BigInt(value?.toString() ?? "0");
/** What a runtime without the switch does: it allows. */
const isOn = (value: Codec | null | undefined): boolean => value === undefined || value?.toString() === "true";

function marketOf(item: (name: string) => Codec | null | undefined): Market {
  if (figure(item("SubnetMechanism")) !== 1n) return "oneToOne";
  const balancer = item("SwapBalancer") as Struct | null | undefined;
  const quote = balancer?.get("quote");
  return {
    taoRao: figure(item("SubnetTAO")),
    alphaRao: figure(item("SubnetAlphaIn")),
    taoWeight: quote === undefined ? WEIGHT_ONE / 2n : figure(quote),
    feeRate: figure(item("FeeRate")),
  };
}

/** Reads what the rules of `src/staking` ask, for some accounts, subnets and hotkeys. */
export async function readStakingState(
  chain: Chain,
  { api }: Live,
  at: Pick<Head, "hash">,
  wanted: {
    readonly accounts: readonly string[];
    readonly netuids: readonly number[];
    readonly hotkeys: readonly string[];
  },
): Promise<StakingState> {
  const accounts = [...new Set(wanted.accounts)];
  const hotkeys = [...new Set(wanted.hotkeys)];
  const netuids = [...new Set(wanted.netuids)];
  const items = SUBNET_ITEMS.filter(([section, name]) => hasCapability(api, "storage", section, name));
  const hasFactor = hasCapability(api, "storage", "SubtensorModule", "NominatorMinRequiredStake");
  const hasLocks = hasCapability(api, "storage", "SubtensorModule", "UnlockRate");
  const reads: StorageRead[] = [
    ...accounts.map((address): StorageRead => [storageItem(api, "System", "Account"), address]),
    ...hotkeys.map((hotkey): StorageRead => [storageItem(api, "SubtensorModule", "Owner"), hotkey]),
    ...netuids.flatMap((netuid) =>
      items.map(([section, name]): StorageRead => [storageItem(api, section, name), netuid]),
    ),
    ...(hasFactor ? [[storageItem(api, "SubtensorModule", "NominatorMinRequiredStake")] as StorageRead] : []),
    ...(hasLocks ? [[storageItem(api, "SubtensorModule", "UnlockRate")] as StorageRead] : []),
  ];
  const values = await chain.read(reads, at.hash);
  const take = (count: number): (Codec | null)[] => values.splice(0, count);

  const accountValues = take(accounts.length);
  const ownerValues = take(hotkeys.length);
  const subnets = new Map<number, Subnet>();
  for (const netuid of netuids) {
    const own = take(items.length);
    const item = (wantedName: string): Codec | null | undefined => {
      const index = items.findIndex(([, name]) => name === wantedName);
      return index === -1 ? undefined : (own[index] ?? null);
    };
    subnets.set(netuid, {
      netuid,
      exists: item("NetworksAdded")?.toString() === "true",
      started: isOn(item("SubtokenEnabled")),
      transfersAllowed: isOn(item("TransferToggle")),
      market: marketOf(item),
    });
  }
  const minStakeRao = constantBigint(api, "SubtensorModule", "InitialMinStake") ?? MIN_STAKE_RAO_AT_424;
  return {
    accounts: new Map(accounts.map((address, index) => [address, toAccount(accountValues[index])])),
    owners: new Map(
      hotkeys.map((hotkey, index) => {
        const owner = ownerValues[index];
        return [hotkey, owner && !owner.isEmpty ? owner.toString() : null];
      }),
    ),
    subnets,
    minStakeRao,
    nominatorMinRao: hasFactor ? nominatorMinimumRao(figure(take(1)[0]), minStakeRao) : 0n,
    existentialRao: constantBigint(api, "Balances", "ExistentialDeposit") ?? 0n,
    unlockRateBlocks: hasLocks ? figure(take(1)[0]) : null,
  };
}
