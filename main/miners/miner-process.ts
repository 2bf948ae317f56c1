import { systemClock } from "#main/ports/clock.ts";
import { parentChannel } from "#main/ports/parent-channel.ts";
import { toErrorView } from "#src/app-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ToMiner } from "./messages.ts";
import { type RunningMiner, startMiner } from "./miner-runtime.ts";

/** Time for requests under way when asked to stop. What is cut off then is taken up at the next start. */
const STOP_GRACE_MS = 2_000;
/** Time for the last message to leave before a fatal end. */
const LAST_WORD_MS = 50;

const channel = parentChannel();
if (!channel) {
  process.stderr.write("This is Tausmith's miner process. The app starts it; it cannot be started by hand.\n");
  process.exit(exitCodes.fatal);
}
const parent = channel;

let miner: Promise<RunningMiner> | null = null;
let ending = false;

const end = async (): Promise<void> => {
  if (ending) return;
  ending = true;
  const running = await miner?.catch(() => null);
  await running?.stop(STOP_GRACE_MS);
  process.exit(exitCodes.stopped);
};

parent.onMessage((raw) => {
  const message = raw as ToMiner;
  if (message.type === "stop") {
    void end();
    return;
  }
  if (message.type !== "start") {
    miner?.then(
      (running) => running.handle(message),
      () => undefined,
    );
    return;
  }
  miner ??= startMiner(message, {
    clock: systemClock,
    post: (told) => parent.send(told),
    broken: () => process.exit(exitCodes.journal),
  });
  miner.catch((error: unknown) => {
    parent.send({ type: "fatal", error: toErrorView(error) });
    setTimeout(() => process.exit(exitCodes.fatal), LAST_WORD_MS);
  });
});
// The journal is whole at any moment, so a miner without its parent ends at once and leaves nothing behind.
parent.onGone(() => process.exit(exitCodes.stopped));
process.on("SIGINT", () => void end());
process.on("SIGTERM", () => void end());
