import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { HoldReason } from "#src/move/stages.ts";

/** Which hotkeys may not run on this profile, and why. Kept by hotkey, so that removing the miner does not get around it. */
export interface HotkeyHolds {
  /** Errors: `MOVE_HANDED_OVER`, `MOVE_AWAITS_HANDOVER`, `MOVE_STOPPING`. */
  check(hotkey: string, step: "create" | "start"): void;
  of(hotkey: string): HoldReason | null;
  put(hotkey: string, reason: HoldReason, moveId: string): void;
  lift(hotkey: string): void;
}

/** Tables of the move room. A step that was released is never changed. */
export const moveMigrations: readonly string[] = [
  `CREATE TABLE moves (
     move_id TEXT PRIMARY KEY,
     stage TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL,
     record TEXT NOT NULL,
     journal TEXT
   ) STRICT;
   CREATE TABLE hotkey_holds (
     hotkey TEXT PRIMARY KEY,
     reason TEXT NOT NULL CHECK (reason IN ('stopping', 'handedOver', 'awaiting')),
     move_id TEXT NOT NULL
   ) STRICT;
   CREATE TABLE axon_requests (
     miner_id TEXT NOT NULL,
     minute_ms INTEGER NOT NULL,
     count INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     PRIMARY KEY (miner_id, minute_ms)
   ) STRICT, WITHOUT ROWID;`,
];

export function createHotkeyHolds(store: Store): HotkeyHolds {
  store.migrate("move", moveMigrations);
  const { db } = store;
  const find = db.prepare("SELECT reason FROM hotkey_holds WHERE hotkey = ?");
  const of = (hotkey: string): HoldReason | null =>
    (find.get(hotkey) as { reason: HoldReason } | undefined)?.reason ?? null;
  return {
    of,
    check(hotkey, step) {
      const reason = of(hotkey);
      if (reason === "handedOver") {
        throw new AppError("MOVE_HANDED_OVER", "This hotkey was handed over to another machine.", {
          hint: "It runs there. If it does not, take it back on the Move page: that page says what the risk is.",
        });
      }
      if (step === "create" || reason === null) return;
      if (reason === "stopping") {
        throw new AppError("MOVE_STOPPING", "This miner is being moved to another machine.", {
          hint: "Finish the move, or cancel it; then it may start again.",
        });
      }
      throw new AppError("MOVE_AWAITS_HANDOVER", "The old machine has not said yet that its sender has ended.", {
        hint: "Stop it there with this side's ready code and enter the hand-over code here: two senders would send orders twice.",
      });
    },
    put(hotkey, reason, moveId) {
      db.prepare(
        `INSERT INTO hotkey_holds (hotkey, reason, move_id) VALUES (?, ?, ?)
         ON CONFLICT (hotkey) DO UPDATE SET reason = excluded.reason, move_id = excluded.move_id`,
      ).run(hotkey, reason, moveId);
    },
    lift(hotkey) {
      db.prepare("DELETE FROM hotkey_holds WHERE hotkey = ?").run(hotkey);
    },
  };
}
