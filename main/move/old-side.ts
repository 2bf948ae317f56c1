import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Miners } from "#main/miners/miners.ts";
import { readAxon } from "#main/neurons/axon/axon-record.ts";
import type { Clock } from "#main/ports/clock.ts";
import { ensureIntakeKey } from "#main/signals/intake-key.ts";
import { endHandedOver, readJournalPart } from "#main/signals/journal-handover.ts";
import { AppError } from "#src/app-error.ts";
import { endpointText } from "#src/axon/endpoint-text.ts";
import type { MinerKind, MinerRole } from "#src/miners/miner-kinds.ts";
import { handoverMessage, handoverPayload } from "#src/move/handover.ts";
import { parseReadyCode } from "#src/move/ready-code.ts";
import { isOver } from "#src/move/stages.ts";
import { isUnsettled } from "#src/signals/journal-part.ts";
import { fingerprint } from "#src/transactions/fingerprint.ts";
import { duration } from "#src/words/duration.ts";
import { writeHandoverCode } from "./handover-code.ts";
import type { HotkeyHolds } from "./hotkey-holds.ts";
import type { MoveRecord, MoveRecords } from "./move-records.ts";
import type { MoveViews } from "./move-views.ts";

/** All attempts of the slowest delivery, with their waits (facts D5): what is open after that goes along. */
const DRAIN_MS = 120_000;

/** What one message to the app may carry (`WIRE_MAX_BYTES`), less its frame. */
const TOKEN_MAX = 240_000;

export interface OldSideDeps {
  readonly chain: Chain;
  readonly keys: Pick<Keys, "get" | "sealMove" | "signMessage">;
  readonly miners: Miners;
  readonly records: MoveRecords;
  readonly holds: HotkeyHolds;
  readonly views: MoveViews;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly roleOf: (kind: MinerKind) => MinerRole;
  readonly drainMs?: number;
  /** Something about a move changed. */
  readonly changed: () => void;
}

export const mustBeSide = (record: MoveRecord, side: MoveRecord["side"]): void => {
  if (record.side === side) return;
  const other = side === "old" ? "from which the miner moves away" : "to which the miner moves";
  throw new AppError("MOVE_OTHER_SIDE", `This belongs to the machine ${other}.`, {
    hint: "Do it in the Tausmith over there.",
    field: "moveId",
  });
};

