import { TypeRegistry } from "@polkadot/types";
import { u8aToHex } from "@polkadot/util";
import { describe, expect, it } from "vitest";
import { decodeWhole } from "#main/chain/whole-answer.ts";

const registry = new TypeRegistry();
const hexOf = (type: string, value: unknown): string => u8aToHex(registry.createTypeUnsafe(type, [value]).toU8a());
const cases: readonly [type: string, value: unknown][] = [
  ["u64", 99_000_000_000n],
  ["(u32, u64, u128)", [7, 8n, 9n]],
  ["Vec<u64>", [1, 2, 3]],
  ["Vec<Compact<u64>>", [1_000, 2_000_000, 3]],
  ["Option<(u16, u64)>", [3, 4n]],
  ["Option<u16>", null],
  ["BTreeMap<u16, u64>", new Map([[1, 5]])],
  ["Bytes", "0x010203"],
  ["Vec<Option<u32>>", [1, null, 3]],
];

describe("an answer is whole or it is none", () => {
  it.each(cases)("%s: whole bytes give the value, every shorter cut is refused", (type, value) => {
    const hex = hexOf(type, value);
    expect(u8aToHex(decodeWhole(registry, type, hex).toU8a())).toBe(hex);
    for (let length = 2; length < hex.length; length += 2) {
      expect(() => decodeWhole(registry, type, hex.slice(0, length))).toThrowError(
        expect.objectContaining({ code: "NETWORK_REPLY_BROKEN", hint: expect.any(String) }),
      );
    }
  });

  it.each([null, 42, {}, "", "0x123", "0xzz", "text"])("%s is no answer", (answer) => {
    expect(() => decodeWhole(registry, "u8", answer)).toThrowError(
      expect.objectContaining({ code: "NETWORK_REPLY_BROKEN" }),
    );
  });
});

it("takes bytes behind a whole value, as a later runtime may add, for what they are", () => {
  expect(decodeWhole(registry, "u16", "0x0700ffff").toString()).toBe("7");
});
