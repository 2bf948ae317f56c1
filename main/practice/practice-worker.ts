import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { systemClock } from "#main/ports/clock.ts";
import { AppError, toErrorView } from "#src/app-error.ts";
import type { Context } from "./describe/context.ts";
import { faucet } from "./faucet.ts";
import type { GenesisValidator } from "./genesis/genesis.ts";
import { genesis, parts } from "./network-parts.ts";
import { publishAxon, uidOf } from "./pallets/subtensor/practice-axons.ts";
import { type PracticeNode, startPracticeNode } from "./practice-node.ts";
import { toHex } from "./scale/primitives.ts";
import type { FromWorker, ToWorker, WorkerAnswer, WorkerStart } from "./worker-messages.ts";

/** The chain's file and its companions in WAL mode. */
const FILES = ["chain.sqlite", "chain.sqlite-wal", "chain.sqlite-shm"];
/** A new network has some past, so that not every neuron is new on it. */
const FIRST_BLOCKS = 110;

if (!parentPort) throw new Error("The practice network's node runs in a worker that the app starts.");
const port = parentPort;
const tell = (message: FromWorker): void => port.postMessage(message);

let running: PracticeNode | undefined;
let started: WorkerStart | undefined;

async function start(settings: WorkerStart): Promise<void> {
  let validators: GenesisValidator[] = [];
  running = await startPracticeNode({
    file: join(settings.dir, FILES[0] as string),
    port: settings.port,
    blockTimeMs: settings.blockTimeMs,
    clock: systemClock,
    parts,
    genesis: (ctx: Context) => genesis(ctx, { seed: settings.seed, validators }),
    // Deriving keys takes longer than opening a chain that is there.
    prepareGenesis: async () => {
      const { practiceValidators } = await import("./genesis/keys.ts");
      validators = (await practiceValidators()).map(({ netuid, hotkey, coldkey }) => ({
        netuid,
        hotkey: toHex(hotkey.publicKey),
        coldkey: toHex(coldkey.publicKey),
      }));
    },
    firstBlocks: FIRST_BLOCKS,
    onDefect: (where, error) =>
      tell({ type: "defect", where, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  });
  const { node, server } = running;
  node.onBlock((head) =>
    tell({ type: "head", block: head.number, specVersion: node.runtimeAt(head.number).specVersion }),
  );
  // A reset keeps the port, so that clients find the new network where the old one was.
  started = { ...settings, port: server.port };
  const block = node.head().number;
  tell({ type: "serving", url: server.url, port: server.port, block, specVersion: node.runtimeAt(block).specVersion });
}

/** Runs work in the next block and answers with what `answer` reads after it. */
function inNextBlock(
  work: (ctx: Context) => void,
  answer: (ctx: Context) => Partial<WorkerAnswer>,
): Promise<WorkerAnswer> {
  const node = alive().node;
  return new Promise((resolve, reject) => {
    node.privileged(work, (error, block) => {
      if (error !== undefined) {
        reject(error);
        return;
      }
      const ctx = node.readContext(block.number);
      resolve({ block: block.number, specVersion: ctx.runtime.specVersion, ...answer(ctx) });
    });
  });
}

function alive(): PracticeNode {
  if (running) return running;
  throw new AppError("PRACTICE_NOT_RUNNING", "The practice network is not running.", {
    hint: "Choose the practice network first.",
  });
}

async function reset(): Promise<WorkerAnswer> {
  await running?.stop();
  running = undefined;
  const settings = started as WorkerStart;
  await Promise.all(FILES.map((file) => rm(join(settings.dir, file), { force: true })));
  await start(settings);
  return answerNow();
}

function answerNow(): WorkerAnswer {
  const { node } = alive();
  const block = node.head().number;
  return { block, specVersion: node.runtimeAt(block).specVersion };
}

async function upgrade(): Promise<WorkerAnswer> {
  alive().node.upgrade();
  return inNextBlock(
    () => {},
    () => ({}),
  );
}

async function answer(message: Exclude<ToWorker, { type: "start" | "stop" }>): Promise<WorkerAnswer> {
  switch (message.type) {
    case "faucet": {
      const { practiceFaucetKey } = await import("./genesis/keys.ts");
      const purse = toHex((await practiceFaucetKey()).publicKey);
      return inNextBlock(
        (ctx) => faucet.give(ctx, purse, message.account, message.amountRao),
        (ctx) => ({ freeRao: faucet.free(ctx, message.account) }),
      );
    }
    case "axons":
      return inNextBlock(
        (ctx) => {
          for (const { netuid, hotkey, port: at } of message.axons) publishAxon(ctx, netuid, hotkey, at);
        },
        (ctx) => ({ uids: message.axons.map(({ netuid, hotkey }) => uidOf(ctx, netuid, hotkey)) }),
      );
    case "validators": {
      const { practiceValidators } = await import("./genesis/keys.ts");
      const validators = (await practiceValidators()).map(({ netuid, hotkey }) => ({
        netuid,
        hotkey: hotkey.address,
        publicKey: hotkey.publicKey,
        secretKey: hotkey.secretKey,
      }));
      return { ...answerNow(), validators };
    }
    case "upgrade":
      return upgrade();
    case "reset":
      return reset();
  }
}

port.on("message", (message: ToWorker) => {
  if (message.type === "start") {
    start(message).catch((error: unknown) => tell({ type: "failed", error: toErrorView(error) }));
  } else if (message.type === "stop") {
    const ending = running?.stop() ?? Promise.resolve();
    running = undefined;
    void ending.finally(() => {
      tell({ type: "stopped" });
      port.close();
    });
  } else {
    answer(message).then(
      (value) => tell({ type: "done", id: message.id, value }),
      (error: unknown) => tell({ type: "refused", id: message.id, error: toErrorView(error) }),
    );
  }
});
