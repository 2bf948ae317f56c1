import { hexToU8a, u8aToHex } from "@polkadot/util";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { sr25519Verify } from "@polkadot/wasm-crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  addressOf,
  checkWords,
  newWords,
  publicKeyOf,
  secretFromSeed,
  secretFromWords,
  signWith,
} from "#main/keys/key-material.ts";
import { WORD_COUNTS } from "#src/keys/words.ts";

const DEV = "bottom drive obey lake curtain smoke basket hold race lonely fit walk".split(" ");

describe("keys from words and seeds", () => {
  beforeAll(() => cryptoWaitReady());

  test("the development phrase gives the published mini secret, key and address", async () => {
    const secret = await secretFromWords(DEV);
    expect(u8aToHex(secret.seed)).toBe("0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e");
    expect(u8aToHex(publicKeyOf(secret.secretKey))).toBe(
      "0x46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a",
    );
    expect(addressOf(publicKeyOf(secret.secretKey))).toBe("5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV");
    expect(u8aToHex(secret.secretKey).slice(0, 10)).toBe("0x28b0ae22");
    expect(new TextDecoder().decode(secret.words)).toBe(DEV.join(" "));
  });

  test.each([
    ["//Alice", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"],
    ["//Bob", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"],
    ["//Charlie", "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"],
    ["//Alice//stash", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"],
  ])("the development account %s", async (path, address) => {
    const secret = await secretFromWords(DEV, { path });
    expect(addressOf(publicKeyOf(secret.secretKey))).toBe(address);
  });

  test("a seed gives the key of its phrase, and a path on the seed the key of the path", async () => {
    const { seed } = await secretFromWords(DEV);
    expect(secretFromSeed(seed!).secretKey).toEqual((await secretFromWords(DEV)).secretKey);
    expect(secretFromSeed(seed!, "//Alice").secretKey).toEqual(
      (await secretFromWords(DEV, { path: "//Alice" })).secretKey,
    );
    expect(() => secretFromSeed(new Uint8Array(31))).toThrow(expect.objectContaining({ code: "KEY_SEED_INVALID" }));
  });

  test("a phrase password gives another key and keeps the seed only", async () => {
    const secret = await secretFromWords(DEV, { phrasePassword: "x" });
    expect(secret.words).toBeUndefined();
    expect(secret.seed).toHaveLength(32);
    expect(secret.secretKey).not.toEqual((await secretFromWords(DEV)).secretKey);
  });

  test("signatures are accepted by the schnorrkel implementation, and only for the signed bytes", async () => {
    for (const path of [undefined, "//Alice", "/soft", "//hard/soft"]) {
      const secret = await secretFromWords(DEV, path ? { path } : {});
      const publicKey = publicKeyOf(secret.secretKey);
      const message = new TextEncoder().encode(`message for ${path}`);
      const signature = signWith(secret.secretKey, message);
      expect(signature).toHaveLength(64);
      expect(sr25519Verify(signature, message, publicKey)).toBe(true);
      expect(sr25519Verify(signature, new Uint8Array(3), publicKey)).toBe(false);
    }
  });

  test("a published signature of Alice over a btauth message verifies with our public key", async () => {
    const alice = publicKeyOf((await secretFromWords(DEV, { path: "//Alice" })).secretKey);
    const message =
      "1795197646491514469.5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY.5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty.5ecbd69c-1cec-11ee-b0dc-e29ce36fec1a.d52a354045c3cd047bd16123c5fed995e0037ce25a8a6d2b9730d60e6d664caa";
    const signature = hexToU8a(
      "0x96e69e41d3592a9c7136d6657ba002f1f907c445ddcf224eb092057df65f747f2ca08df2c0c0ddb8c5c8a396766e1a62d389f689482b60ad70fa2f9e6e04ef8b",
    );
    expect(sr25519Verify(signature, new TextEncoder().encode(message), alice)).toBe(true);
  });

  test.each(WORD_COUNTS)("new phrases of %i words are valid and different", (count) => {
    const words = newWords(count);
    expect(words).toHaveLength(count);
    expect(() => checkWords(words)).not.toThrow();
    expect(newWords(count)).not.toEqual(words);
  });

  test("refusals name the place and never repeat the phrase", () => {
    expect(() => checkWords(DEV.slice(1))).toThrow(expect.objectContaining({ code: "KEY_WORDS_COUNT" }));
    expect(() => checkWords(DEV.with(2, "obay"))).toThrow(
      expect.objectContaining({
        code: "KEY_WORDS_UNKNOWN",
        details: { place: 3, suggestions: expect.stringContaining("obey") },
      }),
    );
    expect(() => checkWords(DEV.with(0, "drive"))).toThrow(expect.objectContaining({ code: "KEY_WORDS_CHECKSUM" }));
  });

  test.each(["Alice", "//", "///pw", "//a///pw", "//a/"])("the path %s is refused", async (path) => {
    await expect(secretFromWords(DEV, { path })).rejects.toMatchObject({ code: "KEY_PATH_INVALID" });
  });
});
