import { Worker } from "node:worker_threads";
import { entryUrl } from "#main/ports/entries.ts";
import { AppError } from "#src/app-error.ts";
import type { KeyJob, KeyReply } from "./key-worker.ts";

/** Costs of an Argon2 run, in libsodium's terms: passes and bytes of memory. */
export interface KdfCost {
  readonly opslimit: number;
  readonly memlimit: number;
}

/** Slow and authenticated cryptography in a worker thread, so that the app answers meanwhile. */
export interface KeyCrypto {
  /** Argon2 v1.3, 32 bytes. `password` and the other inputs stay the caller's. */
  argon2(
    algorithm: "argon2id13" | "argon2i13",
    password: Uint8Array,
    salt: Uint8Array,
    cost: KdfCost,
  ): Promise<Uint8Array>;
  /** XChaCha20-Poly1305 with associated data. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, associated: Uint8Array): Promise<Uint8Array>;
  /** Null where key, nonce, data or associated data do not belong together. */
  aeadOpen(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, associated: Uint8Array): Promise<Uint8Array | null>;
  /** NaCl secretbox (XSalsa20-Poly1305): tag first, then ciphertext. */
  boxSeal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  boxOpen(key: Uint8Array, nonce: Uint8Array, data: Uint8Array): Promise<Uint8Array | null>;
  /** Milliseconds the library itself took for the newest job. */
  lastElapsedMs(): number;
  /** Ends the worker; a later job starts a new one. */
  close(): Promise<void>;
}

/** Above this a job's memory is given back at once by ending the worker: WebAssembly memory never shrinks. */
const KEEP_MEMORY_BYTES = 128 * 1024 * 1024;
const IDLE_MS = 10_000;

interface Pending {
  resolve(bytes: Uint8Array | null): void;
  reject(error: Error): void;
}

/** Starts the worker at the first job and ends it after ten idle seconds. Error: `KEY_CRYPTO_FAILED`. */
export function createKeyCrypto(url: () => URL = () => entryUrl("key-worker")): KeyCrypto {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let nextId = 0;
  let elapsedMs = 0;
  const pending = new Map<number, Pending>();

  const failed = (cause: unknown): AppError =>
    new AppError("KEY_CRYPTO_FAILED", "The key computation could not be carried out.", {
      hint: "Close other programs if memory is short (unlocking a btcli key takes 512 MiB), then try again.",
      cause,
    });

  const end = async (): Promise<void> => {
    if (idle) clearTimeout(idle);
    idle = null;
    const old = worker;
    worker = null;
    await old?.terminate();
  };

  const start = (): Worker => {
    const fresh = new Worker(url());
    fresh.on("message", (reply: KeyReply) => {
      const job = pending.get(reply.id);
      pending.delete(reply.id);
      if (pending.size === 0) fresh.unref();
      if ("failed" in reply) return job?.reject(failed(reply.failed));
      elapsedMs = reply.elapsedMs;
      job?.resolve(reply.bytes);
    });
    const lost = (cause: unknown): void => {
      if (worker !== fresh) return;
      worker = null;
      for (const job of pending.values()) job.reject(failed(cause));
      pending.clear();
    };
    fresh.on("error", lost);
    fresh.on("exit", () => lost("the worker ended"));
    return fresh;
  };

  const run = async (job: KeyJob): Promise<Uint8Array | null> => {
    if (idle) clearTimeout(idle);
    idle = null;
    worker ??= start();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
    nextId += 1;
    pending.set(nextId, { resolve, reject });
    worker.ref();
    worker.postMessage({ id: nextId, job });
    try {
      return await promise;
    } finally {
      if (pending.size === 0 && worker) {
        if (job.op === "argon2" && job.memlimit > KEEP_MEMORY_BYTES) void end();
        else {
          idle = setTimeout(() => void end(), IDLE_MS);
          idle.unref();
        }
      }
    }
  };
  const must = async (job: KeyJob): Promise<Uint8Array> => {
    const bytes = await run(job);
    if (!bytes) throw failed("no bytes");
    return bytes;
  };

  return {
    argon2: (algorithm, password, salt, { opslimit, memlimit }) =>
      must({ op: "argon2", algorithm, password, salt, opslimit, memlimit }),
    aeadSeal: (key, nonce, data, associated) => must({ op: "aeadSeal", key, nonce, data, associated }),
    aeadOpen: (key, nonce, data, associated) => run({ op: "aeadOpen", key, nonce, data, associated }),
    boxSeal: (key, nonce, data) => must({ op: "boxSeal", key, nonce, data }),
    boxOpen: (key, nonce, data) => run({ op: "boxOpen", key, nonce, data }),
    lastElapsedMs: () => elapsedMs,
    close: end,
  };
}
