import type { KeyCrypto } from "#main/keys/key-crypto.ts";

/**
 * The real cryptography, but the same Argon2 question is computed once only. btcli's cost is fixed at 512 MiB and
 * seconds of time, and its salt at one value for everyone, so tests would ask the same question again and again.
 */
export function rememberingCrypto(real: KeyCrypto): KeyCrypto {
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    ...real,
    async argon2(algorithm, password, salt, cost) {
      const question = JSON.stringify([algorithm, [...password], [...salt], cost.opslimit, cost.memlimit]);
      const answer = known.get(question) ?? real.argon2(algorithm, password, salt, cost);
      known.set(question, answer);
      return (await answer).slice();
    },
  };
}
