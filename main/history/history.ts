import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import type { Live } from "#main/chain/link.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import type { HistoryEntry, HistoryKind, RescanView } from "#src/contract/history.ts";
import { lotsCsv, transactionsCsv } from "#src/history/history-csv.ts";
import type { Archive } from "./archive.ts";
import { createHistoryStore } from "./history-store.ts";
import { EventsGone, type OwnKeys, readBlock } from "./read-block.ts";
import { fromSent, withSent } from "./sent-entries.ts";

/** How far back the app catches up by itself after it was off; an ordinary node keeps about this much. */
const CATCH_UP_BLOCKS = 256;
const BLOCKS_AT_ONCE = 16;
const SENT_LOOKED_AT = 1_000;

export interface HistoryFilter {
  readonly key?: string | undefined;
  readonly netuid?: number | undefined;
  readonly kind?: HistoryKind | undefined;
}

/** Everything sent from here, and everything else in blocks that concerns this profile's keys. */
export interface History {
  start(): void;
  stop(): Promise<void>;
  list(limit: number, filter: HistoryFilter): HistoryEntry[];
  /** Error: `HISTORY_UNKNOWN`. */
  get(entryId: string): HistoryEntry;
  csv(what: "transactions" | "lots", filter: HistoryFilter): { text: string; rows: number };
  /** Starts looking through the newest blocks. Errors: `HISTORY_RESCAN_RUNNING`, `HISTORY_NO_KEYS`, `NETWORK_OFFLINE`. */
  rescan(blocks: number): RescanView;
  /** As `rescan`, but asks an archive node of the same chain, which keeps old events. Error besides: `HISTORY_NO_ARCHIVE`. */
  rescanFromArchive(blocks: number): Promise<RescanView>;
  rescanStatus(): RescanView;
  stopRescan(): RescanView;
}

const IDLE: RescanView = {
  state: "idle",
  network: "",
  newestBlock: 0,
  oldestBlock: 0,
  blocksRead: 0,
  found: 0,
  message: "No blocks were looked through in this run.",
};

const fits = (entry: HistoryEntry, { key, netuid, kind }: HistoryFilter): boolean =>
  (key === undefined || entry.keys.includes(key)) &&
  (netuid === undefined || entry.netuids.includes(netuid)) &&
  (kind === undefined || entry.kind === kind);

