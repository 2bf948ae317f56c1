import type { Head, Live } from "#main/chain/link.ts";
import { buildCall, type Extrinsic } from "#main/chain/lookup.ts";
import { innerCalls, readInner } from "#main/transactions/inner-calls.ts";
import type { FeeQuotes } from "#main/transactions/quote-fee.ts";
import { AppError } from "#src/app-error.ts";

/** Network fees of a call, from the node, rao. */
export interface CallFees {
  /** The call by itself. */
  readonly aloneRao: bigint;
  /** What it adds to a batch. */
  readonly partRao: bigint;
  /** What the batch around it costs. */
  readonly wrapperRao: bigint;
}

/** Prices a call alone and inside a batch. Amounts in stake calls are of fixed size, so any amount does. */
export async function callFees(
  live: Live,
  at: Head,
  fees: FeeQuotes,
  coldkey: string,
  call: Extrinsic,
): Promise<CallFees> {
  const batch = buildCall(live.api, "Utility", "batch_all", [call]);
  const [alone, whole, [inner]] = await Promise.all([
    fees.of(live, at, coldkey, call.method.toHex()),
    fees.of(live, at, coldkey, batch.method.toHex()),
    readInner(live.api, innerCalls(batch.method as never)),
  ]);
  if (!inner) {
    throw new AppError("NETWORK_LACKS_CAPABILITY", "This network's runtime cannot price a call inside a batch.", {
      hint: "Use a network whose runtime has TransactionPaymentCallApi.",
    });
  }
  const partRao = BigInt(inner.weightRao) + BigInt(inner.lengthRao);
  return { aloneRao: BigInt(alone.totalRao), partRao, wrapperRao: BigInt(whole.totalRao) - partRao };
}
