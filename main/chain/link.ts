import type { ApiPromise } from "@polkadot/api";
import type { Header } from "@polkadot/types/interfaces";
import type { Logger } from "pino";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { openJsonRpc, type RpcConnection } from "./json-rpc.ts";
import type { MetadataCache } from "./metadata-cache.ts";
import type { Network } from "./networks.ts";
import { buildRuntimeApi, identify, type NodeIdentity, type RuntimeApi } from "./session.ts";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** A working connection: the API always belongs to the runtime that the node runs now. */
export interface Live {
  readonly api: ApiPromise;
  readonly rpc: RpcConnection;
  readonly identity: NodeIdentity;
}

export interface Head {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
}

/** What a link tells while it keeps itself connected. */
export interface LinkListener {
  connecting(url: string): void;
  /** Connected, with the best block at that moment. */
  online(live: Live, head: Head): void;
  /** The runtime was upgraded; the former API is no longer used. */
  upgraded(live: Live): void;
  head(head: Head): void;
  finalized(head: Head): void;
  ping(roundTripMs: number): void;
  /** One endpoint failed; the next one is tried at once where there is one. */
  failed(url: string, error: AppError): void;
  /** Every endpoint has failed; all are tried again later. */
  offline(error: AppError): void;
}

export interface Link {
  start(): void;
  stop(): Promise<void>;
  /** Leaves the connected endpoint for the next one; does nothing where there is no other. */
  advance(reason: string): void;
}

const toAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError("NETWORK_OFFLINE", "The node refused to talk.", {
        hint: "Wait for the connection to come back, or choose another endpoint.",
        cause: error,
      });

/**
 * Keeps one connection to a network alive: endpoints in turn, bounded back-off, a fresh API on every runtime upgrade.
 * It never throws; whatever goes wrong is told through `offline` and tried again.
 */
