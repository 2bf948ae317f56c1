import type { Clock } from "#main/ports/clock.ts";
import { type KeySecret, wipeSecret } from "#src/keys/secret-record.ts";

/** However much it is used, an unlocked coldkey is locked this long after its password was given. */
const LONGEST_UNLOCK_MS = 4 * 3_600_000;

/** Unlocked coldkeys, in memory until auto-lock. */
export interface Sessions {
  /** Takes over the secret and wipes it at lock. */
  unlock(walletId: string, secret: KeySecret): void;
  /** The secret while unlocked; it stays ours. Each use begins the auto-lock time anew, up to four hours in all. */
  use(walletId: string): KeySecret | null;
  untilMs(walletId: string): number | null;
  lock(walletId: string): void;
  lockAll(): void;
}

interface Session {
  readonly secret: KeySecret;
  readonly latestMs: number;
  untilMs: number;
  cancel: () => void;
}

/** `autoLockMs` is asked at each use, so that a changed setting holds from the next use on. */
export function createSessions(clock: Clock, autoLockMs: () => number, changed: () => void): Sessions {
  const open = new Map<string, Session>();
  const end = (walletId: string): boolean => {
    const session = open.get(walletId);
    if (!session) return false;
    session.cancel();
    wipeSecret(session.secret);
    return open.delete(walletId);
  };
  const arm = (walletId: string, session: Session): void => {
    session.cancel();
    session.untilMs = Math.min(clock.nowMs() + autoLockMs(), session.latestMs);
    session.cancel = clock.after(session.untilMs - clock.nowMs(), () => {
      if (end(walletId)) changed();
    });
  };
  return {
    unlock(walletId, secret) {
      end(walletId);
      const latestMs = clock.nowMs() + LONGEST_UNLOCK_MS;
      const session: Session = { secret, latestMs, untilMs: 0, cancel: () => undefined };
      open.set(walletId, session);
      arm(walletId, session);
      changed();
    },
    use(walletId) {
      const session = open.get(walletId);
      if (!session) return null;
      // A timer may come late, for instance after the machine slept; the hour decides.
      if (session.untilMs <= clock.nowMs()) {
        end(walletId);
        changed();
        return null;
      }
      arm(walletId, session);
      return session.secret;
    },
    untilMs(walletId) {
      const untilMs = open.get(walletId)?.untilMs ?? 0;
      return untilMs > clock.nowMs() ? untilMs : null;
    },
    lock(walletId) {
      if (end(walletId)) changed();
    },
    lockAll() {
      const ended = [...open.keys()].filter(end);
      if (ended.length > 0) changed();
    },
  };
}
