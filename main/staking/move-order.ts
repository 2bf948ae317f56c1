import { buildCall, type Extrinsic } from "#main/chain/lookup.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import { isGuarded, type OrderOf, type QuoteContext } from "./quote-context.ts";

export type MoveOrder = OrderOf<"move"> | OrderOf<"swap"> | OrderOf<"transferStake">;

export const MOVE_TITLES = { move: "Move stake", swap: "Swap stake", transferStake: "Give stake away" } as const;

/** Calls without and with a limit; a gift has none, and a move's came with later runtimes (chain facts 0.3 and 5.7). */
const CALLS = {
  move: ["move_stake", "move_stake_limit"],
  swap: ["swap_stake", "swap_stake_limit"],
  transferStake: ["transfer_stake", null],
} as const;

/** Where the stake goes: only what differs from where it is. */
export const targetOf = (order: MoveOrder, coldkey: string) => ({
  hotkey: order.operation === "move" ? order.toHotkey : order.hotkey,
  coldkey: order.operation === "transferStake" ? order.toColdkey : coldkey,
});

/** Errors: `STAKING_OWN_ADDRESS`, `STAKING_SAME_PLACE`, `ADDRESS_…`. */
export function refuseOwnPlace(order: MoveOrder, coldkey: string): void {
  const to = targetOf(order, coldkey);
  if (order.operation === "transferStake") {
    decodeAddress(order.toColdkey, { field: "toColdkey" });
    if (order.toColdkey !== coldkey) return;
    throw new AppError("STAKING_OWN_ADDRESS", "This is your own address: the stake would stay yours.", {
      hint: "Enter the coldkey address of somebody else, or move the stake instead.",
      field: "toColdkey",
    });
  }
  if (to.hotkey !== order.hotkey || order.toNetuid !== order.netuid) return;
  throw new AppError("STAKING_SAME_PLACE", "The stake is already there.", {
    hint: "Choose another subnet or another hotkey.",
    field: order.operation === "move" ? "toHotkey" : "toNetuid",
  });
}

/** The call that carries an order out: the one with a limit between subnets, where a guard is wanted and the node has it. */
export function moveCall(ctx: QuoteContext, order: MoveOrder) {
  const { hotkey, netuid, toNetuid } = order;
  const { live, guard } = ctx;
  const [plain, limited] = CALLS[order.operation];
  const guarded = limited !== null && netuid !== toNetuid && isGuarded(ctx, netuid || toNetuid, limited);
  const method = guarded ? limited : plain;
  const from: readonly unknown[] =
    order.operation === "move"
      ? [hotkey, order.toHotkey]
      : order.operation === "transferStake"
        ? [order.toColdkey, hotkey]
        : [hotkey];
  return {
    method,
    guarded,
    callFor: (alphaRao: bigint, limitRao: bigint): Extrinsic =>
      buildCall(
        live.api,
        "SubtensorModule",
        method,
        ...from,
        netuid,
        toNetuid,
        alphaRao,
        ...(guarded ? [limitRao, guard.allowPartial] : []),
      ),
  };
}
