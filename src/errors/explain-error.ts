import { findExplanation } from "./dispatch-errors.ts";

/** A failure as a person reads it. */
export interface ExplainedError {
  /** `Pallet.Name` as the chain calls it. */
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

const UNKNOWN_HINT = "Tausmith has no advice for this one yet; the text is the chain's own.";

/**
 * Explains a failed call by its names. One without an explanation of ours shows the chain's own documentation.
 * `docs` are the lines that the connected node's metadata gives.
 */
export function explainDispatchError(error: {
  readonly section: string;
  readonly name: string;
  readonly docs?: readonly string[];
}): ExplainedError {
  const { section, name, docs = [] } = error;
  const full = section ? `${section}.${name}` : name;
  const found = findExplanation(section, name);
  if (found) return { name: full, message: found.meaning, hint: found.next };
  const text = docs.join(" ").replace(/\s+/g, " ").trim();
  return { name: full, message: text || `The chain refused the call: ${full}.`, hint: UNKNOWN_HINT };
}
