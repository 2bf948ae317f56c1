import { randomUUID } from "node:crypto";
import { type AxonServer, createAxonServer } from "#main/axon/axon-server.ts";
import { loadSr25519 } from "#main/axon/sr25519.ts";
import type { Clock } from "#main/ports/clock.ts";
import { createAsker } from "./asker.ts";
import type { AskSettings, FromValidators, ToValidators } from "./messages.ts";
import { openOrderStore } from "./order-store.ts";
import { createPracticeValidator } from "./validator.ts";

/** Everything the validators' process runs. */
export interface ValidatorSet {
  stop(): Promise<void>;
}

type Start = Extract<ToValidators, { type: "start" }>;

/** Starts all validators, each with an axon of its own on a free loopback port, and tells where they listen. */
export async function startValidators(
  start: Start,
  clock: Clock,
  post: (message: FromValidators) => void,
): Promise<ValidatorSet> {
  const crypto = await loadSr25519();
  const store = openOrderStore(start.stateDir);
  const warn = (text: string): void => post({ type: "log", level: "warn", text });
  // The chain client is large; without a node to connect to it is never loaded.
  const chain =
    start.nodeUrl === null
      ? null
      : (await import("./chain-link.ts")).connectChain(start.nodeUrl, () => clock.nowMs(), warn);
  const servers: AxonServer[] = [];
  const axons: { netuid: number; hotkey: string; port: number }[] = [];

  const validators = start.validators.map((spec) => ({
    spec,
    validator: createPracticeValidator({
      spec,
      seed: start.seed,
      clock,
      store,
      marketHours: start.marketHours,
      isRegistered: async (hotkey) => (chain ? chain.isRegistered(spec.netuid, hotkey) : true),
      told: (order) => post({ type: "order", netuid: spec.netuid, validator: spec.hotkey, ...order }),
    }),
  }));
  for (const { spec, validator } of validators) {
    const server = createAxonServer({
      key: {
        address: spec.hotkey,
        sign: (message) => crypto.sign(spec.publicKey, spec.secretKey, message),
      },
      crypto,
      clock,
      newUuid: randomUUID,
      routes: [validator.route],
    });
    servers.push(server);
    axons.push({ netuid: spec.netuid, hotkey: spec.hotkey, port: await server.listen(0) });
  }
  if (chain && start.weightsEveryBlocks > 0) {
    chain.onBlock((block) => {
      if (block % start.weightsEveryBlocks !== 0) return;
      for (const { spec, validator } of validators) {
        const scores = validator.scores();
        if (scores.size > 0) void chain.setWeights(spec, scores);
      }
    });
  }
  const askers =
    chain && start.asks
      ? start.validators.map((spec) => {
          const own = new Set(start.validators.map(({ hotkey }) => hotkey));
          const sign = (message: Uint8Array): Uint8Array => crypto.sign(spec.publicKey, spec.secretKey, message);
          const key = { address: spec.hotkey, sign };
          return createAsker({ key, netuid: spec.netuid, chain, clock, leaveOut: own, ...(start.asks as AskSettings) });
        })
      : [];
  if (askers.length > 0) {
    chain?.onBlock((block) => {
      for (const asker of askers) asker.block(block);
    });
  }
  post({ type: "listening", axons });

  return {
    async stop() {
      await Promise.all(askers.map((asker) => asker.stop()));
      await Promise.all(servers.map((server) => server.close()));
      await chain?.close();
      store.close();
    },
  };
}
