import type { Chain } from "#main/chain/chain.ts";
import { constantBigint, storageItem } from "#main/chain/lookup.ts";
import type { PlanFacts } from "#main/transactions/plan-spec.ts";
import { type FeeQuotes, quoteBlock } from "#main/transactions/quote-fee.ts";
import { toAccount } from "#main/wallet/account.ts";
import { formatDecimal, formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import { spendable } from "#src/fees/deposits.ts";
import { planRegistration, type RegistrationWish } from "./plan-registration.ts";

/** What registering would cost an address, without a key. Errors: those of `planRegistration`, `TRANSACTION_BALANCE_TOO_LOW`. */
export async function quoteRegistration(
  chain: Chain,
  fees: FeeQuotes,
  wish: RegistrationWish,
  price: RegistrationPrice,
): Promise<QuoteView> {
  const { live, at } = quoteBlock(chain);
  const spec = await planRegistration(chain, wish, price, undefined);
  const call = spec.call(live.api);
  const [[stored], fee] = await Promise.all([
    chain.read([[storageItem(live.api, "System", "Account"), wish.coldkey]], at.hash),
    fees.of(live, at, wish.coldkey, call.method.toHex()),
  ]);
  const account = toAccount(stored);
  const existentialRao = constantBigint(live.api, "Balances", "ExistentialDeposit") ?? 0n;
  const feeRao = BigInt(fee.totalRao);
  const transferableRao = spendable(account, existentialRao, true);
  const neededRao = feeRao + spec.spendsExpectedRao;
  if (transferableRao < neededRao) {
    throw new AppError("TRANSACTION_BALANCE_TOO_LOW", `This needs ${formatTao(neededRao)}, fee included.`, {
      hint: `Bring the free balance of the account to at least ${formatDecimal(neededRao + existentialRao)} τ.`,
      details: { neededFreeRao: (neededRao + existentialRao).toString(), freeRao: account.freeRao.toString() },
    });
  }
  const facts: PlanFacts = { fee, feeRao, freeRao: account.freeRao, transferableRao, existentialRao };
  const { section, method } = call.method;
  return {
    operation: "register",
    title: spec.title,
    call: { section: section.charAt(0).toUpperCase() + section.slice(1), method: snake(method) },
    signer: wish.coldkey,
    fee,
    swap: null,
    parts: [],
    deposits: [],
    existentialRao: existentialRao.toString(),
    spendsRao: spec.spendsExpectedRao.toString(),
    receives: { rao: "0", alphaRao: "0", atLeastRao: null, atLeastAlphaRao: null },
    amountRao: spec.spendsExpectedRao.toString(),
    availableRao: (transferableRao - feeRao).toString(),
    balanceBeforeRao: account.freeRao.toString(),
    balanceAfterRao: (account.freeRao - neededRao).toString(),
    rows: typeof spec.rows === "function" ? spec.rows(facts) : [...spec.rows],
    warnings: typeof spec.warnings === "function" ? spec.warnings(facts) : [...spec.warnings],
    atBlock: at.number,
  };
}

/** The library camel-cases a call's name; a person knows the chain's own. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
