import type { AccountId, Context } from "../describe/index.ts";
import { blake256 } from "../describe/runtime.ts";
import { currency } from "../pallets/balances/currency.ts";
import { TotalAlphaIssuance } from "../pallets/subtensor/alpha-assets.ts";
import { becomeDelegate, createAccountIfNew } from "../pallets/subtensor/hotkeys.ts";
import { appendNeuron } from "../pallets/subtensor/neurons.ts";
import { changeStake } from "../pallets/subtensor/positions.ts";
import * as store from "../pallets/subtensor/storage/index.ts";
import { subnetAccount } from "../pallets/subtensor/subnet-account.ts";
import { PalSwapInitialized, SwapBalancer } from "../pallets/swap.ts";
import type { GenesisValidator } from "./genesis.ts";
import type { PracticeSubnet } from "./subnets.ts";

const τ = 1_000_000_000n;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A number below `limit` that depends on the label alone. */
const draw = (label: string, limit: number): number =>
  Number(BigInt(blake256(text(label)).slice(0, 18)) % BigInt(limit));

/** Writes one subnet with its pool, owner, neurons, stakes and first weights. */
export function writeSubnet(
  ctx: Context,
  subnet: PracticeSubnet,
  validators: readonly GenesisValidator[],
  seed: string,
): void {
  const { netuid } = subnet;
  writeIdentity(ctx, subnet);
  writeSettings(ctx, subnet);
  const owner = validators[0];
  if (owner !== undefined) {
    store.SubnetOwner.put(ctx, netuid, owner.coldkey);
    store.SubnetOwnerHotkey.put(ctx, netuid, owner.hotkey);
  }

  for (const [index, validator] of validators.entries()) {
    enrol(ctx, netuid, validator, subnet.validatorStakesAlphaRao[index] ?? τ);
    becomeDelegate(ctx, validator.hotkey);
    const empty = new Uint8Array();
    const rest = {
      url: empty,
      github_repo: empty,
      image: empty,
      discord: empty,
      description: empty,
      additional: empty,
    };
    store.IdentitiesV2.put(ctx, validator.coldkey, { name: text(`${subnet.name} validator ${index + 1}`), ...rest });
  }
  store.ValidatorPermit.put(
    ctx,
    netuid,
    validators.map(() => true),
  );

  const first = validators.length;
  for (let uid = first; uid < subnet.maxUids; uid += 1) {
    const label = `${seed}/${netuid}/${uid}`;
    const miner = { netuid, hotkey: nobody(`${label}/hotkey`), coldkey: nobody(`${label}/coldkey`) };
    enrol(ctx, netuid, miner, BigInt(draw(`${label}/stake`, 50_000)) * (τ / 1_000n));
  }
  for (const [uid] of validators.entries()) writeWeights(ctx, subnet, uid, first, seed);
  writePool(ctx, subnet);
}

/** An account whose key nobody has. */
const nobody = (label: string): AccountId => blake256(text(`tausmith practice ${label}`));

function writeIdentity(ctx: Context, { netuid, name, symbol, description }: PracticeSubnet): void {
  const empty = new Uint8Array();
  store.NetworksAdded.put(ctx, netuid, true);
  store.TokenSymbol.put(ctx, netuid, text(symbol));
  store.SubnetIdentitiesV3.put(ctx, netuid, {
    subnet_name: text(name),
    github_repo: empty,
    subnet_contact: empty,
    subnet_url: empty,
    discord: empty,
    description: text(description),
    logo_url: empty,
    additional: empty,
  });
}

/** Shorter waits than live, so that nothing takes longer than a minute or two to try; all else is the default. */
function writeSettings(ctx: Context, { netuid, tempo, maxUids, burnRao }: PracticeSubnet): void {
  store.SubnetMechanism.put(ctx, netuid, 1);
  store.SubtokenEnabled.put(ctx, netuid, true);
  store.FirstEmissionBlockNumber.put(ctx, netuid, 0n);
  store.Tempo.put(ctx, netuid, tempo);
  store.MaxAllowedUids.put(ctx, netuid, maxUids);
  store.MinAllowedUids.put(ctx, netuid, Math.min(maxUids, 16));
  store.MaxAllowedValidators.put(ctx, netuid, 8);
  store.ImmunityPeriod.put(ctx, netuid, 100);
  store.ActivityCutoffFactorMilli.put(ctx, netuid, 50_000);
  store.MinAllowedWeights.put(ctx, netuid, 1);
  store.WeightsSetRateLimit.put(ctx, netuid, 10n);
  store.ServingRateLimit.put(ctx, netuid, 10n);
  store.CommitRevealWeightsEnabled.put(ctx, netuid, false);
  store.Burn.put(ctx, netuid, burnRao);
  store.MinBurn.put(ctx, netuid, τ / 10n);
}

/** A neuron with its stake; the pool's account holds the TAO that stake once cost. */
function enrol(ctx: Context, netuid: number, { hotkey, coldkey }: GenesisValidator, alphaRao: bigint): void {
  createAccountIfNew(ctx, coldkey, hotkey);
  appendNeuron(ctx, netuid, hotkey);
  changeStake(ctx, hotkey, coldkey, netuid, alphaRao);
  store.SubnetAlphaOut.mutate(ctx, netuid, (alpha) => alpha + alphaRao);
}

/** A validator's first weights: every earning miner some, each validator a little otherwise. */
function writeWeights(ctx: Context, subnet: PracticeSubnet, uid: number, firstMiner: number, seed: string): void {
  const weights = Array.from({ length: subnet.earningMiners }, (_, index): [number, number] => {
    const miner = firstMiner + index;
    const label = `${seed}/${subnet.netuid}/${miner}/weight`;
    return [miner, 20_000 + draw(label, 40_000) + draw(`${label}/${uid}`, 5_000)];
  });
  store.Weights.put(ctx, subnet.netuid, uid, weights);
}

function writePool(ctx: Context, { netuid, taoRao, alphaRao, taoWeight }: PracticeSubnet): void {
  store.SubnetTAO.put(ctx, netuid, taoRao);
  store.SubnetAlphaIn.put(ctx, netuid, alphaRao);
  SwapBalancer.put(ctx, netuid, { quote: taoWeight });
  PalSwapInitialized.put(ctx, netuid, true);
  TotalAlphaIssuance.put(ctx, netuid, alphaRao + store.SubnetAlphaOut.get(ctx, netuid));
  store.TotalStake.mutate(ctx, (total) => total + taoRao);
  currency.mint(ctx, subnetAccount(netuid), taoRao + τ);
  const price = (taoRao * 10n ** 18n - taoRao * taoWeight) << 32n;
  store.SubnetMovingPrice.put(ctx, netuid, { bits: price / (alphaRao * taoWeight) });
}
