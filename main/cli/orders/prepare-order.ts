import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { CommandContext } from "../command.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";
import { ORDERS, type OrderWords } from "./order-fields.ts";
import type { ReadOrder } from "./read-order.ts";

/** The plan of a typed order for a wallet. */
export async function prepareOrder(
  read: ReadOrder,
  wallet: WalletView,
  { session }: CommandContext,
): Promise<PlanView> {
  const { walletId } = wallet;
  return unwrap(
    read.kind === "transfer"
      ? await session.call("transfers.prepare", { walletId, ...read.input })
      : await session.call("staking.prepare", { walletId, ...read.guard, order: read.order(wallet) }),
  );
}

/** The order that a word names, for commands that wrap one. Error: `USAGE_WRONG`. */
export function orderNamed(word: string | undefined): OrderWords {
  const found = ORDERS.find(({ name }) => name === word);
  if (found) return found;
  throw new UsageError(
    word === undefined ? "Say which order." : `"${word}" is no order.`,
    `Use one of ${ORDERS.map(({ name }) => name).join(", ")}.`,
  );
}
