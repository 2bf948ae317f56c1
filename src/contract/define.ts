import type { z } from "zod";

/**
 * What a procedure may do, which decides how a front guards it:
 * `read` looks, `write` changes this app's own state, `sign` makes a signature with a key, `secret` takes or gives a secret.
 */
export type Risk = "read" | "write" | "sign" | "secret";

export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: "procedure";
  readonly risk: Risk;
  /** One line for help texts and documents. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

export interface Stream<P extends z.ZodType = z.ZodType> {
  readonly kind: "stream";
  readonly summary: string;
  /** A small, whole snapshot. Fronts add a sequence number. */
  readonly payload: P;
}

/** Declares a procedure. Object inputs are strict: an unknown field is refused. */
export const procedure = <I extends z.ZodType, O extends z.ZodType>(
  risk: Risk,
  summary: string,
  input: I,
  output: O,
): Procedure<I, O> => ({ kind: "procedure", risk, summary, input, output });

/** Declares a stream of whole snapshots. */
export const stream = <P extends z.ZodType>(summary: string, payload: P): Stream<P> => ({
  kind: "stream",
  summary,
  payload,
});
