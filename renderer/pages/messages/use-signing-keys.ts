import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";

/** A key of this profile that can sign here. */
export interface SigningKey {
  /** For a select. */
  readonly value: string;
  readonly label: string;
  readonly wallet: WalletView;
  readonly hotkeyName: string | null;
}

const keyValue = (walletId: string, hotkeyName: string | null): string => JSON.stringify([walletId, hotkeyName]);

/** Keys whose secret is here, coldkeys before their hotkeys. */
export function useSigningKeys(): readonly SigningKey[] {
  const wallets = useMirror("wallets").value ?? [];
  return wallets.flatMap((wallet) => [
    ...(wallet.place === "none"
      ? []
      : [{ value: keyValue(wallet.walletId, null), label: `${wallet.name} (coldkey)`, wallet, hotkeyName: null }]),
    ...wallet.hotkeys
      .filter(({ place }) => place !== "none")
      .map(({ name }) => ({
        value: keyValue(wallet.walletId, name),
        label: `${wallet.name} / ${name}`,
        wallet,
        hotkeyName: name,
      })),
  ]);
}
