import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { buildCall, constantBigint, type Extrinsic, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Ahead, Changes } from "#main/staking/ahead.ts";
import { row } from "#main/staking/bill-rows.ts";
import { quoteViewOf } from "#main/staking/quote-view.ts";
import { type FeeQuotes, quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { type Account, toAccount } from "#main/wallet/account.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { formatDecimal, formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { spendable } from "#src/fees/deposits.ts";

export interface TransferWish {
  readonly to: string;
  /** Rao; null is all that can leave. */
  readonly amountRao: bigint | null;
  readonly allowDeath: boolean;
}

export interface Transfers {
  /** Errors: `TRANSFER_…` with the figure that would work, `ADDRESS_…`, `NETWORK_…`. */
  quote(from: string, wish: TransferWish): Promise<QuoteView>;
  /** A transfer quoted in a given place: after other calls, or with another fee. Errors: as `quote`. */
  quoteIn(place: TransferPlace, from: string, wish: TransferWish): Promise<Quoted>;
  prepare(walletId: string, wish: TransferWish): Promise<PlanView>;
}

interface Quoted {
  readonly view: QuoteView;
  readonly call: Extrinsic;
  readonly changes: Changes;
}

/** Where a quote is made: the block, who prices, and what earlier calls of the same transaction changed. */
export interface TransferPlace {
  readonly live: Live;
  readonly at: Head;
  readonly fees: FeeQuotes;
  readonly ahead?: Ahead | undefined;
}

/** Bytes of an amount in SCALE's compact form. */
function compactLength(amountRao: bigint): number {
  if (amountRao < 2n ** 30n) return amountRao < 64n ? 1 : amountRao < 16_384n ? 2 : 4;
  return 1 + Math.ceil(amountRao.toString(16).length / 2);
}

/** Sending TAO: `transfer_keep_alive` unless the person lets the account end, `transfer_all` for everything (chain facts 2.1). */
export function createTransfers(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "fees" | "prepare">;
}): Transfers {
  const { chain, keys, transactions } = deps;

  async function quoted(
    from: string,
    { to, amountRao, allowDeath }: TransferWish,
    place?: TransferPlace,
  ): Promise<Quoted> {
    decodeAddress(from, { field: "from" });
    decodeAddress(to, { field: "to" });
    if (from === to) {
      throw new AppError("TRANSFER_OWN_ADDRESS", "This is the address that the TAO would come from.", {
        hint: "Enter the address of the receiver.",
        field: "to",
      });
    }
    const { live, at, fees, ahead } = place ?? { ...quoteBlock(chain), fees: transactions.fees, ahead: undefined };
    const { api } = live;
    const method = amountRao === null ? "transfer_all" : allowDeath ? "transfer_allow_death" : "transfer_keep_alive";
    const call =
      amountRao === null
        ? buildCall(api, "Balances", method, to, !allowDeath)
        : buildCall(api, "Balances", method, to, amountRao);
    const item = storageItem(api, "System", "Account");
    const [[sender, receiver], fee] = await Promise.all([
      chain.read(
        [
          [item, from],
          [item, to],
        ],
        at.hash,
      ),
      fees.of(live, at, from, call.method.toHex()),
    ]);
    const foreseen = (address: string, stored: typeof sender): Account => {
      const read = toAccount(stored);
      return ahead?.account(address, read) ?? read;
    };
    const account = foreseen(from, sender);
    const existentialRao = constantBigint(api, "Balances", "ExistentialDeposit") ?? 0n;
    const feeRao = BigInt(fee.totalRao);
    if (spendable(account, existentialRao, true) < feeRao) {
      // The fee itself always leaves the account alive.
      throw new AppError("TRANSFER_FEE_UNPAYABLE", `The fee of ${formatTao(feeRao)} cannot be paid.`, {
        hint: `Bring the free balance to at least ${formatDecimal(feeRao + existentialRao)} τ, and more to send something.`,
        details: { neededFreeRao: (feeRao + existentialRao).toString(), freeRao: account.freeRao.toString() },
      });
    }
    const leavesRao = spendable({ ...account, freeRao: account.freeRao - feeRao }, existentialRao, !allowDeath);
    const sentRao = amountRao ?? leavesRao;
    // A larger amount takes more bytes in the call, and each byte costs; the largest that fits pays for its own.
    const moreBytes = amountRao === null ? 0 : compactLength(leavesRao) - compactLength(amountRao);
    const moreRao =
      fee.encodedBytes === 0 ? 0n : (BigInt(fee.lengthRao) * BigInt(moreBytes)) / BigInt(fee.encodedBytes);
    const mostRao = leavesRao > moreRao ? leavesRao - moreRao : 0n;
    if (sentRao === 0n && amountRao !== null) {
      throw new AppError("TRANSFER_NOTHING", "Nothing would be sent.", {
        hint: `Enter an amount up to ${formatDecimal(mostRao)} τ.`,
        field: "amount",
        details: { mostRao: mostRao.toString() },
      });
    }
    if (sentRao > leavesRao || sentRao === 0n) {
      throw new AppError(
        "TRANSFER_ABOVE_AVAILABLE",
        `${formatTao(sentRao)} is more than can leave: ${formatTao(mostRao)} after the fee of ${formatTao(feeRao)}${allowDeath ? "" : ` and the ${formatTao(existentialRao)} that must stay`}.`,
        {
          hint: `Send at most ${formatDecimal(mostRao)} τ.`,
          field: "amount",
          details: { mostRao: mostRao.toString() },
        },
      );
    }
    const receiverFreeRao = foreseen(to, receiver).freeRao;
    if (receiverFreeRao + sentRao < existentialRao) {
      const leastRao = existentialRao - receiverFreeRao;
      throw new AppError(
        "TRANSFER_BELOW_MINIMUM",
        `The receiver would hold less than ${formatTao(existentialRao)}, so the chain refuses it.`,
        {
          hint: `Send at least ${formatDecimal(leastRao)} τ.`,
          field: "amount",
          details: { leastRao: leastRao.toString() },
        },
      );
    }
    const afterRao = account.freeRao - feeRao - sentRao;
    const dies = allowDeath && afterRao < existentialRao;
    const view = quoteViewOf({
      operation: "transfer",
      title: amountRao === null ? "Send everything" : "Send TAO",
      call: { section: "Balances", method },
      signer: from,
      fee,
      feeTaoRao: feeRao,
      existentialRao,
      beforeRao: account.freeRao,
      spendsRao: sentRao,
      amount: { token: "TAO", rao: sentRao, availableRao: mostRao },
      warnings: [
        ...(dies
          ? [
              afterRao === 0n
                ? "This ends the account: nothing stays in it."
                : `This ends the account: the ${formatTao(afterRao)} left are below the minimum and are lost.`,
            ]
          : []),
        ...(receiverFreeRao === 0n ? ["The receiver's account is empty: compare the address once more."] : []),
      ],
      atBlock: at.number,
      asked: [
        row("To", to, "address"),
        row(amountRao === null ? "You send all, as of now" : "You send", sentRao.toString(), "rao"),
      ],
      result: [],
    });
    return {
      view,
      call,
      changes: {
        free: [
          [from, -sentRao],
          [to, sentRao],
        ],
      },
    };
  }

  return {
    quote: async (from, wish) => (await quoted(from, wish)).view,
    quoteIn: (place, from, wish) => quoted(from, wish, place),
    async prepare(walletId, wish) {
      const { address } = keys.get(walletId);
      const { view, call } = await quoted(address, wish);
      return transactions.prepare({
        title: view.title,
        signer: { walletId, role: "coldkey" },
        call: () => call,
        rows: view.rows,
        spendsMaxRao: BigInt(view.spendsRao),
        // What a dying account spends is checked above; a plan's own check keeps accounts alive.
        spendsExpectedRao: BigInt(view.spendsRao),
        warnings: view.warnings,
        order: {
          kind: "transfer",
          to: wish.to,
          amountRao: wish.amountRao?.toString() ?? null,
          allowDeath: wish.allowDeath,
        },
        ...(wish.allowDeath ? { allowDeath: true } : {}),
      });
    },
  };
}
