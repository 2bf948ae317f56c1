import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { encodeAddress as reference } from "@polkadot/util-crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortAddress } from "#src/address/short-address.ts";
import { decodeAddress, encodeAddress, isAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ALICE_ID = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return "accepted";
};

describe("ss58", () => {
  it("reads and writes Alice", () => {
    expect(bytesToHex(decodeAddress(ALICE).accountId)).toBe(ALICE_ID);
    expect(encodeAddress(hexToBytes(ALICE_ID))).toBe(ALICE);
    expect(decodeAddress(` ${ALICE}\n`).prefix).toBe(42);
  });

  it("agrees with an independent implementation for any key and prefix", () => {
    const prefix = fc.integer({ min: 0, max: 16_383 }).filter((value) => value !== 46 && value !== 47);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), prefix, (accountId, chosen) => {
        const text = encodeAddress(accountId, chosen);
        expect(text).toBe(reference(accountId, chosen));
        const decoded = decodeAddress(text, { prefix: null });
        expect(decoded.prefix).toBe(chosen);
        expect([...decoded.accountId]).toEqual([...accountId]);
      }),
    );
  });

  it.each([
    ["", "ADDRESS_EMPTY"],
    ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut0Y", "ADDRESS_CHARACTER"],
    ["5GrwvaEF", "ADDRESS_LENGTH"],
    [ALICE + ALICE, "ADDRESS_LENGTH"],
    ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", "ADDRESS_CHECKSUM"],
    ["15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", "ADDRESS_PREFIX"],
  ])("refuses %j as %s", (text, code) => {
    expect(codeOf(() => decodeAddress(text))).toBe(code);
    expect(isAddress(text)).toBe(false);
  });

  it("refuses every single changed character", () => {
    const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    for (let place = 0; place < ALICE.length; place += 1) {
      const other = alphabet[(alphabet.indexOf(ALICE[place] ?? "") + 7) % alphabet.length];
      expect(isAddress(ALICE.slice(0, place) + other + ALICE.slice(place + 1))).toBe(false);
    }
  });

  it("refuses account ids and prefixes that cannot be", () => {
    expect(codeOf(() => encodeAddress(new Uint8Array(31)))).toBe("ADDRESS_LENGTH");
    expect(codeOf(() => encodeAddress(new Uint8Array(32), 46))).toBe("ADDRESS_PREFIX");
  });

  it("shortens without hiding the ends", () => {
    expect(shortAddress(ALICE)).toBe("5Grwva…GKutQY");
    expect(shortAddress("short")).toBe("short");
  });
});
