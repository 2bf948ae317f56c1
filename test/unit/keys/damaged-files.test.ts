import { pbkdf2 } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { hex } from "@scure/base";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createKeyfileCipher, NACL_COST, type Pbkdf2 } from "#main/keys/btcli/keyfile-cipher.ts";
import { parseKeyfile, secretOfKeyfile } from "#main/keys/btcli/keyfile-secret.ts";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { secretFromWords } from "#main/keys/key-material.ts";
import { createSealing } from "#main/keys/sealing.ts";
import { AppError } from "#src/app-error.ts";
import { encodeSecret } from "#src/keys/secret-record.ts";
import { TEST_COST } from "#test/support/key-room.ts";
import { rememberingCrypto } from "#test/support/remembering-crypto.ts";

const real = createKeyCrypto();
const crypto = rememberingCrypto(real);
const random = (length: number): Uint8Array => new Uint8Array(length).fill(9);

/**
 * What `PASSWORD` derives to under btcli's fixed salts and costs. Deriving takes seconds, and nothing in a file changes
 * it, so each flipped file meets the right key at once. Were a key wrong, its unchanged file would not open here.
 */
const NACL_KEY = hex.decode("0c447cd938187ef666c9bfdb13135b7c3134d3f019372cb85c2d807616f14f4e");
const FERNET_KEY = hex.decode("9add8670279b623aee40d9f5a3f16e2843139b89ea1b450cb0f457b9b65c41b1");
const FERNET_ROUNDS = 10_000_000;
const run = promisify(pbkdf2);
const derive: Pbkdf2 = async (password, salt, rounds, length) =>
  rounds === FERNET_ROUNDS ? FERNET_KEY.slice() : run(password, salt, rounds, length, "sha256");
const cipher = createKeyfileCipher(
  {
    ...crypto,
    argon2: async (...question) =>
      question[3].memlimit === NACL_COST.memlimit ? NACL_KEY.slice() : crypto.argon2(...question),
  },
  random,
  derive,
);
afterAll(() => real.close());

const PASSWORD = "testing-password-1";
const HOTKEY = "5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe";
const COLDKEY = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/btcli/${name}`, import.meta.url)));

/** The address a keyfile leads to; null where it is refused with a coded error. Anything else is a defect. */
async function addressOf(bytes: Uint8Array): Promise<string | null> {
  try {
    const plain = await cipher.open(bytes, PASSWORD, "keyfile");
    if (!plain) return null;
    const found = await secretOfKeyfile(parseKeyfile(plain, "keyfile"), "keyfile");
    return found?.confirmed ? found.address : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The file once for every byte, with one bit of that byte changed; all eight bits get their turn. */
function* flips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    yield changed;
  }
}

describe("every byte of a small keyfile flipped", () => {
  test.each([
    ["plain, all fields", () => fixture("alpha/hotkeys/miner")],
    ["plain, private key only", () => keyfileWith("privateKey")],
    ["plain, seed only", () => keyfileWith("secretSeed")],
    ["Ansible", () => fixture("ansible-hotkey")],
    ["Fernet", () => fixture("fernet-hotkey")],
    ["$NACL", () => fixture("alpha/coldkey")],
  ])(
    "%s: never another key, never an uncoded error",
    async (_, load) => {
      const bytes = load();
      const address = await addressOf(bytes);
      expect([HOTKEY, COLDKEY]).toContain(address);
      for (const changed of flips(bytes)) expect([null, address]).toContain(await addressOf(changed));
    },
    60_000,
  );

  test("our own sealed coldkey: never opens to anything else", async () => {
    const sealing = createSealing(crypto, random, TEST_COST);
    const secret = encodeSecret(
      await secretFromWords("legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ")),
    );
    const text = await sealing.seal("coldkey", HOTKEY, secret, PASSWORD);
    expect((await sealing.open(text, "coldkey", HOTKEY, PASSWORD))?.bytes).toEqual(secret);
    for (const changed of flips(new TextEncoder().encode(text))) {
      const opened = await sealing
        .open(new TextDecoder().decode(changed), "coldkey", HOTKEY, PASSWORD)
        .catch((error) => {
          if (!(error instanceof AppError)) throw error;
          return null;
        });
      if (opened) expect(opened.bytes).toEqual(secret);
    }
  }, 60_000);

  test("any bytes at all: a coded error or nothing", async () => {
    const starts = ["", "$NACL", "gAAAAA", "$ANSIBLE_VAULT;1.1;AES256\n", "{", '{"encoded":'].map((text) => [
      ...Buffer.from(text),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 40 }), async (start, rest) => {
        expect(await addressOf(Uint8Array.from([...start, ...rest]))).toBeNull();
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** A keyfile with the public fields and one of the secret ones. */
function keyfileWith(field: "privateKey" | "secretSeed"): Uint8Array {
  const {
    accountId,
    publicKey,
    ss58Address,
    [field]: secret,
  } = JSON.parse(new TextDecoder().decode(fixture("alpha/hotkeys/miner")));
  return new TextEncoder().encode(JSON.stringify({ accountId, publicKey, [field]: secret, ss58Address }));
}
