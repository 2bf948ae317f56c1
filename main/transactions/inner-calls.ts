import type { ApiPromise } from "@polkadot/api";
import type { Struct, u64, Vec } from "@polkadot/types";
import type { Call } from "@polkadot/types/interfaces";
import { callName } from "#main/chain/call-name.ts";
import { askRuntime, hasCapability } from "#main/chain/lookup.ts";
import type { InnerPart } from "#src/contract/transactions.ts";

interface DispatchInfo extends Struct {
  readonly weight: Struct & { readonly refTime: { toBigInt(): bigint } };
  readonly partialFee: u64;
}

/** The calls directly inside a call: of a batch, a proxy call and the like. */
export function innerCalls(call: Call): Call[] {
  return call.meta.args.flatMap((argument, index) => {
    const value = call.args[index];
    const type = argument.type.toString();
    if (value && "callIndex" in value) return [value as unknown as Call];
    const list = /Vec</.test(type) && value ? [...(value as unknown as Vec<Call>)] : [];
    return list.every((one: object) => typeof one === "object" && one !== null && "callIndex" in one)
      ? (list as unknown as Call[])
      : [];
  });
}

/**
 * What each call inside a batch or a proxy call brings to the fee, from the node's answers for it alone. None where the node
 * cannot price a bare call.
 */
export async function readInner(api: ApiPromise, calls: readonly Call[]): Promise<InnerPart[]> {
  if (calls.length === 0 || !hasCapability(api, "runtimeApi", "TransactionPaymentCallApi", "query_call_info"))
    return [];
  return Promise.all(
    calls.map(async (call) => {
      const bytes = call.toU8a();
      const info = await askRuntime<DispatchInfo>(
        api,
        "TransactionPaymentCallApi",
        "query_call_info",
        call.toHex(),
        bytes.length,
      );
      const [weight, length] = await Promise.all([
        askRuntime<u64>(api, "TransactionPaymentApi", "query_weight_to_fee", info.weight),
        askRuntime<u64>(api, "TransactionPaymentApi", "query_length_to_fee", bytes.length),
      ]);
      return {
        call: callName(api, call),
        pays: !info.partialFee.isZero(),
        refTime: info.weight.refTime.toBigInt().toString(),
        weightRao: weight.toBigInt().toString(),
        lengthRao: length.toBigInt().toString(),
      };
    }),
  );
}
