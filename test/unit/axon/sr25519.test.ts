import { sr25519Sign, sr25519Verify } from "@polkadot/wasm-crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { loadSr25519, type Sr25519 } from "#main/axon/sr25519.ts";
import { createTranscript } from "#src/axon/merlin.ts";
import { type TestKey, testKey } from "../../support/sr25519-key.ts";

let own: Sr25519;
let key: TestKey;
beforeAll(async () => {
  own = await loadSr25519();
  key = await testKey(42);
});

const message = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7 + length) % 256);
const LENGTHS = [0, 1, 31, 64, 150, 165, 166, 167, 219, 332, 1_000];

describe("sr25519 beside the chain's own library", () => {
  it.each(LENGTHS)("signs %i bytes so that the other verifies, and the other way round", (length) => {
    const text = message(length);
    const signature = own.sign(key.publicKey, key.secretKey, text);
    expect(signature).toHaveLength(64);
    expect(sr25519Verify(signature, text, key.publicKey)).toBe(true);
    const other = sr25519Sign(key.publicKey, key.secretKey, text);
    expect(own.verify(key.publicKey, text, other)).toBe(true);
  });

  it("never makes the same signature twice", () =>
    expect(own.sign(key.publicKey, key.secretKey, message(9))).not.toEqual(
      own.sign(key.publicKey, key.secretKey, message(9)),
    ));

  it("refuses every signature with one bit changed", () => {
    const text = message(219);
    const good = own.sign(key.publicKey, key.secretKey, text);
    for (let bit = 0; bit < 512; bit += 1) {
      const bad = good.slice();
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(own.verify(key.publicKey, text, bad)).toBe(false);
    }
    expect(own.verify(key.publicKey, message(218), good)).toBe(false);
  });

  it("refuses another key, no key, a key that is no point, zeros and odd lengths", async () => {
    const text = message(20);
    const good = own.sign(key.publicKey, key.secretKey, text);
    expect(own.verify((await testKey(43)).publicKey, text, good)).toBe(false);
    expect(own.verify(new Uint8Array(32), text, good)).toBe(false);
    expect(own.verify(new Uint8Array(32).fill(255), text, good)).toBe(false);
    expect(own.verify(key.publicKey, text, new Uint8Array(64))).toBe(false);
    const zeros = new Uint8Array(64);
    zeros[63] = 0x80;
    expect(own.verify(new Uint8Array(32), text, zeros)).toBe(false);
    expect(own.verify(key.publicKey.slice(1), text, good)).toBe(false);
    expect(own.verify(key.publicKey, text, good.slice(1))).toBe(false);
  });

  it("refuses a second form of a good signature", () => {
    const text = message(33);
    const good = own.sign(key.publicKey, key.secretKey, text);
    const order = BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
    const half = good.slice(32);
    half[31] = (half[31] as number) & 0x7f;
    let sum = order;
    for (let at = 31; at >= 0; at -= 1) sum += BigInt(half[at] as number) << BigInt(8 * at);
    const second = good.slice();
    for (let at = 0; at < 32; at += 1) second[32 + at] = Number((sum >> BigInt(8 * at)) & 255n);
    second[63] = (second[63] as number) | 0x80;
    expect(own.verify(key.publicKey, text, second)).toBe(false);
  });
});

it("makes Merlin's own test vector", () => {
  const transcript = createTranscript("test protocol");
  transcript.append("some label", new TextEncoder().encode("some data"));
  expect(Buffer.from(transcript.challenge("challenge", 32)).toString("hex")).toBe(
    "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615",
  );
});
