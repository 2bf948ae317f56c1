import { useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { HotkeyView, WalletView } from "#src/contract/wallet.ts";

export interface RegisterChoice {
  readonly netuid: number | null;
  readonly wallet: WalletView | null;
  readonly hotkey: HotkeyView | null;
}

/** Subnet, wallet and hotkey as the address names them, else the chosen wallet and its first hotkey. */
export function useRegisterChoice(): RegisterChoice {
  const { params } = useRoute();
  const wallets = useMirror("wallets").value ?? [];
  const chosen = useChosenWallet();
  const named = params.get("netuid");
  const wallet = wallets.find(({ walletId }) => walletId === params.get("wallet")) ?? chosen;
  const hotkeys = wallet?.hotkeys ?? [];
  return {
    netuid: named !== null && /^\d{1,5}$/.test(named) ? Number(named) : null,
    wallet,
    hotkey: hotkeys.find(({ name }) => name === params.get("hotkey")) ?? hotkeys[0] ?? null,
  };
}
