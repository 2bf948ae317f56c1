import { Button } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { Identicon } from "#renderer/components/Identicon.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { QrCode } from "#renderer/components/QrCode.tsx";
import { FaucetButton } from "#renderer/flows/FaucetButton.tsx";
import { KeyActions } from "#renderer/flows/keys/KeyActions.tsx";
import { LinkedFolder } from "#renderer/flows/keys/LinkedFolder.tsx";
import { WordsCheck } from "#renderer/flows/keys/WordsCheck.tsx";
import { clockTime, count, duration } from "#renderer/lib/format.ts";
import { PLACE_WORDS } from "#renderer/lib/place-words.ts";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror, useSession, useStores } from "#renderer/stores/use-stores.tsx";
import { useBalance } from "#renderer/stores/use-wallet.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { AddHotkey } from "./AddHotkey.tsx";
import { Unlock } from "./Unlock.tsx";
import classes from "./WalletPage.module.css";

function AddressBlock({ address, what }: { address: string; what: string }) {
  return (
    <div className={classes.addressBlock}>
      <QrCode text={address} label={`QR code of the ${what} address`} size={132} />
      <div className={classes.addressText}>
        <Identicon address={address} size={36} />
        <code className={classes.full}>{address}</code>
        <span>
          <CopyButton text={address} label="Copy address" /> <span className="dim">copy the whole address</span>
        </span>
      </div>
    </div>
  );
}

/** The chosen coldkey or hotkey: address, balances by kind, where the secret lives, what can be done. */
export function WalletDetail({ wallet, hotkeyName }: { wallet: WalletView; hotkeyName: string | null }) {
  const { session } = useStores();
  const { chosenWalletId } = useSession();
  const balance = useBalance(wallet.address);
  const network = useMirror("network").value;
  const registrations = useMirror("registrations").value ?? [];
  const lock = useAction("wallet.lock");
  const [dialog, setDialog] = useState<"hotkey" | "unlock" | null>(null);
  const nowMs = useNow(1_000);
  const hotkey = wallet.hotkeys.find(({ name }) => name === hotkeyName);
  const unlockedMs = wallet.unlockedUntilMs === null ? null : wallet.unlockedUntilMs - nowMs;

  if (hotkey) {
    const held = registrations.filter(({ registered, hotkey: address }) => registered && address === hotkey.address);
    return (
      <Panel title={`${wallet.name} / ${hotkey.name}`} side={<span className="dim">hotkey</span>}>
        <div className={classes.detail}>
          <AddressBlock address={hotkey.address} what="hotkey" />
          <Bill>
            <BillLine name="Secret">{PLACE_WORDS[hotkey.place]}</BillLine>
            {hotkey.link ? (
              <BillLine name="File">
                <code>{hotkey.link}</code>
              </BillLine>
            ) : null}
            <BillLine name="UIDs">
              {held.length === 0 ? "none yet" : held.map(({ netuid, uid }) => `${uid} on subnet ${netuid}`).join(", ")}
            </BillLine>
          </Bill>
          <div className={classes.actions}>
            <Button
              component="a"
              size="xs"
              href={`${href("register")}?wallet=${encodeURIComponent(wallet.walletId)}&hotkey=${encodeURIComponent(hotkey.name)}`}
            >
              Register this hotkey
            </Button>
            <KeyActions wallet={wallet} hotkey={hotkey} />
          </div>
        </div>
      </Panel>
    );
  }

  return (
    <Panel title={wallet.name} side={<span className="dim">coldkey</span>}>
      <div className={classes.detail}>
        <AddressBlock address={wallet.address} what="coldkey" />
        {balance ? (
          <Bill label="Balances">
            <BillLine name="Free">
              <Amount rao={balance.freeRao} full />
            </BillLine>
            <BillLine name="of it transferable">
              <Amount rao={balance.transferableRao} full />
            </BillLine>
            <BillLine name="Reserved (deposits)">
              <Amount rao={balance.reservedRao} full />
            </BillLine>
            <BillLine name="Staked, at spot price">
              <Amount rao={balance.stakedRao} full />
            </BillLine>
            <BillLine name={`Total at block ${count(balance.atBlock)}`} sum>
              <Amount rao={balance.totalRao} full />
            </BillLine>
          </Bill>
        ) : (
          <p className="dim">The balance is not known yet.</p>
        )}
        <Bill>
          <BillLine name="Secret">{PLACE_WORDS[wallet.place]}</BillLine>
          {wallet.link ? (
            <BillLine name="Folder">
              <code>{wallet.link}</code>
            </BillLine>
          ) : null}
          <BillLine name="Made">{clockTime(wallet.createdAtMs)}</BillLine>
          {wallet.kind === "password" ? (
            <BillLine name="State">
              {unlockedMs !== null && unlockedMs > 0 ? `unlocked, locks in ${duration(unlockedMs)}` : "locked"}
            </BillLine>
          ) : null}
        </Bill>
        {wallet.link ? <LinkedFolder wallet={wallet} link={wallet.link} /> : null}
        {wallet.kind === "password" && wallet.hasWords ? <WordsCheck wallet={wallet} /> : null}
        {wallet.kind === "watch" ? (
          <p className="dim">
            Watched by its address. What it has to sign is signed on the machine that holds its key:{" "}
            <a href={href("offline")}>offline signing</a>.
          </p>
        ) : null}
        <div className={classes.actions}>
          {network?.kind === "practice" ? <FaucetButton address={wallet.address} /> : null}
          <Button size="xs" variant="default" onClick={() => setDialog("hotkey")}>
            Add hotkey
          </Button>
          {wallet.kind === "password" && !(unlockedMs !== null && unlockedMs > 0) ? (
            <Button size="xs" variant="default" onClick={() => setDialog("unlock")}>
              Unlock
            </Button>
          ) : null}
          {wallet.kind === "password" && unlockedMs !== null && unlockedMs > 0 ? (
            <Button size="xs" variant="default" loading={lock.busy} onClick={() => void lock.run({})}>
              Lock now
            </Button>
          ) : null}
          {chosenWalletId === wallet.walletId ? null : (
            <Button size="xs" variant="default" onClick={() => session.setState({ chosenWalletId: wallet.walletId })}>
              Show in status strip
            </Button>
          )}
          <Button component="a" size="xs" variant="default" href={href("proxies")}>
            Proxies
          </Button>
          <Button component="a" size="xs" variant="default" href={href("account", wallet.walletId)}>
            Identity, takes, rewards, swaps
          </Button>
          <KeyActions wallet={wallet} />
        </div>
        {dialog === "hotkey" ? <AddHotkey wallet={wallet} onClose={() => setDialog(null)} /> : null}
        {dialog === "unlock" ? <Unlock wallet={wallet} onClose={() => setDialog(null)} /> : null}
      </div>
    </Panel>
  );
}
