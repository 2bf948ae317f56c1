import { Button, Tabs } from "@mantine/core";
import type { WalletView } from "#src/contract/wallet.ts";
import { BtcliFolder } from "./BtcliFolder.tsx";
import classes from "./Restore.module.css";
import { Restore } from "./Restore.tsx";
import { WatchAddress } from "./WatchAddress.tsx";

export type WayIn = "restore" | "btcli" | "watch";

export interface BringInProps {
  readonly way: WayIn;
  readonly onWay: (way: WayIn) => void;
  readonly onDone: (wallet: WalletView) => void;
  readonly onCancel: () => void;
}

/**
 * Bringing wallets in that exist already.
 * Accessible names: tabs "Restore a key", "btcli folder", "Watch an address"; "Back".
 */
export function BringIn({ way, onWay, onDone, onCancel }: BringInProps) {
  return (
    <Tabs value={way} onChange={(value) => value && onWay(value as WayIn)} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="restore">Restore a key</Tabs.Tab>
        <Tabs.Tab value="btcli">btcli folder</Tabs.Tab>
        <Tabs.Tab value="watch">Watch an address</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="restore">
        <Restore onDone={onDone} onCancel={onCancel} />
      </Tabs.Panel>
      <Tabs.Panel value="btcli">
        <BtcliFolder onDone={onDone} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onCancel}>
            Back
          </Button>
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="watch">
        <WatchAddress onDone={onDone} onCancel={onCancel} />
      </Tabs.Panel>
    </Tabs>
  );
}
