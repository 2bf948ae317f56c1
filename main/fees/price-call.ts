import type { Option, Struct, u64, u128 } from "@polkadot/types";
import type { Call, DispatchClass } from "@polkadot/types/interfaces";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime } from "#main/chain/lookup.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { innerCalls, readInner } from "#main/transactions/inner-calls.ts";
import { AppError } from "#src/app-error.ts";
import type { CallPrice } from "#src/contract/fees.ts";
import type { FeeView } from "#src/contract/transactions.ts";
import { feeNotes } from "#src/fees/notes.ts";
import { WRAPPERS } from "#src/fees/operations.ts";
import { readFrame, sampleBytes } from "./sample-frame.ts";

const MAX_INNER = 100;

interface Weight extends Struct {
  readonly refTime: { toBigInt(): bigint };
  readonly proofSize: { toBigInt(): bigint };
}
interface DispatchInfo extends Struct {
  readonly weight: Weight;
  readonly class: DispatchClass;
  readonly partialFee: u64;
}

interface Details extends Struct {
  readonly inclusionFee: Option<Struct & { baseFee: u128; lenFee: u128; adjustedWeightFee: u128 }>;
}

/** The node's two answers as one fee; a call declared free has no parts. */
function feeOf(info: DispatchInfo, details: Details, encodedBytes: number, paidBy: string, atBlock: number): FeeView {
  const totalRao = info.partialFee.toBigInt();
  const parts = details.inclusionFee.unwrapOr(null);
  const baseRao = parts?.baseFee.toBigInt() ?? 0n;
  const lengthRao = parts?.lenFee.toBigInt() ?? 0n;
  return {
    baseRao: baseRao.toString(),
    lengthRao: lengthRao.toString(),
    weightRao: (totalRao - baseRao - lengthRao).toString(),
    tipRao: "0",
    totalRao: totalRao.toString(),
    encodedBytes,
    free: parts === null,
    paidBy,
    atBlock,
  };
}

/**
 * Prices a call: the node's own answer for exactly the bytes this signer would send, with a made-up signature.
 * Errors: `FEES_TOO_MANY_CALLS`, `FEES_NOT_PRICED`, `NETWORK_OFFLINE`.
 */
export async function priceCall(
  chain: Chain,
  call: Call,
  signer: { readonly address: string; readonly known: boolean },
): Promise<CallPrice> {
  const { api, identity } = chain.live();
  const calls = innerCalls(call);
  if (calls.length > MAX_INNER) {
    throw new AppError("FEES_TOO_MANY_CALLS", `There are ${calls.length} calls inside.`, {
      hint: `Price at most ${MAX_INNER} at a time.`,
      field: "args.calls",
    });
  }
  const frame = await readFrame(chain, signer.address);
  const bytes = sampleBytes(chain, frame, call.toHex());
  const atBlock = chain.head()?.number ?? frame.birthBlock;
  const [info, details, inner] = await Promise.all([
    askRuntime<DispatchInfo>(api, "TransactionPaymentApi", "query_info", bytes, bytes.length),
    askRuntime<Details>(api, "TransactionPaymentApi", "query_fee_details", bytes, bytes.length),
    readInner(api, calls),
  ]).catch((cause: unknown) => {
    // Without a connection its own error is the better one.
    chain.live();
    throw new AppError("FEES_NOT_PRICED", "The node did not price this call.", {
      hint: "Check the arguments, or try another node.",
      cause,
    });
  });
  const fee = feeOf(info, details, bytes.length, signer.address, atBlock);
  const described = describeCall(api, call.toHex());
  const name = `${described.section}.${described.method}`;
  const innerRao = inner.reduce((sum, part) => sum + BigInt(part.weightRao), 0n);
  return {
    call: described,
    fee,
    signerKnown: signer.known,
    weight: {
      refTime: info.weight.refTime.toBigInt().toString(),
      proofSize: info.weight.proofSize.toBigInt().toString(),
    },
    dispatchClass: info.class.type,
    inner,
    ownWeightRao:
      inner.length > 0 && WRAPPERS.has(name) && !fee.free ? (BigInt(fee.weightRao) - innerRao).toString() : null,
    notes: feeNotes(name, fee, inner),
    specVersion: identity.specVersion,
  };
}
