import type { BTreeMap, Enum, Struct, u16 } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { accountOf, blockFigure, figure } from "#main/chain/figures.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { ClaimView, RewardsView } from "#src/contract/rewards.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { isClaimable, MAX_CLAIM_SUBNETS, owedAlphaRao, thresholdAlphaRao } from "#src/staking/root-claim.ts";
import { alphaWorthRao } from "#src/swap/pool.ts";
import { row } from "./bill-rows.ts";
import { createNodeAnswers } from "./node-answers.ts";
import { readStakingState } from "./read-state.ts";

type ClaimType = NonNullable<RewardsView["claimType"]>;

export interface Rewards {
  rewards(walletId: string): Promise<RewardsView>;
  /** Errors: `REWARDS_CHOICE`, `REWARDS_NOTHING`, `NETWORK_LACKS_CAPABILITY`. */
  prepareClaimRoot(walletId: string, netuids: readonly number[]): Promise<PlanView>;
  /** Errors: `REWARDS_CHOICE`, `REWARDS_UNCHANGED`, `NETWORK_LACKS_CAPABILITY`. */
  prepareClaimType(walletId: string, type: ClaimType["type"], netuids: readonly number[]): Promise<PlanView>;
  /** Errors: `AUTO_STAKE_NOT_REGISTERED`, `AUTO_STAKE_UNCHANGED`. */
  prepareAutoStake(walletId: string, netuid: number, hotkey: string): Promise<PlanView>;
}

const bitsOf = (fixed: Codec | undefined): bigint => figure((fixed as unknown as Struct | undefined)?.get("bits"));

const CLAIM_WORDS: Readonly<Record<ClaimType["type"], string>> = {
  swap: "sold for TAO, which is staked on root",
  keep: "kept as alpha behind the same hotkey",
  keepSubnets: "kept as alpha on the named subnets, sold for TAO elsewhere",
};

