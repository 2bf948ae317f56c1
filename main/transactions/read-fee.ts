import type { Option, Struct, u64, u128 } from "@polkadot/types";
import type { Head, Live } from "#main/chain/link.ts";
import { askRuntimeAt } from "#main/chain/lookup.ts";
import type { FeeView } from "#src/contract/transactions.ts";
import { feeDestination } from "#src/fees/destinations.ts";

interface Details extends Struct {
  readonly inclusionFee: Option<Struct & { baseFee: u128; lenFee: u128; adjustedWeightFee: u128 }>;
}

/**
 * The node's own fee for exactly these bytes, in its parts. A call that costs nothing (`Pays::No`) has no parts.
 * `partialFee` is what the chain withholds; some calls give back a part of it after they ran.
 */
export async function readFee(
  live: Live,
  extrinsic: Uint8Array,
  paidBy: string,
  at: Pick<Head, "number" | "hash">,
): Promise<FeeView> {
  const args = ["TransactionPaymentApi", extrinsic, extrinsic.length] as const;
  const [info, details] = await Promise.all([
    askRuntimeAt<Struct & { partialFee: u64 }>(live, at.hash, args[0], "query_info", args[1], args[2]),
    askRuntimeAt<Details>(live, at.hash, args[0], "query_fee_details", args[1], args[2]),
  ]);
  const totalRao = info.partialFee.toBigInt();
  const parts = details.inclusionFee.unwrapOr(null);
  const free = totalRao === 0n;
  const baseRao = free || !parts ? 0n : parts.baseFee.toBigInt();
  const lengthRao = free || !parts ? 0n : parts.lenFee.toBigInt();
  return {
    baseRao: baseRao.toString(),
    lengthRao: lengthRao.toString(),
    weightRao: (totalRao - baseRao - lengthRao).toString(),
    tipRao: "0",
    totalRao: totalRao.toString(),
    encodedBytes: extrinsic.length,
    free,
    paidBy,
    goesTo: feeDestination(live.identity.specVersion),
    atBlock: at.number,
  };
}
