import type { InvalidName, UNKNOWN_TEXTS } from "#src/errors/validity-texts.ts";
import type { Context } from "../describe/context.ts";
import { DispatchFault } from "../describe/fault.ts";
import { PoolRefusal } from "../describe/pallet.ts";
import { type AccountId, ZERO_ACCOUNT } from "../describe/substrate-types.ts";
import type { Extrinsic } from "../extrinsic/decode.ts";
import { birth, death, readEra } from "../extrinsic/era.ts";
import { signedPayload, type Verify, verify } from "../extrinsic/verify.ts";
import { currency } from "../pallets/balances/currency.ts";
import { payerOf } from "../pallets/proxy/index.ts";
import { Account } from "../pallets/system/account.ts";
import { BlockHash, ZERO_HASH } from "../pallets/system/storage.ts";
import { feeOf } from "../pallets/transaction-payment.ts";

/** Why the pool or a block will not take an extrinsic, by the node's own names. */
export type Refusal =
  | { readonly kind: "invalid"; readonly name: InvalidName }
  | { readonly kind: "custom"; readonly code: number }
  | { readonly kind: "unknown"; readonly name: keyof typeof UNKNOWN_TEXTS };

/** Thrown inside the checks. */
export class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind === "custom" ? `custom ${refusal.code}` : refusal.name);
    this.refusal = refusal;
  }
}

const invalid = (name: InvalidName): RefusalError => new RefusalError({ kind: "invalid", name });

/** What a valid extrinsic needs. */
export interface Validity {
  readonly who: AccountId;
  readonly nonce: number;
  /** The account's nonce in state. */
  readonly stateNonce: number;
  /** The first block in which it is dead. */
  readonly deadAt: number;
}

const MAX_LENGTH = 7_864_320;

/**
 * Checks a signed extrinsic against a state in the order of the live chain's extensions. `ctx.block` is the block it
 * would be in. A nonce ahead of the account's passes: pool and block treat it differently.
 * Error: `RefusalError`.
 */
export function checkValidity(
  ctx: Context,
  extrinsic: Extrinsic,
  genesisHash: `0x${string}`,
  verifies: Verify = verify,
): Validity {
  const { signed, call } = extrinsic;
  if (!signed) {
    if (ctx.runtime.callOf(call).class === "Mandatory") throw invalid("MandatoryValidation");
    throw new RefusalError({ kind: "unknown", name: "NoUnsignedValidator" });
  }
  if (signed.address.type !== "Id") throw new RefusalError({ kind: "unknown", name: "CannotLookup" });
  const who = signed.address.value;
  const { extensions } = signed;

  // What only the payload holds is gathered first, as the chain does, so an unknown birth block comes before the proof.
  const era = readEra(extensions.era);
  if (!era) throw invalid("BadProof");
  const birthHash = era.immortal ? genesisHash : BlockHash.get(ctx, birth(era, ctx.block));
  if (birthHash === ZERO_HASH) throw invalid("AncientBirthBlock");
  if (extensions.metadataMode === "Enabled" && !ctx.runtime.checksMetadataHash) {
    throw new RefusalError({ kind: "unknown", name: "CannotLookup" });
  }
  const payload = signedPayload(ctx.runtime, signed, { genesisHash, birthHash });
  if (!verifies(signed, who, payload)) throw invalid("BadProof");

  if (who === ZERO_ACCOUNT) throw invalid("BadSigner");
  const account = Account.get(ctx, who);
  const fee = feeOf(ctx.runtime, call, extrinsic.bytes.length, extensions.tipRao);
  if (account.providers === 0 && account.sufficients === 0 && fee.totalRao > 0n) throw invalid("Payment");
  if (extensions.nonce < account.nonce) throw invalid("Stale");
  if (extrinsic.bytes.length > MAX_LENGTH) throw invalid("ExhaustsResources");
  const payer = payerOf(ctx, call, who);
  const paysInTao = currency.spendable(ctx, payer, "keepAlive") >= fee.totalRao;
  if (!paysInTao && !ctx.runtime.feeFallback?.canPay(ctx, payer, call, fee.totalRao)) throw invalid("Payment");
  guard(ctx, extrinsic, who);
  return { who, nonce: extensions.nonce, stateNonce: account.nonce, deadAt: death(era, ctx.block) };
}

/** Asks the runtime's guard, then runs the call's own. */
function guard(ctx: Context, { call }: Extrinsic, who: AccountId): void {
  const refused = ctx.runtime.guard?.(ctx, who, call);
  if (refused) throw new RefusalError({ kind: "custom", code: refused.custom });
  try {
    ctx.runtime.callOf(call).check?.(ctx, { type: "signed", who }, call.args);
  } catch (error) {
    if (error instanceof PoolRefusal) throw new RefusalError({ kind: "custom", code: error.custom });
    if (error instanceof DispatchFault) throw invalid("Call");
    throw error;
  }
}
