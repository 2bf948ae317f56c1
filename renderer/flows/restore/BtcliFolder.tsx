import { Button, Loader, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import type { BtcliWalletView, KeyfileFacts } from "#src/contract/wallet-btcli.ts";
import classes from "./BtcliFolder.module.css";
import { BtcliImport } from "./BtcliImport.tsx";
import { BtcliUpgrade } from "./BtcliUpgrade.tsx";
import { ENCRYPTION_WORDS } from "./encryption-words.ts";

export interface BtcliFolderProps {
  readonly onDone: (wallet: WalletView) => void;
}

function Keyfile({ name, facts, onUpgrade }: { name: string; facts: KeyfileFacts; onUpgrade: () => void }) {
  const { tone, text } = ENCRYPTION_WORDS[facts.encryption];
  return (
    <li className={classes.keyfile}>
      <span className={classes.fileName}>{name}</span>
      <StateMark tone={tone}>{text}</StateMark>
      {facts.upgradable ? (
        <Button size="compact-xs" variant="default" aria-label={`Upgrade ${name}`} onClick={onUpgrade}>
          {facts.encryption === "plain" ? "Encrypt" : "Upgrade"}
        </Button>
      ) : null}
      {facts.advice ? <span className={`${classes.advice} warning`}>{facts.advice}</span> : null}
    </li>
  );
}

/**
 * btcli's wallets on this machine, as they lie: linked in place, or copied in.
 * Accessible names: "Folder of btcli wallets", "Read folder", list "btcli wallets"; per wallet "Link NAME",
 * "Import NAME", "Upgrade coldkey", "Upgrade HOTKEY".
 */
export function BtcliFolder({ onDone }: BtcliFolderProps) {
  const known = useMirror("wallets").value ?? [];
  const [typed, setTyped] = useState("");
  const [folder, setFolder] = useState<string | undefined>(undefined);
  const list = useQuery("wallet.btcliList", folder === undefined ? {} : { folder }, known.length);
  const link = useAction("wallet.btcliLink");
  const [importing, setImporting] = useState<BtcliWalletView | null>(null);
  const [upgrading, setUpgrading] = useState<KeyfileFacts | null>(null);

  const linkNow = async (wallet: BtcliWalletView) => {
    const result = await link.run({ path: wallet.path });
    if (result.ok) onDone(result.value);
  };
  const wallets = list.value?.wallets ?? [];
  return (
    <div className={classes.page}>
      <form
        className={classes.folder}
        onSubmit={(event) => {
          event.preventDefault();
          setFolder(typed.trim() === "" ? undefined : typed.trim());
        }}
      >
        <TextInput
          label="Folder of btcli wallets"
          placeholder={list.value?.folder ?? "~/.bittensor/wallets"}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={list.loading}>
          Read folder
        </Button>
      </form>
      {list.error ? <ErrorPanel error={list.error} title="The folder was not read" onRetry={list.reload} /> : null}
      {list.loading ? <Loader size="sm" aria-label="Reading the folder" /> : null}
      {list.value && wallets.length === 0 ? (
        <EmptyState
          title="No wallets in this folder"
          text={`${list.value.folder} holds no btcli wallet. Give another folder.`}
        />
      ) : null}
      {link.error ? <ErrorPanel error={link.error} title="It was not linked" /> : null}
      <ul className={classes.wallets} aria-label="btcli wallets">
        {wallets.map((wallet) => {
          const here = known.find(({ walletId }) => walletId === wallet.walletId);
          const usable = wallet.coldkey.encryption !== "damaged" && wallet.coldkey.encryption !== "unreadable";
          return (
            <li key={wallet.path} className={classes.wallet}>
              <div className={classes.head}>
                <strong>{wallet.name}</strong>
                {wallet.address ? <Address address={wallet.address} /> : <span className="dim">address not known</span>}
                <span className={classes.grow} />
                {here ? (
                  <a href={href("wallet", here.walletId)}>{`here as ${here.name}`}</a>
                ) : (
                  <>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Link ${wallet.name}`}
                      loading={link.busy}
                      disabled={!usable || wallet.coldkey.encryption === "plain"}
                      onClick={() => void linkNow(wallet)}
                    >
                      Link
                    </Button>
                    <Button
                      size="xs"
                      aria-label={`Import ${wallet.name}`}
                      disabled={!usable || wallet.coldkey.encryption === "missing"}
                      onClick={() => setImporting(wallet)}
                    >
                      Import
                    </Button>
                  </>
                )}
              </div>
              <ul className={classes.files}>
                <Keyfile name="coldkey" facts={wallet.coldkey} onUpgrade={() => setUpgrading(wallet.coldkey)} />
                {wallet.hotkeys.map((hotkey) => (
                  <Keyfile key={hotkey.path} name={hotkey.name} facts={hotkey} onUpgrade={() => setUpgrading(hotkey)} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {wallets.length > 0 ? (
        <p className="dim">
          Link leaves the files where they are, and btcli goes on using them. Import copies the keys into this app; the
          files stay untouched.
        </p>
      ) : null}
      {importing ? <BtcliImport wallet={importing} onClose={() => setImporting(null)} onDone={onDone} /> : null}
      {upgrading ? (
        <BtcliUpgrade
          facts={upgrading}
          onClose={() => setUpgrading(null)}
          onDone={() => {
            setUpgrading(null);
            list.reload();
          }}
        />
      ) : null}
    </div>
  );
}
