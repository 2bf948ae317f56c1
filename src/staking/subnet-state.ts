import type { Market } from "../swap/pool.ts";

/** What staking rules ask about a subnet. */
export interface SubnetState {
  readonly exists: boolean;
  /** `SubtokenEnabled`: the owner has started the subnet. */
  readonly started: boolean;
  /** `TransferToggle`: stake may go to another coldkey. */
  readonly transfersAllowed: boolean;
  readonly market: Market;
}
