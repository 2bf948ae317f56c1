import type { Codec } from "@polkadot/types/types";
import { blockWait } from "#main/chain/block-wait.ts";
import type { Chain } from "#main/chain/chain.ts";
import { accountOf, blockFigure, figure } from "#main/chain/figures.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import { row } from "#main/staking/bill-rows.ts";
import { readStakingState } from "#main/staking/read-state.ts";
import { lastBlockOf, lastBlockReads } from "#main/transactions/last-blocks.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { DelegationView } from "#src/contract/delegation.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { CHILDREN_RATE_LIMIT_BLOCKS, refuseChildren } from "#src/delegation/children.ts";
import { proportionOf, proportionPercent } from "#src/delegation/proportion.ts";
import { takePercent } from "#src/delegation/take.ts";
import { alphaWorthRao } from "#src/swap/pool.ts";
import { nextAfter, nextAfterMoreThan } from "#src/transactions/rate-limit.ts";
import { count } from "#src/words/count.ts";
import { readDelegation, SET_CHILDKEY_TAKE, SET_CHILDREN, tiesOf } from "./read-delegation.ts";
import { childrenError, ensureOwned, readTake } from "./refusals.ts";

export interface ChildWish {
  readonly hotkey: string;
  readonly percent: string;
}

/** Takes, child hotkeys, and the tie between hotkey and coldkey. Errors of plans carry the figure or block that would work. */
export interface Delegation {
  view(walletId: string): Promise<DelegationView>;
  /** Errors: `TAKE_…`, `HOTKEY_…`. */
  prepareTake(walletId: string, hotkey: string, percent: string): Promise<PlanView>;
  prepareChildkeyTake(walletId: string, hotkey: string, netuid: number, percent: string): Promise<PlanView>;
  /** Errors: `CHILDREN_…`, `HOTKEY_…`. */
  prepareChildren(walletId: string, hotkey: string, netuid: number, children: readonly ChildWish[]): Promise<PlanView>;
  /** Errors: `HOTKEY_ALREADY_TIED`, `HOTKEY_FOREIGN`. */
  prepareAssociate(walletId: string, hotkey: string): Promise<PlanView>;
}

