import { parentPort } from "node:worker_threads";
import sodium from "libsodium-wrappers-sumo";

/** One job for the worker. Buffers are copies or were handed over; the worker wipes them when it is done. */
export type KeyJob =
  | {
      readonly op: "argon2";
      readonly algorithm: "argon2id13" | "argon2i13";
      readonly password: Uint8Array;
      readonly salt: Uint8Array;
      readonly opslimit: number;
      readonly memlimit: number;
    }
  | {
      readonly op: "aeadSeal" | "aeadOpen";
      readonly key: Uint8Array;
      readonly nonce: Uint8Array;
      readonly data: Uint8Array;
      readonly associated: Uint8Array;
    }
  | {
      readonly op: "boxSeal" | "boxOpen";
      readonly key: Uint8Array;
      readonly nonce: Uint8Array;
      readonly data: Uint8Array;
    };

/** `bytes` is null where an authenticated message did not open. `elapsedMs` is the library's own time. */
export type KeyReply =
  | { readonly id: number; readonly bytes: Uint8Array | null; readonly elapsedMs: number }
  | { readonly id: number; readonly failed: string };

function open(job: () => Uint8Array): Uint8Array | null {
  try {
    return job();
  } catch {
    return null;
  }
}

function run(job: KeyJob): Uint8Array | null {
  switch (job.op) {
    case "argon2": {
      const algorithm =
        job.algorithm === "argon2i13" ? sodium.crypto_pwhash_ALG_ARGON2I13 : sodium.crypto_pwhash_ALG_ARGON2ID13;
      return sodium.crypto_pwhash(32, job.password, job.salt, job.opslimit, job.memlimit, algorithm);
    }
    case "aeadSeal":
      return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(job.data, job.associated, null, job.nonce, job.key);
    case "aeadOpen":
      return open(() =>
        sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, job.data, job.associated, job.nonce, job.key),
      );
    case "boxSeal":
      return sodium.crypto_secretbox_easy(job.data, job.nonce, job.key);
    case "boxOpen":
      return open(() => sodium.crypto_secretbox_open_easy(job.data, job.nonce, job.key));
  }
}

parentPort?.on("message", async ({ id, job }: { id: number; job: KeyJob }) => {
  try {
    await sodium.ready;
    const startedMs = performance.now();
    const bytes = run(job);
    const reply: KeyReply = { id, bytes, elapsedMs: performance.now() - startedMs };
    parentPort?.postMessage(reply, bytes ? [bytes.buffer as ArrayBuffer] : []);
  } catch (error) {
    parentPort?.postMessage({ id, failed: error instanceof Error ? error.message : "unknown" } satisfies KeyReply);
  } finally {
    if (job.op === "argon2") job.password.fill(0);
    else job.key.fill(0);
    if (job.op !== "argon2") job.data.fill(0);
  }
});
