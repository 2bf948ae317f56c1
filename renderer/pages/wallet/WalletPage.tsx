/*
 * Wallet. Accessible names:
 * button "New wallet"; region "Wallets" with links named by wallet and hotkey; region named by the chosen key with
 * "Copy address …", "Get 100 practice τ", "Add hotkey", "Unlock", "Lock all wallets", "Register this hotkey";
 * dialogs "New wallet" (see flows/new-wallet), "Add hotkey" (field "Hotkey name", button "Make hotkey"),
 * "Unlock" (field "Password", button "Unlock wallet").
 */
import { Button, Loader, Modal } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { NewWallet } from "#renderer/flows/new-wallet/NewWallet.tsx";
import { go, href, useRoute } from "#renderer/lib/route.ts";
import { useMirror, useStores } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import { KeyTree } from "./KeyTree.tsx";
import { WalletDetail } from "./WalletDetail.tsx";
import classes from "./WalletPage.module.css";

export function WalletPage() {
  const { parts, params } = useRoute();
  const { session } = useStores();
  const { value, error, reload } = useMirror("wallets");
  const chosen = useChosenWallet();
  const [, walletId, hotkeyName] = parts;
  const wallet = value?.find((own) => own.walletId === walletId) ?? chosen;
  const making = params.has("new");
  const close = () => go(href("wallet", ...(wallet ? [wallet.walletId] : [])));
  const startNew = () => go(`${href("wallet")}?new=1`);

  const body = () => {
    if (error) return <ErrorPanel error={error} title="Wallets could not be listed" onRetry={() => void reload()} />;
    if (!value) return <Loader aria-label="Loading wallets" />;
    if (!wallet) {
      return (
        <Panel>
          <EmptyState
            title="No wallet yet"
            text="A wallet is a coldkey that holds and pays, and hotkeys under it that mine."
            action={<Button onClick={startNew}>New wallet</Button>}
          />
        </Panel>
      );
    }
    return (
      <div className={classes.split}>
        <Panel
          title="Wallets"
          side={
            <Button size="compact-xs" variant="default" leftSection={<IconPlus size={13} />} onClick={startNew}>
              New wallet
            </Button>
          }
        >
          <KeyTree wallets={value} walletId={wallet.walletId} hotkeyName={hotkeyName ?? null} />
        </Panel>
        <WalletDetail key={wallet.walletId} wallet={wallet} hotkeyName={hotkeyName ?? null} />
      </div>
    );
  };

  return (
    <>
      {body()}
      <Modal opened={making} onClose={close} title="New wallet" size="lg" closeOnClickOutside={false}>
        <NewWallet
          onCancel={close}
          onDone={(made) => {
            session.setState({ chosenWalletId: made.walletId });
            go(href("wallet", made.walletId));
          }}
        />
      </Modal>
    </>
  );
}
