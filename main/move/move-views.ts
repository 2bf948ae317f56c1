import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Miners } from "#main/miners/miners.ts";
import { readAxon } from "#main/neurons/axon/axon-record.ts";
import type { Clock } from "#main/ports/clock.ts";
import { endpointText } from "#src/axon/endpoint-text.ts";
import { servingWaitBlocks } from "#src/axon/serving-wait.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { MoveView } from "#src/contract/move.ts";
import { quietAtMs, quietMs } from "#src/move/quiet.ts";
import { isOver, mayCancel } from "#src/move/stages.ts";
import { moveSteps } from "#src/move/steps.ts";
import type { MoveRecord, MoveRecords } from "./move-records.ts";
import type { RequestLog } from "./request-log.ts";

const MINUTES_SHOWN = 30;

/** A name for the move file that says whose it is. */
export const moveFileName = ({ hotkeyName, fingerprint }: Pick<MoveRecord, "hotkeyName" | "fingerprint">): string =>
  `tausmith-move-${hotkeyName.replace(/[^\w.-]/g, "_")}-${fingerprint.slice(0, 4)}.json`;

/** A name for the file a hand-over code is carried in. */
export const handoverFileName = ({ fingerprint }: Pick<MoveRecord, "fingerprint">): string =>
  `tausmith-handover-${fingerprint.slice(0, 4)}.txt`;

export interface MoveViews {
  view(record: MoveRecord): MoveView;
  /** Reads the published axon again and notes what is new of it. Does nothing while the move's network is not connected. */
  look(record: MoveRecord): Promise<MoveRecord>;
  /** The miner of a move, or null where it was removed. */
  minerOf(record: MoveRecord): MinerView | null;
  /** When the old axon counts as quiet, if nobody asks any more. */
  quietAtMs(record: MoveRecord): number | null;
}

export function createMoveViews({
  chain,
  miners,
  records,
  requests,
  clock,
}: {
  readonly chain: Chain;
  readonly miners: Pick<Miners, "list">;
  readonly records: MoveRecords;
  readonly requests: RequestLog;
  readonly clock: Clock;
}): MoveViews {
  /** Serving wait by move, as it was read last. */
  const waits = new Map<string, { readonly waitMs: number; readonly readAtMs: number }>();

  const minerOf = ({ minerId }: MoveRecord): MinerView | null =>
    miners.list().find((miner) => miner.minerId === minerId) ?? null;
  const blockTimeMs = (): number => likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice());
  const needsMs = (): number => quietMs(blockTimeMs(), chain.isPractice());
  const quiet = (record: MoveRecord, miner: MinerView | null): number | null =>
    quietAtMs(
      {
        lastAtMs: requests.lastAtMs(record.minerId),
        watchedSinceMs: miner?.state === "running" ? miner.startedAtMs : null,
        publishedAtMs: record.publishedAtMs,
      },
      needsMs(),
    );
  const waitOf = ({ moveId }: MoveRecord): number | null => {
    const known = waits.get(moveId);
    return known ? Math.max(0, known.waitMs - (clock.nowMs() - known.readAtMs)) : null;
  };

  const otherCommand = (record: MoveRecord): string | null => {
    const id = record.moveId.slice(0, 8);
    const token = handoverFileName(record);
    if (record.side === "old") {
      if (record.stage === "made") return `tausmith move import --from ${moveFileName(record)}`;
      return record.stage === "handedOver" && record.token !== null
        ? `tausmith move start ${id} --token-file ${token}`
        : null;
    }
    if (record.role === "axon") return record.stage === "done" ? `tausmith move stop ${id}` : null;
    return record.stage === "imported" ? `tausmith move stop ${id} --for ${record.readyCode} --to ${token}` : null;
  };

  return {
    minerOf,
    quietAtMs: (record) => quiet(record, minerOf(record)),
    view(record) {
      const miner = minerOf(record);
      const nowMs = clock.nowMs();
      const axon = record.role === "axon";
      const quietAt = axon && record.side === "old" ? quiet(record, miner) : null;
      const { steps, action, done, sentence } = moveSteps({
        side: record.side,
        role: record.role,
        stage: record.stage,
        forced: record.forced,
        running: miner?.state === "running",
        pending: record.stage === "handedOver" ? record.handedOver : (miner?.signalsPending ?? 0),
        published: record.published,
        publishWaitMs: waitOf(record),
        reachedFrom: record.reachedFrom,
        quietAtMs: quietAt,
        quietNeedsMs: needsMs(),
        askedLastAtMs: requests.lastAtMs(record.minerId),
        nowMs,
      });
      const waiting = record.side === "new" && record.role === "sender" && record.stage === "imported";
      return {
        moveId: record.moveId,
        side: record.side,
        role: record.role,
        stage: record.stage,
        minerId: record.minerId,
        minerName: miner?.name ?? record.minerName,
        minerRunning: miner?.state === "running",
        walletId: record.walletId,
        hotkeyName: record.hotkeyName,
        hotkey: record.hotkey,
        netuid: record.netuid,
        network: record.network,
        fingerprint: record.fingerprint,
        createdAtMs: record.createdAtMs,
        changedAtMs: record.changedAtMs,
        steps: [...steps],
        action,
        stepsDone: done,
        sentence,
        otherCommand: otherCommand(record),
        readyCode: waiting ? record.readyCode : null,
        hasToken: record.token !== null && record.stage === "handedOver",
        forced: record.forced,
        over: isOver(record.stage),
        mayCancel: mayCancel(record.stage),
        mayTakeBack: record.stage === "handedOver",
        mayForce: waiting,
        handedOver: record.handedOver,
        requests: axon
          ? {
              perMinute: requests.perMinute(record.minerId, MINUTES_SHOWN, nowMs),
              lastAtMs: requests.lastAtMs(record.minerId),
              quietAtMs: quietAt,
              quietNeedsMs: needsMs(),
            }
          : null,
        axon: axon
          ? { published: record.published, waitMs: waitOf(record) ?? 0, reachedFrom: record.reachedFrom }
          : null,
      };
    },
    async look(record) {
      if (record.role !== "axon" || isOver(record.stage)) return record;
      if (chain.status().genesisHash !== record.genesisHash) return record;
      const { record: axon, rateLimitBlocks, atBlock } = await readAxon(chain, record.netuid, record.hotkey);
      const waitBlocks = servingWaitBlocks(axon?.publishedAtBlock ?? null, rateLimitBlocks, atBlock);
      waits.set(record.moveId, { waitMs: waitBlocks * blockTimeMs(), readAtMs: clock.nowMs() });
      const now = axon && !axon.reset ? endpointText(axon.ip, axon.port) : null;
      const published = now === record.oldEndpoint ? null : now;
      if (published === record.published) return record;
      const publishedAtMs = published === null ? null : clock.nowMs();
      return records.note(record.moveId, { published, publishedAtMs });
    },
  };
}
