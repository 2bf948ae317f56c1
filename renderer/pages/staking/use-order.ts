import { useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useBalance, useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { PositionView } from "#src/contract/staking.ts";

export const ACTIONS = ["stake", "unstake", "move", "swap", "give", "exit", "send"] as const;
export type Action = (typeof ACTIONS)[number];

/** What the drawer is open for, from the address, so that it can be left and comes back. */
export function useOrderChoice(positions: readonly PositionView[]) {
  const { params } = useRoute();
  const wallets = useMirror("wallets").value ?? [];
  const chosen = useChosenWallet();
  const action = ACTIONS.find((known) => known === params.get("action")) ?? null;
  const wallet = wallets.find(({ walletId }) => walletId === params.get("wallet")) ?? chosen;
  const balance = useBalance(wallet?.address ?? null);
  const netuid = params.get("netuid") === null ? null : Number(params.get("netuid"));
  const hotkey = params.get("hotkey");
  const position =
    positions.find(
      (known) => known.coldkey === wallet?.address && known.netuid === netuid && known.hotkey === hotkey,
    ) ?? null;
  return { action, wallet, balance, netuid, hotkey, position, transactionId: params.get("transaction") };
}

export type OrderChoice = ReturnType<typeof useOrderChoice>;
