import { TypeRegistry } from "@polkadot/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AccountId32,
  AccountInfo,
  DispatchError,
  Era,
  Header,
  MultiAddress,
  Weight,
} from "#main/practice/describe/index.ts";
import {
  bool,
  bytes,
  compact,
  createReader,
  decode,
  encode,
  enumeration,
  fixedBytes,
  i64,
  i128,
  lazy,
  option,
  result,
  ScaleError,
  str,
  struct,
  type Type,
  toHex,
  tuple,
  u8,
  u16,
  u32,
  u64,
  u128,
  vec,
} from "#main/practice/scale/index.ts";

const registry = new TypeRegistry();
const theirs = (name: string, value: unknown): string => {
  const made = registry.createType(name, value) as unknown as { toU8a(): Uint8Array };
  return toHex(made.toU8a());
};

const hexOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((raw) => toHex(raw));
const big = (bits: number, signed = false) =>
  fc.bigInt(
    signed
      ? { min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n }
      : { min: 0n, max: 2n ** BigInt(bits) - 1n },
  );

/** Every codec next to the library's own of the same name. */
const cases: readonly [string, Type<never>, fc.Arbitrary<unknown>, ((value: never) => unknown)?][] = [
  ["u8", u8 as never, fc.integer({ min: 0, max: 255 })],
  ["u16", u16 as never, fc.integer({ min: 0, max: 65_535 })],
  ["u32", u32 as never, fc.integer({ min: 0, max: 4_294_967_295 })],
  ["u64", u64 as never, big(64)],
  ["u128", u128 as never, big(128)],
  ["i64", i64 as never, big(64, true)],
  ["i128", i128 as never, big(128, true)],
  ["bool", bool as never, fc.boolean()],
  ["Text", str as never, fc.string({ unit: "grapheme", maxLength: 80 })],
  ["Bytes", bytes as never, fc.uint8Array({ maxLength: 300 }), (value: Uint8Array) => toHex(value)] as never,
  ["Compact<u32>", compact(u32) as never, fc.integer({ min: 0, max: 4_294_967_295 })],
  ["Compact<u64>", compact(u64) as never, big(64)],
  ["Compact<u128>", compact(u128) as never, big(128)],
  ["[u8; 32]", fixedBytes(32) as never, hexOf(32)],
  ["Vec<u16>", vec(u16) as never, fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 90 })],
  ["Option<u32>", option(u32) as never, fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })],
  ["(u16,u64)", tuple(u16, u64) as never, fc.tuple(fc.integer({ min: 0, max: 65_535 }), big(64))],
  [
    "Result<u8, bool>",
    result(u8, bool) as never,
    fc.oneof(
      fc.integer({ min: 0, max: 255 }).map((value) => ({ ok: true, value })),
      fc.boolean().map((error) => ({ ok: false, error })),
    ),
    (value: { ok: boolean; value?: number; error?: boolean }) =>
      value.ok ? { Ok: value.value } : { Err: value.error },
  ] as never,
];

