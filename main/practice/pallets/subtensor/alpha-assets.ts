import { definePallet, NetUid, storageMap, twox64 } from "../../describe/index.ts";
import { u64 } from "../../scale/index.ts";

const issuance = (item: string) => storageMap("AlphaAssets", item, [twox64(NetUid)], u64, 0n);

/** All alpha of a subnet that was ever made, in the pool and outside, alpha-rao. */
export const TotalAlphaIssuance = issuance("TotalAlphaIssuance");

/** Alpha that was destroyed: out of circulation for good, or given back to be emitted anew. */
export const AlphaBurned = issuance("AlphaBurned");
export const AlphaRecycled = issuance("AlphaRecycled");

/** How much alpha of each subnet there is. */
export const alphaAssetsPallet = definePallet({
  name: "AlphaAssets",
  index: 31,
  crate: "pallet_alpha_assets",
  storage: [TotalAlphaIssuance, AlphaBurned, AlphaRecycled],
});
