import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import type { ProcessHost } from "#main/miners/process-host.ts";
import { type Clock, systemClock } from "#main/ports/clock.ts";
import { entryUrl } from "#main/ports/entries.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { PracticeStatus } from "#src/contract/practice.ts";
import { fromSs58 } from "./describe/substrate-types.ts";
import { type ListeningAxon, startValidatorsProcess, type ValidatorsLink } from "./validators-link.ts";
import { startWorker, type WorkerLink } from "./worker-link.ts";

/** The embedded practice network. */
export interface Practice {
  /** Starts it where it does not run; resolves once the node serves. Errors: `PRACTICE_PORT_IN_USE`, those of the store. */
  start(): Promise<{ readonly url: string }>;
  /** Resolves once the validators listen and their axons are on chain. */
  validatorsReady(): Promise<void>;
  stop(): Promise<void>;
  status(): PracticeStatus;
  /**
   * Practice τ for an address, as a transfer in the next block. It has no value.
   * Errors: `PRACTICE_NOT_RUNNING`, `PRACTICE_FAUCET_AMOUNT`, those of addresses.
   */
  faucet(address: string, amountRao: bigint): Promise<{ readonly freeRao: bigint; readonly atBlock: number }>;
  /** Begins anew from block 0 with another genesis hash, at the same address. Error: `PRACTICE_NOT_RUNNING`. */
  reset(): Promise<PracticeStatus>;
  /** Lets the runtime upgrade: version up, a call added, errors renumbered. Error: `PRACTICE_NOT_RUNNING`. */
  upgrade(): Promise<PracticeStatus>;
}

export interface PracticeOptions {
  /** The network's own folder; made where it is missing. */
  readonly dir: string;
  readonly log: Logger;
  /** 0 for a free port. */
  readonly port?: number;
  readonly blockTimeMs?: number;
  /** Seeds the neurons and the validators' price feed. */
  readonly seed?: string;
  /** False leaves the validators' process out. */
  readonly validators?: boolean;
  readonly host?: ProcessHost;
  readonly clock?: Clock;
}

interface Running {
  readonly worker: WorkerLink;
  readonly url: string;
  block: number;
  specVersion: number;
  validators: ValidatorsLink | undefined;
  axons: PracticeStatus["validators"];
  ready: PromiseWithResolvers<void>;
  /** Counts the starts of the validators, so that an older one gives way. */
  round: number;
}

/** Settled or not when the network stops; nobody needs to wait for it. */
function newReady(): PromiseWithResolvers<void> {
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  return ready;
}

const notRunning = (): AppError =>
  new AppError("PRACTICE_NOT_RUNNING", "The practice network is not running.", {
    hint: "Choose the practice network first: tausmith network select --network practice",
  });

const LEAST_RAO = 500n;
/** A million τ at a time. */
const MOST_RAO = 1_000_000_000_000_000n;

