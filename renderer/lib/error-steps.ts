import { href } from "./route.ts";

/** The next step of an error as a link. */
export interface ErrorStep {
  readonly label: string;
  readonly link: string;
}

const NETWORK: ErrorStep = { label: "See network", link: href("settings", "network") };
const VAULT: ErrorStep = { label: "Open vault", link: href("settings", "keychain") };

/** Errors whose next step is on another page. Everything else is solved where it arose. */
const STEPS: Readonly<Record<string, ErrorStep>> = {
  NETWORK_OFFLINE: NETWORK,
  NETWORK_WRONG_GENESIS: NETWORK,
  NETWORK_TIMEOUT: NETWORK,
  NETWORK_LACKS_CAPABILITY: NETWORK,
  NETWORK_DIFFERS: NETWORK,
  MINER_OTHER_NETWORK: NETWORK,
  PRACTICE_NOT_RUNNING: NETWORK,
  KEY_PRACTICE_ONLY: NETWORK,
  KEY_VAULT_CLOSED: VAULT,
  TRANSACTION_BALANCE_TOO_LOW: { label: "Show address", link: href("wallet") },
  REGISTRATION_ALREADY: { label: "See neurons", link: href("neurons") },
  MOVE_HANDED_OVER: { label: "See moves", link: href("move") },
  MOVE_AWAITS_HANDOVER: { label: "See moves", link: href("move") },
  MOVE_STOPPING: { label: "See moves", link: href("move") },
  MOVE_IMPORTED_BEFORE: { label: "See moves", link: href("move") },
  MINER_HOTKEY_IN_USE: { label: "See miners", link: href("miners") },
};

/** Where an error of this code is put right, or null where that is here. */
export const errorStep = (code: string): ErrorStep | null => STEPS[code] ?? null;
