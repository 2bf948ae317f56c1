import { isAddress } from "#src/address/ss58.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import type { Action } from "./use-order.ts";

/** What stands in the form. Amounts in rao, null where nothing sound is typed. */
export interface OrderForm {
  readonly netuid: number | null;
  readonly hotkey: string;
  readonly toNetuid: number | null;
  /** Another hotkey for a move, another coldkey for a gift. */
  readonly to: string;
  readonly amountRao: bigint | null;
  readonly all: boolean;
  readonly toRoot: boolean;
}

/** The order of a filled form; null while something is missing. */
export function orderOf(action: Action, form: OrderForm): StakingOrder | null {
  const { netuid, hotkey: typed, toNetuid, to: target, amountRao, all } = form;
  const hotkey = typed.trim();
  const to = target.trim();
  if (!isAddress(hotkey)) return null;
  if (action === "exit") return { operation: form.toRoot ? "unstakeAllAlpha" : "unstakeAll", hotkey };
  if (netuid === null || (!all && (amountRao === null || amountRao === 0n))) return null;
  const amount = all ? null : String(amountRao);
  if (action === "stake") return { operation: "stake", netuid, hotkey, amountRao: amount };
  if (action === "unstake") return { operation: "unstake", netuid, hotkey, alphaRao: amount };
  if (toNetuid === null) return null;
  const place = { hotkey, netuid, toNetuid, alphaRao: amount };
  if (action === "swap") return { operation: "swap", ...place };
  if (!isAddress(to)) return null;
  if (action === "move") return { operation: "move", ...place, toHotkey: to };
  return action === "give" ? { operation: "transferStake", ...place, toColdkey: to } : null;
}

export const ACTION_WORDS: Readonly<Record<Action, { readonly title: string; readonly button: string }>> = {
  stake: { title: "Stake", button: "Stake" },
  unstake: { title: "Unstake", button: "Unstake" },
  move: { title: "Move to another hotkey", button: "Move" },
  swap: { title: "Swap to another subnet", button: "Swap" },
  give: { title: "Give to another coldkey", button: "Give" },
  exit: { title: "Exit from a hotkey", button: "Sell everything behind it" },
  send: { title: "Send TAO", button: "Send" },
};
