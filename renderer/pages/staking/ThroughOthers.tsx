import { Button } from "@mantine/core";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Result } from "#src/result.ts";
import type { SendPlan } from "./use-send-plan.ts";

export interface ThroughOthersProps {
  /** The coldkey that the order is for. */
  readonly real: WalletView | null;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly sending: SendPlan;
  readonly prepare: () => Promise<Result<PlanView>>;
}

/**
 * Other ways to sign an order: through a key here that is a proxy of the coldkey, announced where that proxy has a delay, and
 * proposed where the coldkey is a multisig. Nothing is shown where there is no such way.
 */
export function ThroughOthers({ real, busy, disabled, sending, prepare }: ThroughOthersProps) {
  const client = useClient();
  const wallets = useMirror("wallets").value ?? [];
  const proxies = useMirror("proxies").value;
  const multisigs = useMirror("multisigs").value;
  const signs = (walletId: string | null): WalletView | null =>
    wallets.find((own) => own.walletId === walletId && own.kind !== "watch") ?? null;
  const rights = (proxies?.given ?? []).filter(({ real: address }) => address === real?.address);
  const byDelegate = new Map<string, { wallet: WalletView; delayed: boolean; atOnce: boolean }>();
  for (const { delegateWalletId, delayBlocks } of rights) {
    const wallet = signs(delegateWalletId);
    if (!wallet) continue;
    const known = byDelegate.get(wallet.walletId) ?? { wallet, delayed: false, atOnce: false };
    byDelegate.set(wallet.walletId, {
      wallet,
      delayed: known.delayed || delayBlocks > 0,
      atOnce: known.atOnce || delayBlocks === 0,
    });
  }
  const shared = multisigs?.multisigs.find(({ address }) => address === real?.address);
  const signatories = (shared?.signatories ?? []).flatMap(({ walletId }) => signs(walletId) ?? []);

  const after = (wrap: (planId: string) => Promise<Result<PlanView>>) => () =>
    void sending.begin(async () => {
      const inner = await prepare();
      return inner.ok ? wrap(inner.value.planId) : inner;
    });
  const button = (key: string, label: string, wrap: (planId: string) => Promise<Result<PlanView>>) => (
    <Button key={key} fullWidth variant="default" disabled={disabled || busy} onClick={after(wrap)}>
      {label}
    </Button>
  );
  return (
    <>
      {[...byDelegate.values()].map(({ wallet, atOnce, delayed }) => {
        const { walletId: delegateWalletId, name } = wallet;
        return [
          atOnce
            ? button(`via-${delegateWalletId}`, `Send through the proxy ${name}`, (planId) =>
                client.call("proxies.prepareVia", { planId, delegateWalletId }),
              )
            : null,
          delayed
            ? button(`announce-${delegateWalletId}`, `Announce through the proxy ${name}`, (planId) =>
                client.call("proxies.prepareAnnounce", { planId, delegateWalletId }),
              )
            : null,
        ];
      })}
      {signatories.map(({ walletId: signatoryWalletId, name }) =>
        button(`propose-${signatoryWalletId}`, `Propose to the multisig as ${name}`, (planId) =>
          client.call("multisig.prepareVia", { planId, signatoryWalletId }),
        ),
      )}
    </>
  );
}
