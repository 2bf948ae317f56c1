import { systemClock } from "#main/ports/clock.ts";
import { parentChannel } from "#main/ports/parent-channel.ts";
import type { ToValidators } from "./messages.ts";
import { startValidators, type ValidatorSet } from "./validator-set.ts";

const STOP_LIMIT_MS = 1_000;

const channel = parentChannel();
if (!channel) {
  process.stderr.write("These are the practice network's validators. The app starts them; they need a parent.\n");
  process.exit(1);
}
const parent = channel;

let validators: Promise<ValidatorSet> | null = null;

const end = async (): Promise<void> => {
  // Requests without an end, such as those of a silent validator, must not hold the process.
  setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
  const running = await validators?.catch(() => null);
  await running?.stop();
  process.exit(0);
};

parent.onMessage((raw) => {
  const message = raw as ToValidators;
  if (message.type === "stop") {
    void end();
    return;
  }
  validators ??= startValidators(message, systemClock, (told) => parent.send(told));
  validators.catch((error: unknown) => {
    parent.send({ type: "failed", message: error instanceof Error ? error.message : "The validators cannot start." });
  });
});
parent.onGone(() => process.exit(0));
process.on("SIGINT", () => void end());
process.on("SIGTERM", () => void end());
