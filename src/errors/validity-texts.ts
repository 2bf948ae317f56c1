/** Why a transaction is not valid, by the chain's own names, in a Substrate node's own words. */
export const INVALID_TEXTS = {
  Call: "Transaction call is not expected",
  Payment: "Inability to pay some fees (e.g. account balance too low)",
  Future: "Transaction will be valid in the future",
  Stale: "Transaction is outdated",
  BadProof: "Transaction has a bad signature",
  AncientBirthBlock: "Transaction has an ancient birth block",
  ExhaustsResources: "Transaction would exhaust the block limits",
  MandatoryValidation: "Transaction dispatch is mandatory; transactions must not be validated.",
  BadSigner: "Invalid signing address",
} as const;

export type InvalidName = keyof typeof INVALID_TEXTS;

/** Why a node cannot tell whether a transaction is valid. */
export const UNKNOWN_TEXTS = {
  CannotLookup: "Could not lookup information required to validate the transaction",
  NoUnsignedValidator: "Could not find an unsigned validator for the unsigned transaction",
} as const;
