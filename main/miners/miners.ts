import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { ensureIntakeKey, keepIntakeKey } from "#main/signals/intake-key.ts";
import { type JournalReader, openJournalReader } from "#main/signals/journal-reader.ts";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import type { MinerView } from "#src/contract/miners.ts";
import type { MinerKind } from "#src/miners/miner-kinds.ts";
import { type DeliverySettings, deliveryFor } from "#src/signals/delivery-settings.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import { defaultBackOff } from "./back-off.ts";
import { chooseIntakePort } from "./choose-port.ts";
import { createLogRing, type LogLine, type LogRing } from "./log-ring.ts";
import type { MinerKeys, ValidatorFeed } from "./miner-ports.ts";
import { fingerprint, isSameNetwork, minerView, walletName } from "./miner-view.ts";
import type { ProcessHost } from "./process-host.ts";
import { createMinerRegistry, type MinerRecord } from "./registry.ts";
import { createSupervisor, type Supervisor, type SupervisorSettings } from "./supervisor.ts";
import { createActivityTeller, type Tell } from "./tell-activity.ts";

export interface MinersDeps {
  readonly profileDir: string;
  readonly store: Store;
  readonly events: Pick<Events, "publish">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: MinerKeys;
  readonly feed: ValidatorFeed;
  readonly host: ProcessHost;
  /** `entryUrl("miner-process")`. */
  readonly entry: URL;
  readonly supervision?: SupervisorSettings;
  /** Takes lines for the app's activity feed. */
  readonly tell?: Tell;
  /** The network's own settings where left out. */
  readonly delivery?: DeliverySettings;
  /** Where the search for a free intake port begins. */
  readonly firstPort?: number;
  /** Refuses a hotkey that was handed over to another machine, or waits for it. Throws the reason. */
  readonly mayRun?: (hotkey: string, step: "create" | "start") => void;
  /** Shared by all profiles of this user, so that one hotkey never sends twice on this machine. */
  readonly sendersDir: string;
}

export interface CreateMiner {
  readonly kind: MinerKind;
  readonly walletId: string;
  readonly hotkeyName: string;
  readonly netuid: number;
  readonly intakePort?: number | undefined;
  /** The intake's key where it comes from another machine; a new one where left out. */
  readonly intakeKey?: string | undefined;
}

export interface Miners {
  list(): MinerView[];
  /** Error: `MINER_UNKNOWN`. */
  view(minerId: string): MinerView;
  /** Errors: `MINER_HOTKEY_IN_USE`, `MINER_PORT_TAKEN`, `MINER_NO_FREE_PORT` and those of the key room. */
  create(input: CreateMiner): Promise<MinerView>;
  /** Resolves when it runs or it is clear that it does not; the view tells. Errors: `MINER_UNKNOWN`, `MINER_OTHER_NETWORK`. */
  startMiner(minerId: string): Promise<MinerView>;
  stopMiner(minerId: string): Promise<MinerView>;
  /** Lets a running miner take nothing new. Resolves when nothing is unsettled, it has ended, or `limitMs` are over. */
  drain(minerId: string, limitMs: number): Promise<void>;
  /** Errors: `MINER_UNKNOWN`, `MINER_STILL_RUNS`, `MINER_PORT_TAKEN`. */
  setPort(minerId: string, intakePort: number | undefined): Promise<MinerView>;
  /** Errors: `MINER_UNKNOWN`, `MINER_STILL_RUNS`. */
  remove(minerId: string): void;
  logs(minerId: string, limit: number): LogLine[];
  /** Hands a signal to a running miner; gives its uuid once it is durable. Errors: `MINER_UNKNOWN`, `MINER_NOT_RUNNING`. */
  send(minerId: string, signal: SignalRequest): Promise<string>;
  reloadKey(minerId: string): void;
  folder(minerId: string): string;
  journal(minerId: string): JournalReader;
  /** Called when any journal changed. Returns unsubscribe. */
  onSignals(listener: () => void): () => void;
  /** Called for requests that a miner's axon was asked. Returns unsubscribe. */
  onAsked(listener: (minerId: string, told: { readonly count: number; readonly atMs: number }) => void): () => void;
  /** Gives running miners the newest validators; call it when a head or the metagraph changed. Never throws. */
  refreshValidators(): Promise<void>;
  /** Starts the miners that ran when the app was last open. */
  start(): Promise<void>;
  /** Stops every process in steps; what ran is remembered. */
  rest(): Promise<void>;
  /** As `rest`, and closes the journals. */
  stop(): Promise<void>;
}

