import { formatTao } from "#src/amount/format-amount.ts";
import type { JobDeps } from "./job-deps.ts";
import type { FundedWallet } from "./make-wallet.ts";
import { mustAnswer, mustHold } from "./must.ts";

/** What a registration was to cost at most, and what it did cost; all in rao. */
export interface Registered {
  readonly uid: number;
  readonly priceLimitRao: bigint;
  readonly pricePaidRao: bigint;
  readonly estimatedFeeRao: bigint;
  readonly paidFeeRao: bigint;
}

const FINALITY_LIMIT_MS = 120_000;
const tao = formatTao;

/**
 * Registers the wallet's hotkey with a price ceiling and holds the outcome against the chain: final block, UID,
 * owner, and a balance that fell by exactly price and fee.
 */
export async function registerHotkey(deps: JobDeps, funded: FundedWallet, netuid: number): Promise<Registered> {
  const { registration, transactions, subnets, wallet: keys } = deps.client.areas;
  const { wallet, password } = funded;
  const [hotkey] = wallet.hotkeys;
  mustHold(hotkey !== undefined, "the wallet has a hotkey");

  const price = await mustAnswer(registration.price({ netuid }));
  const priceLimitRao = (BigInt(price.burnRao) * 105n) / 100n;
  mustHold(price.call === "register_limit", "the network offers registration with a price ceiling");
  deps.say(
    `Price of subnet ${netuid} at block ${price.atBlock}: ${tao(BigInt(price.burnRao))}; ceiling ${tao(priceLimitRao)}.`,
  );

  const plan = await mustAnswer(
    registration.prepare({
      netuid,
      walletId: wallet.walletId,
      hotkeyName: hotkey.name,
      ceilingRao: priceLimitRao.toString(),
    }),
  );
  const { baseRao, lengthRao, weightRao, totalRao } = plan.fee;
  mustHold(
    plan.call.args.some((arg) => arg.value.replaceAll(",", "") === priceLimitRao.toString()),
    "the call that will be signed carries the ceiling",
  );
  mustHold(BigInt(baseRao) + BigInt(lengthRao) + BigInt(weightRao) === BigInt(totalRao), "the fee's parts add up");
  deps.say(
    `Fee: base ${tao(BigInt(baseRao))} + length ${tao(BigInt(lengthRao))} + weight ${tao(BigInt(weightRao))} = ` +
      `${tao(BigInt(totalRao))}; at most ${tao(BigInt(plan.spendsMaxRao))} for the UID.`,
  );

  const sent = await mustAnswer(transactions.submit({ planId: plan.planId, password }));
  const settled = await mustAnswer(
    transactions.wait({ transactionId: sent.transactionId, until: "finalized", timeoutMs: FINALITY_LIMIT_MS }),
  );
  mustHold(settled.state === "finalized" && settled.paid !== null, `the registration is final, not ${settled.state}`);
  const paidFeeRao = BigInt(settled.paid.feeRao);
  const after = await mustAnswer(keys.balance({ address: wallet.address }));
  const pricePaidRao = funded.freeRao - BigInt(after.freeRao) - paidFeeRao;
  mustHold(settled.paid.spentRao === pricePaidRao.toString(), "the balance fell by exactly price and fee");
  mustHold(pricePaidRao > 0n && pricePaidRao <= priceLimitRao, "the price paid is within the ceiling");

  const status = await mustAnswer(registration.status({ netuid, hotkey: hotkey.address }));
  mustHold(status.registered && status.uid !== null, "the chain knows the hotkey's UID");
  const neurons = await mustAnswer(subnets.neurons({ netuid }));
  const own = neurons.find((neuron) => neuron.uid === status.uid);
  mustHold(
    own?.hotkey === hotkey.address && own.coldkey === wallet.address,
    "the UID belongs to this hotkey and coldkey",
  );
  deps.say(
    `Registered in block ${settled.block?.number}: UID ${status.uid}, paid ${tao(pricePaidRao)} and ${tao(paidFeeRao)} fee.`,
  );
  return { uid: status.uid, priceLimitRao, pricePaidRao, estimatedFeeRao: BigInt(totalRao), paidFeeRao };
}
