/** The first runtimes read in full; what later ones do is told by their makers (chain facts 0.3 and 5.1). */
const LAST_READ_SPEC = 425;

/** Why a tip is never given. */
export const TIP_WORDS =
  "It gains nothing: all signed calls have the same priority, and a stuck one cannot be replaced by tipping.";

/** Who receives base, length and weight, on a runtime of this version. */
export const feeDestination = (specVersion: number): string =>
  specVersion <= LAST_READ_SPEC
    ? "The author of the block. Nothing is recycled on this runtime."
    : "Reported to be recycled (taken out of the issuance) on runtimes after 425; up to 425 the block's author had it.";

/** Who receives each part of what a transaction costs, on a runtime of this version. */
export function feeDestinations(specVersion: number): { part: string; goesTo: string }[] {
  const known = specVersion <= LAST_READ_SPEC;
  return [
    { part: "Base, length and weight", goesTo: feeDestination(specVersion) },
    {
      part: "Tip",
      goesTo: `${known ? "The author of the block" : "As the fee"}. ${TIP_WORDS}`,
    },
    {
      part: "Swap fee",
      goesTo:
        "The author of the block. Buying takes it in TAO from the order, selling in alpha; a move between subnets takes it once, from the alpha that leaves, or from the TAO that arrives where it comes from root. Inside one subnet and on root there is none.",
    },
    { part: "Registration price", goesTo: "Swapped to alpha in the subnet's pool, and that alpha is burned." },
    {
      part: "Deposits",
      goesTo: "Nobody. They stay reserved on the own account and come back when the entry is removed.",
    },
    {
      part: "Free calls",
      goesTo: "No fee is taken. Reading the chain is always free, and so is everything Tausmith only shows.",
    },
  ];
}
