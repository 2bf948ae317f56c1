import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { MoveFacts } from "#main/keys/move-files.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { Clock } from "#main/ports/clock.ts";
import { writeJournalPart } from "#main/signals/journal-handover.ts";
import { AppError } from "#src/app-error.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { MovePreview } from "#src/contract/move.ts";
import type { MinerKind, MinerRole } from "#src/miners/miner-kinds.ts";
import { type Handover, handoverMessage } from "#src/move/handover.ts";
import { readyCode } from "#src/move/ready-code.ts";
import { isUnsettled, mergeSignals } from "#src/signals/journal-part.ts";
import { readHandoverCode } from "./handover-code.ts";
import type { HotkeyHolds } from "./hotkey-holds.ts";
import type { MoveRecord, MoveRecords } from "./move-records.ts";
import type { MoveViews } from "./move-views.ts";
import { fileFingerprint, mustBeSide } from "./old-side.ts";

export interface NewSideDeps {
  readonly chain: Chain;
  readonly keys: Pick<Keys, "list" | "readMove" | "keepMoved" | "forgetMoved" | "verifyMessage">;
  readonly miners: Miners;
  readonly records: MoveRecords;
  readonly holds: HotkeyHolds;
  readonly views: MoveViews;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  readonly roleOf: (kind: MinerKind) => MinerRole;
  readonly changed: () => void;
}

