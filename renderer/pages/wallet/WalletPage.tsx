/*
 * Wallet. Accessible names:
 * button "New wallet"; button "Add wallet" with menu "New wallet", "Restore a key", "btcli folder", "Watch an address";
 * links "Messages", "Address book", "Offline signing", "Backup"; region "Wallets" with links named by wallet and hotkey; region named by the chosen key with
 * "Copy address …", "Get 100 practice τ", "Add hotkey", "Unlock", "Lock all wallets", "Register this hotkey";
 * dialogs "New wallet" (see flows/new-wallet), "Bring in a wallet" (see flows/restore), "Add hotkey" (field "Hotkey name", button "Make hotkey"),
 * "Unlock" (field "Password", button "Unlock wallet").
 */
import { Button, Loader, Menu, Modal } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { NewWallet } from "#renderer/flows/new-wallet/NewWallet.tsx";
import { BringIn, type WayIn } from "#renderer/flows/restore/BringIn.tsx";
import { go, href, setParams, useRoute } from "#renderer/lib/route.ts";
import { useMirror, useStores } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { KeyTree } from "./KeyTree.tsx";
import { WalletDetail } from "./WalletDetail.tsx";
import classes from "./WalletPage.module.css";

const WAYS: readonly { readonly way: WayIn; readonly label: string }[] = [
  { way: "restore", label: "Restore a key" },
  { way: "btcli", label: "btcli folder" },
  { way: "watch", label: "Watch an address" },
];

/** Pages that belong to keys and have no entry of their own in the side navigation. */
const ROOMS = [
  { path: ["messages"], label: "Messages" },
  { path: ["addresses"], label: "Address book" },
  { path: ["offline"], label: "Offline signing" },
  { path: ["settings", "backup"], label: "Backup" },
] as const;

function AddMenu({ onNew, onWay }: { onNew: () => void; onWay: (way: WayIn) => void }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconPlus size={13} />}>
          Add wallet
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onNew}>New wallet</Menu.Item>
        {WAYS.map(({ way, label }) => (
          <Menu.Item key={way} onClick={() => onWay(way)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function WalletPage() {
  const { parts, params } = useRoute();
  const { session } = useStores();
  const { value, error, reload } = useMirror("wallets");
  const chosen = useChosenWallet();
  const [, walletId, hotkeyName] = parts;
  const wallet = value?.find((own) => own.walletId === walletId) ?? chosen;
  const making = params.has("new");
  const asked = params.get("add");
  const way = WAYS.find((one) => one.way === asked)?.way ?? null;
  const close = () => go(href("wallet", ...(wallet ? [wallet.walletId] : [])));
  const startNew = () => go(`${href("wallet")}?new=1`);
  const startWay = (chosen: WayIn) => go(`${href("wallet")}?add=${chosen}`);
  const arrived = (made: WalletView) => {
    session.setState({ chosenWalletId: made.walletId });
    go(href("wallet", made.walletId));
  };

  const body = () => {
    if (error) return <ErrorPanel error={error} title="Wallets could not be listed" onRetry={() => void reload()} />;
    if (!value) return <Loader aria-label="Loading wallets" />;
    if (!wallet) {
      return (
        <Panel>
          <EmptyState
            title="No wallet yet"
            text="A wallet is a coldkey that holds and pays, and hotkeys under it that mine."
            action={
              <div className={classes.actions}>
                <Button onClick={startNew}>New wallet</Button>
                <Button variant="default" onClick={() => startWay("restore")}>
                  Restore or link
                </Button>
              </div>
            }
          />
        </Panel>
      );
    }
    return (
      <div className={classes.split}>
        <Panel title="Wallets" side={<AddMenu onNew={startNew} onWay={startWay} />}>
          <KeyTree wallets={value} walletId={wallet.walletId} hotkeyName={hotkeyName ?? null} />
          <nav className={classes.rooms} aria-label="More about keys">
            {ROOMS.map(({ path, label }) => (
              <a key={label} href={href(...path)}>
                {label}
              </a>
            ))}
          </nav>
        </Panel>
        <WalletDetail key={wallet.walletId} wallet={wallet} hotkeyName={hotkeyName ?? null} />
      </div>
    );
  };

  return (
    <>
      {body()}
      <Modal opened={making} onClose={close} title="New wallet" size="lg" closeOnClickOutside={false}>
        <NewWallet onCancel={close} onDone={arrived} />
      </Modal>
      <Modal opened={way !== null} onClose={close} title="Bring in a wallet" size="lg" closeOnClickOutside={false}>
        {way === null ? null : (
          <BringIn way={way} onWay={(next) => setParams({ add: next })} onDone={arrived} onCancel={close} />
        )}
      </Modal>
    </>
  );
}
