import { marker, struct } from "../scale/composites.ts";
import { i64, i128, u128 } from "../scale/primitives.ts";
import type { AnyType, Type } from "../scale/type.ts";

const bit1 = marker("substrate_typenum::bit::B1") as AnyType;
const bit0 = marker("substrate_typenum::bit::B0") as AnyType;

/** A number at the type level, as the chain's fixed-point library spells it in its parameters. */
const powers = new Map<number, AnyType>([[0, marker("substrate_typenum::uint::UTerm") as AnyType]]);
function uint(value: number): AnyType {
  const known = powers.get(value);
  if (known) return known;
  const msb = uint(value >> 1);
  const lsb = value & 1 ? bit1 : bit0;
  const made = struct("substrate_typenum::uint::UInt", { msb, lsb }, [
    { name: "U", type: msb },
    { name: "B", type: lsb },
  ]) as AnyType;
  powers.set(value, made);
  return made;
}

const fixed = (kind: string, bits: Type<bigint>, fraction: number) =>
  struct(`substrate_fixed::${kind}`, { bits }, [{ name: "Frac", type: uint(fraction) }]);

/** Fixed-point numbers, whose value is `{bits}`: the number times 2 to the count behind the F. */
export const U64F64 = fixed("FixedU128", u128, 64);
export const U96F32 = fixed("FixedU128", u128, 32);
export const I96F32 = fixed("FixedI128", i128, 32);
export const I64F64 = fixed("FixedI128", i128, 64);
export const I32F32 = fixed("FixedI64", i64, 32);
