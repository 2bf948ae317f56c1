import type { Api, Pallet } from "#main/practice/describe/index.ts";
import { parts } from "#main/practice/network-parts.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";

const without = <T>(all: Readonly<Record<string, T>> | undefined, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all ?? {}).filter(([name]) => !names.includes(name)));

/**
 * The practice network's runtime as an older one describes itself: calls, storage items and runtime APIs cut out by name, so
 * that metadata does not have them and the node does not answer them. Names as `Section.name`.
 */
export function partsWithout(names: readonly string[]): RuntimeParts {
  const inside = (section: string): string[] =>
    names.filter((name) => name.startsWith(`${section}.`)).map((name) => name.slice(section.length + 1));
  return {
    ...parts,
    pallets: parts.pallets.map((pallet): Pallet => {
      const cut = inside(pallet.name);
      if (cut.length === 0) return pallet;
      return {
        ...pallet,
        storage: (pallet.storage ?? []).filter((entry) => !cut.includes(entry.name)),
        ...(pallet.calls ? { calls: without(pallet.calls, cut) } : {}),
      };
    }),
    apis: parts.apis.map((api): Api => ({ ...api, methods: without(api.methods, inside(api.name)) })),
  };
}

/** What a runtime of spec 300 does not have (chain facts 0.1, issue "networks"). */
export const LACKING_AT_300 = [
  "SubtensorModule.register_limit",
  "SubtensorModule.remove_stake_full_limit",
  "SubtensorModule.BurnHalfLife",
  "SubtensorModule.BurnIncreaseMult",
  "SubtensorModule.NominatorMinRequiredStake",
  "SwapRuntimeApi.current_alpha_price_all",
  "SwapRuntimeApi.sim_swap_tao_for_alpha",
  "SwapRuntimeApi.sim_swap_alpha_for_tao",
  "Swap.SwapBalancer",
  "StakeInfoRuntimeApi.get_stake_availability_for_coldkeys",
  "SubnetInfoRuntimeApi.get_subnet_hyperparams_v3",
];
