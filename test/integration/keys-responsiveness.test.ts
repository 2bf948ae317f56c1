import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createKeyfileCipher } from "#main/keys/btcli/keyfile-cipher.ts";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { secretFromWords } from "#main/keys/key-material.ts";
import { keyOfPolkadotJson } from "#main/keys/polkadot-json-key.ts";

/** The longest that the thread which answers pages may be busy with one unlocking. */
const BUSY_MS = 50;
const WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk".split(" ");
const FILE_PASSWORD = "testing-password-1";
const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

const crypto = createKeyCrypto();
const cipher = createKeyfileCipher(crypto, (length) => new Uint8Array(length));
afterAll(() => crypto.close());

const jobs: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    "Argon2id of a coldkey",
    () =>
      crypto.argon2("argon2id13", new TextEncoder().encode(FILE_PASSWORD), new Uint8Array(16), {
        opslimit: 3,
        memlimit: 256 * 1024 * 1024,
      }),
  ],
  ["PBKDF2 of words", () => secretFromWords(WORDS)],
  [
    "PBKDF2 of a Fernet keyfile, ten million rounds",
    () => cipher.open(fixture("btcli/fernet-hotkey"), FILE_PASSWORD, "fernet"),
  ],
  ["PBKDF2 of an Ansible keyfile", () => cipher.open(fixture("btcli/ansible-hotkey"), FILE_PASSWORD, "ansible")],
  [
    "scrypt of a polkadot.js export",
    () => keyOfPolkadotJson(fixture("polkadotjs-scrypt.json").toString(), FILE_PASSWORD, crypto),
  ],
];

// Processor time of this thread, not time on the clock: a busy machine must not decide the test.
test.each(jobs)("%s leaves the main thread free", async (_, work) => {
  // Once before measuring, so that loading and compiling code is not counted.
  await work();
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(BUSY_MS);
});
