import { WEIGHT_ONE } from "#src/swap/pool.ts";
import { MINIMUM_RESERVE_RAO } from "#src/swap/trade.ts";
import {
  defineConstant,
  defineErrors,
  defineEvents,
  definePallet,
  NetUid,
  storageMap,
  twox64,
} from "../describe/index.ts";
import { bool, newtype, struct, u16, u64 } from "../scale/index.ts";
import { PalletId } from "./subtensor/constants.ts";

const Balancer = struct("pallet_subtensor_swap::pallet::balancer::Balancer", {
  quote: newtype("sp_arithmetic::per_things::Perquintill", u64),
});

/** Part of 65,535 that a swap's input pays as a fee. */
export const FeeRate = storageMap("Swap", "FeeRate", [twox64(NetUid)], u16, 33);

/** Weight of TAO in a subnet's pool, parts of 10¹⁸. */
export const SwapBalancer = storageMap("Swap", "SwapBalancer", [twox64(NetUid)], Balancer, { quote: WEIGHT_ONE / 2n });

export const PalSwapInitialized = storageMap("Swap", "PalSwapInitialized", [twox64(NetUid)], bool, false);

const ScrapReservoirAlpha = storageMap("Swap", "ScrapReservoirAlpha", [twox64(NetUid)], u64, 0n);

export const swapErrors = defineErrors("Swap", {
  FeeRateTooHigh: "The fee rate is above its maximum.",
  InsufficientInputAmount: "The input buys nothing.",
  InsufficientLiquidity: "The pool cannot serve this amount.",
  PriceLimitExceeded: "The price is already at or past the limit.",
  InsufficientBalance: "The account has too little for this.",
  ReservesTooLow: "The pool is almost empty.",
  MechanismDoesNotExist: "The subnet has no pool.",
  SubtokenDisabled: "The subnet has not been started.",
  ReservesOutOfBalance: "The pool's reserves are too far out of balance.",
  SwapInputTooLarge: "The input is more than a thousand times the pool's reserve.",
  Deprecated: "This call no longer does anything.",
});

/**
 * The pools' settings. Trades themselves are the pure rules of `src/swap`, called by SubtensorModule; liquidity of users
 * is over on the live chain, so there are no calls.
 */
export const swapPallet = definePallet({
  name: "Swap",
  index: 28,
  crate: "pallet_subtensor_swap",
  storage: [FeeRate, SwapBalancer, PalSwapInitialized, ScrapReservoirAlpha],
  errors: swapErrors,
  events: defineEvents("Swap", { FeeRateSet: [0, { netuid: NetUid, rate: u16 }] }),
  constants: {
    ProtocolId: defineConstant(PalletId, "0x74656e2f73776170"),
    MaxFeeRate: defineConstant(u16, 10_000),
    MinimumLiquidity: defineConstant(u64, 1_000n),
    MinimumReserve: defineConstant(newtype("NonZeroU64", u64), MINIMUM_RESERVE_RAO),
  },
});
