import { Button } from "@mantine/core";
import { useState } from "react";
import { BtcliUpgrade } from "#renderer/flows/restore/BtcliUpgrade.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { KeyfileFacts } from "#src/contract/wallet-btcli.ts";
import classes from "./Keys.module.css";

/** The folder that holds a wallet folder. */
const parentOf = (path: string): string => path.replace(/[/\\][^/\\]*[/\\]?$/, "");

/**
 * What should be done about the keyfiles of a linked wallet: old encryption, clear text, open permissions.
 * Accessible names: list "Warnings about keyfiles", buttons "Upgrade FILE".
 */
export function LinkedFolder({ wallet, link }: { wallet: WalletView; link: string }) {
  const list = useQuery("wallet.btcliList", { folder: parentOf(link) });
  const [upgrading, setUpgrading] = useState<KeyfileFacts | null>(null);
  const found = list.value?.wallets.find((one) => one.walletId === wallet.walletId || one.path === link);
  const files = found ? [{ ...found.coldkey, name: "coldkey" }, ...found.hotkeys] : [];
  const warned = files.filter(({ advice, encryption }) => advice !== null && encryption !== "missing");
  if (list.error) return <p className="warning">{`${list.error.message} ${list.error.hint}`}</p>;
  if (warned.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Warnings about keyfiles">
      {warned.map((facts) => (
        <li key={facts.path} className={classes.card}>
          <span>
            <code>{facts.name}</code> {facts.advice}
          </span>
          {facts.upgradable ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Upgrade ${facts.name}`}
              onClick={() => setUpgrading(facts)}
            >
              {facts.encryption === "plain" ? "Encrypt" : "Upgrade"}
            </Button>
          ) : null}
        </li>
      ))}
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
    </ul>
  );
}
