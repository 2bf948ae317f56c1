import { count, duration } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { shortAddress } from "#src/address/short-address.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { MultisigOperation } from "#src/contract/multisig.ts";
import type { NetworkStatus } from "#src/contract/network.ts";
import type { OwnNeuron } from "#src/contract/neurons.ts";
import type { AnnouncementView } from "#src/contract/proxies.ts";
import type { RegistrationStatus } from "#src/contract/registration.ts";
import type { SignalView } from "#src/contract/signals.ts";
import type { AnnouncementView as ColdkeySwap } from "#src/contract/swaps.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { KeychainView, WalletView } from "#src/contract/wallet.ts";
import { type AlertThresholds, alarmOf } from "#src/neurons/alarm.ts";

/** A card under "Needs you". */
export interface Need {
  readonly id: string;
  readonly tone: "warning" | "danger";
  readonly title: string;
  readonly text: string;
  readonly link: string;
  readonly action: string;
}

export interface NeedFacts {
  readonly network: NetworkStatus | null;
  readonly keychain: KeychainView | null;
  readonly wallets: readonly WalletView[];
  readonly miners: readonly MinerView[];
  readonly registrations: readonly RegistrationStatus[];
  readonly transactions: readonly TransactionView[];
  readonly signals: readonly SignalView[];
  readonly coldkeySwaps: readonly ColdkeySwap[];
  readonly neurons: readonly OwnNeuron[];
  readonly thresholds: AlertThresholds;
  readonly announcements: readonly AnnouncementView[];
  readonly operations: readonly MultisigOperation[];
  readonly nowMs: number;
}

const RECENT_MS = 60 * 60_000;
const IMMUNITY_WARNING_MS = 2 * 60 * 60_000;

function immunity({ registrations, network }: NeedFacts): Need[] {
  const blockTimeMs = network?.blockTimeMs;
  return registrations.flatMap(({ registered, uid, netuid, immuneUntilBlock, atBlock }) => {
    if (!registered || immuneUntilBlock === null || !blockTimeMs) return [];
    const leftMs = (immuneUntilBlock - atBlock) * blockTimeMs;
    if (leftMs <= 0 || leftMs > IMMUNITY_WARNING_MS) return [];
    return [
      {
        id: `immunity-${netuid}-${uid}`,
        tone: "warning" as const,
        title: `Immunity of UID ${uid} on subnet ${netuid} ends in ${duration(leftMs)}`,
        text: `From block ${count(immuneUntilBlock)} on it can be replaced by a new registration.`,
        link: href("neurons"),
        action: "See neurons",
      },
    ];
  });
}

/** Calls announced for own accounts by somebody else, own ones that may run, and operations that wait for an approval. */
function acting({ announcements, operations, wallets, network }: NeedFacts): Need[] {
  const nameOf = (address: string): string =>
    wallets.find((wallet) => wallet.address === address)?.name ?? shortAddress(address);
  const action = { link: href("proxies"), action: "See proxies" };
  return [
    ...announcements.flatMap((one): Need[] => {
      const { real, delegate, callHash, readyAtBlock, madeHere, realWalletId, delegateWalletId, title } = one;
      const id = `announcement-${delegate}-${real}-${callHash}`;
      const ready = readyAtBlock !== null && (network?.block ?? 0) + 1 >= readyAtBlock;
      if (!madeHere && realWalletId !== null) {
        return [
          {
            id,
            tone: "danger",
            title: `${nameOf(delegate)} announced a call for ${nameOf(real)}`,
            text: `It was not made here${readyAtBlock === null ? "" : ` and may run from block ${count(readyAtBlock)} on`}. Reject it if you do not know it.`,
            ...action,
          },
        ];
      }
      if (!madeHere || !ready || delegateWalletId === null) return [];
      const text = `${title ?? "It"} was announced for ${nameOf(real)}, and its delay is over.`;
      return [{ id, tone: "warning", title: "An announced call may run now", text, ...action }];
    }),
    ...operations.flatMap(({ address, callHash, canApprove, missing, title }): Need[] =>
      canApprove.length === 0
        ? []
        : [
            {
              id: `multisig-${address}-${callHash}`,
              tone: "warning",
              title: `${nameOf(address)} waits for ${missing <= 1 ? "the last approval" : `${missing} approvals`}`,
              text: title ?? "A call that is not known here.",
              ...action,
            },
          ],
    ),
  ];
}

/** UIDs that are close to being replaced, by the person's own thresholds. */
function survival({ neurons, thresholds }: NeedFacts): Need[] {
  return neurons.flatMap(({ netuid, uid, hotkeyName, survival: state, registeredAtBlock }) => {
    const alarm = state === null ? "none" : alarmOf(state, registeredAtBlock, thresholds);
    if (state === null || (alarm !== "near" && alarm !== "nextOut")) return [];
    return [
      {
        id: `survival-${netuid}-${uid}`,
        tone: alarm === "nextOut" ? ("danger" as const) : ("warning" as const),
        title: `${hotkeyName}, UID ${uid} on subnet ${netuid}, may be replaced soon`,
        text: state.sentence,
        link: href("neurons"),
        action: "See neurons",
      },
    ];
  });
}

