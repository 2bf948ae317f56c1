import { monitorEventLoopDelay } from "node:perf_hooks";
import sodium from "libsodium-wrappers-sumo";
import { createKeyfileCipher, NACL_COST } from "#main/keys/btcli/keyfile-cipher.ts";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { DEFAULT_COST } from "#main/keys/sealing.ts";
import { quantile, tenth } from "./support/statistics.ts";

const ROUNDS = 3;
const PASSWORD = "testing-password-1";
const PLAIN = new TextEncoder().encode(
  JSON.stringify({ ss58Address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" }),
);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Unlocking a btcli `$NACL` keyfile the app's way (worker started, key derived, box opened, worker ended) against the
 * same two libsodium calls made directly in this process, by turns; and how long the main thread was held meanwhile (p99).
 */
export async function run(): Promise<object> {
  await sodium.ready;
  const crypto = createKeyCrypto();
  const cipher = createKeyfileCipher(crypto, (length) => sodium.randombytes_buf(length));
  const file = await cipher.seal(PLAIN, PASSWORD);
  const salt = Uint8Array.from(Buffer.from("137183dff15a09bc9c90b5518739e9b1", "hex"));

  const directly = async (): Promise<void> => {
    const { opslimit, memlimit } = NACL_COST;
    const key = sodium.crypto_pwhash(32, PASSWORD, salt, opslimit, memlimit, sodium.crypto_pwhash_ALG_ARGON2I13);
    sodium.crypto_secretbox_open_easy(file.slice(29), file.slice(5, 29), key);
  };
  const unlock = async (): Promise<void> => {
    if (!(await cipher.open(file, PASSWORD, "bench"))) throw new Error("the keyfile did not open");
  };

  const ours: number[] = [];
  const sodiums: number[] = [];
  const held: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    ours.push(await timed(unlock));
    delay.disable();
    held.push(delay.percentile(99) / 1e6);
    sodiums.push(await timed(directly));
  }
  const own = new Uint8Array(16);
  const coldkeyMs = await timed(() =>
    crypto.argon2("argon2id13", new TextEncoder().encode(PASSWORD), own, DEFAULT_COST),
  );
  await crypto.close();
  const [oursMs, sodiumMs] = [quantile(ours, 0.5), quantile(sodiums, 0.5)];
  return {
    naclUnlockMs: tenth(oursMs),
    libsodiumMs: tenth(sodiumMs),
    ratio: Math.round((oursMs / sodiumMs) * 1000) / 1000,
    mainThreadHeldP99Ms: tenth(Math.max(...held)),
    coldkeyUnlockMs: tenth(coldkeyMs),
    rounds: ROUNDS,
  };
}
