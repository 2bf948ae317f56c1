import type { Struct } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import type { SubnetImpact } from "#src/contract/subnets.ts";
import { type ImpactPoint, impactCurve } from "#src/swap/impact.ts";
import { type Market, spotPriceRao } from "#src/swap/pool.ts";

const ITEMS = [
  ["SubtensorModule", "NetworksAdded"],
  ["SubtensorModule", "SubnetMechanism"],
  ["SubtensorModule", "SubnetTAO"],
  ["SubtensorModule", "SubnetAlphaIn"],
  ["Swap", "SwapBalancer"],
  ["Swap", "FeeRate"],
] as const;

const figure = (value: Codec | null | undefined): bigint => BigInt(value?.toString() ?? "0");

const toView = (point: ImpactPoint): SubnetImpact["buy"][number] => ({
  inputRao: point.inputRao.toString(),
  outputRao: point.outputRao.toString(),
  feeRao: point.feeRao.toString(),
  averagePriceRaoPerAlpha: point.averagePriceRao.toString(),
  lossPpm: Number(point.lossPpm),
});

/**
 * How a subnet's price gives way to trades of all sizes: one storage request, the rest is arithmetic.
 * Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`, `SUBNET_UNKNOWN`.
 */
export async function readImpact(chain: Chain, netuid: number): Promise<SubnetImpact> {
  const { api } = chain.live();
  const lacking = ITEMS.slice(1).filter(([section, name]) => !hasCapability(api, "storage", section, name));
  if (lacking.length > 0) {
    throw new AppError("NETWORK_LACKS_CAPABILITY", "This network's runtime has pools of another kind.", {
      hint: "Price impact is shown on networks with weighted pools.",
      details: { lacking: lacking.map((item) => item.join(".")).join(", ") },
    });
  }
  const atBlock = chain.head()?.number ?? 0;
  const [added, mechanism, tao, alpha, balancer, feeRate] = await chain.read(
    ITEMS.map(([section, name]) => [storageItem(api, section, name), netuid] as const),
  );
  if (added?.toString() !== "true") {
    throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
      hint: "Choose a subnet from the list.",
      field: "netuid",
    });
  }
  const isPool = netuid !== 0 && figure(mechanism) === 1n;
  const market: Market = isPool
    ? {
        taoRao: figure(tao),
        alphaRao: figure(alpha),
        taoWeight: figure((balancer as Struct).get("quote") as Codec),
        feeRate: figure(feeRate),
      }
    : "oneToOne";
  return {
    netuid,
    spotPriceRaoPerAlpha: spotPriceRao(market).toString(),
    oneToOne: !isPool,
    buy: impactCurve(market, "buy").map(toView),
    sell: impactCurve(market, "sell").map(toView),
    atBlock,
  };
}
