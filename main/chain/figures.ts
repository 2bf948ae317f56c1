import type { Codec } from "@polkadot/types/types";

/** A stored number; 0 where nothing was read. */
export const figure = (value: Codec | null | undefined): bigint => BigInt(value?.toString() ?? "0");

/** A stored block number or small count. */
export const blockFigure = (value: Codec | null | undefined): number => Number(figure(value));

/** A stored account; null where there is none, or only the zeros that stand for none. */
export const accountOf = (value: Codec | null | undefined): string | null =>
  value === null || value === undefined || value.isEmpty ? null : value.toString();