describe("SCALE types", () => {
  it.each(cases)("%s has the bytes of the reference library and reads them back", (name, type, values, convert) => {
    fc.assert(
      fc.property(values, (value) => {
        const own = encode(type, value as never);
        expect(toHex(own)).toBe(theirs(name, convert ? convert(value as never) : value));
        expect(decode(type, own)).toEqual(value);
      }),
      { numRuns: 60 },
    );
  });

  it("reads from a view at any offset of its buffer", () => {
    const whole = encode(vec(u64), [1n, 2n, 3n]);
    const moved = new Uint8Array(100).fill(0xee);
    moved.set(whole, 37);
    expect(decode(vec(u64), moved.subarray(37, 37 + whole.length))).toEqual([1n, 2n, 3n]);
    expect(decode(vec(u64), Buffer.from(whole))).toEqual([1n, 2n, 3n]);
  });

  it("refuses longer forms of compact numbers than needed", () => {
    for (const raw of [
      [0x01, 0x00],
      [0x02, 0x00, 0x00, 0x00],
      [0x03, 1, 0, 0, 0],
      [0x07, 1, 0, 0, 0, 0],
    ]) {
      expect(() => decode(compact(u64), Uint8Array.from(raw))).toThrow(ScaleError);
    }
    expect(() => decode(compact(u16), encode(compact(u32), 65_536))).toThrow(ScaleError);
  });

  it("refuses short, over-long and impossible bytes", () => {
    expect(() => decode(u32, new Uint8Array(3))).toThrow(ScaleError);
    expect(() => decode(u32, new Uint8Array(5))).toThrow(ScaleError);
    expect(() => decode(bool, Uint8Array.of(2))).toThrow(ScaleError);
    expect(() => decode(option(u8), Uint8Array.of(2, 0))).toThrow(ScaleError);
    expect(() => decode(vec(u64), Uint8Array.of(0xfe, 0xff, 0xff, 0xff))).toThrow(ScaleError);
    expect(() => decode(DispatchError, Uint8Array.of(99))).toThrow(ScaleError);
    expect(() => encode(u16, 65_536)).toThrow(ScaleError);
    expect(() => encode(u64, -1n)).toThrow(ScaleError);
    expect(() => encode(fixedBytes(4), "0x00")).toThrow(ScaleError);
  });

  it("round-trips structs, enums and recursion", () => {
    type Tree = { readonly left: Tree | undefined; readonly value: number };
    const tree: Type<Tree> = lazy("Tree", () => struct("test::Tree", { left: option(tree), value: u8 }) as Type<Tree>);
    const grown: Tree = { left: { left: { left: undefined, value: 1 }, value: 2 }, value: 3 };
    expect(decode(tree, encode(tree, grown))).toEqual(grown);
    const shape = enumeration("test::Shape", {
      Unit: [3],
      One: [1, [u8]],
      Two: [7, [u8, bool]],
      Named: [9, { x: u16 }],
    });
    for (const value of [
      { type: "Unit" },
      { type: "One", value: 5 },
      { type: "Two", value: [1, true] },
      { type: "Named", value: { x: 6 } },
    ] as const) {
      expect(decode(shape, encode(shape, value as never))).toEqual(value);
    }
    expect([...encode(shape, { type: "Two", value: [1, true] })]).toEqual([7, 1, 1]);
  });

  it("gives the chain's own types the bytes of the reference library", () => {
    const account = `0x${"d4".repeat(32)}` as const;
    expect(toHex(encode(MultiAddress, { type: "Id", value: account }))).toBe(theirs("MultiAddress", { Id: account }));
    expect(toHex(encode(AccountId32, account))).toBe(account);
    expect(toHex(encode(Weight, { ref_time: 1_000_000_007n, proof_size: 3n }))).toBe(
      theirs("WeightV2", { refTime: 1_000_000_007n, proofSize: 3n }),
    );
    const data = { free: 5n, reserved: 6n, frozen: 7n, flags: 1n << 127n };
    expect(encode(AccountInfo, { nonce: 1, consumers: 2, providers: 3, sufficients: 4, data })).toHaveLength(16 + 40);
    const header = {
      parent_hash: account,
      number: 77,
      state_root: account,
      extrinsics_root: account,
      digest: {
        logs: [
          { type: "PreRuntime" as const, value: ["0x61757261", Uint8Array.of(1, 2)] as [`0x${string}`, Uint8Array] },
        ],
      },
    };
    expect(toHex(encode(Header, header))).toBe(
      theirs("Header", {
        parentHash: account,
        number: 77,
        stateRoot: account,
        extrinsicsRoot: account,
        digest: { logs: [{ PreRuntime: ["aura", "0x0102"] }] },
      }),
    );
  });

  it("encodes an era as the reference library does", () => {
    for (const period of [4, 8, 64, 128, 4_096, 65_536]) {
      for (const current of [0, 1, 77, 5_000]) {
        const own = registry.createType("ExtrinsicEra", { current, period });
        const raw = own.toU8a();
        const reader = createReader(raw);
        const value = Era.read(reader);
        expect(reader.left()).toBe(0);
        expect(toHex(encode(Era, value))).toBe(toHex(raw));
      }
    }
    expect([...encode(Era, { type: "Immortal" })]).toEqual([0]);
  });
});
