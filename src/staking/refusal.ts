import type { TradeRefusal } from "../swap/trade.ts";

/** Why the chain refuses an operation, by the name of its error in SubtensorModule or, for a trade, in Swap. */
export type StakingRefusal =
  | { readonly ok: false; readonly section: "subtensorModule"; readonly name: StakingErrorName }
  | { readonly ok: false; readonly section: "swap"; readonly name: TradeRefusal };

export type StakingErrorName =
  | "AmountTooLow"
  | "HotKeyAccountNotExists"
  | "InsufficientBalance"
  | "InsufficientLiquidity"
  | "NotEnoughBalanceToStake"
  | "NotEnoughStakeToWithdraw"
  | "SameNetuid"
  | "SlippageTooHigh"
  | "SubnetNotExists"
  | "SubtokenDisabled"
  | "TransferDisallowed";

/** A refusal of SubtensorModule by name. */
export const refuse = (name: StakingErrorName): StakingRefusal => ({ ok: false, section: "subtensorModule", name });

/** A refusal of the Swap pallet by name. */
export const refuseTrade = (name: TradeRefusal): StakingRefusal => ({ ok: false, section: "swap", name });
