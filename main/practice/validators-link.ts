import type { Logger } from "pino";
import type { ProcessHandle, ProcessHost } from "#main/miners/process-host.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { FromValidators, PracticeValidatorSpec, ToValidators } from "./validators/messages.ts";

export interface ListeningAxon {
  readonly netuid: number;
  /** SS58 address. */
  readonly hotkey: string;
  readonly port: number;
}

/** The validators' child process, started again when it falls. */
export interface ValidatorsLink {
  stop(): Promise<void>;
}

export interface ValidatorsOptions {
  readonly host: ProcessHost;
  readonly entry: URL;
  readonly clock: Clock;
  readonly log: Logger;
  readonly validators: readonly PracticeValidatorSpec[];
  readonly seed: string;
  readonly nodeUrl: string;
  readonly stateDir: string;
  /** All axons listen; also after every restart, since the ports are other ones. */
  readonly onListening: (axons: readonly ListeningAxon[]) => void;
}

const WEIGHTS_EVERY_BLOCKS = 20;
const ASK_EVERY_BLOCKS = 2;
/** Well below the quiet time that a move waits for on this network (`src/move/quiet.ts`). */
const METAGRAPH_EVERY_BLOCKS = 10;
const RESTART_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const;
/** After this the process is killed. */
const STOP_LIMIT_MS = 3_000;

/** Starts the validators once the node serves. */
export function startValidatorsProcess(options: ValidatorsOptions): ValidatorsLink {
  const { clock, log } = options;
  let handle: ProcessHandle | undefined;
  let gone = Promise.withResolvers<void>();
  let cancelRestart = (): void => {};
  let falls = 0;
  let stopping = false;

  const onMessage = (message: FromValidators): void => {
    if (message.type === "listening") {
      falls = 0;
      options.onListening(message.axons);
    } else if (message.type === "log") log[message.level]({ part: "practice-validators" }, message.text);
    else if (message.type === "failed") log.error({ part: "practice-validators" }, message.message);
  };

  const start = (): void => {
    gone = Promise.withResolvers<void>();
    const own = options.host.start(options.entry, { name: "practice-validators" });
    handle = own;
    own.onMessage((message) => onMessage(message as FromValidators));
    own.onOutput((line) => log.info({ part: "practice-validators" }, line));
    own.onExit((code, signal) => {
      handle = undefined;
      gone.resolve();
      const wait = RESTART_MS[falls];
      if (stopping || wait === undefined) return;
      falls += 1;
      log.warn({ part: "practice-validators", code, signal }, "the validators have ended and start again");
      cancelRestart = clock.after(wait, start);
    });
    own.send({
      type: "start",
      validators: options.validators,
      seed: options.seed,
      nodeUrl: options.nodeUrl,
      stateDir: options.stateDir,
      weightsEveryBlocks: WEIGHTS_EVERY_BLOCKS,
      marketHours: false,
      asks: { everyBlocks: ASK_EVERY_BLOCKS, metagraphEveryBlocks: METAGRAPH_EVERY_BLOCKS },
    } satisfies ToValidators);
  };

  start();
  return {
    async stop() {
      stopping = true;
      cancelRestart();
      const running = handle;
      if (!running) return;
      running.send({ type: "stop" } satisfies ToValidators);
      const cancelKill = clock.after(STOP_LIMIT_MS, () => running.signal("SIGKILL"));
      await gone.promise;
      cancelKill();
    },
  };
}
