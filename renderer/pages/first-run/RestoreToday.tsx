import { Button } from "@mantine/core";
import { Panel } from "#renderer/components/Panel.tsx";
import classes from "./FirstRunPage.module.css";

/** What restoring can and cannot do in this version, said plainly. */
export function RestoreToday({ onBack, onContinue }: { onBack: () => void; onContinue: () => void }) {
  return (
    <Panel title="Restore or link wallets: what works today">
      <div className={classes.today}>
        <p>
          Bringing in existing keys is not part of this version. Until it is, do not type your words anywhere in this
          app.
        </p>
        <ul>
          <li>
            Works: new wallets with words you write down, practice wallets, all of mining on the practice network.
          </li>
          <li>Works: looking at the live networks (subnets, prices, metagraphs) with no wallet at all.</li>
          <li>Comes next: words, raw seeds, polkadot.js files, and btcli wallets read and written in place.</li>
        </ul>
        <div className={classes.row}>
          <Button variant="default" onClick={onBack}>
            Back to the choices
          </Button>
          <Button onClick={onContinue}>Continue without a wallet</Button>
        </div>
      </div>
    </Panel>
  );
}