/** The machine a miner moves away from. */
export function createOldSide(deps: OldSideDeps) {
  const { chain, keys, miners, records, holds, views, clock, changed } = deps;
  const stopping = new Map<string, Promise<MoveRecord>>();

  async function begin(minerId: string, passphrase: string, vaultPassphrase: string | undefined) {
    const miner = miners.view(minerId);
    const open = records.list().find((one) => one.hotkey === miner.hotkey && !isOver(one.stage));
    if (open) {
      throw new AppError("MOVE_UNDER_WAY", "This miner is being moved already.", {
        hint: "Go on with that move, or cancel it first.",
        field: "minerId",
        details: { moveId: open.moveId },
      });
    }
    holds.check(miner.hotkey, "create");
    const { identity } = chain.live();
    const role = deps.roleOf(miner.kind);
    const moveId = deps.randomId();
    const madeAtMs = clock.nowMs();
    const axon = role === "axon" ? (await readAxon(chain, miner.netuid, miner.hotkey)).record : null;
    const oldEndpoint = axon && !axon.reset ? endpointText(axon.ip, axon.port) : null;
    const journal = role === "sender" ? readJournalPart(miners.folder(minerId), { kind: "brief" }) : null;
    const wallet = keys.get(miner.walletId);
    const file = await keys.sealMove(
      miner.walletId,
      {
        version: 1,
        moveId,
        madeAtMs,
        network: { name: miner.network, genesisHash: identity.genesisHash },
        wallet: { name: wallet.name, address: wallet.address },
        hotkey: { name: miner.hotkeyName, address: miner.hotkey },
        miner: {
          kind: miner.kind,
          netuid: miner.netuid,
          port: miner.intakePort,
          intakeKey: role === "sender" ? ensureIntakeKey(miners.folder(minerId)) : null,
        },
        axon: oldEndpoint,
        journal,
      },
      passphrase,
      vaultPassphrase,
    );
    const record: MoveRecord = {
      moveId,
      side: "old",
      role,
      kind: miner.kind,
      stage: "made",
      minerId,
      minerName: miner.name,
      walletId: miner.walletId,
      hotkeyName: miner.hotkeyName,
      hotkey: miner.hotkey,
      netuid: miner.netuid,
      network: miner.network,
      genesisHash: identity.genesisHash,
      fingerprint: fileFingerprint(file),
      createdAtMs: madeAtMs,
      changedAtMs: madeAtMs,
      readyCode: null,
      oldEndpoint,
      published: null,
      publishedAtMs: null,
      reachedFrom: null,
      stoppedAtMs: null,
      handedOver: 0,
      forced: false,
      token: null,
      unsettled: journal ? journal.signals.filter(isUnsettled).map(({ uuid }) => uuid) : [],
      made: { wallet: false, hotkey: false, miner: false },
      complete: true,
      returning: false,
    };
    records.add(record, null);
    changed();
    return { record, file };
  }

  /** Ends the miner, then says so: from the signed hand-over on it may not start here any more. */
  async function end(moveId: string, drain: boolean): Promise<MoveRecord> {
    const { minerId } = records.get(moveId);
    if (drain) await miners.drain(minerId, deps.drainMs ?? DRAIN_MS);
    // Cancelled while it was drained: that ends with the miner running again.
    if (records.get(moveId).stage !== "stopping") return records.get(moveId);
    await miners.stopMiner(minerId);
    const record = records.get(moveId);
    if (record.stage !== "stopping") return record;
    const stoppedAtMs = clock.nowMs();
    const folder = miners.folder(minerId);
    if (record.role === "axon") return records.step(moveId, "handedOver", { stoppedAtMs });
    const also = new Set(record.unsettled);
    const journal = readJournalPart(folder, { kind: "handover", sinceMs: record.createdAtMs, also });
    const payload = handoverPayload({
      moveId,
      hotkey: record.hotkey,
      genesisHash: record.genesisHash,
      readyCode: record.readyCode ?? "",
      stoppedAtMs,
      journal,
    });
    const { signature } = await keys.signMessage({
      walletId: record.walletId,
      hotkeyName: record.hotkeyName,
      message: handoverMessage(payload),
      encoding: "text",
      form: "bytes",
    });
    const token = writeHandoverCode(payload, new Uint8Array(Buffer.from(signature.slice(2), "hex")));
    if (token.length > TOKEN_MAX) {
      throw new AppError("MOVE_TOO_MUCH_OPEN", "Too many signals are unsettled to be handed over in one code.", {
        hint: "Cancel the move, let the miner bring them to their end, then move it.",
        details: { unsettled: journal.signals.filter(isUnsettled).length },
      });
    }
    const handedOver = journal.signals.filter(isUnsettled).length;
    const done = records.step(moveId, "handedOver", { stoppedAtMs, token, handedOver });
    endHandedOver(folder, stoppedAtMs);
    return done;
  }

  return {
    begin,
    async stop(input: { moveId: string; readyCode?: string | undefined; drain: boolean; anyway: boolean }) {
      const record = records.get(input.moveId);
      mustBeSide(record, "old");
      if (record.stage === "handedOver") return record;
      const under = stopping.get(record.moveId);
      if (under) return under;
      const code = parseReadyCode(input.readyCode ?? record.readyCode ?? "");
      if (record.role === "sender" && code === null) {
        throw new AppError("MOVE_READY_CODE", "The other machine's ready code is missing or mistyped.", {
          hint: "Import the move file there first. It then shows eight letters and digits, such as K7QD-2M9X.",
          field: "readyCode",
        });
      }
      if (record.role === "axon" && !input.anyway) refuseBusy(await views.look(record));
      if (record.stage === "made") records.step(record.moveId, "stopping", { readyCode: code });
      else records.note(record.moveId, { readyCode: code });
      changed();
      const work = end(record.moveId, input.drain && record.role === "sender").finally(() => {
        stopping.delete(record.moveId);
        changed();
      });
      stopping.set(record.moveId, work);
      return work;
    },
    takeBack(moveId: string): MoveRecord {
      const record = records.get(moveId);
      mustBeSide(record, "old");
      if (record.stage === "handedOver") tidy(record);
      const done = records.step(moveId, "takenBack");
      changed();
      return done;
    },
    async cancel(record: MoveRecord): Promise<MoveRecord> {
      const miner = views.minerOf(record);
      const ran = record.stage === "stopping" && miner !== null && miner.state !== "stopped";
      const done = records.step(record.moveId, "cancelled");
      if (ran) {
        // It took nothing new any more; only a fresh start opens its intake again.
        await miners.stopMiner(record.minerId);
        await miners.startMiner(record.minerId);
      }
      return done;
    },
    /** A crash may have come between the hand-over and the end of what was handed over. */
    recover(): void {
      for (const record of records.list()) if (record.stage === "handedOver") tidy(record);
    },
  };

  function tidy(record: MoveRecord): void {
    if (record.side === "old" && record.role === "sender" && views.minerOf(record) !== null) {
      endHandedOver(miners.folder(record.minerId), record.stoppedAtMs ?? clock.nowMs());
    }
  }

  function refuseBusy(record: MoveRecord): void {
    const miner = views.minerOf(record);
    if (miner?.state !== "running") return;
    const hint = "Wait, or stop it all the same: requests that still come here will not be answered.";
    if (record.published === null) {
      throw new AppError("MOVE_NOT_PUBLISHED", "The new machine has not published its address yet.", {
        hint: "Start the miner there and publish its address first. To stop here all the same, say so.",
        field: "anyway",
      });
    }
    const quietAtMs = views.quietAtMs(record);
    const leftMs = quietAtMs === null ? 0 : quietAtMs - clock.nowMs();
    if (leftMs <= 0) return;
    throw new AppError(
      "MOVE_STILL_ASKED",
      `Validators asked this machine not long ago; it counts as quiet in ${duration(leftMs)}.`,
      {
        hint,
        field: "anyway",
        details: { leftMs },
      },
    );
  }
}

/** Both machines show it of the same file. */
export const fileFingerprint = (file: string): string => fingerprint(Buffer.from(file.trim(), "utf8").toString("hex"));
