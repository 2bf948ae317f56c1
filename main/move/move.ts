import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { Output, ParsedInput } from "#src/contract/index.ts";
import type { MoveView } from "#src/contract/move.ts";
import { type MinerKind, type MinerRole, minerRole } from "#src/miners/miner-kinds.ts";
import { isOver } from "#src/move/stages.ts";
import type { HotkeyHolds } from "./hotkey-holds.ts";
import { createMoveRecords, type MoveRecord } from "./move-records.ts";
import { createMoveViews, handoverFileName, moveFileName } from "./move-views.ts";
import { createNewSide } from "./new-side.ts";
import { createOldSide } from "./old-side.ts";
import { createRequestLog } from "./request-log.ts";

/** The published axon of an open move is read once in so many blocks. */
const LOOK_EVERY_BLOCKS = 5;

export interface MoveDeps {
  readonly store: Store;
  readonly chain: Chain;
  readonly keys: Keys;
  readonly miners: Miners;
  readonly holds: HotkeyHolds;
  readonly events: Events;
  readonly activity: Pick<Activity, "add">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly randomId: () => string;
  readonly random: (length: number) => Uint8Array;
  /** What a kind of miner does on the wire; the table of kinds where left out. */
  readonly roleOf?: (kind: MinerKind) => MinerRole;
  /** How long signals under way are waited for when a sender stops. */
  readonly drainMs?: number;
}

/** Moving a miner to another machine, step by step; each is kept before the next begins. */
export interface Move {
  /** Follows miners, chain and port checks, and ends what a crash left half done. */
  start(): void;
  stop(): void;
  list(): MoveView[];
  get(moveId: string): Promise<MoveView>;
  /** Errors: `MINER_UNKNOWN`, `MOVE_UNDER_WAY`, `MOVE_HANDED_OVER`, `NETWORK_OFFLINE`, those of the key room. */
  export(input: ParsedInput<"move.export">): Promise<Output<"move.export">>;
  preview(input: ParsedInput<"move.preview">): Promise<Output<"move.preview">>;
  /** Errors: `MOVE_OWN_FILE`, `MOVE_IMPORTED_BEFORE`, `MOVE_OTHER_NETWORK`, `MOVE_HOTKEY_HERE`, those of the key room. */
  import(input: ParsedInput<"move.import">): Promise<MoveView>;
  /** Errors: `MOVE_READY_CODE`, `MOVE_NOT_PUBLISHED`, `MOVE_STILL_ASKED`, `MOVE_OTHER_SIDE`, `MOVE_STEP_REFUSED`. */
  end(input: ParsedInput<"move.stop">): Promise<MoveView>;
  /** Error: `MOVE_NOT_STOPPED`. */
  token(moveId: string): Output<"move.token">;
  /** Errors: `MOVE_AWAITS_HANDOVER`, `MOVE_TOKEN_…`, `MOVE_STEP_REFUSED`, those of starting a miner. */
  begin(input: ParsedInput<"move.start">): Promise<MoveView>;
  takeOver(moveId: string): MoveView;
  takeBack(moveId: string): MoveView;
  cancel(moveId: string): Promise<MoveView>;
}

export function createMove(deps: MoveDeps): Move {
  const { store, chain, miners, holds, events, activity, clock, log } = deps;
  const records = createMoveRecords(store, holds, clock.nowMs);
  const requests = createRequestLog(store);
  const views = createMoveViews({ chain, miners, records, requests, clock });
  const roleOf = deps.roleOf ?? minerRole;
  let stops: (() => void)[] = [];
  let published = "";

  const list = (): MoveView[] => records.list().map(views.view);
  const changed = (): void => {
    for (const record of records.list()) newSide.follow(record);
    const now = list();
    const text = JSON.stringify(now);
    if (text !== published) events.publish("move.changed", now);
    published = text;
  };
  const tell = (record: MoveRecord, level: "info" | "good" | "warning", text: string): void =>
    activity.add({ area: "move", level, text: `${record.minerName}: ${text}`, link: `/move/${record.moveId}` });
  const shared = { ...deps, records, views, roleOf, changed };
  const oldSide = createOldSide(shared);
  const newSide = createNewSide(shared);
  const open = (): MoveRecord[] => records.list().filter(({ stage }) => !isOver(stage));
  const look = async (record: MoveRecord): Promise<MoveRecord> => newSide.follow(await views.look(record));

  return {
    list,
    start() {
      oldSide.recover();
      let lookedAtBlock = 0;
      stops = [
        miners.onAsked((minerId, { count, atMs }) => {
          requests.add(minerId, count, atMs);
          if (open().some((record) => record.minerId === minerId)) changed();
        }),
        events.subscribe("miners.changed", () => {
          if (open().length > 0) changed();
        }),
        events.subscribe("neurons.reachChanged", ({ payload }) => {
          if (payload.state !== "reached") return;
          for (const { moveId, side, role, stage } of open()) {
            if (side === "new" && role === "axon" && stage === "imported")
              records.note(moveId, { reachedFrom: payload.from });
          }
          changed();
        }),
        chain.onHead(({ number }) => {
          if (number >= lookedAtBlock && number - lookedAtBlock < LOOK_EVERY_BLOCKS) return;
          lookedAtBlock = number;
          const wanted = open().filter(({ role }) => role === "axon");
          if (wanted.length === 0) return;
          Promise.all(wanted.map(look)).then(changed, (err: unknown) =>
            log.debug({ err }, "moves are looked at again"),
          );
        }),
      ];
      published = "";
      changed();
    },
    stop() {
      for (const end of stops) end();
      stops = [];
    },
    async get(moveId) {
      const record = records.get(moveId);
      return views.view(await look(record).catch(() => record));
    },
    async export({ minerId, passphrase, vaultPassphrase }) {
      const { record, file } = await oldSide.begin(minerId, passphrase, vaultPassphrase);
      tell(record, "info", "its move file was made.");
      return { move: views.view(record), fileName: moveFileName(record), file };
    },
    preview: ({ file, passphrase }) => newSide.preview(file, passphrase),
    async import(input) {
      const record = await newSide.bringIn(input);
      tell(record, "info", "imported from another machine; it does not run yet.");
      return views.view(record);
    },
    async end(input) {
      const record = await oldSide.stop(input);
      if (record.stage === "handedOver") tell(record, "good", "stopped here and handed over to the other machine.");
      return views.view(record);
    },
    token(moveId) {
      const record = records.get(moveId);
      if (record.token !== null && record.stage === "handedOver") {
        return { fileName: handoverFileName(record), token: record.token };
      }
      throw new AppError("MOVE_NOT_STOPPED", "There is no hand-over code: this miner was not ended for a move.", {
        hint: "Stop it on the old machine with the ready code of the new one.",
        field: "moveId",
      });
    },
    async begin({ moveId, token }) {
      const record = await newSide.start(moveId, token);
      if (record.stage === "done") tell(record, "good", "runs here now.");
      return views.view(record);
    },
    takeOver(moveId) {
      const record = newSide.takeOver(moveId);
      tell(record, "warning", "taken over without the old machine's word.");
      return views.view(record);
    },
    takeBack(moveId) {
      const record = oldSide.takeBack(moveId);
      tell(record, "warning", "taken back; it may run here again.");
      return views.view(record);
    },
    async cancel(moveId) {
      const record = records.get(moveId);
      // Before anything is taken away: a miner that was handed over and runs is not undone by a late click.
      records.mayStep(record, "cancelled");
      const done = await (record.side === "old" ? oldSide.cancel(record) : newSide.cancel(record));
      changed();
      return views.view(done);
    },
  };
}
