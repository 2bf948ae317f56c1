import { createKeyMulti, sortAddresses } from "@polkadot/util-crypto";
import { describe, expect, it } from "vitest";
import { encodeAddress } from "#src/address/ss58.ts";
import { compareAccounts, multisigAccount } from "#src/multisig/multisig-account.ts";

const key = (seed: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (seed * 37 + at * 11) % 256);

describe("a multisig's account", () => {
  it.each([
    [2, 2],
    [3, 2],
    [5, 4],
    [63, 33],
    [64, 2],
    [100, 100],
  ])("of %i signatories, %i needed, is what the reference library makes", (count, threshold) => {
    const keys = Array.from({ length: count }, (_, seed) => key(seed));
    expect(multisigAccount(keys, threshold)).toEqual(createKeyMulti(keys, threshold));
    expect(multisigAccount([...keys].reverse(), threshold)).toEqual(createKeyMulti(keys, threshold));
  });

  it("sorts by public key, as the chain wants the others given", () => {
    const keys = [3, 1, 2, 9, 200].map(key);
    const ours = [...keys].sort(compareAccounts).map((one) => encodeAddress(one));
    expect(ours).toEqual(sortAddresses(keys, 42));
  });
});
