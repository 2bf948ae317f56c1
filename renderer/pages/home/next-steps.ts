import { href } from "#renderer/lib/route.ts";
import { SIGNALS_NETUID } from "#renderer/lib/signals-subnet.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { RegistrationStatus } from "#src/contract/registration.ts";
import type { SignalView } from "#src/contract/signals.ts";
import type { BalanceView, WalletView } from "#src/contract/wallet.ts";

export interface NextStep {
  readonly id: "wallet" | "funds" | "register" | "miner" | "start" | "signal";
  readonly title: string;
  readonly text: string;
  readonly done: boolean;
  /** Where it is done; null where a button on the card does it. */
  readonly link: string | null;
  readonly action: string;
}

export interface StepFacts {
  readonly wallet: WalletView | null;
  readonly balance: BalanceView | null;
  readonly registrations: readonly RegistrationStatus[];
  readonly miners: readonly MinerView[];
  readonly signals: readonly SignalView[];
  readonly practice: boolean;
}

/** The way from nothing to the first signal. Pure, so that it can be tested. */
export function nextSteps(facts: StepFacts): readonly NextStep[] {
  const { wallet, balance, registrations, miners, signals, practice } = facts;
  const registered = registrations.some(({ registered: yes, netuid }) => yes && netuid === SIGNALS_NETUID);
  const running = miners.some(({ state }) => state === "running");
  return [
    {
      id: "wallet",
      title: "Have a wallet",
      text: wallet
        ? `${wallet.name} with ${wallet.hotkeys.length} hotkey${wallet.hotkeys.length === 1 ? "" : "s"}.`
        : "A coldkey that pays and a hotkey that mines.",
      done: wallet !== null,
      link: `${href("wallet")}?new=1`,
      action: "Make a wallet",
    },
    {
      id: "funds",
      title: practice ? "Get practice τ" : "Fund it",
      text: practice ? "Play money from the faucet, without value." : "Send TAO to the coldkey's address.",
      done: registered || (balance !== null && BigInt(balance.freeRao) > 0n),
      link: practice && wallet ? null : href("wallet"),
      action: "Show address",
    },
    {
      id: "register",
      title: "Register on the signals subnet",
      text: `A UID on subnet ${SIGNALS_NETUID}, with the price and every fee shown first.`,
      done: registered,
      link: `${href("register")}?netuid=${SIGNALS_NETUID}`,
      action: "Register",
    },
    {
      id: "miner",
      title: "Create a miner",
      text: "It takes signals on this machine and hands them to every validator.",
      done: miners.length > 0,
      link: `${href("miners")}?create=1`,
      action: "Create miner",
    },
    {
      id: "start",
      title: "Start it",
      text: "It runs in its own process with the hotkey only.",
      done: running || signals.length > 0,
      link: href("miners"),
      action: "To the miner",
    },
    {
      id: "signal",
      title: "Send a first signal",
      text: "By hand here, or from your trading tool.",
      done: signals.some(({ state }) => state === "processed"),
      link: href("signals"),
      action: "To the ticket",
    },
  ];
}
