import { join } from "node:path";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { AppError } from "#src/app-error.ts";
import type { NetworkKind, NetworkStatus } from "#src/contract/network.ts";
import { readBlockTimeMs } from "./block-time.ts";
import type { EndpointHealth } from "./endpoint-health.ts";
import { routeLibraryConsole } from "./library-console.ts";
import { createLink, type Head, type Link, type Live } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type CapabilityKind, hasCapability } from "./lookup.ts";
import { createMetadataCache } from "./metadata-cache.ts";
import { findNetwork, KNOWN_NETWORKS, kindOf, type Network, sameUrl } from "./networks.ts";
import { readMany, type StorageRead } from "./read-many.ts";

/** Without a new block for this long (or five block times, if longer) a connection counts as stale. */
const STALE_AFTER_MS = 30_000;
const FIRST_ATTEMPT_MS = 15_000;
/** The block time is measured at connect, again after a few blocks, and now and then. */
const MEASURE_AFTER_BLOCKS = 3;
const MEASURE_EVERY_BLOCKS = 100;
const OFFLINE_BY_CHOICE = "Offline is chosen: Tausmith opens no connection.";

/** What every part that needs a network answers while none is wanted. */
export const offlineByChoice = (): AppError =>
  new AppError("NETWORK_OFFLINE", OFFLINE_BY_CHOICE, {
    hint: "Choose a network first, in the settings or with `tausmith network select`.",
  });

/** The connection to one network at a time. Nothing it tells is a guess: what is not known is null. */
export interface Chain {
  start(): void;
  stop(): Promise<void>;
  status(): NetworkStatus;
  /** Connects elsewhere, or nowhere (`offline`), and answers when the first attempt is over. Errors: `NETWORK_UNKNOWN`, `NETWORK_URL_INVALID`, `NETWORK_WRONG_GENESIS`. */
  select(network: string): Promise<NetworkStatus>;
  /** Resolves when connected. Errors: `NETWORK_OFFLINE` after `timeoutMs`. */
  whenOnline(timeoutMs: number): Promise<Live>;
  /** API, connection and identity that belong together. Errors: `NETWORK_OFFLINE`. */
  live(): Live;
  api(): ApiPromise;
  /** Many storage items in one request and one block. Absent optional items are null. */
  read(reads: readonly StorageRead[], atHash?: string): Promise<(Codec | null)[]>;
  /** The best block known, or null. */
  head(): Head | null;
  finalized(): Head | null;
  /** Connected to a practice network of ours: told by the chain itself, never by an address. */
  isPractice(): boolean;
  /** Whether the connected runtime has an item; false while offline. */
  has(kind: CapabilityKind, section: string, name: string): boolean;
  onHead(listener: (head: Head) => void): () => void;
  onFinalized(listener: (head: Head) => void): () => void;
  /** Called for every new API: after each connect and after each runtime upgrade. */
  onLive(listener: (live: Live) => void): () => void;
}

