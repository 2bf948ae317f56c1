import { randomUUID } from "node:crypto";
import { createAxonServer } from "#main/axon/axon-server.ts";
import { createRequestTally } from "#main/axon/request-tally.ts";
import { loadSr25519 } from "#main/axon/sr25519.ts";
import type { FromMiner, MinerStart, ToMiner } from "#main/miners/messages.ts";
import { systemClock } from "#main/ports/clock.ts";
import { parentChannel } from "#main/ports/parent-channel.ts";

/** Where it listens: an address of this machine that the chain lets be published, unlike 127.0.0.1. */
const HOST = "127.0.0.2";

const parent = parentChannel();
if (!parent) process.exit(1);
const post = (message: FromMiner): void => parent.send(message);

async function serve({ hotkey, intakePort }: MinerStart): Promise<void> {
  const crypto = await loadSr25519();
  const tally = createRequestTally(systemClock, (told) => post({ type: "asked", ...told }));
  const server = createAxonServer({
    key: { address: hotkey.address, sign: (bytes) => crypto.sign(hotkey.publicKey, hotkey.secretKey, bytes) },
    crypto,
    clock: systemClock,
    newUuid: randomUUID,
    routes: [],
    asked: tally.add,
  });
  await server.listen(intakePort, HOST);
  post({ type: "ready", intakePort });
  post({ type: "state", sentence: `Answers on ${HOST}:${intakePort}.`, received: 0, pending: 0 });
}

parent.onMessage((raw) => {
  const message = raw as ToMiner;
  if (message.type === "start") void serve(message);
  if (message.type === "stop") process.exit(0);
});
parent.onGone(() => process.exit(0));
