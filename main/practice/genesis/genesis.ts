import type { AccountId, Context } from "../describe/index.ts";
import { TotalIssuance as BalancesIssuance, currency } from "../pallets/balances/currency.ts";
import { changeStake } from "../pallets/subtensor/positions.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { subnetAccount } from "../pallets/subtensor/subnet-account.ts";
import { writeSubnet } from "./subnet-genesis.ts";
import { PRACTICE_SUBNETS } from "./subnets.ts";

export interface GenesisValidator {
  readonly netuid: number;
  readonly hotkey: AccountId;
  readonly coldkey: AccountId;
}

export interface GenesisOptions {
  /** Decides the subnets' miners and what they earn at first. */
  readonly seed: string;
  /** In the order of their stakes; the first of a subnet owns it. */
  readonly validators: readonly GenesisValidator[];
}

const τ = 1_000_000_000n;

/** Accounts that every Substrate developer has the keys of, for public clients and tests. */
const DEVELOPMENT_ACCOUNTS: readonly AccountId[] = [
  "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  "0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
  "0x90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22",
];

/** TAO that each subnet's first validator has staked on root. */
const ROOT_STAKE_RAO = 5_000n * τ;

/** Writes the practice network as it is at block 0: root, three subnets, their neurons and stakes, and some accounts. */
export function writeGenesis(ctx: Context, { seed, validators }: GenesisOptions): void {
  for (const account of DEVELOPMENT_ACCOUNTS) currency.mint(ctx, account, 10_000n * τ);
  for (const coldkey of new Set(validators.map((validator) => validator.coldkey))) {
    currency.mint(ctx, coldkey, 100n * τ);
  }
  writeNetwork(ctx);
  writeRoot(ctx);
  for (const subnet of PRACTICE_SUBNETS) {
    const own = validators.filter(({ netuid }) => netuid === subnet.netuid);
    writeSubnet(ctx, subnet, own, seed);
    const first = own[0];
    if (first !== undefined) stakeOnRoot(ctx, first);
  }
  store.TotalIssuance.put(ctx, BalancesIssuance.get(ctx));
}

/** Settings of the whole network; where they differ from the defaults they are those reported from the live chain. */
function writeNetwork(ctx: Context): void {
  store.TotalNetworks.put(ctx, PRACTICE_SUBNETS.length + 1);
  store.BlockEmission.put(ctx, τ / 2n);
  store.TaoWeight.put(ctx, (18n * (2n ** 64n - 1n)) / 100n);
  store.NominatorMinRequiredStake.put(ctx, 10_000_000n);
  store.StakeThreshold.put(ctx, 1_000n * τ);
  writeWaits(ctx);
}

/** Waits that are days on the live chain, short enough here to be sat through. */
function writeWaits(ctx: Context): void {
  store.TxRateLimit.put(ctx, 15n);
  store.TxDelegateTakeRateLimit.put(ctx, 20n);
  store.TxChildkeyTakeRateLimit.put(ctx, 20n);
  store.PendingChildKeyCooldown.put(ctx, 10n);
  store.ColdkeySwapAnnouncementDelay.put(ctx, 20);
  store.ColdkeySwapReannouncementDelay.put(ctx, 15);
}

function writeRoot(ctx: Context): void {
  store.NetworksAdded.put(ctx, 0, true);
  store.SubtokenEnabled.put(ctx, 0, true);
  store.TokenSymbol.put(ctx, 0, new TextEncoder().encode("Τ"));
  store.MaxAllowedUids.put(ctx, 0, 64);
  store.Tempo.put(ctx, 0, 100);
  currency.mint(ctx, subnetAccount(0), τ);
}

function stakeOnRoot(ctx: Context, { hotkey, coldkey }: GenesisValidator): void {
  changeStake(ctx, hotkey, coldkey, 0, ROOT_STAKE_RAO);
  currency.mint(ctx, subnetAccount(0), ROOT_STAKE_RAO);
  store.SubnetTAO.mutate(ctx, 0, (rao) => rao + ROOT_STAKE_RAO);
  store.SubnetAlphaOut.mutate(ctx, 0, (alpha) => alpha + ROOT_STAKE_RAO);
  store.TotalStake.mutate(ctx, (total) => total + ROOT_STAKE_RAO);
}
