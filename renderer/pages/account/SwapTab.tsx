import { Loader } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./AccountPage.module.css";
import { ColdkeySwap } from "./ColdkeySwap.tsx";
import { HotkeySwap } from "./HotkeySwap.tsx";
import { useOnline } from "./use-online.ts";

/** Other keys in the place of these. An announced move of the coldkey comes first, since nothing else is possible then. */
export function SwapTab({ wallet }: { wallet: WalletView }) {
  const { online, tick } = useOnline(2);
  const view = useQuery("swaps.view", online ? { walletId: wallet.walletId } : null, tick);
  const shown = view.value;
  return (
    <div className={classes.stack}>
      {online ? null : <EmptyState title="Not connected" text="Swaps are read from the chain." />}
      {view.error ? <ErrorPanel error={view.error} title="Swaps could not be read" onRetry={view.reload} /> : null}
      {view.loading ? <Loader size="sm" aria-label="Reading swaps" /> : null}
      {shown?.announcement ? <ColdkeySwap wallet={wallet} view={shown} onChanged={view.reload} /> : null}
      {shown ? <HotkeySwap wallet={wallet} view={shown} onChanged={view.reload} /> : null}
      {shown && !shown.announcement ? <ColdkeySwap wallet={wallet} view={shown} onChanged={view.reload} /> : null}
    </div>
  );
}