/** Root dividends, what claims do, and where mining rewards go (chain facts 2.4, 3.6). */
export function createRewards(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "prepare">;
}): Rewards {
  const { chain, keys, transactions } = deps;
  const item = (name: string) => storageItem(chain.api(), "SubtensorModule", name);
  const has = (name: string): boolean => chain.has("storage", "SubtensorModule", name);
  const canClaim = (): boolean =>
    ["RootClaimable", "RootClaimed", "RootClaimableThreshold", "StakingHotkeys"].every(has);

  /** What a coldkey has to claim, by subnet and hotkey. */
  async function readClaims(coldkey: string): Promise<ClaimView[]> {
    const { live, at } = quoteBlock(chain);
    const positions = await createNodeAnswers(live, at).positions([coldkey]);
    const root = positions.filter(({ netuid }) => netuid === 0);
    const rates = await chain.read(
      root.map(({ hotkey }) => [item("RootClaimable"), hotkey] as const),
      at.hash,
    );
    const found = root.flatMap(({ hotkey, alphaRao }, index) =>
      [...((rates[index] as unknown as BTreeMap<u16, Codec> | null) ?? [])].map(([netuid, rate]) => ({
        hotkey,
        stakeRao: alphaRao,
        netuid: netuid.toNumber(),
        bits: bitsOf(rate),
      })),
    );
    const netuids = [...new Set(found.map(({ netuid }) => netuid))];
    const [values, { subnets }] = await Promise.all([
      chain.read(
        [
          ...found.map(({ netuid, hotkey }) => [item("RootClaimed"), netuid, hotkey, coldkey] as const),
          ...netuids.map((netuid) => [item("RootClaimableThreshold"), netuid] as const),
        ],
        at.hash,
      ),
      readStakingState(chain, live, at, { accounts: [], hotkeys: [], netuids }),
    ]);
    return found
      .map(({ netuid, hotkey, stakeRao, bits }, index): ClaimView => {
        const owed = owedAlphaRao(bits, stakeRao, figure(values[index]));
        const threshold = bitsOf(values[found.length + netuids.indexOf(netuid)] ?? undefined);
        return {
          netuid,
          hotkey,
          owedAlphaRao: owed.toString(),
          worthRao: alphaWorthRao(subnets.get(netuid)?.market ?? "oneToOne", owed).toString(),
          thresholdAlphaRao: thresholdAlphaRao(threshold).toString(),
          claimable: isClaimable(owed, threshold),
        };
      })
      .sort((a, b) => a.netuid - b.netuid);
  }

  async function readClaimType(coldkey: string): Promise<ClaimType | null> {
    if (!has("RootClaimType") || !chain.has("call", "SubtensorModule", "set_root_claim_type")) return null;
    const [stored] = await chain.read([[item("RootClaimType"), coldkey]]);
    const kind = stored as unknown as Enum;
    if (kind.type !== "KeepSubnets") return { type: kind.type === "Keep" ? "keep" : "swap", netuids: [] };
    const subnets = (kind.inner as unknown as Struct).get("subnets") as unknown as Iterable<u16>;
    return { type: "keepSubnets", netuids: [...subnets].map((netuid) => netuid.toNumber()) };
  }

  async function readAutoStake(coldkey: string): Promise<RewardsView["autoStake"]> {
    if (!has("AutoStakeDestination")) return [];
    const netuids = await readNetuids(chain);
    const values = await chain.read(netuids.map((netuid) => [item("AutoStakeDestination"), coldkey, netuid] as const));
    return netuids.flatMap((netuid, index) => {
      const hotkey = accountOf(values[index]);
      return hotkey === null ? [] : [{ netuid, hotkey }];
    });
  }

  const choice = (message: string, hint: string): AppError =>
    new AppError("REWARDS_CHOICE", message, { hint, field: "netuids" });

  return {
    async rewards(walletId) {
      const coldkey = keys.get(walletId).address;
      const [claims, claimType, autoStake, [number]] = await Promise.all([
        canClaim() ? readClaims(coldkey) : null,
        readClaimType(coldkey),
        readAutoStake(coldkey),
        chain.read([[storageItem(chain.api(), "System", "Number")]]),
      ]);
      return { atBlock: blockFigure(number), coldkey, claims, claimType, autoStake };
    },

    async prepareClaimRoot(walletId, wanted) {
      const netuids = [...new Set(wanted)].sort((a, b) => a - b);
      if (netuids.length === 0 || netuids.length > MAX_CLAIM_SUBNETS) {
        throw choice(
          `A claim names one to ${MAX_CLAIM_SUBNETS} subnets, not ${netuids.length}.`,
          `Choose at most ${MAX_CLAIM_SUBNETS}; claim the rest afterwards.`,
        );
      }
      const { address, name } = keys.get(walletId);
      const [claims, kind] = await Promise.all([canClaim() ? readClaims(address) : [], readClaimType(address)]);
      const chosen = claims.filter(({ netuid }) => netuids.includes(netuid));
      const empty = netuids.filter((netuid) => !chosen.some((claim) => claim.netuid === netuid && claim.claimable));
      if (canClaim() && empty.length > 0) {
        const [first = 0] = empty;
        const best = chosen.filter(({ netuid }) => netuid === first).map((claim) => BigInt(claim.owedAlphaRao));
        const most = best.reduce((a, b) => (a > b ? a : b), 0n);
        throw new AppError("REWARDS_NOTHING", `On subnet ${first} there is nothing to claim yet.`, {
          hint: "What is owed behind a hotkey must reach the subnet's threshold; leave this subnet out until then.",
          field: "netuids",
          details: {
            netuid: first,
            owedAlphaRao: most.toString(),
            thresholdAlphaRao: chosen.find(({ netuid }) => netuid === first)?.thresholdAlphaRao ?? "0",
          },
        });
      }
      return transactions.prepare({
        title: `Claim root dividends of ${name}`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", "claim_root", netuids),
        rows: [
          ...chosen
            .filter(({ claimable }) => claimable)
            .flatMap((claim) => [
              row(`Subnet ${claim.netuid}`, claim.owedAlphaRao, "alphaRao", "good"),
              row(`Subnet ${claim.netuid}, worth at the pool's price`, claim.worthRao, "rao"),
              row(`Subnet ${claim.netuid}, behind`, claim.hotkey, "address"),
            ]),
          row("It is", kind === null ? "paid out as this runtime does" : CLAIM_WORDS[kind.type]),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings:
          kind?.type === "keep" ? [] : ["What is sold moves the pool's price a little; there is no limit price."],
      });
    },

    async prepareClaimType(walletId, type, wanted) {
      const netuids = [...new Set(wanted)].sort((a, b) => a - b);
      if (type === "keepSubnets" && netuids.length === 0) {
        throw choice(
          "No subnet was named whose alpha is to be kept.",
          "Choose at least one, or choose to sell everything.",
        );
      }
      const { address, name } = keys.get(walletId);
      const now = await readClaimType(address);
      const kept = type === "keepSubnets" ? netuids : [];
      if (now?.type === type && now.netuids.join() === kept.join()) {
        throw new AppError("REWARDS_UNCHANGED", "Claims do exactly this already.", {
          hint: "There is nothing to sign.",
          field: "type",
        });
      }
      const value =
        type === "keepSubnets" ? { KeepSubnets: { subnets: kept } } : type === "keep" ? { Keep: null } : { Swap: null };
      return transactions.prepare({
        title: `What claims of ${name} do`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", "set_root_claim_type", value),
        rows: [
          row("Claims now", now === null ? "not known" : CLAIM_WORDS[now.type]),
          row("Claims then", CLAIM_WORDS[type]),
          ...(kept.length > 0 ? [row("Kept on subnets", kept.join(", "))] : []),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: [],
      });
    },

    async prepareAutoStake(walletId, netuid, hotkey) {
      const { address, name } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      const [uid, now, owner] = await chain.read([
        [item("Uids"), netuid, hotkey],
        [item("AutoStakeDestination"), address, netuid],
        [item("Owner"), hotkey],
      ]);
      if (uid === null || uid === undefined) {
        throw new AppError("AUTO_STAKE_NOT_REGISTERED", `This hotkey holds no UID on subnet ${netuid}.`, {
          hint: "Choose a hotkey that is registered there, such as a validator's.",
          field: "hotkey",
        });
      }
      if (accountOf(now) === hotkey) {
        throw new AppError("AUTO_STAKE_UNCHANGED", "Rewards of this subnet go there already.", {
          hint: "There is nothing to sign.",
          field: "hotkey",
        });
      }
      return transactions.prepare({
        title: `Where ${name}'s rewards of subnet ${netuid} go`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", "set_coldkey_auto_stake_hotkey", netuid, hotkey),
        rows: [
          row("Subnet", String(netuid), "number"),
          accountOf(now) === null
            ? row("Rewards now", "staked behind the hotkey that earns them")
            : row("Rewards now", accountOf(now) ?? "", "address"),
          row("Rewards then", hotkey, "address"),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings:
          accountOf(owner) === address
            ? []
            : ["This hotkey is somebody else's: what is staked behind it stays yours, and its owner keeps the take."],
      });
    },
  };
}