export function createDelegation(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "prepare">;
}): Delegation {
  const { chain, keys, transactions } = deps;
  const item = (name: string) => storageItem(chain.api(), "SubtensorModule", name);
  const keyName = (walletId: string, hotkey: string): string =>
    keys.get(walletId).hotkeys.find(({ address }) => address === hotkey)?.name ?? hotkey;
  const tooSoon = (what: string, atBlock: number, block: number, hint: string): AppError =>
    new AppError("TAKE_TOO_SOON", `${what} The next time is ${blockWait(chain, atBlock, block)}.`, {
      hint,
      field: "percent",
      details: { possibleAtBlock: block, atBlock },
    });
  const unchanged = (take: number): AppError =>
    new AppError("TAKE_UNCHANGED", `The take is ${takePercent(take)} % already.`, {
      hint: "Enter another percentage; there is nothing to sign as it is.",
      field: "percent",
    });

  /** All stake behind a hotkey on every subnet, at the pools' prices, rao. */
  async function totalStakeRao(hotkey: string): Promise<bigint> {
    const netuids = await readNetuids(chain);
    const alphas = await chain.read(netuids.map((netuid) => [item("TotalHotkeyAlpha"), hotkey, netuid] as const));
    const held = netuids.flatMap((netuid, index) => {
      const alphaRao = figure(alphas[index]);
      return alphaRao === 0n ? [] : [{ netuid, alphaRao }];
    });
    const { live, at } = quoteBlock(chain);
    const wanted = { accounts: [], hotkeys: [], netuids: held.map(({ netuid }) => netuid) };
    const { subnets } = await readStakingState(chain, live, at, wanted);
    return held.reduce(
      (sum, { netuid, alphaRao }) => sum + alphaWorthRao(subnets.get(netuid)?.market ?? "oneToOne", alphaRao),
      0n,
    );
  }

  return {
    view: (walletId) => readDelegation(chain, keys.get(walletId)),

    async prepareTake(walletId, hotkey, percent) {
      const { address } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      const [number, owner, now, min, max, limit, ...last] = await chain.read([
        [storageItem(chain.api(), "System", "Number")],
        [item("Owner"), hotkey],
        [item("Delegates"), hotkey],
        [item("MinDelegateTake")],
        [item("MaxDelegateTake")],
        [item("TxDelegateTakeRateLimit")],
        ...lastBlockReads(chain.api(), "LastTxBlockDelegateTake", address),
      ]);
      ensureOwned(accountOf(owner), address);
      const [before, atBlock] = [blockFigure(now), blockFigure(number)];
      const take = readTake(percent, blockFigure(min), blockFigure(max));
      if (take === before) throw unchanged(take);
      const rises = take > before;
      const possible = nextAfterMoreThan(lastBlockOf(last), blockFigure(limit));
      if (rises && possible > atBlock + 1) {
        const what = `A take may rise once in ${count(blockFigure(limit))} blocks.`;
        throw tooSoon(what, atBlock, possible, "Wait until then. Lowering it is possible at any time.");
      }
      return transactions.prepare({
        title: `${rises ? "Raise" : "Lower"} the take of ${keyName(walletId, hotkey)}`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", rises ? "increase_take" : "decrease_take", hotkey, take),
        rows: [
          row("Hotkey", hotkey, "address"),
          row("Take now", `${takePercent(before)} %`),
          row("Take then", `${takePercent(take)} % (${count(take)} of 65,535)`),
          ...(rises ? [row("Next rise", `not before ${count(blockFigure(limit) + 1)} blocks later`)] : []),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: rises ? ["Delegators see a higher take at once and may leave."] : [],
      });
    },

    async prepareChildkeyTake(walletId, hotkey, netuid, percent) {
      const { address } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      const [number, owner, now, min, max, limit, last] = await chain.read([
        [storageItem(chain.api(), "System", "Number")],
        [item("Owner"), hotkey],
        [item("ChildkeyTake"), hotkey, netuid],
        [item("MinChildkeyTake")],
        [item("MaxChildkeyTake")],
        [item("TxChildkeyTakeRateLimit")],
        [item("TransactionKeyLastBlock"), hotkey, netuid, SET_CHILDKEY_TAKE],
      ]);
      ensureOwned(accountOf(owner), address);
      const [before, atBlock] = [blockFigure(now), blockFigure(number)];
      const take = readTake(percent, blockFigure(min), blockFigure(max));
      if (take === before) throw unchanged(take);
      const possible = nextAfter(blockFigure(last), blockFigure(limit));
      if (take > before && possible > atBlock + 1) {
        const what = `The take of a child may rise once in ${count(blockFigure(limit))} blocks.`;
        throw tooSoon(what, atBlock, possible, "Wait until then. Lowering it is possible at any time.");
      }
      return transactions.prepare({
        title: `Child take of ${keyName(walletId, hotkey)} on subnet ${netuid}`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", "set_childkey_take", hotkey, netuid, take),
        rows: [
          row("Hotkey", hotkey, "address"),
          row("Subnet", String(netuid), "number"),
          row("Take now", `${takePercent(before)} %`),
          row("Take then", `${takePercent(take)} % (${count(take)} of 65,535)`),
          row("Next rise", `not before ${count(blockFigure(limit))} blocks later`),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: [],
      });
    },

    async prepareChildren(walletId, hotkey, netuid, wishes) {
      const { address } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      const children = wishes.map(({ hotkey: child, percent }, index) => {
        decodeAddress(child, { field: `children.${index}.hotkey` });
        const proportion = proportionOf(percent);
        if (proportion !== null) return { hotkey: child, proportion };
        throw new AppError("CHILDREN_SHARE_INVALID", `"${percent}" is no share.`, {
          hint: "Write a number above 0 and up to 100 with at most six digits behind the point.",
          field: `children.${index}.percent`,
        });
      });
      const [number, exists, owner, now, pending, parents, threshold, ownerHotkey, cooldown, last] = await chain.read([
        [storageItem(chain.api(), "System", "Number")],
        [item("NetworksAdded"), netuid],
        [item("Owner"), hotkey],
        [item("ChildKeys"), hotkey, netuid],
        [item("PendingChildKeys"), netuid, hotkey],
        [item("ParentKeys"), hotkey, netuid],
        [item("StakeThreshold")],
        [item("SubnetOwnerHotkey"), netuid],
        [item("PendingChildKeyCooldown")],
        [item("TransactionKeyLastBlock"), hotkey, netuid, SET_CHILDREN],
      ]);
      const atBlock = blockFigure(number);
      if (exists?.toString() !== "true") {
        throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
          hint: "Choose one from the list of subnets.",
          field: "netuid",
        });
      }
      ensureOwned(accountOf(owner), address);
      const ownsSubnet = accountOf(ownerHotkey) === hotkey;
      const thresholdRao = figure(threshold);
      const stakeRao = children.length === 0 || ownsSubnet ? thresholdRao : await totalStakeRao(hotkey);
      const refused = refuseChildren({
        hotkey,
        netuid,
        children,
        parents: tiesOf(parents).map((tie) => tie.hotkey),
        stakeRao,
        thresholdRao,
        ownsSubnet,
      });
      if (refused !== null) throw childrenError(refused, { stakeRao, thresholdRao });
      const current = tiesOf(now);
      const [, waits] = pending as unknown as [Codec, Codec];
      const same =
        current.length === children.length &&
        children.every((child) =>
          current.some((tie) => tie.hotkey === child.hotkey && tie.proportion === child.proportion),
        );
      if (same && figure(waits) === 0n) {
        throw new AppError("CHILDREN_UNCHANGED", "The children are these already.", {
          hint: "Change the list; there is nothing to sign as it is.",
          field: "children",
        });
      }
      const possible = nextAfter(blockFigure(last), CHILDREN_RATE_LIMIT_BLOCKS);
      if (possible > atBlock + 1) {
        throw new AppError(
          "CHILDREN_TOO_SOON",
          `Children may change once in ${CHILDREN_RATE_LIMIT_BLOCKS} blocks. The next time is ${blockWait(chain, atBlock, possible)}.`,
          { hint: "Wait until then.", field: "netuid", details: { possibleAtBlock: possible, atBlock } },
        );
      }
      const waitBlocks = blockFigure(cooldown);
      return transactions.prepare({
        title:
          children.length === 0
            ? `Take all children from ${keyName(walletId, hotkey)} on subnet ${netuid}`
            : `Children of ${keyName(walletId, hotkey)} on subnet ${netuid}`,
        signer: { walletId, role: "coldkey" },
        call: (api) =>
          buildCall(
            api,
            "SubtensorModule",
            "set_children",
            hotkey,
            netuid,
            children.map((child) => [child.proportion, child.hotkey]),
          ),
        rows: [
          row("Hotkey", hotkey, "address"),
          row("Subnet", String(netuid), "number"),
          ...children.flatMap((child, index) => [
            row(`Child ${index + 1}`, child.hotkey, "address"),
            row(`Share of child ${index + 1}`, `${proportionPercent(child.proportion)} %`),
          ]),
          ...(children.length === 0 ? [row("Children then", "none")] : []),
          row("Counts from", `the first epoch after ${blockWait(chain, atBlock, atBlock + 1 + waitBlocks)}`),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: [
          ...(figure(waits) > 0n
            ? ["Children that are still waiting are replaced by these, and the wait begins anew."]
            : []),
          ...(children.length > 0
            ? ["A child uses this part of your stake weight as it likes until you take it back."]
            : []),
        ],
      });
    },

    async prepareAssociate(walletId, hotkey) {
      const { address, name } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      const [owner] = await chain.read([[item("Owner"), hotkey]]);
      const who = accountOf(owner);
      if (who === address) {
        throw new AppError("HOTKEY_ALREADY_TIED", "The chain knows this hotkey as one of this coldkey already.", {
          hint: "There is nothing to sign.",
          field: "hotkey",
        });
      }
      if (who !== null) ensureOwned(who, address);
      return transactions.prepare({
        title: `Tie ${keyName(walletId, hotkey)} to ${name} on the chain`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", "try_associate_hotkey", hotkey),
        rows: [
          row("Hotkey", hotkey, "address"),
          row("Belongs to", address, "address"),
          row("What it does", "The hotkey gets an owner, so that stake can be put behind it. It gets no UID."),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: [],
      });
    },
  };
}
