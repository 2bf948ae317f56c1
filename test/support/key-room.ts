import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKeys, type Keys, type KeysDeps } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import { openStore, type Store } from "#main/store/store.ts";
import type { WalletView } from "#src/contract/wallet.ts";

/** A clock whose hour a test sets; timers fire when `advance` passes them. */
export function createTestClock(startMs = 1_800_000_000_000): Clock & { advance(ms: number): void } {
  let now = startMs;
  let timers: { atMs: number; callback: () => void }[] = [];
  return {
    nowMs: () => now,
    nowNs: () => BigInt(now) * 1_000_000n,
    after(delayMs, callback) {
      const timer = { atMs: now + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance(ms) {
      now += ms;
      const due = timers.filter(({ atMs }) => atMs <= now);
      timers = timers.filter(({ atMs }) => atMs > now);
      for (const { callback } of due) callback();
    },
  };
}

export interface KeyRoom {
  readonly keys: Keys;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly events: Events;
  readonly store: Store;
  readonly dir: string;
  /** Closes everything and opens the same profile again, as a restart does. */
  restart(): Promise<KeyRoom>;
  close(): Promise<void>;
}

/** The cheapest cost the file format allows: the tests are about behaviour, not about time. */
export const TEST_COST = { opslimit: 1, memlimit: 1024 * 1024 };

/** A real key room in a folder of its own, with the vault file as keychain unless told otherwise. */
export async function openKeyRoom(options: Partial<KeysDeps> & { readonly dir?: string } = {}): Promise<KeyRoom> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "tausmith-keys-"));
  const clock = (options.clock as ReturnType<typeof createTestClock> | undefined) ?? createTestClock();
  const events = createEvents();
  const store = openStore(join(dir, "profile.db"));
  const { dir: _, ...given } = options;
  const keys = await createKeys({
    profileDir: dir,
    store,
    events,
    autoLockMinutes: () => 10,
    keychain: "vault",
    kdfCost: TEST_COST,
    ...given,
    clock,
  });
  const end = async (): Promise<void> => {
    await keys.stop();
    store.close();
  };
  return {
    keys,
    clock,
    events,
    store,
    dir,
    async restart() {
      await end();
      return openKeyRoom({ ...options, dir, clock });
    },
    async close() {
      await end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A password that passes the rules. */
export const PASSWORD = "correct horse staple";

/** Draft, answers and creation in one step. */
export async function makeWallet(
  keys: Keys,
  name: string,
  hotkeyName?: string,
): Promise<WalletView & { words: string[] }> {
  const { draftId, words, asks } = keys.draft(12);
  const answers = asks.map((index) => ({ index, word: words[index] ?? "" }));
  const wallet = await keys.create({ draftId, name, password: PASSWORD, answers, hotkeyName });
  return { ...wallet, words };
}
