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
  /** An order quoted in a given place: after other calls, or with another fee. Errors: as `quote`. */
  quoteIn(place: QuotePlace, coldkey: string, order: StakingOrder, guard: Guard): Promise<Quoted>;
  /** As `quote`, and a plan whose limit price is fixed; it is looked at again right before signing. */
  prepare(wish: { walletId: string; order: StakingOrder; guard: Guard }): Promise<PlanView>;
  /** Stake by coldkey, hotkey and subnet; of this profile's coldkeys where none is given. */
  positions(coldkeys: readonly string[]): Promise<PositionView[]>;
}

/** Where a quote is made: the block, its answers, and what earlier calls changed. */
export type QuotePlace = Pick<QuoteContext, "live" | "at" | "node" | "fees" | "ahead" | "reads">;

/** Every operation on stake: quoted for an address, prepared for a wallet. Amounts in rao and alpha-rao. */
export function createStaking(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "list">;
  transactions: Pick<Transactions, "fees" | "prepare">;
}): Staking {
  const { chain, keys, transactions } = deps;
  const known: QuoteContext["known"] = new Map();
  let knownOn = "";

  function checkAddresses(coldkey: string, order: StakingOrder): void {
    decodeAddress(coldkey, { field: "coldkey" });
    decodeAddress(order.hotkey, { field: "hotkey" });
    if (order.operation === "move") decodeAddress(order.toHotkey, { field: "toHotkey" });
  }

  function quotedHere(coldkey: string, order: StakingOrder, guard: Guard, curvePoints: number): Promise<Quoted> {
    checkAddresses(coldkey, order);
    const { live, at } = quoteBlock(chain);
    if (knownOn !== live.identity.genesisHash) known.clear();
    knownOn = live.identity.genesisHash;
    const place = { live, at, node: createNodeAnswers(live, at), fees: transactions.fees };
    return quoted(place, known, coldkey, order, guard, curvePoints);
  }

  function quoted(
    place: QuotePlace,
    knownSubnets: QuoteContext["known"],
    coldkey: string,
    order: StakingOrder,
    guard: Guard,
    curvePoints: number,
  ): Promise<Quoted> {
    const ctx: QuoteContext = { chain, ...place, coldkey, guard, curvePoints, known: knownSubnets };
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
      await quotedHere(coldkey, order, guard, 0);
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith("STAKING_")) throw error;
      throw new AppError("PLAN_OUTDATED", `What was shown no longer holds. ${error.message}`, {
        hint: error.hint,
        details: { ...error.details, reason: error.code },
      });
    }
  }

  return {
    quote: async ({ coldkey, order, guard, curvePoints }) =>
      (await quotedHere(coldkey, order, guard, curvePoints)).view,
    async quoteIn(place, coldkey, order, guard) {
      checkAddresses(coldkey, order);
      const node = place.ahead?.node(place.node) ?? place.node;
      return quoted({ ...place, node }, new Map(), coldkey, order, guard, 0);
    },
    async prepare({ walletId, order, guard }) {
      const { address } = keys.get(walletId);
      const { view, call, limitPriceRao, feeInAlpha } = await quotedHere(address, order, guard, 0);
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
        // A basket asks again, so it keeps the tolerance and not the limit of now.
        order: {
          kind: "staking",
          order,
          protect: guard.protect,
          tolerancePpm: guard.tolerancePpm,
          allowPartial: guard.allowPartial,
        },
        beforeSigning: () => stillPossible(address, order, fixed),
      });
    },
    positions: (coldkeys) => {
      for (const coldkey of coldkeys) decodeAddress(coldkey, { field: "coldkeys" });
      return readPositions(chain, coldkeys.length > 0 ? coldkeys : keys.list().map(({ address }) => address));
    },
  };
}
