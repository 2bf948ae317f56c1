import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import { entryUrl } from "#main/ports/entries.ts";
import type { FromValidators, PracticeValidatorSpec, ToValidators } from "#main/practice/validators/messages.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import { testKey } from "./sr25519-key.ts";

export type OrderTold = Extract<FromValidators, { type: "order" }>;

export interface TestValidators {
  /** The metagraph rows a chain would show for them. */
  readonly rows: readonly ValidatorRow[];
  readonly orders: readonly OrderTold[];
  /** Resolves at the next order a validator is asked to take. */
  nextOrder(): Promise<OrderTold>;
  stop(): Promise<void>;
}

/** Starts real practice validators in a process of their own, without a chain. */
export async function startTestValidators(
  behaviours: readonly NonNullable<PracticeValidatorSpec["behaviour"]>[],
  netuid = 8,
  stateDir: string | null = null,
): Promise<TestValidators> {
  const keys = await Promise.all(behaviours.map((_, index) => testKey(100 + index)));
  const child = createChildProcessHost().start(entryUrl("practice-validators"), { name: "test validators" });
  const orders: OrderTold[] = [];
  const waiters: ((told: OrderTold) => void)[] = [];
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));
  const output: string[] = [];
  child.onOutput((line) => output.push(line));
  const listening = new Promise<Extract<FromValidators, { type: "listening" }>>((resolve, reject) => {
    child.onMessage((raw) => {
      const message = raw as FromValidators;
      if (message.type === "listening") resolve(message);
      if (message.type === "order") {
        orders.push(message);
        for (const tell of waiters.splice(0)) tell(message);
      }
      if (message.type === "failed") reject(new Error(message.message));
    });
    gone.then(() => reject(new Error(`validators ended: ${output.join("\n")}`)));
  });
  child.send({
    type: "start",
    validators: keys.map(({ address, publicKey, secretKey }, index) => ({
      netuid,
      hotkey: address,
      publicKey,
      secretKey,
      behaviour: behaviours[index] ?? "honest",
    })),
    seed: "test",
    nodeUrl: null,
    stateDir,
    weightsEveryBlocks: 0,
    marketHours: false,
  } satisfies ToValidators);
  const { axons } = await listening;
  return {
    orders,
    nextOrder: () => new Promise((resolve) => waiters.push(resolve)),
    rows: axons.map(({ hotkey, port }, index) => ({
      uid: index,
      hotkey,
      ip: "127.0.0.1",
      port,
      permit: true,
      stakeRao: BigInt(1_000_000 - index),
      trust: 0.9,
    })),
    stop: async () => {
      child.send({ type: "stop" } satisfies ToValidators);
      await gone;
    },
  };
}
