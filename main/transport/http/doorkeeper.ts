import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The most addresses that may wait to be opened; an older one is forgotten. */
const MAX_WAITING = 8;
/** The most browsers that may be signed in; the oldest is signed out. */
const MAX_SESSIONS = 16;

/** 256 random bits in text that fits an address, a header and a cookie. */
export const newToken = (): string => randomBytes(32).toString("base64url");

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Looks at every known digest, found or not, so that time tells nothing. */
function findDigest(known: readonly Buffer[], token: string): number {
  const wanted = digest(token);
  let found = -1;
  known.forEach((one, index) => {
    if (timingSafeEqual(one, wanted)) found = index;
  });
  return found;
}

/** Who may come in. Only digests are kept. */
export interface Doorkeeper {
  /** A token for one address that can be opened once. */
  mint(): string;
  /** Exchanges a one-time token for a session secret; null where it is wrong or was used. */
  exchange(token: string): string | null;
  isSession(secret: string): boolean;
  isTerminal(token: string): boolean;
}

/** Keeps the one-time tokens, the browser sessions and the terminal's token of one host. */
export function createDoorkeeper(terminalToken: string): Doorkeeper {
  const terminal = [digest(terminalToken)];
  const waiting: Buffer[] = [];
  const sessions: Buffer[] = [];
  return {
    mint() {
      const token = newToken();
      waiting.push(digest(token));
      if (waiting.length > MAX_WAITING) waiting.shift();
      return token;
    },
    exchange(token) {
      const at = findDigest(waiting, token);
      if (at < 0) return null;
      waiting.splice(at, 1);
      const secret = newToken();
      sessions.push(digest(secret));
      if (sessions.length > MAX_SESSIONS) sessions.shift();
      return secret;
    },
    isSession: (secret) => findDigest(sessions, secret) >= 0,
    isTerminal: (token) => findDigest(terminal, token) >= 0,
  };
}
