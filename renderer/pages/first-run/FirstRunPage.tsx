/*
 * First run. Accessible names:
 * buttons "Practise now", "Start with a new wallet", "Restore or link wallets", "Import its move file"; in the flows those of
 * `flows/new-wallet` and `flows/restore`; progress list "Setting up practice".
 */
import { Button } from "@mantine/core";
import { IconKey, IconPlayerPlay, IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { NewWallet } from "#renderer/flows/new-wallet/NewWallet.tsx";
import { BringIn, type WayIn } from "#renderer/flows/restore/BringIn.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useMirror, useStores } from "#renderer/stores/use-stores.tsx";
import { Choice } from "./Choice.tsx";
import classes from "./FirstRunPage.module.css";
import { usePractise } from "./use-practise.ts";

/** Three ways in, side by side, each with what happens next and how long it takes. */
export function FirstRunPage() {
  const { session } = useStores();
  const network = useMirror("network").value;
  const practise = usePractise();
  const [shown, setShown] = useState<"choices" | "new" | "restore">("choices");
  const [way, setWay] = useState<WayIn>("restore");

  const enter = async (target: string) => {
    if (await practise.finish()) go(target);
    void session.reload();
  };
  const practiseNow = async () => {
    if (await practise.run()) await enter(href("home"));
  };

  if (shown === "new") {
    return (
      <div className={classes.narrow}>
        <Panel title="New wallet">
          <NewWallet onDone={() => void enter(href("wallet"))} onCancel={() => setShown("choices")} />
        </Panel>
      </div>
    );
  }
  if (shown === "restore") {
    return (
      <div className={classes.narrow}>
        <Panel title="Restore or link wallets">
          <BringIn
            way={way}
            onWay={setWay}
            onDone={(wallet) => void enter(href("wallet", wallet.walletId))}
            onCancel={() => setShown("choices")}
          />
        </Panel>
      </div>
    );
  }
  const elsewhere = network !== null && network.kind !== "practice";
  return (
    <div className={classes.page}>
      <p className={classes.lead}>
        Tausmith keeps your keys, shows every fee before you sign, and runs miners. How do you want to begin?
      </p>
      <div className={classes.choices}>
        <Choice
          icon={IconPlayerPlay}
          title="Practise now"
          time="ready in seconds"
          lines={[
            "A practice wallet without a password, filled with play money.",
            "A small Bittensor network that runs inside this app, offline.",
            "Register, mine and send a first signal within a minute, at no risk.",
          ]}
          action={
            <Button fullWidth loading={practise.busy} onClick={() => void practiseNow()}>
              Practise now
            </Button>
          }
          note={elsewhere ? `This switches from ${network.name} to the practice network.` : null}
        />
        <Choice
          icon={IconRestore}
          title="Restore or link wallets"
          time="about two minutes"
          lines={[
            "From words, a seed, a polkadot.js file or btcli's folder.",
            "You see the address before anything is kept.",
            "btcli's files stay where they are, linked or copied as you choose.",
          ]}
          action={
            <Button fullWidth variant="default" onClick={() => setShown("restore")}>
              Restore or link wallets
            </Button>
          }
        />
        <Choice
          icon={IconKey}
          title="Start with a new wallet"
          time="about five minutes"
          lines={[
            "New words, shown once, to be written on paper.",
            "Three of them asked back, so that the paper is right.",
            "A password that seals the key on this machine.",
          ]}
          action={
            <Button fullWidth variant="default" onClick={() => setShown("new")}>
              Start with a new wallet
            </Button>
          }
        />
      </div>
      <p className="dim">
        Moving a miner from another machine to this one?{" "}
        <Button size="compact-sm" variant="subtle" onClick={() => void enter(href("move"))}>
          Import its move file
        </Button>
      </p>
      {practise.steps.length > 0 ? (
        <ol className={classes.progress} aria-label="Setting up practice">
          {practise.steps.map(({ text, done }) => (
            <li key={text} data-done={done || undefined}>
              {text}
            </li>
          ))}
        </ol>
      ) : null}
      {practise.error ? (
        <ErrorPanel error={practise.error} title="Practice could not be set up" onRetry={() => void practiseNow()} />
      ) : null}
    </div>
  );
}