export function createHistory(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  transactions: Pick<Transactions, "list">;
  store: Store;
  events: Events;
  log: Logger;
  archive: Archive;
}): History {
  const { chain, keys, transactions, events, log, archive } = deps;
  const kept = createHistoryStore(deps.store);
  let rescan: RescanView = IDLE;
  let cancelled = false;
  let running: Promise<void> = Promise.resolve();
  let following: Promise<void> | null = null;
  let followAgain = false;
  let stopped = true;
  let stops: (() => void)[] = [];

  function ownKeys(): OwnKeys {
    const wallets = keys.list();
    const coldkeys = new Set(wallets.map(({ address }) => address));
    return {
      coldkeys,
      all: new Set([...coldkeys, ...wallets.flatMap((one) => one.hotkeys.map((key) => key.address))]),
    };
  }

  const tell = (change: Partial<RescanView>): void => {
    rescan = { ...rescan, ...change };
    events.publish("history.rescanChanged", rescan);
  };

  function keep(found: readonly HistoryEntry[]): void {
    if (found.length === 0) return;
    kept.put(found);
    events.publish("history.changed", { entries: kept.count() });
  }

  /** Hashes of blocks; the newest final one is known, and mostly the only one wanted. */
  async function hashesOf(live: Live, numbers: readonly number[]): Promise<(string | null)[]> {
    const final = chain.finalized();
    if (final && numbers.length === 1 && final.number === numbers[0]) return [final.hash];
    return live.rpc.send<(string | null)[]>("chain_getBlockHash", [[...numbers]]);
  }

  /** Reads blocks of one run side by side. */
  async function readBlocks(
    numbers: readonly number[],
    own: OwnKeys,
    live: Live = chain.live(),
  ): Promise<HistoryEntry[]> {
    const hashes = await hashesOf(live, numbers);
    const network = chain.status().name;
    const found = await Promise.all(
      numbers.map((number, index) => {
        const hash = hashes[index];
        return hash ? readBlock(live, network, { number, hash }, own) : [];
      }),
    );
    return found.flat();
  }

  /** Looks through final blocks as they come, and through those since the last run. */
  async function followFinal(): Promise<void> {
    const final = chain.finalized();
    const own = ownKeys();
    if (!final || own.all.size === 0) return;
    const { genesisHash } = chain.live().identity;
    const last = kept.scanned(genesisHash);
    let next = Math.max((last ?? final.number - 1) + 1, final.number - CATCH_UP_BLOCKS + 1, 1);
    while (next <= final.number && !stopped) {
      const numbers = Array.from({ length: Math.min(BLOCKS_AT_ONCE, final.number - next + 1) }, (_, at) => next + at);
      const found = await readBlocks(numbers, own).catch((error: unknown) => {
        if (error instanceof EventsGone) return [];
        throw error;
      });
      keep(found);
      next += numbers.length;
      kept.setScanned(genesisHash, next - 1);
    }
  }

  function follow(): void {
    if (stopped) return;
    if (following) {
      followAgain = true;
      return;
    }
    following = followFinal()
      .catch((err: unknown) => log.debug({ err }, "blocks are looked through when the node is back"))
      .finally(() => {
        following = null;
        if (!followAgain) return;
        followAgain = false;
        follow();
      });
  }

  async function runRescan(own: OwnKeys, source: Live | undefined): Promise<void> {
    let next = rescan.newestBlock;
    try {
      while (next >= rescan.oldestBlock && !cancelled) {
        const length = Math.min(BLOCKS_AT_ONCE, next - rescan.oldestBlock + 1);
        const found = await readBlocks(
          Array.from({ length }, (_, at) => next - at),
          own,
          source,
        );
        keep(found);
        next -= length;
        tell({ blocksRead: rescan.blocksRead + length, found: rescan.found + found.length });
      }
      tell(
        cancelled
          ? { state: "cancelled", message: `Stopped above block ${next}.` }
          : {
              state: "done",
              message: `All blocks from ${rescan.oldestBlock} to ${rescan.newestBlock} were looked through.`,
            },
      );
    } catch (error) {
      if (error instanceof EventsGone) {
        const message = `This node keeps no events of blocks around ${next} any more. Ask the archive node for older ones.`;
        tell({ state: "done", message });
        return;
      }
      log.debug({ err: error }, "looking through blocks ended early");
      const message = error instanceof AppError ? error.message : "The node did not answer. What was found is kept.";
      tell({ state: "failed", message });
    }
  }

  /** Errors: `HISTORY_RESCAN_RUNNING`, `HISTORY_NO_KEYS`, `NETWORK_OFFLINE`. */
  function refuseToBegin(): void {
    if (rescan.state === "running") {
      throw new AppError("HISTORY_RESCAN_RUNNING", "Blocks are being looked through already.", {
        hint: "Wait until it is done, or stop it first.",
      });
    }
    chain.live();
    if (ownKeys().all.size === 0) {
      throw new AppError("HISTORY_NO_KEYS", "This profile has no key to look for.", {
        hint: "Make, restore or watch a wallet first.",
      });
    }
  }

  function begin(blocks: number, source: Live | undefined): RescanView {
    refuseToBegin();
    const own = ownKeys();
    const newestBlock = chain.finalized()?.number ?? chain.head()?.number ?? 0;
    cancelled = false;
    tell({
      state: "running",
      network: chain.status().name,
      newestBlock,
      oldestBlock: Math.max(1, newestBlock - blocks + 1),
      blocksRead: 0,
      found: 0,
      message: "Looking through blocks, newest first.",
    });
    running = runRescan(own, source);
    return rescan;
  }

  function list(filter: HistoryFilter): HistoryEntry[] {
    const sent = new Map(transactions.list(SENT_LOOKED_AT).map((one) => [one.hash, one]));
    const seen = kept.all().map((entry) => {
      const own = entry.hash === null ? undefined : sent.get(entry.hash);
      if (own) sent.delete(own.hash);
      return own ? withSent(entry, own) : entry;
    });
    return [...[...sent.values()].map(fromSent), ...seen]
      .filter((entry) => fits(entry, filter))
      .sort((a, b) => b.atMs - a.atMs || (b.block?.index ?? 0) - (a.block?.index ?? 0));
  }

  return {
    start() {
      stopped = false;
      stops = [chain.onFinalized(follow), chain.onLive(follow)];
    },
    async stop() {
      stopped = true;
      cancelled = true;
      for (const stop of stops) stop();
      stops = [];
      await Promise.all([running, following]);
    },
    list: (limit, filter) => list(filter).slice(0, limit),
    get(entryId) {
      const sent = transactions.list(SENT_LOOKED_AT);
      const bySent = sent.find(({ transactionId }) => transactionId === entryId);
      const seen = bySent ? kept.byHash(bySent.hash) : kept.get(entryId);
      const own = bySent ?? sent.find(({ hash }) => hash === seen?.hash);
      if (seen) return own ? withSent(seen, own) : seen;
      if (own) return fromSent(own);
      throw new AppError("HISTORY_UNKNOWN", "There is no such entry in the history.", {
        hint: "Take an id from the history's list.",
        field: "entryId",
      });
    },
    csv: (what, filter) => (what === "lots" ? lotsCsv : transactionsCsv)(list(filter)),
    rescan: (blocks) => begin(blocks, undefined),
    async rescanFromArchive(blocks) {
      refuseToBegin();
      const link = await archive.open(chain.live());
      try {
        const begun = begin(blocks, link.live);
        running = running.finally(() => link.close());
        return begun;
      } catch (error) {
        await link.close();
        throw error;
      }
    },
    rescanStatus: () => rescan,
    stopRescan() {
      if (rescan.state === "running") cancelled = true;
      return rescan;
    },
  };
}
