/** A neuron of the metagraph as the dispatcher needs it. */
export interface ValidatorRow {
  readonly uid: number;
  /** SS58 address. */
  readonly hotkey: string;
  /** IP text as the chain's axon record has it; `0.0.0.0` where none is published. */
  readonly ip: string;
  readonly port: number;
  readonly permit: boolean;
  readonly stakeRao: bigint;
  /** Validator trust (vtrust), 0 to 1. */
  readonly trust: number;
}
