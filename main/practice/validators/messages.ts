/** One practice validator: where it sits and the key it signs with. Practice keys are public knowledge. */
export interface PracticeValidatorSpec {
  readonly netuid: number;
  /** SS58 address. */
  readonly hotkey: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes in the ed25519-expanded form that polkadot-js uses. */
  readonly secretKey: Uint8Array;
  /**
   * How it answers; honest where left out, the others are for tests: `silent` never answers, `mute` takes the order
   * but the answer that says so is lost, `refusing` refuses every order.
   */
  readonly behaviour?: "honest" | "silent" | "mute" | "refusing";
}

/** Asking axons. The metagraph is kept for a while, so an address that changed is asked for some blocks more. */
export interface AskSettings {
  readonly everyBlocks: number;
  readonly metagraphEveryBlocks: number;
}

/** What the practice network tells its validators' process (child_process, serialization `advanced`). */
export type ToValidators =
  | {
      readonly type: "start";
      readonly validators: readonly PracticeValidatorSpec[];
      /** Seed of the price feed. */
      readonly seed: string;
      /** The node's WebSocket address. `null`: no chain, every hotkey is welcome and no weights are set. */
      readonly nodeUrl: string | null;
      /** Folder for accepted orders, so that a uuid stays known across restarts; `null` keeps them in memory. */
      readonly stateDir: string | null;
      /** Weights are set every so many blocks; 0 turns that off. */
      readonly weightsEveryBlocks: number;
      /** Refuse forex and equities outside their market hours. */
      readonly marketHours: boolean;
      /** How they ask miners' axons, as validators of other subnets do; left out: not at all. */
      readonly asks?: AskSettings;
    }
  | { readonly type: "stop" };

/** What the validators' process answers. */
export type FromValidators =
  /** All axons listen on 127.0.0.1. The node writes these ports into its Axons storage. */
  | {
      readonly type: "listening";
      readonly axons: readonly { readonly netuid: number; readonly hotkey: string; readonly port: number }[];
    }
  | {
      readonly type: "order";
      readonly netuid: number;
      readonly validator: string;
      readonly miner: string;
      readonly uuid: string;
      readonly accepted: boolean;
    }
  | { readonly type: "log"; readonly level: "info" | "warn" | "error"; readonly text: string }
  | { readonly type: "failed"; readonly message: string };
