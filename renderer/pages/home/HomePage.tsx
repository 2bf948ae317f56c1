/*
 * Home. Accessible names:
 * regions "Needs you", "What's next", "Balances", "Miners", "Last events"; list "Steps to a first signal" with links
 * "Make a wallet", "Register", "Create miner", "To the miner", "To the ticket" and the button "Get 100 practice τ";
 * "Start <miner>", "Stop <miner>".
 */

import { Balances } from "./Balances.tsx";
import classes from "./HomePage.module.css";
import { LastEvents } from "./LastEvents.tsx";
import { MinerCards } from "./MinerCards.tsx";
import { NeedsYou } from "./NeedsYou.tsx";
import { WhatsNext } from "./WhatsNext.tsx";

/** What somebody sees ten times a day: what needs a decision, what there is, whether the miner runs. */
export function HomePage() {
  return (
    <div className={classes.home}>
      <div className={classes.column}>
        <NeedsYou />
        <WhatsNext />
      </div>
      <div className={classes.column}>
        <Balances />
        <MinerCards />
      </div>
      <div className={classes.column}>
        <LastEvents />
      </div>
    </div>
  );
}
