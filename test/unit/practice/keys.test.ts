import { sr25519Sign, sr25519Verify } from "@polkadot/util-crypto";
import { describe, expect, it } from "vitest";
import { practiceFaucetKey, practiceKey, practiceValidators } from "#main/practice/genesis/keys.ts";

describe("practice keys", () => {
  it("derives as every Substrate wallet does", async () => {
    expect((await practiceKey("//Alice")).address).toBe("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
  });

  it("gives each validator keys of its own that can sign", async () => {
    const validators = await practiceValidators();
    const keys = validators.flatMap((validator) => [validator.hotkey, validator.coldkey]);
    expect(new Set([...keys, await practiceFaucetKey()].map((key) => key.address)).size).toBe(25);
    for (const { publicKey, secretKey } of keys.slice(0, 3)) {
      const message = new Uint8Array([1, 2, 3]);
      expect(sr25519Verify(message, sr25519Sign(message, { publicKey, secretKey }), publicKey)).toBe(true);
    }
  });
});