/** Supervises the node's worker and the validators' process. Nothing runs before `start`. */
export function createPractice(options: PracticeOptions): Practice {
  const { dir, log, port = 0, blockTimeMs = 1_000, seed = "tausmith practice", clock = systemClock } = options;
  const host = options.host ?? createChildProcessHost();
  const ordersDir = join(dir, "validators");
  let running: Running | undefined;
  let starting: Promise<Running> | undefined;

  const status = (): PracticeStatus => ({
    running: running !== undefined,
    url: running?.url ?? null,
    block: running?.block ?? null,
    blockTimeMs: running ? blockTimeMs : null,
    specVersion: running?.specVersion ?? null,
    validators: running?.axons ?? [],
  });

  const alive = (): Running => {
    if (running) return running;
    throw notRunning();
  };

  /** As `alive`, but waits for a start that is under way: whoever clicks at once is not turned away. */
  const present = async (): Promise<Running> => (starting ? await starting : alive());

  const publish = async (own: Running, axons: readonly ListeningAxon[]): Promise<void> => {
    const asked = axons.map(({ netuid, hotkey, port: at }) => ({ netuid, hotkey: fromSs58(hotkey), port: at }));
    const { uids = [] } = await own.worker.ask({ type: "axons", axons: asked });
    own.axons = axons.flatMap(({ netuid, hotkey, port: at }, i) => {
      const uid = uids[i];
      return uid === null || uid === undefined ? [] : [{ netuid, uid, hotkey, port: at }];
    });
    own.ready.resolve();
  };

  const startValidators = async (own: Running): Promise<void> => {
    own.round += 1;
    const { round } = own;
    if (options.validators === false) {
      own.ready.resolve();
      return;
    }
    const { validators = [] } = await own.worker.ask({ type: "validators" });
    if (running !== own || own.round !== round) return;
    own.validators = startValidatorsProcess({
      host,
      entry: entryUrl("practice-validators"),
      clock,
      log,
      validators,
      seed,
      nodeUrl: own.url,
      stateDir: ordersDir,
      onListening: (axons) => {
        publish(own, axons).catch((err: unknown) => log.error({ err }, "the validators' axons could not be published"));
      },
    });
  };

  const begin = async (): Promise<Running> => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const worker = startWorker({
      entry: entryUrl("practice-worker"),
      start: { type: "start", dir, port, blockTimeMs, seed },
      onHead: (block, specVersion) => {
        if (running?.worker !== worker) return;
        running.block = block;
        running.specVersion = specVersion;
      },
      onDefect: (where, text) => log.error({ part: "practice", where }, text),
      onLost: () => {
        log.error({ part: "practice" }, "the practice network's worker has ended");
        const fallen = running;
        if (fallen?.worker !== worker) return;
        running = undefined;
        fallen.ready.reject(notRunning());
        void fallen.validators?.stop();
      },
    });
    try {
      const { url, block, specVersion } = await worker.serving;
      const own: Running = {
        worker,
        url,
        block,
        specVersion,
        validators: undefined,
        axons: [],
        ready: newReady(),
        round: 0,
      };
      running = own;
      // The node serves already; its validators follow when they can.
      startValidators(own).catch((err: unknown) => {
        if (running === own) log.error({ err }, "the practice validators could not be started");
      });
      return own;
    } catch (error) {
      await worker.stop();
      throw error;
    }
  };

  return {
    async start() {
      if (!running) {
        starting ??= begin().finally(() => {
          starting = undefined;
        });
        await starting;
      }
      return { url: alive().url };
    },
    validatorsReady: () => alive().ready.promise,
    async stop() {
      await starting?.catch(() => {});
      const own = running;
      running = undefined;
      if (!own) return;
      own.ready.reject(notRunning());
      await own.validators?.stop();
      await own.worker.stop();
    },
    status,
    async faucet(address, amountRao) {
      decodeAddress(address, { field: "address" });
      if (amountRao < LEAST_RAO || amountRao > MOST_RAO) {
        throw new AppError("PRACTICE_FAUCET_AMOUNT", "The faucet gives from 500 rao to one million τ at a time.", {
          hint: "Ask for 100000000000 rao, which is 100 τ.",
          field: "amountRao",
        });
      }
      const { block, freeRao = 0n } = await (await present()).worker.ask({
        type: "faucet",
        account: fromSs58(address),
        amountRao,
      });
      return { freeRao, atBlock: block };
    },
    async reset() {
      const own = await present();
      await own.validators?.stop();
      rmSync(ordersDir, { recursive: true, force: true });
      own.axons = [];
      const before = own.ready;
      own.ready = newReady();
      before.resolve(own.ready.promise);
      const { block, specVersion } = await own.worker.ask({ type: "reset" });
      own.block = block;
      own.specVersion = specVersion;
      await startValidators(own);
      return status();
    },
    async upgrade() {
      const own = await present();
      const { block, specVersion } = await own.worker.ask({ type: "upgrade" });
      own.block = block;
      own.specVersion = specVersion;
      return status();
    },
  };
}