/** The machine a miner moves to. */
export function createNewSide(deps: NewSideDeps) {
  const { chain, keys, miners, records, holds, views, clock, changed } = deps;

  /** A hotkey whose secret is here, with its wallet. */
  const holderOf = (address: string) => {
    for (const wallet of keys.list()) {
      const hotkey = wallet.hotkeys.find((one) => one.address === address && one.place !== "none");
      if (hotkey) return { walletId: wallet.walletId, walletName: wallet.name, hotkeyName: hotkey.name };
    }
    return null;
  };

  /** Why a file cannot be imported here; null where it can. */
  const problemOf = (facts: MoveFacts): AppError | null => {
    const known = records.find(facts.moveId);
    if (known?.side === "old") {
      return new AppError("MOVE_OWN_FILE", "This profile made the move file itself.", {
        hint: "Import it on the other machine, or in another profile.",
        field: "file",
      });
    }
    if (known?.complete && known.stage !== "cancelled") {
      return new AppError("MOVE_IMPORTED_BEFORE", "This move file was imported here before.", {
        hint: "Go on with that move on the Move page.",
        field: "file",
        details: { moveId: facts.moveId },
      });
    }
    const { genesisHash, name } = chain.status();
    if (genesisHash !== facts.network.genesisHash) {
      return new AppError(
        "MOVE_OTHER_NETWORK",
        `The miner belongs to ${facts.network.name}; this profile is on ${name}.`,
        {
          hint: "Connect to that network first. A practice network of another machine is not the one of this machine.",
          field: "file",
          details: { wanted: facts.network.genesisHash, connected: genesisHash },
        },
      );
    }
    const holder = holderOf(facts.hotkey.address);
    if (holder && !known && holds.of(facts.hotkey.address) !== "handedOver") {
      return new AppError(
        "MOVE_HOTKEY_HERE",
        `The hotkey is here already, as ${holder.walletName}/${holder.hotkeyName}.`,
        {
          hint: "Nothing has to be moved for it. Stop the miner on the old machine, then start one here.",
          field: "file",
        },
      );
    }
    return null;
  };

  const preview = async (file: string, passphrase: string): Promise<MovePreview> => {
    const facts = await keys.readMove(file, passphrase);
    const { genesisHash } = chain.status();
    return {
      moveId: facts.moveId,
      fingerprint: fileFingerprint(file),
      madeAtMs: facts.madeAtMs,
      role: deps.roleOf(facts.miner.kind),
      kind: facts.miner.kind,
      walletName: facts.wallet.name,
      coldkey: facts.wallet.address,
      walletHere: keys.list().find(({ address }) => address === facts.wallet.address)?.name ?? null,
      hotkeyName: facts.hotkey.name,
      hotkey: facts.hotkey.address,
      hotkeyHere: holderOf(facts.hotkey.address) !== null,
      network: facts.network.name,
      genesisHash: facts.network.genesisHash,
      networkFits: genesisHash === null ? null : genesisHash === facts.network.genesisHash,
      netuid: facts.miner.netuid,
      port: facts.miner.port,
      hasIntakeKey: facts.miner.intakeKey !== null,
      signals: facts.journal?.signals.length ?? 0,
      unsettled: facts.journal?.signals.filter(isUnsettled).length ?? 0,
      positions: facts.journal?.positions ?? [],
      problem: problemOf(facts)?.message ?? null,
    };
  };

  const takeAway = async ({ walletId, hotkeyName, made, minerId }: MoveRecord): Promise<void> => {
    const there = made.miner && miners.list().some((miner) => miner.minerId === minerId);
    if (there) await miners.stopMiner(minerId);
    if (made.hotkey) await keys.forgetMoved({ walletId, hotkeyName, madeWallet: made.wallet });
    if (there) miners.remove(minerId);
  };

  async function bringIn(input: ParsedInput<"move.import">): Promise<MoveRecord> {
    const facts = await keys.readMove(input.file, input.passphrase);
    const problem = problemOf(facts);
    if (problem) throw problem;
    const before = records.find(facts.moveId);
    const nowMs = clock.nowMs();
    const cutOff = before && !before.complete ? before : null;
    let record: MoveRecord = cutOff ?? {
      moveId: facts.moveId,
      side: "new",
      role: deps.roleOf(facts.miner.kind),
      kind: facts.miner.kind,
      stage: "imported",
      minerId: "",
      minerName: `${input.walletName ?? facts.wallet.name}/${input.hotkeyName ?? facts.hotkey.name}`,
      walletId: "",
      hotkeyName: input.hotkeyName ?? facts.hotkey.name,
      hotkey: facts.hotkey.address,
      netuid: facts.miner.netuid,
      network: chain.status().name,
      genesisHash: facts.network.genesisHash,
      fingerprint: fileFingerprint(input.file),
      createdAtMs: nowMs,
      changedAtMs: nowMs,
      readyCode: readyCode(deps.random(8)),
      oldEndpoint: facts.axon,
      published: null,
      publishedAtMs: null,
      reachedFrom: null,
      stoppedAtMs: null,
      handedOver: 0,
      forced: false,
      token: null,
      unsettled: [],
      made: { wallet: false, hotkey: false, miner: false },
      complete: false,
      returning: holds.of(facts.hotkey.address) === "handedOver",
    };
    // The hold comes before the secret: at no moment is there a hotkey here that could be started by mistake.
    if (!cutOff) records.add(record, facts.journal);
    try {
      let holder = holderOf(facts.hotkey.address);
      if (!holder) {
        const kept = await keys.keepMoved(input);
        const made = { ...record.made, hotkey: true, wallet: kept.madeWallet };
        record = records.note(record.moveId, { walletId: kept.walletId, hotkeyName: kept.hotkeyName, made });
        holder = { walletId: kept.walletId, walletName: "", hotkeyName: kept.hotkeyName };
      }
      const { walletId, hotkeyName } = holder;
      const there = miners.list().find(({ hotkey }) => hotkey === facts.hotkey.address);
      const miner = there ?? (await createMiner(facts, input.port, walletId, hotkeyName));
      record = records.note(record.moveId, {
        walletId,
        hotkeyName,
        minerId: miner.minerId,
        minerName: miner.name,
        made: { ...record.made, miner: !there || cutOff !== null },
        complete: true,
      });
    } catch (error) {
      await takeAway(record);
      records.drop(record.moveId);
      throw error;
    } finally {
      changed();
    }
    return record;
  }

  async function createMiner(facts: MoveFacts, wanted: number | undefined, walletId: string, hotkeyName: string) {
    const { kind, netuid, port, intakeKey } = facts.miner;
    const base = { kind, walletId, hotkeyName, netuid, intakeKey: intakeKey ?? undefined };
    const taken = miners.list().some(({ intakePort }) => intakePort === port);
    // The old machine's port where it is free here; what was asked for is taken or refused.
    return miners.create({ ...base, intakePort: wanted ?? (taken ? undefined : port) });
  }

  const refuseToken = (code: string, message: string, hint: string): never => {
    throw new AppError(code, message, { hint, field: "token" });
  };

  const checked = (record: MoveRecord, text: string): Handover => {
    const read = readHandoverCode(text);
    if (!read) {
      return refuseToken(
        "MOVE_TOKEN_INVALID",
        "This is no hand-over code, or a part of it is missing.",
        "Copy the whole line that the old machine shows after its miner has ended, or carry it over as a file.",
      );
    }
    const { content, payload, signature } = read;
    if (
      content.moveId !== record.moveId ||
      content.hotkey !== record.hotkey ||
      content.genesisHash !== record.genesisHash
    ) {
      return refuseToken(
        "MOVE_TOKEN_OTHER",
        "This hand-over code belongs to another move.",
        `Take the one of the move with the fingerprint ${record.fingerprint}.`,
      );
    }
    const { valid, form } = keys.verifyMessage({
      address: record.hotkey,
      message: handoverMessage(payload),
      encoding: "text",
      signature: `0x${Buffer.from(signature).toString("hex")}`,
    });
    if (!valid || form !== "bytes") {
      return refuseToken(
        "MOVE_TOKEN_FORGED",
        "The hotkey did not sign this hand-over code.",
        "It was changed on the way. Copy it again from the old machine.",
      );
    }
    if (content.readyCode !== record.readyCode) {
      return refuseToken(
        "MOVE_TOKEN_OTHER_IMPORT",
        "This hand-over code was made for another import of the same move file.",
        "That machine may run the miner. If it does not, take the miner back on the old machine and begin the move again.",
      );
    }
    return content;
  };

  const mustWait = (record: MoveRecord): void => {
    mustBeSide(record, "new");
    if (record.complete) return;
    throw new AppError("MOVE_IMPORT_CUT_OFF", "The import of this move file was cut off.", {
      hint: "Import the file again; it goes on where it was cut off.",
      field: "moveId",
    });
  };

  return {
    preview,
    bringIn,
    async start(moveId: string, token: string | undefined): Promise<MoveRecord> {
      let record = records.get(moveId);
      mustWait(record);
      if (record.role === "sender" && record.stage === "imported") {
        if (token === undefined) holds.check(record.hotkey, "start");
        const { journal } = checked(record, token ?? "");
        const signals = mergeSignals(records.journal(moveId)?.signals ?? [], journal.signals);
        writeJournalPart(miners.folder(record.minerId), signals, "keep");
        const handedOver = signals.filter(isUnsettled).length;
        record = records.step(moveId, "taken", { handedOver, stoppedAtMs: clock.nowMs() });
        changed();
      }
      const { state, error } = await miners.startMiner(record.minerId);
      changed();
      if (state !== "running" && error) throw new AppError(error.code, error.message, { hint: error.hint });
      return records.get(moveId);
    },
    takeOver(moveId: string): MoveRecord {
      const record = records.get(moveId);
      mustWait(record);
      if (record.role === "sender" && record.stage === "imported") {
        // What was unsettled may have been sent since; nobody says, so it is not sent from here.
        writeJournalPart(miners.folder(record.minerId), records.journal(moveId)?.signals ?? [], "drop");
      }
      const done = records.step(moveId, "taken", { forced: true });
      changed();
      return done;
    },
    async cancel(record: MoveRecord): Promise<MoveRecord> {
      await takeAway(record);
      return records.step(record.moveId, "cancelled");
    },
    /** Takes the steps that what runs and what is published have taken already. */
    follow(record: MoveRecord): MoveRecord {
      if (record.side !== "new" || !record.complete) return record;
      const running = views.minerOf(record)?.state === "running";
      if (record.stage === "taken" && running) return records.step(record.moveId, "done");
      if (record.role !== "axon") return record;
      if (record.stage === "imported" && running) return records.step(record.moveId, "started");
      if (record.stage === "started" && record.published !== null) return records.step(record.moveId, "done");
      return record;
    },
  };
}
