import type { HistoryEvent, Trade } from "../contract/history.ts";

const amount = (text: string | undefined): bigint => (text !== undefined && /^\d+$/.test(text) ? BigInt(text) : 0n);

/** What an event adds to (or takes from) accounts in TAO, in rao. */
function balanceChange({ name, data }: HistoryEvent, own: ReadonlySet<string>): bigint {
  const [first = "", second = "", third = ""] = data;
  const mine = (address: string, rao: string): bigint => (own.has(address) ? amount(rao) : 0n);
  switch (name) {
    case "Balances.Withdraw":
    case "Balances.Burned":
    case "Balances.Slashed":
    case "Balances.DustLost":
      return -mine(first, second);
    case "Balances.Deposit":
    case "Balances.Minted":
    case "Balances.Restored":
      return mine(first, second);
    case "Balances.Transfer":
      return mine(second, third) - mine(first, third);
    default:
      return 0n;
  }
}

/** What the events of one extrinsic change for own accounts in TAO, its fee included, in rao. */
export const changeOf = (events: readonly HistoryEvent[], own: ReadonlySet<string>): bigint =>
  events.reduce((sum, event) => sum + balanceChange(event, own), 0n);

/** Who paid the fee, as the chain tells it; null where no fee was paid. */
export const payerOf = (events: readonly HistoryEvent[]): string | null =>
  events.find(({ name }) => name === "TransactionPayment.TransactionFeePaid")?.data[0] ?? null;

/** The fee that `payer` paid, as the chain tells it: in TAO, and in alpha where TAO did not suffice. */
export function feeOf(
  events: readonly HistoryEvent[],
  payer: string,
): { readonly rao: bigint; readonly alphaRao: bigint | null } {
  const paid = events.find(({ name, data }) => name === "TransactionPayment.TransactionFeePaid" && data[0] === payer);
  const alpha = events.find(
    ({ name, data }) => name === "SubtensorModule.TransactionFeePaidWithAlpha" && data[0] === payer,
  );
  return { rao: alpha ? 0n : amount(paid?.data[1]), alphaRao: alpha ? amount(alpha.data[2]) : null };
}

/** Purchases and sales of own coldkeys: `StakeAdded` and `StakeRemoved` (coldkey, hotkey, TAO, alpha, netuid, fee). */
export function tradesOf(events: readonly HistoryEvent[], own: ReadonlySet<string>): Trade[] {
  return events.flatMap(({ name, data }): Trade[] => {
    const side =
      name === "SubtensorModule.StakeAdded" ? "buy" : name === "SubtensorModule.StakeRemoved" ? "sell" : null;
    const [coldkey = "", hotkey = "", tao, alpha, netuid, fee] = data;
    if (side === null || !own.has(coldkey)) return [];
    return [
      {
        side,
        coldkey,
        hotkey,
        netuid: Number(netuid),
        taoRao: amount(tao).toString(),
        alphaRao: amount(alpha).toString(),
        feeRao: amount(fee).toString(),
      },
    ];
  });
}