/** Announced swaps of coldkeys: a foreign one before everything else, one's own as something to carry out. */
function swaps({ coldkeySwaps, network, nowMs }: NeedFacts): Need[] {
  const block = network?.block ?? 0;
  return coldkeySwaps.map((one): Need => {
    const link = `${href("account", one.walletId)}?tab=swap`;
    const id = `swap-${one.coldkey}`;
    const ready = Math.max(block, one.atBlock) >= one.executeAtBlock;
    const when = ready ? "now" : `from block ${count(one.executeAtBlock)} on, in ${duration(one.executeAtMs - nowMs)}`;
    if (one.disputed) {
      const text = "Only the network's team can lift a dispute.";
      return { id, tone: "danger", title: `${one.walletName} is frozen by a dispute`, text, link, action: "See swap" };
    }
    if (!one.known) {
      return {
        id,
        tone: "danger",
        title: `Somebody wants to move everything of ${one.walletName} to another coldkey`,
        text: `Nobody announced it with this Tausmith. It can be carried out ${when}. If it was not you, dispute it before that.`,
        link,
        action: "Dispute it",
      };
    }
    return {
      id,
      tone: "warning",
      title: ready ? `${one.walletName} can be moved to its new coldkey` : `${one.walletName} moves to a new coldkey`,
      text: ready ? "The wait is over." : `It can be carried out ${when}. Until then this coldkey does nothing else.`,
      link,
      action: ready ? "Carry it out" : "See swap",
    };
  });
}

/** Coldkeys whose words nobody has read back from paper for a year. */
const wordChecks = ({ wallets }: NeedFacts): Need[] =>
  wallets
    .filter(({ wordsCheckDue }) => wordsCheckDue)
    .map(({ walletId, name }) => ({
      id: `words-${walletId}`,
      tone: "warning",
      title: `Time to check the words of ${name}`,
      text: "Once a year: read three of them back from your paper.",
      link: href("wallet", walletId),
      action: "Check words",
    }));

/** What waits for a decision of the person, most pressing first. Pure, so that it can be tested. */
export function needs(facts: NeedFacts): readonly Need[] {
  const { network, keychain, wallets, miners, transactions, signals, nowMs } = facts;
  const announced = swaps(facts);
  const found: Need[] = announced.filter(({ tone }) => tone === "danger");
  if (network && (network.state === "offline" || network.state === "stale")) {
    found.push({
      id: "network",
      tone: "danger",
      title: network.state === "offline" ? `${network.name} cannot be reached` : `${network.name} sends no new blocks`,
      text: network.reason ?? "Figures on screen are from before. Tausmith keeps trying.",
      link: href("settings", "network"),
      action: "See network",
    });
  }
  for (const miner of miners) {
    if (miner.state !== "failed" && miner.state !== "backingOff") continue;
    found.push({
      id: `miner-${miner.minerId}`,
      tone: miner.state === "failed" ? "danger" : "warning",
      title: `${miner.name} is down`,
      text: miner.sentence,
      link: href("miners", miner.minerId),
      action: "See miner",
    });
  }
  for (const transaction of transactions) {
    const failed = transaction.state === "failed" || transaction.state === "refused" || transaction.state === "expired";
    if (!failed || nowMs - transaction.recordedAtMs > RECENT_MS) continue;
    found.push({
      id: `transaction-${transaction.transactionId}`,
      tone: "danger",
      title: `${transaction.title}: ${transaction.state}`,
      text: transaction.error?.message ?? "It did not come into a block in time. Nothing was paid.",
      link: href("activity", transaction.transactionId),
      action: "See transaction",
    });
  }
  const failedSignals = signals.filter(
    ({ state, receivedAtMs }) => state === "failed" && nowMs - receivedAtMs < RECENT_MS,
  );
  const [lastFailed] = failedSignals;
  if (lastFailed) {
    found.push({
      id: "signals",
      tone: "danger",
      title:
        failedSignals.length === 1
          ? "A signal reached no validator"
          : `${failedSignals.length} signals reached no validator`,
      text: lastFailed.reason ?? "No validator accepted it.",
      link: href("signals", lastFailed.uuid),
      action: "See signal",
    });
  }
  const vaultHoldsKeys = wallets.some(
    ({ place, hotkeys }) => place === "vault" || hotkeys.some((hotkey) => hotkey.place === "vault"),
  );
  if (keychain && !keychain.open && vaultHoldsKeys) {
    found.push({
      id: "vault",
      tone: "warning",
      title: "The vault is closed",
      text: "Miners cannot start and nothing can be signed before it is opened.",
      link: href("settings", "keychain"),
      action: "Open vault",
    });
  }
  const reminders = announced.filter(({ tone }) => tone === "warning");
  return [...found, ...reminders, ...acting(facts), ...survival(facts), ...immunity(facts), ...wordChecks(facts)];
}
