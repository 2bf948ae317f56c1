import {
  type AccountId,
  type Context,
  type DispatchFault,
  defineCall,
  NetUid,
  PoolRefusal,
} from "../../../describe/index.ts";
import { u8, u16, u32, u128 } from "../../../scale/index.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { Axons, ServingRateLimit, Uids } from "../storage/index.ts";
import { FREE_CALL_REF_TIME } from "../weights.ts";

interface Endpoint {
  readonly netuid: number;
  readonly ip: bigint;
  readonly port: number;
  readonly ip_type: number;
}

type ServingError = keyof typeof POOL_CODES;

/** The pool's answers to an endpoint that would be refused in the block too (facts 1.4). */
const POOL_CODES = {
  HotKeyNotRegisteredInNetwork: 10,
  InvalidIpType: 255,
  InvalidIpAddress: 11,
  ServingRateLimitExceeded: 12,
  InvalidPort: 13,
} as const;

/** Why an endpoint cannot be served, in the chain's order; null where it can (facts 2.3). */
function endpointError(ctx: Context, hotkey: AccountId, { netuid, ip, port, ip_type }: Endpoint): ServingError | null {
  if (!Uids.has(ctx, netuid, hotkey)) return "HotKeyNotRegisteredInNetwork";
  if (ip_type !== 4 && ip_type !== 6) return "InvalidIpType";
  if (!isServable(ip_type, ip)) return "InvalidIpAddress";
  const last = Axons.get(ctx, netuid, hotkey)?.block ?? 0n;
  const wait = ServingRateLimit.get(ctx, netuid);
  if (wait !== 0n && last !== 0n && BigInt(ctx.block) - last < wait) return "ServingRateLimitExceeded";
  return port === 0 ? "InvalidPort" : null;
}

/** Loopback and broadcast are refused; private ranges are not, and 0 takes an axon back. */
function isServable(ipType: number, ip: bigint): boolean {
  if (ipType === 4) return ip < 0xffff_ffffn && ip !== 0x7f00_0001n;
  return ip !== 2n ** 128n - 1n && ip !== 1n;
}

export const servingCalls = {
  serve_axon: defineCall(
    4,
    {
      netuid: NetUid,
      version: u32,
      ip: u128,
      port: u16,
      ip_type: u8,
      protocol: u8,
      placeholder1: u8,
      placeholder2: u8,
    },
    {
      weight: FREE_CALL_REF_TIME,
      pays: false,
      docs: "Publishes where the signing hotkey's axon is reached.",
      check: (ctx, origin, args) => {
        if (origin.type !== "signed") return;
        const error = endpointError(ctx, origin.who, args);
        if (error !== null) throw new PoolRefusal(POOL_CODES[error]);
      },
    },
    (ctx, { netuid, ...axon }) => {
      const hotkey = ctx.signer();
      const error = endpointError(ctx, hotkey, { netuid, ...axon });
      if (error !== null) throw errors[error]() satisfies DispatchFault;
      Axons.put(ctx, netuid, hotkey, { block: BigInt(ctx.block), ...axon });
      ctx.emit(events.AxonServed([netuid, hotkey]));
    },
  ),
};
