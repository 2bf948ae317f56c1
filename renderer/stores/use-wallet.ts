import type { BalanceView, WalletView } from "#src/contract/wallet.ts";
import { useMirror, useSession } from "./use-stores.tsx";

/** The wallet chosen for the status strip and for new forms: the person's choice, else the first. */
export function useChosenWallet(): WalletView | null {
  const { value } = useMirror("wallets");
  const { chosenWalletId } = useSession();
  return value?.find(({ walletId }) => walletId === chosenWalletId) ?? value?.[0] ?? null;
}

/** The newest known balance of an address. */
export function useBalance(address: string | null): BalanceView | null {
  const { value } = useMirror("balances");
  return value?.find((balance) => balance.address === address) ?? null;
}

/** Names of this profile's own keys by address. */
export function useOwnNames(): ReadonlyMap<string, string> {
  const { value } = useMirror("wallets");
  const names = new Map<string, string>();
  for (const wallet of value ?? []) {
    names.set(wallet.address, wallet.name);
    for (const hotkey of wallet.hotkeys) names.set(hotkey.address, `${wallet.name} / ${hotkey.name}`);
  }
  return names;
}
