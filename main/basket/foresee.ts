import type { Call } from "@polkadot/types/interfaces";
import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { constantBigint, type Extrinsic, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Registration } from "#main/registration/registration.ts";
import { askOnce, type Changes, createAhead } from "#main/staking/ahead.ts";
import { withoutFee } from "#main/staking/bill-rows.ts";
import { createNodeAnswers } from "#main/staking/node-answers.ts";
import type { Guard } from "#main/staking/quote-context.ts";
import type { Staking } from "#main/staking/staking.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import type { FeeQuotes } from "#main/transactions/quote-fee.ts";
import type { Transfers } from "#main/transfers/transfers.ts";
import { type Account, toAccount } from "#main/wallet/account.ts";
import { formatDecimal, formatTao } from "#src/amount/format-amount.ts";
import { AppError, toErrorView } from "#src/app-error.ts";
import type { BasketOrder } from "#src/contract/basket.ts";
import type { QuoteView, SwapQuote } from "#src/contract/quote.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import type { ExpectedReturn, FeeView, PlanRow } from "#src/contract/transactions.ts";
import { spendable } from "#src/fees/deposits.ts";
import type { ErrorView } from "#src/result.ts";

export interface ForeseeDeps {
  readonly chain: Chain;
  readonly keys: Pick<Keys, "hotkey">;
  readonly staking: Pick<Staking, "quoteIn">;
  readonly transfers: Pick<Transfers, "quoteIn">;
  readonly registration: Pick<Registration, "describe" | "price">;
}

/** One item in its place: the call with amount and limit fixed, and what it does. Amounts in rao. */
export interface ForeseenCall {
  readonly call: Extrinsic;
  readonly title: string;
  readonly rows: readonly PlanRow[];
  readonly warnings: readonly string[];
  readonly spendsMaxRao: bigint;
  readonly spendsExpectedRao: bigint;
  /** Set aside and given back later. */
  readonly reservesRao: bigint;
  readonly receives: ExpectedReturn | null;
  readonly swap: SwapQuote | null;
  readonly deposits: QuoteView["deposits"];
  readonly afterSuccess: PlanSpec["afterSuccess"];
  /** The order with its amount and limit as they are now. */
  readonly fixed: BasketOrder;
  readonly changes: Changes;
}

export type Foreseen =
  | { readonly ok: true; readonly item: ForeseenCall }
  | { readonly ok: false; readonly error: ErrorView };

/** One signer's calls in one block; the node is asked each question once, however often the row is gone through. */
export interface Row {
  /** Goes through the orders one after the other, each meeting what those before it have left, the fee already paid. */
  through(orders: readonly BasketOrder[], feeRao: bigint): Promise<Foreseen[]>;
  account(): Promise<Account>;
}

/** Inside a batch a call has no fee of its own. */
const noFee: FeeQuotes = {
  of: async (_live, at, address): Promise<FeeView> => ({
    baseRao: "0",
    lengthRao: "0",
    weightRao: "0",
    tipRao: "0",
    totalRao: "0",
    encodedBytes: 0,
    free: true,
    paidBy: address,
    atBlock: at.number,
  }),
};

const guardOf = (order: Extract<BasketOrder, { kind: "staking" }>): Guard => ({
  protect: order.protect,
  tolerancePpm: order.tolerancePpm,
  allowPartial: order.allowPartial,
  limitPriceRao: order.limitPriceRaoPerAlpha === undefined ? null : BigInt(order.limitPriceRaoPerAlpha),
});

/** "All of it" as the figure it is now, where the call itself names a figure. */
function fixedOrder(order: Extract<BasketOrder, { kind: "staking" }>, view: QuoteView): BasketOrder {
  const limit = view.swap?.limitPriceRaoPerAlpha;
  const guarded = { ...order, ...(limit ? { limitPriceRaoPerAlpha: limit } : {}) };
  const inner = order.order;
  if (inner.operation === "stake") return { ...guarded, order: { ...inner, amountRao: view.amountRao ?? null } };
  if ("alphaRao" in inner && view.call.method !== "remove_stake_full_limit") {
    return { ...guarded, order: { ...inner, alphaRao: view.amountAlphaRao ?? null } };
  }
  return guarded;
}

const rowsOf = (spec: PlanSpec, facts: PlanFacts): PlanRow[] =>
  typeof spec.rows === "function" ? spec.rows(facts) : [...spec.rows];

