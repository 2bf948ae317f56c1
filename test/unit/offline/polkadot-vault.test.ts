import { describe, expect, test } from "vitest";
import { wrapBytes } from "#src/keys/message-form.ts";
import {
  encodeVaultParts,
  encodeVaultRequest,
  joinVaultParts,
  readVaultSignature,
  writeVaultSignature,
} from "#src/offline/polkadot-vault.ts";
import { readVaultContent, vaultBytesOf, vaultMessage, vaultText } from "#src/offline/vault-content.ts";

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

const request = {
  publicKey: new Uint8Array(32).fill(1),
  payload: Uint8Array.from({ length: 3_000 }, (_, at) => at & 255),
  genesisHash: new Uint8Array(32).fill(2),
} as const;

describe("Polkadot Vault's QR format", () => {
  test("marks, key, payload and genesis hash in their places", () => {
    const bytes = encodeVaultRequest(request);
    expect([...bytes.slice(0, 3)]).toEqual([0x53, 0x01, 0x02]);
    expect(bytes).toHaveLength(3 + 32 + 3_000 + 32);
    expect(readVaultContent(bytes)).toEqual({ kind: "transaction", ...request });
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

  test("the example of Vault's own description is taken apart as it says", () => {
    const alice = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    const call = "a40403008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a480700e8764817";
    const westend = "e143f23803ac50e8f6f8e62695d1ce9e4e1d68aa36c1cd2cfd15340213f3423e";
    const birth = "538a7d7a0ac17eb6dd004578cb8e238c384a10f57c999a3fa1200409cd9b3f33";
    const extensions = `b501b8003223000005000000${westend}${birth}`;
    const content = readVaultContent(vaultBytesOf(`530102${alice}${call}${extensions}${westend}`)!);
    if (content?.kind !== "transaction") throw new Error("it is a transaction");
    expect(hexOf(content.publicKey)).toBe(alice);
    expect(hexOf(content.payload)).toBe(call + extensions);
    expect(hexOf(content.genesisHash)).toBe(westend);
  });

  test("everything else of that format is refused by its name; what is cut off or foreign is nothing", () => {
    const bytes = encodeVaultRequest(request);
    const what = (change: Uint8Array) => {
      const content = readVaultContent(change);
      return content?.kind === "refused" ? content.what : content;
    };
    const names: [number, string][] = [
      [0x01, "only the hash"],
      [0x04, "bulk"],
      [0x05, "derived key"],
      [0x06, "proof of metadata"],
      [0x07, "derived key"],
      [0x80, "metadata"],
      [0x81, "types"],
      [0xc1, "network"],
      [0xde, "derivations"],
      [0xdf, "derivations"],
      [0x55, "unknown kind (0x55)"],
    ];
    for (const [code, name] of names) expect(what(bytes.with(2, code)), `0x${code.toString(16)}`).toContain(name);
    expect(what(bytes.with(1, 0))).toContain("ed25519");
    expect(what(bytes.with(1, 2))).toContain("ECDSA");
    expect(readVaultContent(bytes.slice(0, 68))).toBeNull();
    expect(readVaultContent(bytes.with(0, 0x54))).toBeNull();
    expect(readVaultContent(new Uint8Array())).toBeNull();
  });

  test("the hex of a code is told from every other text", () => {
    expect(vaultBytesOf("0x530102AB")).toEqual(Uint8Array.of(0x53, 1, 2, 0xab));
    expect(vaultText(Uint8Array.of(0x53, 1, 2))).toBe("0x530102");
    for (const text of ["", "53", "0x5", "530", "0x540102", '{"format":"tausmith-sign-request"}', "53010g"]) {
      expect(vaultBytesOf(text), text).toBeNull();
    }
  });

  test("a message is UTF-8 between its marks and nothing else", () => {
    const wrapped = (inner: Uint8Array) => wrapBytes(inner);
    expect(vaultMessage(wrapped(new TextEncoder().encode("two\nlines")))).toBe("two\nlines");
    expect(vaultMessage(wrapped(Uint8Array.of(0xff, 0xfe)))).toBeNull();
    expect(vaultMessage(new TextEncoder().encode("bare"))).toBeNull();
    expect(vaultMessage(bytesOf("3c42797465733e"))).toBeNull();
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
