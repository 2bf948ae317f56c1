import { shortAddress } from "../address/short-address.ts";
import { formatAlpha, formatTao } from "../amount/format-amount.ts";
import type { BasketOrder } from "../contract/basket.ts";
import type { StakingOrder } from "../contract/staking.ts";

const alpha = (rao: string | null): string => (rao === null ? "all" : formatAlpha(BigInt(rao)));
const tao = (rao: string | null): string => (rao === null ? "everything" : formatTao(BigInt(rao)));

function stakingTitle(order: StakingOrder): string {
  switch (order.operation) {
    case "stake":
      return `Stake ${tao(order.amountRao)} on subnet ${order.netuid}`;
    case "unstake":
      return `Unstake ${alpha(order.alphaRao)} from subnet ${order.netuid}`;
    case "move":
      return order.netuid === order.toNetuid
        ? `Move ${alpha(order.alphaRao)} on subnet ${order.netuid} to another hotkey`
        : `Move ${alpha(order.alphaRao)} from subnet ${order.netuid} to subnet ${order.toNetuid}`;
    case "swap":
      return `Swap ${alpha(order.alphaRao)} from subnet ${order.netuid} to subnet ${order.toNetuid}`;
    case "transferStake":
      return `Give ${alpha(order.alphaRao)} of subnet ${order.netuid} to ${shortAddress(order.toColdkey)}`;
    case "unstakeAll":
      return `Unstake everything behind ${shortAddress(order.hotkey)}`;
    case "unstakeAllAlpha":
      return `Sell all alpha behind ${shortAddress(order.hotkey)} for root stake`;
  }
}

/** One line for an order in a list, amount included. */
export function orderTitle(order: BasketOrder): string {
  switch (order.kind) {
    case "staking":
      return stakingTitle(order.order);
    case "transfer":
      return `Send ${tao(order.amountRao)} to ${shortAddress(order.to)}`;
    case "registration":
      return `Register ${order.hotkeyName} on subnet ${order.netuid}`;
    case "call":
      return order.title;
  }
}
