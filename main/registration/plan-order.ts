import type { Chain } from "#main/chain/chain.ts";
import { buildCall, constantBigint } from "#main/chain/lookup.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import type { PlanRow } from "#src/contract/transactions.ts";
import { duration } from "#src/words/duration.ts";
import { type RegistrationWish, refuseHopeless, row, warningsOf } from "./plan-registration.ts";

/** Block hashes a chain keeps where it does not say (chain facts 1.1). */
const KEPT_HASHES = 2_400n;

/** The longest life a signature can have: the largest power of two whose first block the chain still remembers. */
function longestPeriodBlocks(chain: Chain): number {
  const kept = constantBigint(chain.api(), "System", "BlockHashCount") ?? KEPT_HASHES;
  let period = 64;
  while (BigInt(period * 2) < kept && period < 32_768) period *= 2;
  return period;
}

/**
 * What to sign so that the hotkey is registered once the price has fallen to the ceiling. The signed call is kept and no
 * key: it can register this hotkey on this subnet at this ceiling, once, and nothing else.
 * Errors: those of `planRegistration` but for a ceiling below the price of now; `NETWORK_LACKS_CAPABILITY`.
 */
export async function planOrder(
  chain: Chain,
  wish: RegistrationWish & { readonly ceilingRao: bigint },
  price: RegistrationPrice,
): Promise<PlanSpec> {
  await refuseHopeless(chain, wish, price, true);
  const { netuid, hotkey, ceilingRao } = wish;
  const periodBlocks = longestPeriodBlocks(chain);
  const rows = ({ feeRao }: PlanFacts): PlanRow[] => [
    row("Subnet", String(netuid), "number"),
    row("Hotkey", hotkey, "address"),
    row("Price now", price.burnRao, "rao"),
    row("Sent when the price is at most", ceilingRao.toString(), "rao"),
    row("Network fee", feeRao.toString(), "rao"),
    row("Total at most", (ceilingRao + feeRao).toString(), "rao"),
    row(
      "Signature holds for",
      `${periodBlocks} blocks, about ${duration(periodBlocks * price.blockTimeMs)}; then Tausmith asks again`,
      "text",
    ),
    row("What is kept", "This signed call until it is sent or cancelled. No password and no key.", "text"),
  ];
  return {
    title: `Register on subnet ${netuid} once it costs ${formatTao(ceilingRao)} or less`,
    signer: { walletId: wish.walletId, role: "coldkey" },
    call: (api) => buildCall(api, "SubtensorModule", "register_limit", netuid, hotkey, ceilingRao),
    rows,
    spendsMaxRao: ceilingRao,
    spendsExpectedRao: ceilingRao,
    warnings: [
      ...warningsOf(wish, price),
      "Any other transaction of this coldkey, and any upgrade of the chain, voids the signature; the order then asks for it again.",
    ],
    eraPeriodBlocks: periodBlocks,
  };
}
