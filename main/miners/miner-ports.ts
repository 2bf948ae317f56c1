import type { NetworkKind } from "#src/contract/network.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import type { HotkeySecret } from "./messages.ts";

/** What miners need from the key room. */
export interface MinerKeys {
  /** Error: `KEY_WALLET_UNKNOWN`. */
  get(walletId: string): { readonly name: string };
  /** Errors: `KEY_WALLET_UNKNOWN`, `KEY_HOTKEY_UNKNOWN`. */
  hotkey(walletId: string, name: string): { readonly address: string };
  minerKey(walletId: string, hotkeyName: string): Promise<HotkeySecret>;
}

/** What miners need from the chain side. */
export interface ValidatorFeed {
  /** The network the app is connected to, or wants to be. */
  network(): { readonly name: string; readonly kind: NetworkKind };
  /** All neurons of a subnet on that network, or `null` while they cannot be read. */
  validatorsFor(netuid: number): Promise<readonly ValidatorRow[] | null>;
}
