import type { Context } from "./describe/context.ts";
import type { AccountId } from "./describe/substrate-types.ts";
import { type GenesisOptions, writeGenesis } from "./genesis/genesis.ts";
import { subtensorEvents } from "./pallets/subtensor/events.ts";
import { subtensorPallets } from "./pallets/subtensor/index.ts";
import { Axons, Uids } from "./pallets/subtensor/storage/index.ts";
import { swapPallet } from "./pallets/swap.ts";
import type { RuntimeParts } from "./practice-runtime.ts";
import { subtensorApis } from "./runtime-apis/subtensor.ts";
import type { ValidatorAxon } from "./worker-messages.ts";

/** Everything of Subtensor in the practice network's runtime. */
export const parts: RuntimeParts = { pallets: [...subtensorPallets, swapPallet], apis: subtensorApis };

export const genesis = (ctx: Context, options: GenesisOptions): void => writeGenesis(ctx, options);

/** 127.0.0.1, which the call itself refuses; only the network may publish it for its own validators. */
const LOOPBACK_IP = 0x7f000001n;
const IPV4 = 4;
const SDK_VERSION = 10_002_000;

/** Writes where a validator of the network listens. */
export function publishAxon(ctx: Context, { netuid, hotkey, port }: ValidatorAxon): void {
  Axons.put(ctx, netuid, hotkey, {
    block: BigInt(ctx.block),
    version: SDK_VERSION,
    ip: LOOPBACK_IP,
    port,
    ip_type: IPV4,
    protocol: 4,
    placeholder1: 0,
    placeholder2: 0,
  });
  ctx.emit(subtensorEvents.AxonServed([netuid, hotkey]));
}

/** A hotkey's UID on a subnet, or null. */
export const uidOf = (ctx: Context, netuid: number, hotkey: AccountId): number | null =>
  Uids.get(ctx, netuid, hotkey) ?? null;
