import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { PositionView, StakingOrder } from "#src/contract/staking.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { createNodeAnswers } from "./node-answers.ts";
import { readPositions } from "./positions.ts";
import type { Guard, QuoteContext, Quoted } from "./quote-context.ts";
import { quoteExit } from "./quote-exit.ts";
import { quoteMove } from "./quote-move.ts";
import { quoteStake } from "./quote-stake.ts";
import { quoteUnstake } from "./quote-unstake.ts";

export interface Staking {
  /** Errors: `STAKING_…` with the figure that would work, `TRANSACTION_BALANCE_TOO_LOW`, `ADDRESS_…`, `NETWORK_…`. */
  quote(wish: { coldkey: string; order: StakingOrder; guard: Guard; curvePoints: number }): Promise<QuoteView>;
  /** As `quote`, and a plan whose limit price is fixed; it is looked at again right before signing. */
  prepare(wish: { walletId: string; order: StakingOrder; guard: Guard }): Promise<PlanView>;
  /** Stake by coldkey, hotkey and subnet; of this profile's coldkeys where none is given. */
  positions(coldkeys: readonly string[]): Promise<PositionView[]>;
}

/** Every operation on stake: quoted for an address, prepared for a wallet. Amounts in rao and alpha-rao. */
export function createStaking(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "list">;
  transactions: Pick<Transactions, "fees" | "prepare">;
}): Staking {
  const { chain, keys, transactions } = deps;
  const known: QuoteContext["known"] = new Map();
  let knownOn = "";

  function quoted(coldkey: string, order: StakingOrder, guard: Guard, curvePoints: number): Promise<Quoted> {
    decodeAddress(coldkey, { field: "coldkey" });
    decodeAddress(order.hotkey, { field: "hotkey" });
    if (order.operation === "move") decodeAddress(order.toHotkey, { field: "toHotkey" });
    const { live, at } = quoteBlock(chain);
    if (knownOn !== live.identity.genesisHash) known.clear();
    knownOn = live.identity.genesisHash;
    const node = createNodeAnswers(live, at);
    const ctx: QuoteContext = { chain, live, at, node, fees: transactions.fees, coldkey, guard, curvePoints, known };
    switch (order.operation) {
      case "stake":
        return quoteStake(ctx, order);
      case "unstake":
        return quoteUnstake(ctx, order);
      case "unstakeAll":
      case "unstakeAllAlpha":
        return quoteExit(ctx, order);
      default:
        return quoteMove(ctx, order);
    }
  }

  /** The order must still be possible with the limit that was shown. */
  async function stillPossible(coldkey: string, order: StakingOrder, guard: Guard): Promise<void> {
    try {
      await quoted(coldkey, order, guard, 0);
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith("STAKING_")) throw error;
      throw new AppError("PLAN_OUTDATED", `What was shown no longer holds. ${error.message}`, {
        hint: error.hint,
        details: { ...error.details, reason: error.code },
      });
    }
  }

  return {
    quote: async ({ coldkey, order, guard, curvePoints }) => (await quoted(coldkey, order, guard, curvePoints)).view,
    async prepare({ walletId, order, guard }) {
      const { address } = keys.get(walletId);
      const { view, call, limitPriceRao, feeInAlpha } = await quoted(address, order, guard, 0);
      const fixed: Guard = { ...guard, limitPriceRao };
      return transactions.prepare({
        title: view.title,
        signer: { walletId, role: "coldkey" },
        call: () => call,
        rows: view.rows,
        spendsMaxRao: BigInt(view.spendsRao),
        spendsExpectedRao: BigInt(view.spendsRao),
        receives: view.receives,
        warnings: view.warnings,
        ...(feeInAlpha ? { feeInAlpha } : {}),
        beforeSigning: () => stillPossible(address, order, fixed),
      });
    },
    positions: (coldkeys) => {
      for (const coldkey of coldkeys) decodeAddress(coldkey, { field: "coldkeys" });
      return readPositions(chain, coldkeys.length > 0 ? coldkeys : keys.list().map(({ address }) => address));
    },
  };
}