/** Prepares to go through orders of one coldkey in the block given. Error: `NETWORK_OFFLINE`. */
export function createRow(
  deps: ForeseeDeps,
  place: { readonly live: Live; readonly at: Head; readonly coldkey: string; readonly walletId: string },
): Row {
  const { chain, keys, staking, transfers, registration } = deps;
  const { live, at, coldkey, walletId } = place;
  const node = askOnce(createNodeAnswers(live, at));
  const reads = new Map();
  const prices = new Map<number, Promise<RegistrationPrice>>();
  const existentialRao = constantBigint(live.api, "Balances", "ExistentialDeposit") ?? 0n;
  let read: Promise<Account> | null = null;

  const account = (): Promise<Account> => {
    read ??= chain
      .read([[storageItem(live.api, "System", "Account"), coldkey]], at.hash)
      .then(([stored]) => toAccount(stored));
    return read;
  };
  const priceOf = (netuid: number): Promise<RegistrationPrice> => {
    const price = prices.get(netuid) ?? registration.price(netuid);
    prices.set(netuid, price);
    return price;
  };

  async function through(orders: readonly BasketOrder[], feeRao: bigint): Promise<Foreseen[]> {
    const ahead = createAhead();
    ahead.add({ free: [[coldkey, -feeRao]] });
    const registered: { netuid: number; hotkey: string }[] = [];

    async function factsFor(spendsRao: bigint): Promise<PlanFacts> {
      const { freeRao, ...rest } = ahead.account(coldkey, await account());
      const transferableRao = spendable({ ...rest, freeRao }, existentialRao, true);
      if (transferableRao < spendsRao) {
        throw new AppError(
          "TRANSACTION_BALANCE_TOO_LOW",
          `This needs ${formatTao(spendsRao)}, and after the fee and the items before it ${formatTao(transferableRao)} can leave.`,
          {
            hint: `Bring ${formatDecimal(spendsRao - transferableRao)} τ more to the account, or make an item before it smaller.`,
            details: { missingRao: (spendsRao - transferableRao).toString() },
          },
        );
      }
      return { fee: await noFee.of(live, at, coldkey, ""), feeRao: 0n, freeRao, transferableRao, existentialRao };
    }

    async function ofQuote(
      quoted: { view: QuoteView; call: Extrinsic; changes?: Changes },
      fixed: BasketOrder,
    ): Promise<ForeseenCall> {
      const { view, call, changes } = quoted;
      const spendsRao = BigInt(view.spendsRao);
      return {
        call,
        title: view.title,
        rows: withoutFee(view.rows),
        warnings: view.warnings,
        spendsMaxRao: spendsRao,
        spendsExpectedRao: spendsRao,
        reservesRao: 0n,
        receives: view.receives,
        swap: view.swap,
        deposits: view.deposits,
        afterSuccess: undefined,
        fixed,
        changes: changes ?? { free: [[coldkey, BigInt(view.receives.rao) - spendsRao]] },
      };
    }

    async function one(order: BasketOrder): Promise<ForeseenCall> {
      if (order.kind === "staking") {
        const quoted = await staking.quoteIn(
          { live, at, node, fees: noFee, ahead, reads },
          coldkey,
          order.order,
          guardOf(order),
        );
        return ofQuote(quoted, fixedOrder(order, quoted.view));
      }
      if (order.kind === "transfer") {
        const amountRao = order.amountRao === null ? null : BigInt(order.amountRao);
        const wish = { to: order.to, amountRao, allowDeath: order.allowDeath };
        return ofQuote(await transfers.quoteIn({ live, at, fees: noFee, ahead }, coldkey, wish), order);
      }
      if (order.kind === "registration") {
        const { netuid, hotkeyName } = order;
        const hotkey = keys.hotkey(walletId, hotkeyName).address;
        if (registered.some((done) => done.netuid === netuid && done.hotkey === hotkey)) {
          throw new AppError("REGISTRATION_TWICE", `${hotkeyName} stands twice for subnet ${netuid}.`, {
            hint: "Name each hotkey once a subnet.",
          });
        }
        const before = registered.filter((done) => done.netuid === netuid).length;
        const ceilingRao = order.ceilingRao === undefined ? undefined : BigInt(order.ceilingRao);
        const spec = await registration.describe(
          { netuid, walletId, hotkeyName, ceilingRao },
          before,
          await priceOf(netuid),
        );
        const facts = await factsFor(spec.spendsExpectedRao);
        registered.push({ netuid, hotkey });
        return {
          call: spec.call(live.api),
          title: spec.title,
          rows: withoutFee(rowsOf(spec, facts)),
          warnings: typeof spec.warnings === "function" ? spec.warnings(facts) : spec.warnings,
          spendsMaxRao: spec.spendsMaxRao,
          spendsExpectedRao: spec.spendsExpectedRao,
          reservesRao: 0n,
          receives: null,
          swap: null,
          deposits: [],
          afterSuccess: spec.afterSuccess,
          fixed: { ...order, ceilingRao: spec.spendsMaxRao.toString() },
          changes: { free: [[coldkey, -spec.spendsExpectedRao]], owners: [[hotkey, coldkey]] },
        };
      }
      if (order.specVersion !== live.identity.specVersion) {
        throw new AppError("BASKET_CALL_OUTDATED", "The chain was upgraded since this call was put into the basket.", {
          hint: "Take it out and prepare it again.",
        });
      }
      const spendsExpectedRao = BigInt(order.spendsExpectedRao);
      const reservesRao = BigInt(order.reservesRao);
      await factsFor(spendsExpectedRao + reservesRao);
      describeCall(live.api, order.callHex);
      return {
        call: live.api.tx(live.api.registry.createType<Call>("Call", order.callHex)),
        title: order.title,
        rows: withoutFee(order.rows),
        warnings: order.warnings,
        spendsMaxRao: BigInt(order.spendsMaxRao),
        spendsExpectedRao,
        reservesRao,
        receives: null,
        swap: null,
        deposits:
          reservesRao === 0n
            ? []
            : [{ name: order.title, amountRao: reservesRao.toString(), returns: "when what it is for is taken back" }],
        afterSuccess: undefined,
        fixed: order,
        changes: { free: [[coldkey, -spendsExpectedRao - reservesRao]] },
      };
    }

    const foreseen: Foreseen[] = [];
    for (const order of orders) {
      try {
        const item = await one(order);
        ahead.add(item.changes);
        foreseen.push({ ok: true, item });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === "NETWORK_OFFLINE") throw error;
        foreseen.push({ ok: false, error: toErrorView(error) });
      }
    }
    return foreseen;
  }

  return { through, account };
}
