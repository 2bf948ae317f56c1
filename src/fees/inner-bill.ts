import type { FeeView, InnerPart } from "../contract/transactions.ts";

/** One call inside a batch or a proxy call, with what it brings to the fee. */
export interface InnerLine {
  readonly call: string;
  /** Its weight and its bytes, rao; nothing where the whole is free. */
  readonly rao: bigint;
  /** Alone it would cost nothing. */
  readonly freeAlone: boolean;
  /** Free alone, but paid here, because another call of the batch pays. */
  readonly madeToPay: boolean;
}

/** The fee of a wrapping call, divided: the lines and the wrapper's own part are the total to the rao. */
export interface InnerBill {
  readonly lines: readonly InnerLine[];
  /** Base fee, signature and the wrapper's own weight, rao. */
  readonly wrapperRao: bigint;
}

/**
 * Divides a fee among the calls inside (chain facts 5.3): each brings its own weight and length, the rest is the wrapper's. A batch
 * pays as a whole or not at all, so a free call beside a paying one is charged. Null where there is nothing inside.
 */
export function innerBill(
  fee: Pick<FeeView, "totalRao" | "free">,
  inner: readonly InnerPart[] | undefined,
): InnerBill | null {
  if (!inner || inner.length === 0) return null;
  const lines = inner.map(({ call, pays, weightRao, lengthRao }) => ({
    call,
    rao: fee.free ? 0n : BigInt(weightRao) + BigInt(lengthRao),
    freeAlone: !pays,
    madeToPay: !pays && !fee.free,
  }));
  const insideRao = lines.reduce((sum, { rao }) => sum + rao, 0n);
  return { lines, wrapperRao: BigInt(fee.totalRao) - insideRao };
}

/** What is said of a line beside its figure. */
export const innerWords = (line: Pick<InnerLine, "freeAlone" | "madeToPay">): string =>
  line.madeToPay ? "free alone, paid here because another call pays" : line.freeAlone ? "free" : "";