export function createLink(deps: {
  network: Network;
  /** The network's endpoints at this moment: the person may add and remove some while it is used. */
  urls: () => readonly string[];
  /** Where the practice network listens; it may have to start first. */
  practiceUrl: () => Promise<string>;
  clock: Clock;
  log: Logger;
  cache: MetadataCache;
  listener: LinkListener;
  requestTimeoutMs?: number;
}): Link {
  const { network, clock, log, cache, listener, requestTimeoutMs = REQUEST_TIMEOUT_MS } = deps;
  let stopped = true;
  /** Which endpoint is or was tried last, how many failed in a row, and how often all did. */
  let place = 0;
  let failedInRound = 0;
  let rounds = 0;
  /** A lie about the chain weighs more than a node that is merely away. */
  let lie: AppError | null = null;
  /** The highest final block of this chain, whichever endpoint told it. */
  let final: { readonly genesisHash: string; readonly number: number } | null = null;
  let cancelRetry: () => void = () => undefined;
  let abort = new AbortController();
  let connecting: Promise<void> = Promise.resolve();
  let rpc: RpcConnection | null = null;
  let runtime: RuntimeApi | null = null;
  /** Upgrades happen one after another. */
  let upgrades: Promise<void> = Promise.resolve();

  const toHead = (json: unknown): Head => {
    const header = (runtime as RuntimeApi).api.registry.createType<Header>("Header", json);
    return {
      number: header.number.toNumber(),
      hash: header.hash.toHex(),
      parentHash: header.parentHash.toHex(),
    };
  };

  function retryLater(error: AppError): void {
    if (stopped) return;
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** Math.min(rounds, 10), LONGEST_DELAY_MS);
    rounds += 1;
    log.info({ code: error.code, reason: error.message, network: network.name, delayMs }, "not connected");
    listener.offline(error);
    cancelRetry = clock.after(delayMs, begin);
  }

  async function upgrade(connection: RpcConnection, identity: NodeIdentity, specVersion: number): Promise<void> {
    if (stopped || rpc !== connection || runtime === null || runtime.specVersion === specVersion) return;
    const former = runtime;
    const next = { ...identity, specVersion };
    const fresh = await buildRuntimeApi({ ...shared, rpc: connection, identity: next });
    if (stopped || rpc !== connection) {
      await fresh.release();
      return;
    }
    runtime = fresh;
    log.info({ from: former.specVersion, to: fresh.specVersion }, "runtime upgraded");
    listener.upgraded({ api: fresh.api, rpc: connection, identity: { ...identity, specVersion: fresh.specVersion } });
    await former.release();
  }

  async function follow(connection: RpcConnection, identity: NodeIdentity): Promise<void> {
    const { genesisHash } = identity;
    const tell = (what: "head" | "finalized") => (error: Error | null, result: unknown) => {
      if (error !== null || rpc !== connection || !runtime) return;
      let head: Head;
      try {
        head = toHead(result);
      } catch {
        connection.close("it sent a block header that cannot be read");
        return;
      }
      if (isBehind(genesisHash, head.number)) {
        place += 1;
        connection.close("it went back behind a final block");
        return;
      }
      if (what === "finalized") final = { genesisHash, number: head.number };
      listener[what](head);
    };
    await Promise.all([
      connection.subscribe("chain_subscribeNewHeads", [], tell("head")),
      connection.subscribe("chain_subscribeFinalizedHeads", [], tell("finalized")),
      connection.subscribe("state_subscribeRuntimeVersion", [], (error, result) => {
        const specVersion = (result as { specVersion?: number } | null)?.specVersion;
        if (error !== null || specVersion === undefined) return;
        upgrades = upgrades
          .then(() => upgrade(connection, identity, specVersion))
          .catch(() => connection.close("its new runtime could not be read"));
      }),
    ]);
  }

  /** What was final stays final: a node that does not have it is no source of numbers. Our own practice node may begin anew. */
  const isBehind = (genesisHash: string, block: number): boolean =>
    network.kind !== "practice" && final !== null && final.genesisHash === genesisHash && block < final.number;

  function tryNext(url: string | null, error: AppError): void {
    if (stopped) return;
    if (url !== null) listener.failed(url, error);
    if (error.code === "NETWORK_WRONG_GENESIS") lie ??= error;
    place += 1;
    failedInRound += 1;
    if (failedInRound < deps.urls().length) {
      log.info({ code: error.code, reason: error.message, network: network.name, url }, "next endpoint");
      begin();
      return;
    }
    const told = lie ?? error;
    failedInRound = 0;
    lie = null;
    retryLater(told);
  }

  async function connect(): Promise<void> {
    let connection: RpcConnection | null = null;
    let url: string | null = null;
    try {
      const urls = network.kind === "practice" ? [await deps.practiceUrl()] : deps.urls();
      if (stopped) return;
      url = urls[place % urls.length] as string;
      listener.connecting(url);
      connection = await openJsonRpc({ url, clock, timeoutMs: requestTimeoutMs, signal: abort.signal });
      rpc = connection;
      const identity = await identify(connection, clock, network);
      const fresh = await buildRuntimeApi({ ...shared, rpc: connection, identity });
      if (stopped) {
        await fresh.release();
        return;
      }
      runtime = fresh;
      const head = toHead(await connection.send("chain_getHeader"));
      if (isBehind(identity.genesisHash, head.number)) {
        throw new AppError("NETWORK_BEHIND", `The node at ${url} lacks blocks that were final already.`, {
          hint: "Wait until it has caught up, or choose another endpoint.",
          details: { nodeBlock: head.number, finalBlock: final?.number ?? 0 },
        });
      }
      const opened = connection;
      listener.online({ api: fresh.api, rpc: opened, identity: { ...identity, specVersion: fresh.specVersion } }, head);
      listener.ping(identity.roundTripMs);
      opened.onClose((reason) => void lost(opened, reason));
      opened.onBroken(() => {
        if (rpc === opened) leaveFor("it sent only a part of an answer");
      });
      await follow(opened, identity);
      rounds = 0;
      failedInRound = 0;
      lie = null;
    } catch (error) {
      if (rpc !== connection) return;
      await drop();
      connection?.close();
      tryNext(url, toAppError(error));
    }
  }

  /** Another endpoint may do better; where there is none, this one is better than none. */
  function leaveFor(reason: string): void {
    if (deps.urls().length < 2 || rpc === null) return;
    place += 1;
    rpc.close(reason);
  }

  function begin(): void {
    connecting = connect();
  }

  async function lost(connection: RpcConnection, reason: string): Promise<void> {
    if (rpc !== connection) return;
    await drop();
    const error = new AppError("NETWORK_OFFLINE", `The connection to the node was lost: ${reason}.`, {
      hint: "Tausmith connects again by itself; transactions that were sent are followed up.",
    });
    listener.failed(connection.url, error);
    retryLater(error);
  }

  async function drop(): Promise<void> {
    const former = runtime;
    runtime = null;
    rpc = null;
    await former?.release();
  }

  /** Loopback nodes may be another chain tomorrow under the same name; their metadata is small and read anew. */
  const isLoopback = network.urls.every((url) => /^ws:\/\/(127\.|localhost|\[::1\])/.test(url));
  const shared = { cache: isLoopback ? null : cache, clock, onPing: (ms: number) => listener.ping(ms) };

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      abort = new AbortController();
      begin();
    },
    advance: leaveFor,
    async stop() {
      stopped = true;
      cancelRetry();
      const connection = rpc;
      await drop();
      abort.abort();
      connection?.close();
      await Promise.all([connecting, upgrades]);
    },
  };
}
