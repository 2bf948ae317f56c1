import type { Struct, u128 } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import { readMetagraph } from "#main/neurons/metagraph.ts";
import { AppError } from "#src/app-error.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import { isImmune } from "#src/neurons/immunity.ts";
import {
  immortalHotkeys,
  PRUNING_DEFAULTS,
  type PruningChoice,
  type PruningInput,
  pruningOrder,
} from "#src/neurons/pruning.ts";
import { type BurnParameters, burnForecast, ONE_U64F64 } from "#src/registration/burn-price.ts";
import { outcomeSentence } from "#src/registration/outcome-sentence.ts";

const FORECAST_POINTS = 40;
/** The forecast looks this many half-lives ahead: down to a quarter of the price. */
const FORECAST_HALF_LIVES = 2;

const ITEMS = [
  "NetworksAdded",
  "Burn",
  "MinBurn",
  "MaxBurn",
  "BurnHalfLife",
  "BurnIncreaseMult",
  "SubnetworkN",
  "MaxAllowedUids",
  "ImmunityPeriod",
  "NetworkRegistrationAllowed",
  "MinNonImmuneUids",
  "ImmuneOwnerUidsLimit",
] as const;

const toNumber = (value: Codec | null | undefined): number => (value ? (value as INumber).toNumber() : 0);
const toBigint = (value: Codec | null | undefined): bigint => BigInt(value?.toString() ?? "0");

/** U64F64 bits as decimal text, to nine decimals, since most factors (1.26) have no end in binary. */
function factorText(bits: bigint): string {
  const billionths = (bits * 1_000_000_000n + ONE_U64F64 / 2n) / ONE_U64F64;
  const fraction = (billionths % 1_000_000_000n).toString().padStart(9, "0").replace(/0+$/, "");
  return `${billionths / 1_000_000_000n}${fraction ? `.${fraction}` : ""}`;
}

function forecastOf(burnRao: bigint, parameters: BurnParameters, atBlock: number): RegistrationPrice["forecast"] {
  const horizon = Math.max(FORECAST_POINTS, parameters.halfLifeBlocks * FORECAST_HALF_LIVES);
  const prices = [burnRao, ...burnForecast(burnRao, parameters, horizon)];
  return Array.from({ length: FORECAST_POINTS + 1 }, (_, point) => {
    const ahead = Math.round((horizon * point) / FORECAST_POINTS);
    return { block: atBlock + ahead, burnRao: (prices[ahead] as bigint).toString() };
  });
}

/** A price with who goes, in order, if registrations come one after another; free UIDs go first. */
export interface PriceLine {
  readonly price: RegistrationPrice;
  readonly freeUids: number;
  readonly minNonImmune: number;
  readonly order: readonly PruningChoice[];
}

/** Errors: as `readPriceLine`. */
export const readPrice = async (chain: Chain, netuid: number): Promise<RegistrationPrice> =>
  (await readPriceLine(chain, netuid)).price;

/**
 * The price of a UID and what comes with it: one storage request for the subnet's numbers, and the metagraph for who
 * would be replaced (chain facts 6.5). Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`, `REGISTRATION_ROOT`.
 */
export async function readPriceLine(chain: Chain, netuid: number): Promise<PriceLine> {
  if (netuid === 0) {
    throw new AppError("REGISTRATION_ROOT", "Root has no registration price: it is entered by stake.", {
      hint: "Choose a subnet from 1 on.",
      field: "netuid",
    });
  }
  const { api } = chain.live();
  const present = ITEMS.filter((name) => hasCapability(api, "storage", "SubtensorModule", name));
  const [[number, ...values], metagraph] = await Promise.all([
    chain.read([
      [storageItem(api, "System", "Number")],
      ...present.map((name) => [storageItem(api, "SubtensorModule", name), netuid] as const),
    ]),
    readMetagraph(api, netuid),
  ]);
  const item = (name: (typeof ITEMS)[number]): Codec | null => values[present.indexOf(name)] ?? null;
  if (item("NetworksAdded")?.toString() === "false") {
    throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
      hint: "Choose a subnet from the list.",
      field: "netuid",
    });
  }
  const atBlock = toNumber(number);
  const burnRao = toBigint(item("Burn"));
  const increase = item("BurnIncreaseMult") as (Struct & { get(name: "bits"): u128 | undefined }) | null;
  const halfLife = item("BurnHalfLife");
  const increaseFactorBits = increase?.get("bits")?.toBigInt();
  const bounds = { minBurnRao: toBigint(item("MinBurn")), maxBurnRao: toBigint(item("MaxBurn")) };
  /** Null on runtimes whose price moves by another rule. */
  const parameters: BurnParameters | null =
    halfLife === null || increaseFactorBits === undefined
      ? null
      : { ...bounds, halfLifeBlocks: toNumber(halfLife), increaseFactorBits };
  const limit = (name: keyof typeof PRUNING_DEFAULTS): number => {
    const value = item(name);
    return value ? toNumber(value) : PRUNING_DEFAULTS[name];
  };
  const neurons = toNumber(item("SubnetworkN"));
  const maxNeurons = toNumber(item("MaxAllowedUids"));
  const immunityBlocks = toNumber(item("ImmunityPeriod"));
  const pruning: PruningInput = {
    neurons: metagraph.neurons,
    atBlock: atBlock + 1,
    immunityBlocks,
    minNonImmune: limit("MinNonImmuneUids"),
    immuneOwnerLimit: limit("ImmuneOwnerUidsLimit"),
    ownerHotkey: metagraph.ownerHotkey,
    ownedHotkeys: metagraph.neurons
      .filter((neuron) => neuron.coldkey === metagraph.ownerColdkey)
      .map((neuron) => neuron.hotkey),
  };
  const freeUids = Math.max(0, maxNeurons - neurons);
  const order = pruningOrder(pruning, freeUids);
  const wouldReplace = freeUids > 0 ? null : (order[0] ?? null);
  const immortal = immortalHotkeys(pruning);
  const exposed = metagraph.neurons.filter(
    ({ hotkey, registeredAtBlock }) =>
      !immortal.has(hotkey) && !isImmune(registeredAtBlock, immunityBlocks, pruning.atBlock),
  ).length;
  const price: RegistrationPrice = {
    netuid,
    burnRao: burnRao.toString(),
    minBurnRao: bounds.minBurnRao.toString(),
    maxBurnRao: bounds.maxBurnRao.toString(),
    halfLifeBlocks: parameters?.halfLifeBlocks ?? null,
    increaseFactor: parameters ? factorText(parameters.increaseFactorBits) : null,
    blockTimeMs: likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice()),
    forecast: parameters ? forecastOf(burnRao, parameters, atBlock) : [],
    neurons,
    maxNeurons,
    immunityBlocks,
    registrationAllowed: item("NetworkRegistrationAllowed")?.toString() === "true",
    wouldReplace,
    exposed,
    outcome: outcomeSentence({ neurons, maxNeurons, exposed, minNonImmune: pruning.minNonImmune, wouldReplace }),
    call: hasCapability(api, "call", "SubtensorModule", "register_limit") ? "register_limit" : "burned_register",
    atBlock,
  };
  return { price, freeUids, minNonImmune: pruning.minNonImmune, order };
}
