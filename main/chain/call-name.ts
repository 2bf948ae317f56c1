import type { ApiPromise } from "@polkadot/api";
import type { Call } from "@polkadot/types/interfaces";

/** A call's name as the chain spells it: `SubtensorModule.add_stake`. */
export function callName(api: Pick<ApiPromise, "runtimeMetadata">, call: Call): string {
  const [palletIndex] = call.callIndex;
  const pallet = api.runtimeMetadata.asLatest.pallets.find(({ index }) => index.eq(palletIndex));
  return `${pallet?.name.toString() ?? call.section}.${call.meta.name.toString()}`;
}
