import { z } from "zod";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import { minerKinds } from "#src/miners/miner-kinds.ts";
import { holdAt, mayBecome, moveSides, moveStages } from "#src/move/stages.ts";
import { type JournalPart, journalPart } from "#src/signals/journal-part.ts";
import type { HotkeyHolds } from "./hotkey-holds.ts";

/** One side of a move as it is kept. No secret is in it: a hand-over code is a signed statement. */
const moveRecord = z.strictObject({
  moveId: z.string(),
  side: z.enum(moveSides),
  role: z.enum(["sender", "axon"]),
  kind: z.enum(minerKinds),
  stage: z.enum(moveStages),
  minerId: z.string(),
  minerName: z.string(),
  walletId: z.string(),
  hotkeyName: z.string(),
  hotkey: z.string(),
  netuid: z.int(),
  network: z.string(),
  genesisHash: z.string(),
  fingerprint: z.string(),
  createdAtMs: z.int(),
  changedAtMs: z.int(),
  /** New side: its own. Old side: the one it stopped for. */
  readyCode: z.string().nullable(),
  /** The axon published when the file was made. */
  oldEndpoint: z.string().nullable(),
  /** The address that is published now, where it is the new one, and when this side first saw it. */
  published: z.string().nullable(),
  publishedAtMs: z.int().nullable(),
  reachedFrom: z.string().nullable(),
  stoppedAtMs: z.int().nullable(),
  /** Signals that were unsettled when they were handed over. */
  handedOver: z.int(),
  forced: z.boolean(),
  token: z.string().nullable(),
  /** Old side: signals that were unsettled when the file was made. */
  unsettled: z.array(z.string()),
  /** New side: what the import made, so that a cancelled one takes away exactly that. */
  made: z.strictObject({ wallet: z.boolean(), hotkey: z.boolean(), miner: z.boolean() }),
  /** New side: hotkey and miner are set up; false while an import is under way or was cut off. */
  complete: z.boolean(),
  /** New side: the hotkey had been handed over from here before, and stays so if this move is cancelled. */
  returning: z.boolean(),
});
export type MoveRecord = z.infer<typeof moveRecord>;

export interface MoveRecords {
  list(): MoveRecord[];
  find(moveId: string): MoveRecord | undefined;
  /** Error: `MOVE_UNKNOWN`. */
  get(moveId: string): MoveRecord;
  /** Keeps a new record with its hold, in one commit; replaces one of the same id. */
  add(record: MoveRecord, journal: JournalPart | null): void;
  /** Forgets a record that never came to anything, and puts its hold back as it was before. */
  drop(moveId: string): void;
  /** What the move file brought of a journal. */
  journal(moveId: string): JournalPart | null;
  /** Changes facts without a step. */
  note(moveId: string, change: Partial<MoveRecord>): MoveRecord;
  /** Refuses a step that a record's stage does not lead to. Error: `MOVE_STEP_REFUSED`. */
  mayStep(record: MoveRecord, stage: MoveRecord["stage"]): void;
  /** Takes a step: record and hold change in one commit. Error: `MOVE_STEP_REFUSED`. */
  step(moveId: string, stage: MoveRecord["stage"], change?: Partial<MoveRecord>): MoveRecord;
}

export function createMoveRecords(store: Store, holds: HotkeyHolds, nowMs: () => number): MoveRecords {
  const { db } = store;
  const read = (row: unknown): MoveRecord => moveRecord.parse(JSON.parse((row as { record: string }).record));
  const write = (record: MoveRecord): void => {
    db.prepare(
      `INSERT INTO moves (move_id, stage, created_at_ms, record) VALUES (?, ?, ?, ?)
       ON CONFLICT (move_id) DO UPDATE SET stage = excluded.stage, record = excluded.record`,
    ).run(record.moveId, record.stage, record.createdAtMs, JSON.stringify(moveRecord.parse(record)));
  };
  const hold = ({ role, stage, hotkey, moveId, returning }: MoveRecord): void => {
    const reason = stage === "cancelled" && returning ? "handedOver" : holdAt(role, stage);
    if (reason === null) holds.lift(hotkey);
    else holds.put(hotkey, reason, moveId);
  };
  const find = (moveId: string): MoveRecord | undefined => {
    const row = db.prepare("SELECT record FROM moves WHERE move_id = ?").get(moveId);
    return row === undefined ? undefined : read(row);
  };
  const get = (moveId: string): MoveRecord => {
    const found = find(moveId);
    if (found) return found;
    throw new AppError("MOVE_UNKNOWN", "There is no such move in this profile.", {
      hint: "List the moves and use one of their ids.",
      field: "moveId",
    });
  };
  const mayStep = (record: MoveRecord, stage: MoveRecord["stage"]): void => {
    if (mayBecome(record.role, record.stage, stage)) return;
    throw new AppError("MOVE_STEP_REFUSED", `This move is at "${record.stage}", which does not lead to "${stage}".`, {
      hint: "Look at the move's steps: the next one is marked.",
      field: "moveId",
    });
  };
  return {
    mayStep,
    list: () => db.prepare("SELECT record FROM moves ORDER BY created_at_ms DESC, move_id").all().map(read),
    find,
    get,
    add: (record, journal) =>
      store.transaction(() => {
        write(record);
        const text = journal && JSON.stringify(journalPart.parse(journal));
        db.prepare("UPDATE moves SET journal = ? WHERE move_id = ?").run(text, record.moveId);
        hold(record);
      }),
    drop: (moveId) =>
      store.transaction(() => {
        hold({ ...get(moveId), stage: "cancelled" });
        db.prepare("DELETE FROM moves WHERE move_id = ?").run(moveId);
      }),
    journal(moveId) {
      const row = db.prepare("SELECT journal FROM moves WHERE move_id = ?").get(moveId) as
        | { journal: string | null }
        | undefined;
      return row?.journal ? journalPart.parse(JSON.parse(row.journal)) : null;
    },
    note(moveId, change) {
      const record = { ...get(moveId), ...change };
      write(record);
      return record;
    },
    step: (moveId, stage, change = {}) =>
      store.transaction(() => {
        const before = get(moveId);
        mayStep(before, stage);
        const record = { ...before, ...change, stage, changedAtMs: nowMs() };
        write(record);
        hold(record);
        return record;
      }),
  };
}
