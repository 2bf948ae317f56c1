import { setFlagsFromString } from "node:v8";
import { systemClock } from "#main/ports/clock.ts";
import { parentChannel } from "#main/ports/parent-channel.ts";
import { AppError, toErrorView } from "#src/app-error.ts";
import type { CopyBlock } from "./copy-chain.ts";
import { runtimeFailed, tooMuchMemory } from "./copy-errors.ts";
import { openNodeProvider } from "./node-provider.ts";
import type { CopyStart, FromCopy, ToCopy } from "./process-messages.ts";
import { noRuntime } from "./refusals.ts";

const MIB = 1024 * 1024;
const WATCH_MS = 250;
/** `:code`. */
const CODE_KEY = "0x3a636f6465";
/** WebAssembly, plain and as Substrate compresses it. */
const RUNTIME_MARKS = ["0x0061736d", "0x52bc537646db8e05"];

const parent = parentChannel();
if (!parent) throw new Error("A rehearsal's process is started by the app.");
const tell = (message: FromCopy): void => parent.send(message);

let copy: CopyBlock | null = null;
let requests = (): number => 0;
let step = "Starts.";
let peakMiB = 0;
let over = false;

const memoryMiB = (): number => {
  const now = Math.ceil(process.memoryUsage.rss() / MIB);
  peakMiB = Math.max(peakMiB, now);
  return now;
};
const progress = (): void => tell({ type: "progress", step, requests: requests(), memoryMiB: memoryMiB() });
const goOn = (next: string): void => {
  step = next;
  progress();
};

/** The first error counts; the parent ends this process when it has heard of it. */
function fail(error: unknown): void {
  if (over) return;
  over = true;
  tell({ type: "failed", error: toErrorView(error instanceof AppError ? error : runtimeFailed(error)) });
}

async function start({ nodeUrl, at, extrinsicHex, blockWork, opening, limits }: CopyStart): Promise<void> {
  setFlagsFromString(`--max-old-space-size=${limits.heapMiB}`);
  setInterval(() => {
    progress();
    if (memoryMiB() > limits.processMiB) fail(tooMuchMemory(limits.processMiB));
  }, WATCH_MS).unref();
  goOn("Asks the node for its runtime.");
  const provider = await openNodeProvider({
    url: nodeUrl,
    clock: systemClock,
    limits,
    tell: goOn,
    fatal: fail,
  });
  ({ requests } = provider);
  const code = await provider.send<string | null>("state_getStorage", [CODE_KEY, at.hash]);
  if (!RUNTIME_MARKS.some((mark) => code?.startsWith(mark))) throw noRuntime("node");
  goOn("Loads the chain's runtime.");
  // The library logs through a thread of its own; it has nothing to tell here.
  process.env.LOG_LEVEL = "fatal";
  const { openCopy } = await import("./copy-chain.ts");
  const opened = await openCopy(provider, { at, blockWork, opening }, goOn);
  const { resultHex, changes } = await opened.apply(extrinsicHex);
  copy = opened;
  tell({ type: "ran", resultHex, changes });
}

parent.onGone(() => process.exit(0));
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
parent.onMessage((message) => {
  const asked = message as ToCopy;
  if (asked.type === "start") {
    start(asked).catch(fail);
    return;
  }
  (copy?.ask(asked.questions) ?? Promise.resolve([])).then((answers) => {
    memoryMiB();
    tell({ type: "answered", answers, requests: requests(), peakMiB });
  }, fail);
});