const DEFAULT_PORT = 8_088;
const defaultSupervision: SupervisorSettings = {
  backOff: defaultBackOff,
  readyMs: 20_000,
  askMs: 4_000,
  interruptMs: 2_000,
};

interface Room {
  readonly supervisor: Supervisor;
  readonly ring: LogRing;
  readonly journal: JournalReader;
  /** The validators last handed over, to hand over changes only. */
  told: string;
}

/** Sets miners up, runs each in a process of its own and keeps them running. */
export function createMiners(deps: MinersDeps): Miners {
  const { clock, feed, keys } = deps;
  const registry = createMinerRegistry(deps.store);
  const rooms = new Map<string, Room>();
  const listeners = new Set<() => void>();
  const askedListeners = new Set<Parameters<Miners["onAsked"]>[0]>();
  /** Ran before, and their network was not there yet when the app started: an own endpoint tells late what it is. */
  const waiting = new Set<string>();
  let closed = false;
  let refreshing = false;

  const folder = (minerId: string): string => join(deps.profileDir, "miners", minerId);
  const mustFind = (minerId: string): MinerRecord => {
    const record = registry.get(minerId);
    if (record) return record;
    throw new AppError("MINER_UNKNOWN", "There is no such miner.", {
      hint: "List the miners of this profile and use one of their ids.",
      field: "minerId",
    });
  };
  /** Lines collected while the app stops have nowhere to go. */
  const tell: Tell = (line) => {
    if (!closed) deps.tell?.(line);
  };
  const publish = (): void => deps.events.publish("miners.changed", list());
  const signalsChanged = (): void => {
    for (const listener of listeners) listener();
  };
  const onItsNetwork = (record: MinerRecord): boolean => {
    const now = feed.network();
    return isSameNetwork(now, { name: record.network, kind: record.networkKind });
  };

  const room = (record: MinerRecord): Room => {
    const known = rooms.get(record.minerId);
    if (known) return known;
    const { minerId } = record;
    const ring = createLogRing();
    const name = `${walletName(keys, record.walletId)}/${record.hotkeyName}`;
    const teller = createActivityTeller(name, minerId, clock, tell);
    const supervisor = createSupervisor({
      host: deps.host,
      entry: deps.entry,
      name: `tausmith-miner-${minerId.slice(0, 8)}`,
      clock,
      settings: deps.supervision ?? defaultSupervision,
      changed: () => {
        const { state, sentence } = supervisor.view();
        teller.state(state, sentence);
        publish();
      },
      signalsChanged,
      settled: teller.settled,
      asked: (told) => {
        for (const listener of askedListeners) listener(minerId, told);
      },
      log: (line) => {
        ring.add(line);
        deps.log.info({ miner: minerId, at: line.level }, ring.newest(1)[0]?.text ?? "");
      },
      makeStart: async () => {
        const rows = onItsNetwork(record) ? await feed.validatorsFor(record.netuid).catch(() => null) : null;
        made.told = fingerprint(rows);
        return {
          type: "start",
          minerId,
          hotkey: await keys.minerKey(record.walletId, record.hotkeyName),
          netuid: record.netuid,
          network: record.networkKind,
          folder: folder(minerId),
          sendersDir: deps.sendersDir,
          intakePort: mustFind(minerId).intakePort,
          delivery: deps.delivery ?? deliveryFor(record.networkKind),
          validators: rows,
        };
      },
    });
    const made: Room = { supervisor, ring, journal: openJournalReader(folder(minerId), minerId), told: "" };
    rooms.set(minerId, made);
    return made;
  };

  const viewOf = (record: MinerRecord): MinerView => {
    const { supervisor, journal } = room(record);
    const process = supervisor.view();
    return minerView(record, walletName(keys, record.walletId), process, process.counts ?? journal.counts());
  };
  const list = (): MinerView[] => (closed ? [] : registry.list().map(viewOf));

  const choosePort = (wanted: number | undefined, others: readonly MinerRecord[]): Promise<number> =>
    chooseIntakePort(wanted, deps.firstPort ?? DEFAULT_PORT, new Set(others.map((record) => record.intakePort)));

  /** The room of a miner that does not run. */
  const mustRest = (record: MinerRecord): Room => {
    const found = room(record);
    const { state } = found.supervisor.view();
    if (state === "stopped" || state === "failed") return found;
    throw new AppError("MINER_STILL_RUNS", "The miner is not stopped.", { hint: "Stop it first, then change it." });
  };

  const startRecord = async (record: MinerRecord): Promise<MinerView> => {
    if (!onItsNetwork(record)) {
      throw new AppError("MINER_OTHER_NETWORK", `This miner belongs to the network ${record.network}.`, {
        hint: `Switch to ${record.network}, or set up a miner for ${feed.network().name}.`,
      });
    }
    deps.mayRun?.(record.hotkey, "start");
    await room(record).supervisor.start();
    return viewOf(record);
  };

  /** Starts a miner that ran when the app was last open. Never throws. */
  const startAgain = async (record: MinerRecord): Promise<void> => {
    waiting.delete(record.minerId);
    try {
      await startRecord(record);
    } catch (error) {
      const text = error instanceof AppError ? error.message : "It could not be started again.";
      room(record).ring.add({ atMs: clock.nowMs(), level: "warn", text });
      if (error instanceof AppError && error.code === "MINER_OTHER_NETWORK") waiting.add(record.minerId);
    }
  };

  const rest = async (): Promise<void> => {
    await Promise.all([...rooms.values()].map(({ supervisor }) => supervisor.stop()));
  };

  return {
    list,
    view: (minerId) => viewOf(mustFind(minerId)),
    async create(input) {
      const hotkey = keys.hotkey(input.walletId, input.hotkeyName).address;
      deps.mayRun?.(hotkey, "create");
      const holder = registry.list().find((record) => record.hotkey === hotkey);
      if (holder) {
        throw new AppError("MINER_HOTKEY_IN_USE", "A miner with this hotkey is set up already.", {
          hint: "Use that miner, or make another hotkey: two senders with one hotkey would send orders twice.",
          field: "hotkeyName",
          details: { minerId: holder.minerId },
        });
      }
      const { name, kind } = feed.network();
      const record: MinerRecord = {
        minerId: randomUUID(),
        kind: input.kind,
        walletId: input.walletId,
        hotkeyName: input.hotkeyName,
        hotkey,
        network: name,
        networkKind: kind,
        netuid: input.netuid,
        intakePort: await choosePort(input.intakePort, registry.list()),
        wanted: false,
        createdAtMs: clock.nowMs(),
      };
      if (input.intakeKey === undefined) ensureIntakeKey(folder(record.minerId));
      else keepIntakeKey(folder(record.minerId), input.intakeKey);
      registry.add(record);
      publish();
      return viewOf(record);
    },
    async startMiner(minerId) {
      const record = mustFind(minerId);
      const view = await startRecord(record);
      registry.setWanted(minerId, true);
      return view;
    },
    async stopMiner(minerId) {
      const record = mustFind(minerId);
      registry.setWanted(minerId, false);
      waiting.delete(minerId);
      await room(record).supervisor.stop();
      return viewOf(record);
    },
    drain: (minerId, limitMs) => room(mustFind(minerId)).supervisor.drain(limitMs),
    async setPort(minerId, intakePort) {
      mustRest(mustFind(minerId));
      const others = registry.list().filter((record) => record.minerId !== minerId);
      registry.setPort(minerId, await choosePort(intakePort, others));
      publish();
      return viewOf(mustFind(minerId));
    },
    remove(minerId) {
      const { journal } = mustRest(mustFind(minerId));
      journal.close();
      rooms.delete(minerId);
      waiting.delete(minerId);
      registry.remove(minerId);
      publish();
    },
    logs: (minerId, limit) => room(mustFind(minerId)).ring.newest(limit),
    send: async (minerId, signal) => room(mustFind(minerId)).supervisor.send(signal),
    reloadKey: (minerId) => room(mustFind(minerId)).supervisor.reloadKey(),
    folder: (minerId) => folder(mustFind(minerId).minerId),
    journal: (minerId) => room(mustFind(minerId)).journal,
    onSignals(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onAsked(listener) {
      askedListeners.add(listener);
      return () => askedListeners.delete(listener);
    },
    async refreshValidators() {
      if (refreshing || closed) return;
      refreshing = true;
      try {
        for (const record of registry.list()) {
          if (waiting.has(record.minerId) && onItsNetwork(record)) await startAgain(record);
          const { supervisor } = room(record);
          if (supervisor.view().state !== "running" || !onItsNetwork(record)) continue;
          const rows = await feed.validatorsFor(record.netuid).catch(() => null);
          const told = fingerprint(rows);
          if (closed || !rows || told === room(record).told) continue;
          room(record).told = told;
          supervisor.setValidators(rows);
        }
      } finally {
        refreshing = false;
      }
    },
    async start() {
      const before = registry.list().filter((record) => record.wanted);
      await Promise.all(before.map(startAgain));
      publish();
    },
    rest,
    async stop() {
      await rest();
      closed = true;
      for (const { journal } of rooms.values()) journal.close();
      rooms.clear();
    },
  };
}
