import { claimedByAddition } from "#src/staking/root-claim.ts";
import type { AccountId, Writes } from "../../describe/index.ts";
import { RootClaimable, RootClaimed } from "./storage/index.ts";

/** Root stake that comes earns from now on only, and what goes takes its share of what was claimed with it. */
export function noteRootChange(ctx: Writes, hotkey: AccountId, coldkey: AccountId, changeRao: bigint): void {
  for (const [netuid, { bits }] of RootClaimable.get(ctx, hotkey)) {
    const change = claimedByAddition(bits, changeRao < 0n ? -changeRao : changeRao);
    RootClaimed.mutate(ctx, netuid, hotkey, coldkey, (claimed) => {
      if (changeRao >= 0n) return claimed + change;
      return claimed > change ? claimed - change : 0n;
    });
  }
}
