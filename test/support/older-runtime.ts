import {
  AccountId32,
  AlphaBalance,
  type Api,
  defineCall,
  NetUid,
  type Pallet,
  TaoBalance,
} from "#main/practice/describe/index.ts";
import { parts } from "#main/practice/network-parts.ts";
import { move } from "#main/practice/pallets/subtensor/calls/moving.ts";
import { subtensorEvents } from "#main/practice/pallets/subtensor/events.ts";
import { refTime } from "#main/practice/pallets/subtensor/weights.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";
import { type AnyType, bool, bytes, named, newtype, u16 } from "#main/practice/scale/index.ts";

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

/**
 * The practice network's runtime as one that answers some questions with plain bytes, as those before 300 do: metadata tells
 * nothing of what they mean. Names as `Api.method`.
 */
export function partsAnsweringBytes(names: readonly string[]): RuntimeParts {
  return {
    ...parts,
    apis: parts.apis.map(
      (api): Api => ({
        ...api,
        methods: Object.fromEntries(
          Object.entries(api.methods).map(([name, method]) => [
            name,
            names.includes(`${api.name}.${name}`)
              ? { ...method, output: bytes as AnyType, run: () => Uint8Array.of(0) }
              : method,
          ]),
        ),
      }),
    ),
  };
}

const PerU16 = newtype("sp_arithmetic::per_things::PerU16", u16) as AnyType;
/** Takes, which later runtimes hold as parts of 65,535 by type (chain facts 0.3); the bytes are the same. */
const TAKES = ["Delegates", "ChildkeyTake"];

const Account = named(AccountId32, "T::AccountId");
/** `move_stake_limit`, which came with 448 (chain facts 0.3): as move_stake, for no less than the limit per alpha, × 10⁹. */
const moveStakeLimit = defineCall(
  149,
  {
    origin_hotkey: Account,
    destination_hotkey: Account,
    origin_netuid: NetUid,
    destination_netuid: NetUid,
    alpha_amount: AlphaBalance,
    limit_price: TaoBalance,
    allow_partial: bool,
  },
  { weight: refTime("swap_stake_limit"), docs: "Moves stake under a limit." },
  (ctx, { origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount, ...guard }) => {
    const coldkey = ctx.signer();
    const from = { coldkey, hotkey: origin_hotkey, netuid: origin_netuid };
    const to = { coldkey, hotkey: destination_hotkey, netuid: destination_netuid };
    const limit = { priceRao: guard.limit_price, allowPartial: guard.allow_partial };
    const taoRao = move(ctx, from, to, alpha_amount, { limit });
    ctx.emit(
      subtensorEvents.StakeMoved([
        coldkey,
        origin_hotkey,
        origin_netuid,
        destination_hotkey,
        destination_netuid,
        taoRao,
      ]),
    );
  },
);

/** The practice network's runtime as a later one describes itself: takes of another type, calls that are gone, and a new one. */
export function partsOfNewer(): RuntimeParts {
  const cut = partsWithout(GONE_LATER);
  return {
    ...cut,
    pallets: cut.pallets.map(
      (pallet): Pallet => ({
        ...pallet,
        ...(pallet.name === "SubtensorModule" ? { calls: { ...pallet.calls, move_stake_limit: moveStakeLimit } } : {}),
        storage: (pallet.storage ?? []).map((entry) =>
          TAKES.includes(entry.name) ? { ...entry, value: PerU16 } : entry,
        ),
      }),
    ),
  };
}

/** Calls that later runtimes have no more. */
const GONE_LATER = ["SubtensorModule.burned_register", "SubtensorModule.unstake_all_alpha"];

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

/** What had to be built in before it was stored or asked for: a runtime older than any that is known to be live. */
export const LACKING_BEFORE = [
  ...LACKING_AT_300,
  "SubnetInfoRuntimeApi.get_selective_metagraph",
  "SubnetInfoRuntimeApi.get_subnet_hyperparams_v2",
  "SubtensorModule.MinNonImmuneUids",
  "SubtensorModule.ImmuneOwnerUidsLimit",
  "SubtensorModule.ValidatorTrust",
  "SubtensorModule.transfer_stake",
  "SubtensorModule.swap_stake_limit",
];
