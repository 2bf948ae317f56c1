import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { secretFromWords } from "#main/keys/key-material.ts";

test("Argon2 and PBKDF2 leave the main thread free", async () => {
  const crypto = createKeyCrypto();
  const password = new TextEncoder().encode("correct horse staple");
  const salt = new Uint8Array(16);
  const words = "bottom drive obey lake curtain smoke basket hold race lonely fit walk".split(" ");
  // Once before measuring, so that loading code is not counted as blocking.
  await crypto.argon2("argon2id13", password, salt, { opslimit: 1, memlimit: 1024 * 1024 });
  await secretFromWords(words);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.all([
    crypto.argon2("argon2id13", password, salt, { opslimit: 3, memlimit: 256 * 1024 * 1024 }),
    ...Array.from({ length: 8 }, () => secretFromWords(words)),
  ]);
  delay.disable();
  await crypto.close();
  expect(delay.percentile(99) / 1e6).toBeLessThan(50);
});
