import type { ApiPromise } from "@polkadot/api";
import type { Extrinsic } from "#main/chain/lookup.ts";
import type { BasketOrder } from "#src/contract/basket.ts";
import type { ExpectedReturn, FeeInAlpha, FeeView, PlanItem, PlanRow } from "#src/contract/transactions.ts";

/** Which key signs. */
export interface SignerSpec {
  readonly walletId: string;
  readonly role: "coldkey" | "hotkey";
  /** Needed for the role `hotkey`. */
  readonly hotkeyName?: string;
}

/** What is known once the call is built and priced. Amounts in rao. */
export interface PlanFacts {
  readonly fee: FeeView;
  readonly feeRao: bigint;
  readonly freeRao: bigint;
  /** What may leave while the account stays alive. */
  readonly transferableRao: bigint;
  readonly existentialRao: bigint;
}

/** Where a transaction was found to have succeeded. */
export interface Success {
  readonly transactionId: string;
  readonly block: { readonly number: number; readonly hash: string };
}

/** Accounts of a call that is made for another one than the signer. */
export interface PlanAccounts {
  readonly feePayer: string;
  /** Who spends and receives. */
  readonly spender: string;
}

/** What another area asks to have signed: the call and how to tell it to a person. */
export interface PlanSpec {
  readonly title: string;
  readonly signer: SignerSpec;
  readonly call: (api: ApiPromise) => Extrinsic;
  /** Rows shown above the general ones. */
  readonly rows: readonly PlanRow[] | ((facts: PlanFacts) => PlanRow[]);
  /** Whose money it is where that is not the signer's: of a call that is made for another account. */
  readonly accounts?: PlanAccounts;
  /** Set aside and given back later, rao: taken from who spends, and part of neither sum below. */
  readonly reservesRao?: bigint;
  /** What leaves who spends besides the fee, at most and as expected. */
  readonly spendsMaxRao: bigint;
  readonly spendsExpectedRao: bigint;
  readonly warnings: readonly string[] | ((facts: PlanFacts) => string[]);
  /** The account may end; nothing has to stay in it but what the fee needs. */
  readonly allowDeath?: boolean;
  /** What a trade brings back. */
  readonly receives?: ExpectedReturn;
  /** The position that would pay this fee (rao) if free TAO cannot, where the chain allows that. */
  readonly feeInAlpha?: (feeRao: bigint) => FeeInAlpha | null;
  /** Checked right before the signature; throws where what was shown no longer holds. */
  readonly beforeSigning?: () => Promise<void>;
  /** What was asked for, so that a basket can ask for it again; without one it keeps the call's bytes. */
  readonly order?: BasketOrder;
  /** The items of a batch from the basket, in the order of the calls inside. */
  readonly items?: readonly PlanItem[];
  /** Life in blocks, a power of two; what suits the network where left out. */
  readonly eraPeriodBlocks?: number;
  /** Called once when it was included without an error. It is not called again after a restart. */
  readonly afterSuccess?: (success: Success) => Promise<void>;
}
