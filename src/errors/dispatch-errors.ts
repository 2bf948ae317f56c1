/** What a named failure means and what to do next, in plain words. */
export interface Explanation {
  readonly meaning: string;
  readonly next: string;
}

type Row = readonly [names: readonly string[], meaning: string, next: string];

/**
 * Failures of calls by the chain's own names (chain facts 8). Names with a dot belong to that pallet or kind; names
 * without one to SubtensorModule. Numbers differ between runtimes and are nowhere here.
 */
const ROWS: readonly Row[] = [
  [
    ["NotEnoughBalanceToStake"],
    "The free balance is too small for this stake or registration.",
    "Lower the amount or add TAO, and keep some for fees.",
  ],
  [
    ["AmountTooLow"],
    "The amount is below the chain's minimum of 0.002 τ, or would leave or produce less.",
    "Raise the amount, or take the whole position.",
  ],
  [
    ["SlippageTooHigh"],
    "A fill-or-kill order would move the price past its limit.",
    "Use a smaller amount or a higher tolerance, or allow a partial fill.",
  ],
  [["Swap.PriceLimitExceeded"], "The market is already beyond your limit.", "Refresh the quote and try again."],
  [
    ["InsufficientLiquidity", "Swap.InsufficientLiquidity"],
    "The pool cannot serve this size.",
    "Trade a smaller amount.",
  ],
  [["Swap.ReservesTooLow"], "The pool is almost empty.", "Nothing helps now: this subnet has hardly any liquidity."],
  [["Swap.SwapInputTooLarge"], "The input is more than a thousand times the pool.", "Check the amount and its unit."],
  [["SubtokenDisabled"], "The subnet has not been started.", "Wait until its owner starts it."],
  [
    ["SubnetNotExists", "MechanismDoesNotExist"],
    "There is no such subnet; it may have been dissolved.",
    "Refresh the list of subnets.",
  ],
  [
    ["HotKeyAccountNotExists"],
    "This hotkey was never used on this chain.",
    "Register or associate it first, and check its address.",
  ],
  [
    ["NotEnoughStakeToWithdraw"],
    "There is less stake than asked for; a fee may have been taken in alpha.",
    "Sell everything, or a smaller amount.",
  ],
  [["StakeUnavailable"], "A part of this stake is locked by conviction.", "Unstake at most what is available."],
  [
    ["TransferDisallowed"],
    "The subnet's owner has turned off transfers of stake.",
    "Move the stake under your own coldkey instead.",
  ],
  [["SameNetuid"], "Origin and destination are the same subnet.", "Choose another destination."],
  [
    ["AccountRejectsLockedAlpha"],
    "The receiver does not accept locked alpha.",
    "The receiver has to allow it, or send only what is not locked.",
  ],
  [["LockHotkeyMismatch"], "There is a lock on a different hotkey.", "Use the same hotkey, or move the lock first."],
  [["InsufficientStakeForLock"], "There is not enough stake on the subnet for this lock.", "Lower the lock."],
  [["NoExistingLock"], "There is no lock to change.", "Refresh your positions."],
  [["ActiveLockExists"], "A lock on this subnet is still active.", "Wait for it to end, or choose another subnet."],
  [
    ["HotKeyAlreadyRegisteredInSubNet"],
    "This hotkey already has a UID there.",
    "There is nothing to pay: open the miner's page.",
  ],
  [
    ["RegistrationPriceLimitExceeded"],
    "The price rose above your ceiling before the registration was included; only the fee was paid.",
    "Accept the new price, or wait for it to fall.",
  ],
  [["SubNetRegistrationDisabled"], "The subnet's owner has closed registrations.", "Choose another subnet, or wait."],
  [["NoNeuronIdAvailable"], "The subnet is full and nobody in it can be replaced.", "Try again later."],
  [
    ["NonAssociatedColdKey"],
    "This hotkey belongs to another coldkey.",
    "Use the wallet it belongs to, or a new hotkey.",
  ],
  [["CannotUseSystemAccount"], "This address is an account of the chain itself.", "Use a hotkey of your own."],
  [
    ["TooManyRegistrationsThisBlock", "TooManyRegistrationsThisInterval"],
    "Root's quota of registrations is used up.",
    "Wait for the next block or interval.",
  ],
  [["StakeTooLowForRoot"], "Root is full and every member has more stake.", "Stake more first."],
  [["RegistrationNotPermittedOnRootSubnet"], "This call does not register on root.", "Use the root registration."],
  [["HotKeyNotRegisteredInNetwork"], "The hotkey is not registered where this call needs it.", "Register it first."],
  [
    ["HotKeyNotRegisteredInSubNet"],
    "The hotkey is not registered on this subnet.",
    "Register it there, or choose another hotkey.",
  ],
  [
    ["ServingRateLimitExceeded"],
    "The axon was updated too recently.",
    "Wait until the subnet's serving limit has passed, 10 minutes by default.",
  ],
  [
    ["InvalidIpAddress", "InvalidIpType", "InvalidPort"],
    "The public address or the port cannot be used.",
    "Enter the public IP address and a port from 1 to 65535.",
  ],
  [["HotKeySetTxRateLimitExceeded"], "A hotkey was swapped within the last 1,000 blocks.", "Wait about 3.3 hours."],
  [
    ["HotKeySwapOnSubnetIntervalNotPassed"],
    "A second swap on this subnet within a day.",
    "Wait 7,200 blocks after the first.",
  ],
  [
    ["NotEnoughBalanceToPaySwapHotKey", "NotEnoughBalanceToPaySwapColdKey"],
    "The free balance cannot pay for the swap.",
    "Add TAO: a swap costs up to 0.1 τ.",
  ],
  [
    ["NewHotKeyNotCleanForRootSwap", "NewHotKeyIsSameWithOld"],
    "The new hotkey is not suitable.",
    "Use a fresh hotkey.",
  ],
  [
    ["ColdkeySwapAnnounced"],
    "This account has announced a swap of its coldkey.",
    "Only swap, clear or dispute is possible until that is done.",
  ],
  [
    ["ColdkeySwapTooEarly", "ColdkeySwapReannouncedTooEarly", "ColdkeySwapClearTooEarly"],
    "The waiting period of the coldkey swap is not over.",
    "Wait for the block that the swap page names.",
  ],
  [
    ["AnnouncedColdkeyHashDoesNotMatch", "ColdkeySwapAnnouncementNotFound"],
    "Another coldkey was announced, or none.",
    "Use the address that was announced.",
  ],
  [
    ["ColdkeySwapDisputed", "ColdkeySwapAlreadyDisputed"],
    "This account is frozen by a dispute.",
    "Contact the network's team.",
  ],
  [
    ["ColdKeyAlreadyAssociated", "NewColdKeyIsHotkey"],
    "The new coldkey has been used before.",
    "Create a fresh coldkey.",
  ],
  [["InvalidIdentity"], "A field of the identity is too long.", "Shorten it to 256 or 1,024 bytes."],
  [
    [
      "DelegateTakeTooLow",
      "DelegateTakeTooHigh",
      "DelegateTxRateLimitExceeded",
      "InvalidChildkeyTake",
      "TxChildkeyTakeRateLimitExceeded",
    ],
    "The take is out of range, or was changed too recently.",
    "Use 0 to 18 %; it may rise only every 216,000 blocks.",
  ],
  [
    ["TxRateLimitExceeded", "NetworkTxRateLimitExceeded"],
    "The chain limits how often this may be done.",
    "Wait for the cool-down to pass.",
  ],
  [["SameAutoStakeHotkeyAlreadySet"], "This hotkey is set already.", "There is nothing to do."],
  [["InvalidSubnetNumber"], "The list must hold one to five subnets.", "Change the selection."],
  [
    [
      "CommitRevealEnabled",
      "SettingWeightsTooFast",
      "CommittingWeightsTooFast",
      "NeuronNoValidatorPermit",
      "NotEnoughStakeToSetWeights",
      "IncorrectWeightVersionKey",
    ],
    "The subnet's rules for validators' weights forbid it.",
    "Use commit and reveal, wait, or add stake, as the name says.",
  ],
  [
    [
      "TooManyChildren",
      "ProportionOverflow",
      "NotEnoughStakeToSetChildkeys",
      "DuplicateChild",
      "InvalidChild",
      "ChildParentInconsistency",
    ],
    "The child keys break the chain's limits.",
    "Use at most five others, each once and none that is a parent, shares of 100 % together at most, and enough stake.",
  ],
  [
    ["Deprecated", "DisabledTemporarily", "CallDisabled"],
    "This function of the chain is switched off.",
    "Look for a newer Tausmith, or wait.",
  ],
  [["CannotAffordLockCost", "SubnetLimitReached"], "A subnet cannot be created now.", "Add TAO, or wait."],
  [
    ["NeedWaitingMoreBlocksToStarCall", "FirstEmissionBlockNumberAlreadySet", "StartCallNotReady"],
    "The subnet cannot be started now.",
    "Wait until its first days are over; it may also be started already.",
  ],
  [["NotSubnetOwner"], "Only the subnet's owner may do this.", "Use the owner's coldkey."],
  [["CannotBurnOrRecycleOnRootSubnet"], "On root nothing can be burned or recycled.", "Choose another subnet."],
  [
    ["KeepStakeBlockedByCollateral", "ColdkeyCollateralIncomplete", "ColdkeyCollateralPositionsFull"],
    "Miner's collateral stands in the way.",
    "Release the collateral first.",
  ],
  [
    ["InsufficientTaoBalance", "InsufficientAlphaBalance"],
    "The balance is too small.",
    "Lower the amount, and keep some for fees.",
  ],
  [["TooManyStakingHotkeys"], "This coldkey stakes to as many hotkeys as the chain allows.", "Close a position first."],
  [
    ["Proxy.NotProxy", "Proxy.NoPermission", "Proxy.Unproxyable"],
    "The proxy's rights do not cover this call.",
    "Check the proxy's type and for whom it acts.",
  ],
  [
    ["Proxy.Unannounced"],
    "The call was not announced, or its delay is not over.",
    "Announce it, or wait for the delay.",
  ],
  [
    ["Proxy.Duplicate", "Proxy.TooMany", "Proxy.NoSelfProxy", "Proxy.NotFound"],
    "The list of proxies does not allow this.",
    "Check the list: it may exist, be missing, or be full.",
  ],
  [
    ["Multisig.NoTimepoint", "Multisig.WrongTimepoint", "Multisig.UnexpectedTimepoint"],
    "Another signatory began, approved or ended this operation meanwhile.",
    "Read the list of operations again and approve what stands there.",
  ],
  [
    ["Multisig.AlreadyApproved", "Multisig.NoApprovalsNeeded"],
    "This signatory has approved already.",
    "Another signatory has to approve, or run the call where all approvals are there.",
  ],
  [
    ["Multisig.NotFound"],
    "There is no such operation: it ran, or was cancelled.",
    "Read the list of operations again.",
  ],
  [["Multisig.NotOwner"], "Only who began the operation may cancel it.", "Ask the signatory whose deposit is held."],
  [
    ["Multisig.MaxWeightTooLow"],
    "The call weighs more than was allowed for.",
    "Prepare the approval again, so that the weight is read anew.",
  ],
  [
    [
      "Multisig.MinimumThreshold",
      "Multisig.TooFewSignatories",
      "Multisig.TooManySignatories",
      "Multisig.SignatoriesOutOfOrder",
      "Multisig.SenderInSignatories",
    ],
    "The signatories or their number are not as the chain wants them.",
    "Check the multisig's signatories and threshold.",
  ],
  [
    ["System.CallFiltered"],
    "The chain filters this call: the proxy's type does not allow it, it is a batch inside a batch, or the chain is in safe mode.",
    "Use a proxy whose type allows it, remove the nesting, or wait.",
  ],
  [
    ["Balances.InsufficientBalance", "Token.FundsUnavailable"],
    "The free balance is too small.",
    "Lower the amount, and keep some for the fee.",
  ],
  [
    ["Token.NotExpendable", "Balances.Expendability"],
    "The transfer would close the sending account.",
    "Leave at least 500 rao, or send everything on purpose.",
  ],
  [
    ["Token.BelowMinimum", "Balances.ExistentialDeposit"],
    "The receiver would hold less than 500 rao, which the chain does not keep.",
    "Send more.",
  ],
  [
    ["Token.Frozen", "Balances.LiquidityRestrictions"],
    "A part of the balance is frozen.",
    "Send at most what is transferable.",
  ],
  [["BadOrigin"], "This key may not make this call.", "Use the key that the call wants, coldkey or hotkey."],
];

const BY_NAME: ReadonlyMap<string, Explanation> = new Map(
  ROWS.flatMap(([names, meaning, next]) => names.map((name) => [name, { meaning, next }] as const)),
);

/** All names that have an explanation, `Pallet.Name` or, for SubtensorModule, `Name`. */
export const explainedNames = (): string[] => [...BY_NAME.keys()];

/** An explanation by the chain's names; null where there is none yet. */
export const findExplanation = (section: string, name: string): Explanation | null =>
  BY_NAME.get(`${section}.${name}`) ??
  (section === "SubtensorModule" || section === "" ? BY_NAME.get(name) : undefined) ??
  null;
