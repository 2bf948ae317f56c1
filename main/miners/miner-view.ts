import type { MinerView } from "#src/contract/miners.ts";
import type { NetworkKind } from "#src/contract/network.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import type { MinerRecord } from "./registry.ts";
import type { ProcessView } from "./supervisor.ts";

/** A miner as the fronts see it: how it was set up, and what its process does now. */
export function minerView(
  record: MinerRecord,
  wallet: string,
  process: ProcessView,
  counts: { readonly received: number; readonly pending: number },
): MinerView {
  const { state, sentence, error, startedAtMs, restarts, pid } = process;
  return {
    minerId: record.minerId,
    kind: record.kind,
    name: `${wallet}/${record.hotkeyName} on subnet ${record.netuid}`,
    walletId: record.walletId,
    walletName: wallet,
    hotkeyName: record.hotkeyName,
    hotkey: record.hotkey,
    network: record.network,
    netuid: record.netuid,
    intakePort: record.intakePort,
    state,
    sentence,
    error: error && { code: error.code, message: error.message, hint: error.hint },
    startedAtMs,
    restarts,
    pid,
    signalsReceived: counts.received,
    signalsPending: counts.pending,
  };
}

/** A wallet's name; a miner may outlive its wallet. */
export function walletName(keys: { get(walletId: string): { readonly name: string } }, walletId: string): string {
  try {
    return keys.get(walletId).name;
  } catch {
    return "unknown wallet";
  }
}

interface NamedNetwork {
  readonly name: string;
  readonly kind: NetworkKind;
}

/** Two networks are the same for a miner where validators and UIDs are: endpoints of one kind, or one own address. */
export const isSameNetwork = (a: NamedNetwork, b: NamedNetwork): boolean =>
  a.kind === b.kind && (a.kind !== "custom" || a.name === b.name);

/** Changes when anything about the validators changes that the dispatcher uses. */
export const fingerprint = (rows: readonly ValidatorRow[] | null): string =>
  (rows ?? [])
    .map(({ uid, hotkey, ip, port, permit, stakeRao, trust }) =>
      [uid, hotkey, ip, port, permit, stakeRao, trust].join(" "),
    )
    .join("\n");
