import { describe, expect, test } from "vitest";
import {
  decodeVaultRequest,
  encodeVaultParts,
  encodeVaultRequest,
  joinVaultParts,
  readVaultSignature,
  writeVaultSignature,
} from "#src/offline/polkadot-vault.ts";

const request = {
  command: "transaction",
  publicKey: new Uint8Array(32).fill(1),
  payload: Uint8Array.from({ length: 3_000 }, (_, at) => at & 255),
  genesisHash: new Uint8Array(32).fill(2),
} as const;

describe("Polkadot Vault's QR format", () => {
  test("marks, key, payload and genesis hash in their places", () => {
    const bytes = encodeVaultRequest(request);
    expect([...bytes.slice(0, 3)]).toEqual([0x53, 0x01, 0x02]);
    expect(bytes).toHaveLength(3 + 32 + 3_000 + 32);
    expect(decodeVaultRequest(bytes)).toEqual(request);
  });

  test("parts carry their count and number and join in any order", () => {
    const bytes = encodeVaultRequest(request);
    const parts = encodeVaultParts(bytes);
    expect(parts).toHaveLength(3);
    expect([...(parts[1]?.slice(0, 5) ?? [])]).toEqual([0, 0, 3, 0, 1]);
    expect(joinVaultParts(parts.toReversed())).toEqual(bytes);
    expect(joinVaultParts(parts.slice(1))).toBeNull();
    expect(joinVaultParts([Uint8Array.of(1, 0, 1, 0, 0, 9)])).toBeNull();
  });

  test("what is not understood is nothing", () => {
    const bytes = encodeVaultRequest(request);
    expect(decodeVaultRequest(bytes.with(2, 3))).toBeNull();
    expect(decodeVaultRequest(bytes.with(1, 0))).toBeNull();
    expect(decodeVaultRequest(bytes.slice(0, 40))).toBeNull();
  });

  test("signatures with and without the scheme's mark", () => {
    const signature = new Uint8Array(64).fill(7);
    expect(writeVaultSignature(signature)).toMatch(/^01(07){64}$/);
    expect(readVaultSignature(writeVaultSignature(signature))).toEqual(signature);
    expect(readVaultSignature(`0x${"07".repeat(64)}`)).toEqual(signature);
    expect(readVaultSignature("07")).toBeNull();
    expect(readVaultSignature(`02${"07".repeat(64)}`)).toBeNull();
  });
});
