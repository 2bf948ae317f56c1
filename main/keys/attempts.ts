import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import { attemptWaitMs } from "#src/keys/attempt-delay.ts";

/** Slows down guessing of passwords, across restarts. */
export interface Attempts {
  /**
   * Runs one try. `work` gives null for a wrong password. The try is counted as failed before it runs, so that
   * neither many tries at once nor ending the program gets around the count.
   * Errors: `AUTH_THROTTLED` (details.secondsLeft), `AUTH_PASSWORD_WRONG`, whatever `work` throws.
   */
  guard<T>(subject: string, work: () => Promise<T | null>): Promise<T>;
}

interface Row {
  readonly failures: number;
  readonly lastFailedMs: number;
}

/** Counts wrong passwords by subject (a wallet or the vault). */
export function createAttempts(store: Store, clock: Clock): Attempts {
  const read = store.db.prepare("SELECT failures, last_failed_ms AS lastFailedMs FROM key_attempts WHERE subject = ?");
  const write = store.db.prepare(
    `INSERT INTO key_attempts (subject, failures, last_failed_ms) VALUES (?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_failed_ms = excluded.last_failed_ms`,
  );
  const clear = store.db.prepare("DELETE FROM key_attempts WHERE subject = ?");

  return {
    async guard(subject, work) {
      const before = (read.get(subject) as Row | undefined) ?? { failures: 0, lastFailedMs: 0 };
      const waitMs = attemptWaitMs(before.failures, before.lastFailedMs, clock.nowMs());
      if (waitMs > 0) {
        const secondsLeft = Math.ceil(waitMs / 1000);
        throw new AppError("AUTH_THROTTLED", `Too many wrong passwords. Wait ${secondsLeft} s.`, {
          hint: `Try again in ${secondsLeft} seconds. The wait grows with every wrong password.`,
          field: "password",
          details: { secondsLeft, failures: before.failures },
        });
      }
      write.run(subject, before.failures + 1, clock.nowMs());
      const restore = (): void => {
        if (before.failures === 0) clear.run(subject);
        else write.run(subject, before.failures, before.lastFailedMs);
      };
      let value: Awaited<ReturnType<typeof work>>;
      try {
        value = await work();
      } catch (error) {
        // A damaged file or missing keychain says nothing about the password.
        restore();
        throw error;
      }
      if (value === null) {
        write.run(
          subject,
          Math.max((read.get(subject) as Row | undefined)?.failures ?? 0, before.failures + 1),
          clock.nowMs(),
        );
        throw new AppError("AUTH_PASSWORD_WRONG", "The password is not right.", {
          hint: "Check capital letters and the keyboard layout, then try again.",
          field: "password",
        });
      }
      clear.run(subject);
      return value;
    },
  };
}