export function createChain(deps: {
  clock: Clock;
  events: Events;
  log: Logger;
  /** The profile folder; metadata is cached below it. */
  profileDir: string;
  /** Name or address of the network to begin with. */
  network: string;
  practiceUrl: () => Promise<string>;
  /** Networks known by name at this moment; the public ones where left out. */
  networks?: () => readonly Network[];
  /** Told how each endpoint behaves while it is used. */
  health?: Pick<EndpointHealth, "online" | "head" | "ping" | "failed">;
  requestTimeoutMs?: number;
}): Chain {
  const { clock, events, log, health, networks = () => KNOWN_NETWORKS } = deps;
  const cache = createMetadataCache(join(deps.profileDir, "metadata"));
  const heads = createListeners<Head>(log);
  const finalizedHeads = createListeners<Head>(log);
  const lives = createListeners<Live>(log);
  const settled = createListeners<AppError | Live>(log);

  let network: Network = findNetwork(deps.network, networks());
  let link: Link | null = null;
  let live: Live | null = null;
  let head: Head | null = null;
  let finalized: Head | null = null;
  let state: NetworkStatus["state"] = network.kind === "offline" ? "offline" : "connecting";
  let reason: string | null = network.kind === "offline" ? OFFLINE_BY_CHOICE : null;
  let url = network.urls[0] ?? "";
  let blockAtMs: number | null = null;
  let latencyMs: number | null = null;
  let blockTimeMs: number | null = null;
  let headsSeen = 0;
  /** Counts choices of a network, so that only the newest one connects. */
  let choice = 0;
  let cancelStale: () => void = () => undefined;
  let restoreConsole: (() => void) | null = null;

  const kind = (): NetworkKind => (live ? kindOf(network, live.identity) : network.kind);
  const isPractice = (): boolean => live !== null && kind() === "practice";

  const status = (): NetworkStatus => ({
    name: network.name,
    kind: kind(),
    url,
    state,
    reason,
    block: head?.number ?? null,
    blockAtMs,
    finalizedBlock: finalized?.number ?? null,
    latencyMs,
    blockTimeMs,
    specName: live?.identity.specName ?? null,
    specVersion: live?.identity.specVersion ?? null,
    genesisHash: live?.identity.genesisHash ?? null,
    tokenSymbol: live?.identity.tokenSymbol ?? "TAO",
  });
  const publish = (): void => events.publish("network.changed", status());

  const forget = (): void => {
    cancelStale();
    live = null;
    head = null;
    finalized = null;
    blockAtMs = null;
    latencyMs = null;
    blockTimeMs = null;
    headsSeen = 0;
  };

  const watchAge = (): void => {
    cancelStale();
    const limitMs = Math.max(STALE_AFTER_MS, (blockTimeMs ?? 0) * 5);
    cancelStale = clock.after(limitMs, () => {
      state = "stale";
      reason = `The node has shown no new block for ${Math.round(limitMs / 1000)} seconds.`;
      publish();
      // Another endpoint may know newer blocks.
      link?.advance("it shows no new blocks");
    });
  };

  const measureBlockTime = async (connected: Live, at: Head): Promise<void> => {
    try {
      const measured = await readBlockTimeMs(connected, at.number, isPractice());
      if (live?.rpc !== connected.rpc) return;
      blockTimeMs = measured;
      publish();
    } catch {
      // Unknown stays null; the connection itself tells when it is lost.
    }
  };

  const takeHead = (next: Head): void => {
    head = next;
    blockAtMs = clock.nowMs();
    state = "online";
    reason = null;
    watchAge();
  };

  const listenerFor = (own: () => boolean): Parameters<typeof createLink>[0]["listener"] => ({
    connecting(at) {
      if (!own()) return;
      url = at;
      state = "connecting";
      publish();
    },
    online(connected, best) {
      if (!own()) return;
      live = connected;
      takeHead(best);
      health?.online(url, connected.identity, best.number);
      publish();
      lives.tell(connected);
      settled.tell(connected);
      void measureBlockTime(connected, best);
    },
    upgraded(connected) {
      if (!own()) return;
      live = connected;
      publish();
      lives.tell(connected);
    },
    head(next) {
      if (!own() || next.hash === head?.hash) return;
      takeHead(next);
      health?.head(url, next.number);
      publish();
      heads.tell(next);
      headsSeen += 1;
      const due = headsSeen === MEASURE_AFTER_BLOCKS || headsSeen % MEASURE_EVERY_BLOCKS === 0;
      if (due && live) void measureBlockTime(live, next);
    },
    finalized(next) {
      if (!own()) return;
      finalized = next;
      publish();
      finalizedHeads.tell(next);
    },
    ping(roundTripMs) {
      if (!own()) return;
      latencyMs = roundTripMs;
      health?.ping(url, roundTripMs);
    },
    failed(at, error) {
      if (own()) health?.failed(at, error);
    },
    offline(error) {
      if (!own()) return;
      forget();
      state = "offline";
      reason = error.message;
      publish();
      settled.tell(error);
    },
  });

  /** The chosen order first, then what was added since. */
  const urlsOf = ({ name, urls }: Network): readonly string[] => {
    const listed = networks().find((one) => one.name === name)?.urls;
    if (!listed) return urls;
    const left = urls.filter((one) => listed.some((other) => sameUrl(one, other)));
    return [...left, ...listed.filter((one) => !urls.some((other) => sameUrl(one, other)))];
  };

  const connect = (): void => {
    if (network.kind === "offline") {
      publish();
      return;
    }
    restoreConsole ??= routeLibraryConsole(log);
    let mine: Link | null = null;
    const listener = listenerFor(() => mine !== null && link === mine);
    mine = createLink({
      network,
      urls: () => urlsOf(network),
      practiceUrl: deps.practiceUrl,
      clock,
      log,
      cache,
      listener,
      ...(deps.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: deps.requestTimeoutMs }),
    });
    link = mine;
    mine.start();
  };

  const need = (): Live => {
    if (live) return live;
    if (network.kind === "offline") throw offlineByChoice();
    throw new AppError("NETWORK_OFFLINE", `Tausmith is not connected to ${network.name}. ${reason ?? ""}`.trim(), {
      hint: "Wait until the network is online again, or choose another network.",
    });
  };

  const untilSettled = (timeoutMs: number, wanted: (outcome: AppError | Live) => boolean) =>
    new Promise<AppError | Live | null>((resolve) => {
      const done = (outcome: AppError | Live | null): void => {
        cancel();
        stopListening();
        resolve(outcome);
      };
      const cancel = clock.after(timeoutMs, () => done(null));
      const stopListening = settled.add((outcome) => {
        if (wanted(outcome)) done(outcome);
      });
    });

  return {
    start() {
      if (link) return;
      connect();
    },
    async stop() {
      choice += 1;
      const former = link;
      link = null;
      forget();
      await former?.stop();
      // What was under way fails in this turn of the loop, and the library tells the console about it.
      await turnOfTheLoop();
      restoreConsole?.();
      restoreConsole = null;
    },
    status,
    async select(name) {
      const next = findNetwork(name, networks());
      choice += 1;
      const mine = choice;
      const former = link;
      link = null;
      network = next;
      forget();
      const stays = next.kind === "offline";
      state = stays ? "offline" : "connecting";
      reason = stays ? OFFLINE_BY_CHOICE : null;
      url = next.urls[0] ?? "";
      publish();
      await former?.stop();
      // Somebody has chosen again, or the app stops.
      if (mine !== choice) return status();
      if (stays) {
        settled.tell(offlineByChoice());
        return status();
      }
      const outcome = untilSettled(FIRST_ATTEMPT_MS, () => true);
      connect();
      const first = await outcome;
      if (first instanceof AppError && first.code === "NETWORK_WRONG_GENESIS") throw first;
      return status();
    },
    async whenOnline(timeoutMs) {
      const hopeful = !live && network.kind !== "offline";
      if (hopeful) await untilSettled(timeoutMs, (outcome) => !(outcome instanceof AppError));
      return need();
    },
    live: need,
    api: () => need().api,
    read: (reads, atHash) => {
      const { api, rpc } = need();
      return readMany(api, rpc, reads, atHash);
    },
    head: () => head,
    finalized: () => finalized,
    isPractice,
    has: (kind, section, name) => live !== null && hasCapability(live.api, kind, section, name),
    onHead: heads.add,
    onFinalized: finalizedHeads.add,
    onLive: lives.add,
  };
}
