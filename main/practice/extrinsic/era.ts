/** When a signed extrinsic may be included. */
export type Mortality =
  | { readonly immortal: true }
  | { readonly immortal: false; readonly period: number; readonly phase: number };

/** Reads the wire's era: case number and value byte make 16 bits. Undefined where they are no valid era. */
export function readEra(era: { readonly type: string; readonly value?: number }): Mortality | undefined {
  if (era.type === "Immortal") return { immortal: true };
  const encoded = Number(era.type.slice("Mortal".length)) + (era.value ?? 0) * 256;
  const period = 2 << (encoded % 16);
  const quantum = Math.max(period >> 12, 1);
  const phase = (encoded >> 4) * quantum;
  return period >= 4 && phase < period ? { immortal: false, period, phase } : undefined;
}

/** The first block of the era that `block` is in. */
export const birth = (era: Mortality, block: number): number =>
  era.immortal ? 0 : Math.floor((Math.max(block, era.phase) - era.phase) / era.period) * era.period + era.phase;

/** The first block in which the extrinsic is no longer valid. */
export const death = (era: Mortality, block: number): number =>
  era.immortal ? Number.MAX_SAFE_INTEGER : birth(era, block) + era.period;
