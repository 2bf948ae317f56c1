import { blockWait } from "#main/chain/block-wait.ts";
import type { Chain } from "#main/chain/chain.ts";
import { accountOf, blockFigure, figure } from "#main/chain/figures.ts";
import { buildCall, constantBigint, hasCapability, storageItem } from "#main/chain/lookup.ts";
import { ensureOwned } from "#main/delegation/refusals.ts";
import { readNetuids, readStatuses } from "#main/registration/read-mine.ts";
import { row } from "#main/staking/bill-rows.ts";
import { lastBlockOf, lastBlockReads } from "#main/transactions/last-blocks.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { hotkeySwapAllowedAt } from "#src/swaps/hotkey-swap.ts";

export interface HotkeySwapWish {
  readonly hotkey: string;
  readonly newHotkey: string;
  /** Null is every subnet. */
  readonly netuid: number | null;
  readonly keepStake: boolean;
}

/** Prices and waits of swaps as the connected runtime has them (chain facts 2.2, 5.4). */
export interface SwapConstants {
  readonly everywhereRao: bigint;
  readonly onSubnetRao: bigint;
  readonly subnetInterval: number;
}

export function swapConstants(chain: Pick<Chain, "api">): SwapConstants {
  const of = (name: string): bigint => constantBigint(chain.api(), "SubtensorModule", name) ?? 0n;
  return {
    everywhereRao: of("KeySwapCost"),
    onSubnetRao: of("KeySwapOnSubnetCost"),
    subnetInterval: Number(of("HotkeySwapOnSubnetInterval")),
  };
}

const refuse = (code: string, message: string, hint: string, field: string): AppError =>
  new AppError(code, message, { hint, field });

/**
 * What to sign to put a new hotkey in the place of an old one, or why the chain would refuse it: `SWAP_HOTKEY_…`, `HOTKEY_…`.
 * `miners` are the names of miners that answer with the old one.
 */
