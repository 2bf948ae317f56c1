import type { NetworkKind } from "#src/contract/network.ts";
import type { ErrorView } from "#src/result.ts";
import type { DeliverySettings } from "#src/signals/delivery-settings.ts";
import type { SignalRequest } from "#src/signals/parse-signal.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";

/** The one hotkey a miner process gets. It crosses the message channel once and is wiped by the sender. */
export interface HotkeySecret {
  /** SS58 address. */
  readonly address: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes in the ed25519-expanded form that polkadot-js uses (facts C3). */
  readonly secretKey: Uint8Array;
}

/** Everything a miner process needs to begin. */
export interface MinerStart {
  readonly type: "start";
  readonly minerId: string;
  readonly hotkey: HotkeySecret;
  readonly netuid: number;
  readonly network: NetworkKind;
  /** The miner's own folder: journal and intake key. */
  readonly folder: string;
  /** Shared by all profiles of this user: who sends with which hotkey. */
  readonly sendersDir: string;
  readonly intakePort: number;
  readonly delivery: DeliverySettings;
  /** `null` until the chain's metagraph is known. */
  readonly validators: readonly ValidatorRow[] | null;
}

/** What the supervisor tells a miner process. */
export type ToMiner =
  | MinerStart
  | { readonly type: "validators"; readonly rows: readonly ValidatorRow[] }
  | { readonly type: "send"; readonly requestId: number; readonly signal: SignalRequest }
  | { readonly type: "reloadKey" }
  /** Take nothing new; bring what is under way to its end. */
  | { readonly type: "drain" }
  | { readonly type: "stop" };

/** What a miner process tells its supervisor. */
export type FromMiner =
  | { readonly type: "ready"; readonly intakePort: number }
  | { readonly type: "state"; readonly sentence: string; readonly received: number; readonly pending: number }
  | { readonly type: "log"; readonly atMs: number; readonly level: LogLevel; readonly text: string }
  /** Signals changed in the journal, which main reads itself. */
  | { readonly type: "signals" }
  | { readonly type: "settled"; readonly uuid: string; readonly state: "processed" | "failed"; readonly text: string }
  | { readonly type: "sent"; readonly requestId: number; readonly uuid: string }
  | { readonly type: "refused"; readonly requestId: number; readonly error: ErrorView }
  /** After `drain`: nothing is unsettled any more. */
  | { readonly type: "drained" }
  /** Requests an axon was asked since it last told. */
  | { readonly type: "asked"; readonly count: number; readonly atMs: number }
  /** Sent right before the process ends with a fatal exit code. */
  | { readonly type: "fatal"; readonly error: ErrorView };

export type LogLevel = "debug" | "info" | "warn" | "error";
