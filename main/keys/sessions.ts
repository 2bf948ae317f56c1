import type { Clock } from "#main/ports/clock.ts";
import { type KeySecret, wipeSecret } from "#src/keys/secret-record.ts";

/** Unlocked coldkeys, in memory until auto-lock. */
export interface Sessions {
  /** Takes over the secret and wipes it at lock. */
  unlock(walletId: string, secret: KeySecret): void;
  /** The secret while unlocked; it stays ours. Each use begins the auto-lock time anew. */
  use(walletId: string): KeySecret | null;
  untilMs(walletId: string): number | null;
  lock(walletId: string): void;
  lockAll(): void;
}

interface Session {
  readonly secret: KeySecret;
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
    const ms = autoLockMs();
    session.untilMs = clock.nowMs() + ms;
    session.cancel = clock.after(ms, () => {
      if (end(walletId)) changed();
    });
  };
  return {
    unlock(walletId, secret) {
      end(walletId);
      const session: Session = { secret, untilMs: 0, cancel: () => undefined };
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