export async function planHotkeySwap(
  chain: Chain,
  wallet: WalletView,
  wish: HotkeySwapWish,
  miners: readonly string[],
): Promise<PlanSpec> {
  const { hotkey, newHotkey, netuid, keepStake } = wish;
  decodeAddress(hotkey, { field: "hotkey" });
  decodeAddress(newHotkey, { field: "newHotkey" });
  if (hotkey === newHotkey) {
    throw refuse("SWAP_HOTKEY_SAME", "Old and new hotkey are the same.", "Choose another new hotkey.", "newHotkey");
  }
  if (keepStake && netuid === null) {
    throw refuse(
      "SWAP_HOTKEY_KEEP_EVERYWHERE",
      "On every subnet at once the old hotkey would lose its owner, and stake left behind it could not be withdrawn.",
      "Choose one subnet to keep the stake behind the old hotkey, or let the stake move along.",
      "keepStake",
    );
  }
  const api = chain.api();
  const item = (name: string) => storageItem(api, "SubtensorModule", name);
  const constants = swapConstants(chain);
  const netuids = await readNetuids(chain);
  const pairs = netuids.flatMap((one) => [hotkey, newHotkey].map((key) => ({ netuid: one, hotkey: key })));
  const [[number, owner, newOwner, txLimit, lastOnSubnet, newRootStake, ...last], statuses] = await Promise.all([
    chain.read([
      [storageItem(api, "System", "Number")],
      [item("Owner"), hotkey],
      [item("Owner"), newHotkey],
      [item("TxRateLimit")],
      [item("LastHotkeySwapOnNetuid"), netuid ?? 0, wallet.address],
      [item("TotalHotkeyAlpha"), newHotkey, 0],
      ...lastBlockReads(api, "LastTxBlock", wallet.address),
    ]),
    readStatuses(chain, pairs),
  ]);
  ensureOwned(accountOf(owner), wallet.address);
  if (accountOf(newOwner) !== null) ensureOwned(accountOf(newOwner), wallet.address, "newHotkey");
  const held = statuses.filter(({ registered }) => registered);
  const taken = held.find((one) => one.hotkey === newHotkey && (netuid === null || one.netuid === netuid));
  if (taken) {
    throw refuse(
      "SWAP_HOTKEY_REGISTERED",
      `The new hotkey holds UID ${taken.uid} on subnet ${taken.netuid} already.`,
      "Choose one that is registered nowhere, or make a new one.",
      "newHotkey",
    );
  }
  if ((netuid === null || netuid === 0) && figure(newRootStake) > 0n) {
    throw refuse(
      "SWAP_HOTKEY_UNCLEAN",
      "The new hotkey has stake on root, so root dividends could not be told apart.",
      "Choose a fresh hotkey.",
      "newHotkey",
    );
  }
  const uids = held.filter((one) => one.hotkey === hotkey && (netuid === null || one.netuid === netuid));
  if (netuid !== null && uids.length === 0) {
    throw refuse(
      "SWAP_HOTKEY_NOT_THERE",
      `The old hotkey holds no UID on subnet ${netuid}.`,
      "Choose a subnet on which it is registered, or every subnet.",
      "netuid",
    );
  }
  const atBlock = blockFigure(number);
  const possible = hotkeySwapAllowedAt({
    lastTxBlock: lastBlockOf(last),
    txRateLimit: blockFigure(txLimit),
    lastSwapBlock: netuid === null ? null : blockFigure(lastOnSubnet),
    subnetInterval: constants.subnetInterval,
  });
  if (possible > atBlock + 1) {
    throw new AppError(
      "SWAP_HOTKEY_TOO_SOON",
      `A hotkey of this coldkey was swapped not long ago. The next time is ${blockWait(chain, atBlock, possible)}.`,
      { hint: "Wait until then.", field: "netuid", details: { possibleAtBlock: possible, atBlock } },
    );
  }
  const costRao = netuid === null ? constants.everywhereRao : constants.onSubnetRao;
  const oldName = wallet.hotkeys.find(({ address }) => address === hotkey)?.name ?? "a hotkey";
  const hasNewer = hasCapability(api, "call", "SubtensorModule", "swap_hotkey_v2");
  if (keepStake && !hasNewer) {
    throw new AppError("NETWORK_LACKS_CAPABILITY", "This network's runtime cannot leave stake behind the old hotkey.", {
      hint: "Let the stake move along.",
      field: "keepStake",
    });
  }
  return {
    title: `Swap ${oldName} ${netuid === null ? "on every subnet" : `on subnet ${netuid}`}`,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call: (live) =>
      hasNewer
        ? buildCall(live, "SubtensorModule", "swap_hotkey_v2", hotkey, newHotkey, netuid, keepStake)
        : buildCall(live, "SubtensorModule", "swap_hotkey", hotkey, newHotkey, netuid),
    rows: ({ feeRao }) => [
      row("Old hotkey", hotkey, "address"),
      row("New hotkey", newHotkey, "address"),
      row("Subnets", netuid === null ? "all" : String(netuid)),
      row(
        "UIDs that move",
        uids.length === 0 ? "none" : uids.map((one) => `${one.uid} on subnet ${one.netuid}`).join(", "),
      ),
      row("Stake", keepStake ? "stays behind the old hotkey" : "everybody's stake moves to the new hotkey"),
      row("Price of the swap", costRao.toString(), "rao"),
      row("Network fee", feeRao.toString(), "rao"),
      row("Total", (costRao + feeRao).toString(), "rao"),
      row("What you get back", `Nothing: ${formatTao(costRao)} is recycled.`, "text", "warning"),
    ],
    spendsMaxRao: costRao,
    spendsExpectedRao: costRao,
    warnings: [
      ...(wallet.hotkeys.some(({ address }) => address === newHotkey)
        ? []
        : ["The new hotkey is not in this wallet. Make sure that you hold its key: the UIDs belong to it afterwards."]),
      ...(miners.length > 0
        ? [
            `${miners.join(", ")} ${miners.length === 1 ? "answers" : "answer"} with the old hotkey and earn${miners.length === 1 ? "s" : ""} nothing afterwards: stop and set up anew.`,
          ]
        : []),
    ],
  };
}
