import type { Head, Live } from "#main/chain/link.ts";
import { buildCall } from "#main/chain/lookup.ts";
import { innerCalls, readInner } from "#main/transactions/inner-calls.ts";
import type { FeeQuotes } from "#main/transactions/quote-fee.ts";
import { modeWords } from "#src/basket/batch-modes.ts";
import type { BasketOrder, BasketQuote, BatchMode, QuotedItem } from "#src/contract/basket.ts";
import type { FeeView, InnerPart } from "#src/contract/transactions.ts";
import { innerBill } from "#src/fees/inner-bill.ts";
import { feeNotes } from "#src/fees/notes.ts";
import type { Foreseen, ForeseenCall, Row } from "./foresee.ts";

/** An order with its name in the basket. */
export interface NamedOrder {
  readonly itemId: string;
  readonly title: string;
  readonly order: BasketOrder;
}

/** A batch as it would be sent, with what makes a plan of it. */
export interface QuotedBatch {
  readonly view: BasketQuote;
  readonly foreseen: readonly Foreseen[];
}

const works = (one: Foreseen): one is Extract<Foreseen, { ok: true }> => one.ok;
const sum = (figures: readonly bigint[]): bigint => figures.reduce((total, rao) => total + rao, 0n);

export const batchCall = (live: Live, mode: BatchMode, calls: readonly ForeseenCall[]) =>
  buildCall(
    live.api,
    "Utility",
    modeWords(mode).call,
    calls.map(({ call }) => call),
  );

/** All amounts of a batch together. */
function totals(calls: readonly ForeseenCall[]) {
  return {
    spendsExpectedRao: sum(calls.map((one) => one.spendsExpectedRao)),
    spendsMaxRao: sum(calls.map((one) => one.spendsMaxRao)),
    reservesRao: sum(calls.map((one) => one.reservesRao)),
    receivesExpectedRao: sum(calls.map(({ receives }) => BigInt(receives?.rao ?? 0))),
    receivesLeastRao: sum(calls.map(({ receives }) => BigInt(receives?.atLeastRao ?? 0))),
  };
}

/**
 * Quotes a row of orders as one transaction: each item meets pools, positions and balance as those before it leave them, and the
 * batch's own fee is paid before the first of them runs. An item that would fail is told, and the rest quoted without it.
 */
export async function quoteBatch(
  { live, at }: { readonly live: Live; readonly at: Head },
  fees: FeeQuotes,
  coldkey: string,
  row: Row,
  items: readonly NamedOrder[],
  mode: BatchMode,
): Promise<QuotedBatch> {
  const orders = items.map(({ order }) => order);
  const priceOf = (foreseen: readonly Foreseen[]): Promise<FeeView> =>
    fees.of(
      live,
      at,
      coldkey,
      batchCall(
        live,
        mode,
        foreseen.filter(works).map(({ item }) => item),
      ).method.toHex(),
    );
  // The first time each goes on its own, so that what they ask of the node goes out together and is known afterwards.
  const [first] = await Promise.all([Promise.all(orders.map((order) => row.through([order], 0n))), row.account()]);
  const probe = await row.through(orders, 0n);
  let fee = probe.some(works) ? await priceOf(probe) : null;
  const feeRao = BigInt(fee?.totalRao ?? 0);
  const foreseen = fee ? await row.through(orders, feeRao) : probe;
  const calls = foreseen.filter(works).map(({ item }) => item);
  const alone = (at: number): ForeseenCall | null => {
    const one = foreseen[at];
    const single = first[at]?.[0];
    return one?.ok ? one.item : single?.ok ? single.item : null;
  };
  const batch = calls.length > 0 ? batchCall(live, mode, calls) : null;
  const [finalFee, inner, singles, account] = await Promise.all([
    batch ? fees.of(live, at, coldkey, batch.method.toHex()) : null,
    batch ? readInner(live.api, innerCalls(batch.method as never)) : ([] as InnerPart[]),
    Promise.all(foreseen.map((one) => (one.ok ? fees.of(live, at, coldkey, one.item.call.method.toHex()) : null))),
    row.account(),
  ]);
  fee = finalFee;
  const bill = fee ? innerBill(fee, inner) : null;
  let line = 0;
  const quoted = items.map(({ itemId, title }, index): QuotedItem => {
    const one = foreseen[index];
    const known = alone(index);
    const part = one?.ok ? bill?.lines[line] : undefined;
    if (one?.ok) line += 1;
    const method = known?.call.method;
    return {
      itemId,
      title,
      call: method ? { section: capital(method.section), method: snake(method.method) } : null,
      feeAloneRao: singles[index]?.totalRao ?? null,
      feePartRao: part?.rao.toString() ?? null,
      madeToPay: part?.madeToPay ?? false,
      spendsMaxRao: (one?.ok ? one.item.spendsMaxRao : 0n).toString(),
      spendsExpectedRao: (one?.ok ? one.item.spendsExpectedRao : 0n).toString(),
      receives: one?.ok ? one.item.receives : null,
      swap: one?.ok ? one.item.swap : null,
      rows: one?.ok ? [...one.item.rows] : [],
      warnings: one?.ok ? [...one.item.warnings] : [],
      error: one && !one.ok ? { code: one.error.code, message: one.error.message, hint: one.error.hint } : null,
    };
  });
  const all = totals(calls);
  const singlesRao = sum(singles.map((single) => BigInt(single?.totalRao ?? 0)));
  const totalRao = BigInt(fee?.totalRao ?? 0);
  const afterRao = account.freeRao - totalRao + all.receivesExpectedRao - all.spendsExpectedRao - all.reservesRao;
  const leastRao = account.freeRao - totalRao + all.receivesLeastRao - all.spendsMaxRao - all.reservesRao;
  const caught = quoted.filter(({ madeToPay }) => madeToPay);
  return {
    foreseen,
    view: {
      mode,
      items: quoted,
      fee,
      inner,
      wrapperRao: (bill?.wrapperRao ?? 0n).toString(),
      singlesRao: singlesRao.toString(),
      savedRao: (singlesRao - totalRao).toString(),
      deposits: calls.flatMap(({ deposits }) => [...deposits]),
      spendsExpectedRao: all.spendsExpectedRao.toString(),
      spendsMaxRao: all.spendsMaxRao.toString(),
      receivesExpectedRao: all.receivesExpectedRao.toString(),
      receivesLeastRao: all.receivesLeastRao.toString(),
      balanceBeforeRao: account.freeRao.toString(),
      balanceAfterRao: afterRao.toString(),
      balanceAfterLeastRao: leastRao.toString(),
      warnings: [
        ...(calls.length === 1 ? ["One call alone costs less without a batch around it."] : []),
        ...caught.map(
          ({ title }) => `${title} is free alone and paid in this batch: take it out and send it by itself.`,
        ),
      ],
      notes: fee ? feeNotes(`Utility.${modeWords(mode).call}`, fee, inner) : [],
      atBlock: at.number,
    },
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** The library camel-cases a call's name; a person knows the chain's own. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
