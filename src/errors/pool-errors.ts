import { findExplanation } from "./dispatch-errors.ts";
import type { ExplainedError } from "./explain-error.ts";

/**
 * Subtensor's own reasons for keeping a transaction out of the pool (chain facts 1.4). They travel as a bare number
 * and are in no metadata, so this table is the one place where numbers of the chain stand. Position is the number.
 */
const CUSTOM_REASONS = [
  "ColdkeySwapAnnounced",
  "AmountTooLow",
  "NotEnoughBalanceToStake",
  "SubnetNotExists",
  "HotKeyAccountNotExists",
  "NotEnoughStakeToWithdraw",
  "TxRateLimitExceeded",
  "InsufficientLiquidity",
  "SlippageTooHigh",
  "TransferDisallowed",
  "HotKeyNotRegisteredInNetwork",
  "InvalidIpAddress",
  "ServingRateLimitExceeded",
  "InvalidPort",
  "ZeroMaxAmount",
  "InvalidRevealRound",
  "CommitNotFound",
  "CommitBlockNotInRevealRange",
  "InputLengthsUnequal",
  "UidNotFound",
  "EvmKeyAssociateRateLimitExceeded",
  "ColdkeySwapDisputed",
  "InvalidRealAccount",
  "FailedShieldedTxParsing",
  "InvalidShieldedTxPubKeyHash",
  "NonAssociatedColdKey",
  "DelegateTakeTooLow",
  "DelegateTakeTooHigh",
] as const;

interface Reason {
  readonly name: string;
  /** A part of the node's text that tells it. */
  readonly mark: RegExp;
  readonly meaning: string;
  readonly next: string;
}

const REASONS: readonly Reason[] = [
  {
    name: "Payment",
    mark: /inability to pay|balance too low/i,
    meaning: "The account cannot pay the fee: it needs the fee and 500 rao besides.",
    next: "Add TAO to the signing account.",
  },
  {
    name: "Stale",
    mark: /outdated|stale/i,
    meaning: "The account has used this number (nonce) already.",
    next: "Prepare it again; Tausmith reads the number anew.",
  },
  {
    name: "Future",
    mark: /will be valid in the future|future/i,
    meaning: "An earlier transaction of this account is missing.",
    next: "Wait for the earlier one, or prepare it again.",
  },
  {
    name: "BadProof",
    mark: /bad signature/i,
    meaning: "The signature does not fit: network, runtime version or key changed.",
    next: "Prepare it again on the network you are connected to.",
  },
  {
    name: "AncientBirthBlock",
    mark: /birth block|ancient|too old/i,
    meaning: "The time in which it was valid is over.",
    next: "Prepare it again.",
  },
  {
    name: "ExhaustsResources",
    mark: /exhaust|block limits/i,
    meaning: "The block is full.",
    next: "Try again with the next block.",
  },
  {
    name: "BadMandatory",
    mark: /mandatory/i,
    meaning: "This call is for block authors only.",
    next: "It cannot be sent by a wallet.",
  },
  {
    name: "Banned",
    mark: /temporarily banned/i,
    meaning: "The node has seen and dropped this transaction a moment ago.",
    next: "Wait half an hour or prepare it again.",
  },
  {
    name: "AlreadyImported",
    mark: /already imported/i,
    meaning: "The node knows this transaction already.",
    next: "Wait: it is followed up.",
  },
  {
    name: "PriorityTooLow",
    mark: /priority is too low|too low priority/i,
    meaning: "Another transaction with the same number (nonce) is waiting.",
    next: "Wait until that one is done.",
  },
  {
    name: "PoolFull",
    mark: /immediately dropped|pool is full|pool limit/i,
    meaning: "The node's pool is full.",
    next: "Try again in a minute.",
  },
  {
    name: "Undecodable",
    mark: /bad format|could not decode|decod/i,
    meaning: "The node could not read the transaction: its runtime differs from the one it was made for.",
    next: "Prepare it again.",
  },
  {
    name: "CallFiltered",
    mark: /call is not expected|filtered/i,
    meaning: "The chain does not take this call now.",
    next: "Wait, or check whether the chain is in safe mode.",
  },
];

/**
 * Explains a node's refusal to take a transaction, from the text it gives. Nothing was paid.
 * A reason that is not known shows the node's own text.
 */
export function explainPoolError(error: {
  readonly message: string;
  readonly data?: string | undefined;
}): ExplainedError {
  const text = [error.message, error.data].filter(Boolean).join(": ");
  const custom = /custom error:?\s*(\d+)/i.exec(text);
  if (custom) {
    const name = CUSTOM_REASONS[Number(custom[1])];
    const found = name ? findExplanation("", name) : null;
    if (name && found) return { name, message: found.meaning, hint: found.next };
    return {
      name: name ?? "Custom",
      message: `The chain refused it before inclusion${name ? `: ${name}` : ""} (${custom[0]}).`,
      hint: "Nothing was paid. Check the amounts, keys and subnet, and prepare it again.",
    };
  }
  // What the node says most exactly stands in its data; its message is often only "Invalid Transaction".
  const reason = REASONS.find(({ mark }) => mark.test(error.data ?? "")) ?? REASONS.find(({ mark }) => mark.test(text));
  if (reason) return { name: reason.name, message: reason.meaning, hint: reason.next };
  return {
    name: "Refused",
    message: `The node refused the transaction: ${text}.`,
    hint: "Nothing was paid. Prepare it again.",
  };
}
