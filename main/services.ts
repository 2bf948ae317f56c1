import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Fees } from "#main/fees/fees.ts";
import type { AppFacts } from "#main/handlers/app.ts";
import type { History } from "#main/history/history.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { AxonPublishing } from "#main/neurons/axon/axon.ts";
import type { Reach } from "#main/neurons/axon/reach.ts";
import type { Neurons } from "#main/neurons/neurons.ts";
import type { Validators } from "#main/neurons/validators.ts";
import type { Offline } from "#main/offline/offline.ts";
import type { Portfolio } from "#main/portfolio/portfolio.ts";
import type { Practice } from "#main/practice/practice.ts";
import type { Registration } from "#main/registration/registration.ts";
import type { Settings } from "#main/settings/settings.ts";
import type { Signals } from "#main/signals/signals.ts";
import type { Staking } from "#main/staking/staking.ts";
import type { Subnets } from "#main/subnets/subnets.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import type { Transfers } from "#main/transfers/transfers.ts";
import type { Balances } from "#main/wallet/balances.ts";

/** Every service of the app, once. Handlers take the few they need. */
export interface Services {
  readonly facts: AppFacts;
  readonly settings: Settings;
  readonly activity: Activity;
  readonly keys: Keys;
  readonly practice: Practice;
  readonly chain: Chain;
  readonly balances: Balances;
  readonly subnets: Subnets;
  readonly validators: Validators;
  readonly staking: Staking;
  readonly transfers: Transfers;
  readonly transactions: Transactions;
  readonly registration: Registration;
  readonly neurons: Neurons;
  readonly axon: AxonPublishing;
  readonly reach: Reach;
  readonly fees: Fees;
  readonly history: History;
  readonly portfolio: Portfolio;
  readonly offline: Offline;
  readonly miners: Miners;
  readonly signals: Signals;
}
