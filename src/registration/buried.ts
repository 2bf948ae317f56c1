import type { NetworkKind } from "../contract/network.ts";

/** Subnets whose validators refuse a hotkey for ever once it was deregistered (miner facts D8), by network. */
const NEVER_AGAIN: Readonly<Partial<Record<NetworkKind, readonly number[]>>> = {
  finney: [8],
  test: [116],
  practice: [8],
};

/** Whether a hotkey that lost its UID there may never come back. */
export const forbidsReturn = (kind: NetworkKind, netuid: number): boolean =>
  NEVER_AGAIN[kind]?.includes(netuid) ?? false;
