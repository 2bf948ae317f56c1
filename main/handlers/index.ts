import type { Services } from "#main/services.ts";
import { appHandlers } from "./app.ts";
import { basketHandlers } from "./basket.ts";
import { delegationHandlers } from "./delegation.ts";
import { feesHandlers } from "./fees.ts";
import { historyHandlers } from "./history.ts";
import { identityHandlers } from "./identity.ts";
import { minersHandlers } from "./miners.ts";
import { moveHandlers } from "./move.ts";
import { multisigHandlers } from "./multisig.ts";
import { networkHandlers } from "./network.ts";
import { neuronsHandlers } from "./neurons.ts";
import { offlineHandlers } from "./offline.ts";
import { planningHandlers } from "./planning.ts";
import { portfolioHandlers } from "./portfolio.ts";
import { practiceHandlers } from "./practice.ts";
import { proxiesHandlers } from "./proxies.ts";
import { registrationHandlers } from "./registration.ts";
import { rehearsalHandlers } from "./rehearsal.ts";
import { signalsHandlers } from "./signals.ts";
import { stakingHandlers } from "./staking.ts";
import { subnetsHandlers } from "./subnets.ts";
import { swapsHandlers } from "./swaps.ts";
import { transactionsHandlers } from "./transactions.ts";
import { transfersHandlers } from "./transfers.ts";
import type { AllHandlers } from "./types.ts";
import { walletHandlers } from "./wallet.ts";

/** The handlers of every area of the contract; a missing one does not compile. */
export const createHandlers = (services: Services): AllHandlers => ({
  app: appHandlers(services),
  network: networkHandlers(services),
  practice: practiceHandlers(services),
  wallet: walletHandlers(services),
  subnets: subnetsHandlers(services),
  registration: registrationHandlers(services),
  neurons: neuronsHandlers(services),
  fees: feesHandlers(services),
  history: historyHandlers(services),
  portfolio: portfolioHandlers(services),
  staking: stakingHandlers(services),
  identity: identityHandlers(services),
  delegation: delegationHandlers(services),
  swaps: swapsHandlers(services),
  transfers: transfersHandlers(services),
  proxies: proxiesHandlers(services),
  multisig: multisigHandlers(services),
  transactions: transactionsHandlers(services),
  rehearsal: rehearsalHandlers(services),
  basket: basketHandlers(services),
  planning: planningHandlers(services),
  offline: offlineHandlers(services),
  miners: minersHandlers(services),
  move: moveHandlers(services),
  signals: signalsHandlers(services),
});
