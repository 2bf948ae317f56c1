import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import type { Attempts } from "./attempts.ts";
import type { KeyfileCipher } from "./btcli/keyfile-cipher.ts";
import type { Drafts } from "./drafts.ts";
import type { Keeping } from "./keeping.ts";
import type { KeyCrypto } from "./key-crypto.ts";
import type { Places } from "./places.ts";
import type { Sealing } from "./sealing.ts";
import type { Secrets } from "./secrets.ts";
import type { Sessions } from "./sessions.ts";
import type { Views } from "./views.ts";
import type { WalletRecords } from "./wallet-records.ts";

/** What the parts of the key room share. Each part names what it takes of it. */
export interface KeyParts {
  readonly clock: Clock;
  readonly store: Store;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly crypto: KeyCrypto;
  readonly sealing: Sealing;
  readonly cipher: KeyfileCipher;
  readonly attempts: Attempts;
  readonly places: Places;
  readonly records: WalletRecords;
  readonly secrets: Secrets;
  readonly sessions: Sessions;
  readonly drafts: Drafts;
  readonly views: Views;
  readonly keeping: Keeping;
  /** An unlocked coldkey signs what main's own window confirmed. Where a page or terminal confirms, the password does. */
  readonly unlockedSigns: boolean;
  /** Tells everyone that wallets changed. */
  readonly publish: () => void;
}
