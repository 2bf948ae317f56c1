import { least } from "#src/amount/least.ts";
import { neuronToPrune } from "#src/neurons/pruning.ts";
import { bumpBurn } from "#src/registration/burn-price.ts";
import { buyAlpha } from "#src/swap/trade.ts";
import { type AccountId, AccountId32, type CallContext, defineCall, NetUid } from "../../../describe/index.ts";
import { named, u64 } from "../../../scale/index.ts";
import { currency } from "../../balances/currency.ts";
import { swapErrors } from "../../swap.ts";
import { burnParameters } from "../burn.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { createAccountIfNew, owns } from "../hotkeys.ts";
import { readMarket, recordBuy } from "../market.ts";
import { appendNeuron, pruningInput, replaceNeuron } from "../neurons.ts";
import {
  Burn,
  MaxAllowedUids,
  NetworkRegistrationAllowed,
  NetworksAdded,
  RAORecycledForRegistration,
  RegistrationsThisBlock,
  SubnetAlphaOut,
  SubnetworkN,
  Uids,
} from "../storage/index.ts";
import { subnetAccount } from "../subnet-account.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");

/** Registration against a burnt price, with the chain's checks in their order (facts 2.2). */
function register(ctx: CallContext, netuid: number, hotkey: AccountId): void {
  const coldkey = ctx.signer();
  if (netuid === 0) throw errors.RegistrationNotPermittedOnRootSubnet();
  if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
  if (!NetworkRegistrationAllowed.get(ctx, netuid)) throw errors.SubNetRegistrationDisabled();
  if (Uids.has(ctx, netuid, hotkey)) throw errors.HotKeyAlreadyRegisteredInSubNet();
  const priceRao = Burn.get(ctx, netuid);
  if (priceRao > currency.spendable(ctx, coldkey, "allowDeath")) throw errors.NotEnoughBalanceToStake();
  createAccountIfNew(ctx, coldkey, hotkey);
  if (!owns(ctx, coldkey, hotkey)) throw errors.NonAssociatedColdKey();
  const limit = MaxAllowedUids.get(ctx, netuid);
  const isFull = SubnetworkN.get(ctx, netuid) >= limit;
  const replaced = isFull ? neuronToPrune(pruningInput(ctx, netuid)) : null;
  if (limit === 0 || (isFull && replaced === null)) throw errors.NoNeuronIdAvailable();

  burnPrice(ctx, netuid, coldkey, priceRao);
  const uid = replaced === null ? appendNeuron(ctx, netuid, hotkey) : replaced.uid;
  if (replaced !== null) replaceNeuron(ctx, netuid, replaced.uid, hotkey);
  Burn.put(ctx, netuid, bumpBurn(priceRao, burnParameters(ctx, netuid)));
  RegistrationsThisBlock.mutate(ctx, netuid, (count) => count + 1);
  RAORecycledForRegistration.mutate(ctx, netuid, (total) => total + priceRao);
  ctx.emit(events.NeuronRegistered([netuid, uid, hotkey]));
}

/** Buys alpha with the price and takes it out of what is outstanding; the account keeps its existential deposit. */
function burnPrice(ctx: CallContext, netuid: number, coldkey: AccountId, priceRao: bigint): void {
  const spentRao = least(priceRao, currency.spendable(ctx, coldkey, "keepAlive"));
  if (spentRao === 0n) throw errors.InsufficientBalance();
  currency.transfer(ctx, coldkey, subnetAccount(netuid), spentRao, "keepAlive");
  const trade = buyAlpha(readMarket(ctx, netuid), spentRao);
  if (!trade.ok) throw swapErrors[trade.refusal]();
  recordBuy(ctx, netuid, { spentRao, paidInRao: trade.paidInRao, alphaRao: trade.paidOutRao });
  SubnetAlphaOut.mutate(ctx, netuid, (alpha) => alpha - trade.paidOutRao);
}

export const registrationCalls = {
  burned_register: defineCall(
    7,
    { netuid: NetUid, hotkey: Account },
    { weight: refTime("burned_register"), docs: "Registers a hotkey at the price of the moment." },
    (ctx, { netuid, hotkey }) => register(ctx, netuid, hotkey),
  ),
  register_limit: defineCall(
    134,
    { netuid: NetUid, hotkey: Account, limit_price: u64 },
    { weight: refTime("register_limit"), docs: "Registers a hotkey unless the price is above the limit, in rao." },
    (ctx, { netuid, hotkey, limit_price }) => {
      ctx.signer();
      if (netuid === 0) throw errors.RegistrationNotPermittedOnRootSubnet();
      if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
      if (Burn.get(ctx, netuid) > limit_price) throw errors.RegistrationPriceLimitExceeded();
      register(ctx, netuid, hotkey);
    },
  ),
  try_associate_hotkey: defineCall(
    91,
    { hotkey: Account },
    { weight: refTime("try_associate_hotkey"), docs: "Ties a hotkey that has no owner to the signer." },
    (ctx, { hotkey }) => createAccountIfNew(ctx, ctx.signer(), hotkey),
  ),
};
